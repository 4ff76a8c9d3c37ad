"""Open a back end by name; each is imported only when it is asked for."""

from __future__ import annotations

from importlib import import_module

from pinrender.errors import UsageError, unknown_choice
from pinrender.render._protocol import Renderer

__all__ = ["BACK_ENDS", "open_renderer", "preload"]

BACK_ENDS = {
    "gl": ("pinrender.render.gl", "GLRenderer"),
    "pathtrace": ("pinrender.render.pathtrace", "PathTracer"),
}
"""Name to module and class."""


def open_renderer(name: str = "gl") -> Renderer:
    """Open a back end.

    Raises
    ------
    UsageError
        If there is no such back end.
    RendererUnavailable
        If it cannot run here; the message names the remedy.
    """
    if name not in BACK_ENDS:
        raise UsageError(unknown_choice("renderer", name, BACK_ENDS))
    module, class_name = BACK_ENDS[name]
    renderer: Renderer = getattr(import_module(module), class_name)()
    return renderer


def preload(name: str = "gl") -> None:
    """Import what a back end needs, without opening it; safe in any thread."""
    import_module(BACK_ENDS[name][0]).preload()
