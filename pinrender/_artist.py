"""The one thread that owns the renderer.

A GL context belongs to the thread that made it, so every picture is drawn on this thread and
other threads wait their turn. It also gives the cold start its speed: the renderer's libraries
load here while the artwork is being read.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pinrender.catalog import Studio
    from pinrender.render import Frame, Renderer, RenderOptions
    from pinrender.scene import Scene

__all__ = ["draw", "warm_up"]

_THREAD = ThreadPoolExecutor(max_workers=1, thread_name_prefix="pinrender-draw")


@cache
def _renderer() -> Renderer:
    from pinrender import render

    render.preload()
    return render.open_renderer()


def warm_up(studio: Studio) -> None:
    """Begin to open the renderer and set up its light; return at once. A failure is reported by `draw`."""
    _THREAD.submit(_prepare, studio)


def _prepare(studio: Studio) -> None:
    from pinrender.scene import light

    _renderer().prepare(light(studio))


def draw(scene: Scene, options: RenderOptions) -> Frame:
    """Draw a scene, after those that were asked for before.

    Raises
    ------
    RendererUnavailable
        If no back end can draw on this machine; the message names the remedy.
    """
    return _THREAD.submit(lambda: _renderer().render(scene, options)).result()
