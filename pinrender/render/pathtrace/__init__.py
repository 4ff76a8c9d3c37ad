"""The studio picture: light traced with Mitsuba 3. Nothing else in the program imports mitsuba."""

from __future__ import annotations

from pinrender.render.pathtrace._renderer import PathTracer, developed, preload, traced

__all__ = ["PathTracer", "developed", "preload", "traced"]
