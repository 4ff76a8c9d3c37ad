"""The preview: pyrender with our own shaders. Nothing else in the program imports pyrender or OpenGL."""

from __future__ import annotations

from pinrender.render.gl._platform import preload
from pinrender.render.gl._renderer import GLRenderer

__all__ = ["GLRenderer", "preload"]
