"""The one thread that owns the renderers.

A GL context belongs to the thread that made it, so every picture is drawn on this thread and
other threads wait their turn. It also gives the cold start its speed: the renderer's libraries
load here while the artwork is being read.
"""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import TYPE_CHECKING

from pinrender.errors import RendererUnavailable

if TYPE_CHECKING:
    from pinrender.catalog import Backdrop, Studio
    from pinrender.design import Quality, Shot, Viewpoint
    from pinrender.render import Frame, Renderer, RenderOptions
    from pinrender.scene import Scene

__all__ = ["denoises", "draw", "open_early", "settle", "warm_up"]

_THREAD = ThreadPoolExecutor(max_workers=1, thread_name_prefix="pinrender-draw")
_BACK_ENDS = {"preview": "gl", "studio": "pathtrace"}
_LOG = logging.getLogger("pinrender")


@cache
def _renderer(quality: Quality) -> Renderer:
    from pinrender import render

    render.preload(_BACK_ENDS[quality])
    return render.open_renderer(_BACK_ENDS[quality])


@cache
def _best() -> Quality:
    """What a person gets who did not ask for either: a preview, if one can be drawn."""
    try:
        _renderer("preview")
    except RendererUnavailable as no_preview:
        try:
            _renderer("studio")
        except RendererUnavailable as no_studio:
            both = f"{no_preview}; a studio picture neither: {no_studio}"
            raise RendererUnavailable(both) from no_studio
        _LOG.warning("no preview can be drawn, so the light is traced, which is slower: %s", no_preview)
        return "studio"
    return "preview"


def settle(wanted: Quality | None) -> Quality:
    """Open what draws the quality that is wanted, or the best that can be where none is.

    A studio picture in place of a preview that was not asked for is told to the log ``pinrender``.

    Raises
    ------
    RendererUnavailable
        If no back end can draw it on this machine; the message names the remedy.
    """
    return _THREAD.submit(_settled, wanted).result()


def _settled(wanted: Quality | None) -> Quality:
    if wanted is None:
        return _best()
    _renderer(wanted)
    return wanted


def denoises(shot: Shot) -> bool | None:
    """Whether the grain is taken off a shot's picture; None for a preview, which has none.

    Raises
    ------
    RendererUnavailable
        If that was asked for and cannot be done; the message names the remedy.
    """
    from pinrender import render
    from pinrender.design import GRAIN_FREE_SAMPLES

    if settle(shot.quality) == "preview":
        return None
    if shot.denoise is None:
        return shot.paths < GRAIN_FREE_SAMPLES and render.can_denoise()
    if shot.denoise:
        render.load_denoiser()
    return shot.denoise


def open_early(wanted: Quality | None) -> None:
    """Begin to load and open a renderer; return at once. A failure is reported by `settle`."""
    _THREAD.submit(_renderer, wanted or "preview")


def warm_up(studio: Studio, seen_from: Viewpoint, lies_on: Backdrop, wanted: Quality | None) -> None:
    """Begin to make what a pin lies on, and to set up a renderer's light; return at once.

    A failure is reported by `settle`.
    """
    _THREAD.submit(_prepare, studio, seen_from, lies_on, wanted)


def _prepare(studio: Studio, seen_from: Viewpoint, lies_on: Backdrop, wanted: Quality | None) -> None:
    from pinrender.scene import light, tile_of

    tile_of(lies_on)
    _renderer(wanted or "preview").prepare(light(studio, seen_from))


def draw(scene: Scene, options: RenderOptions) -> Frame:
    """Draw a scene in the quality that the options name, after those that were asked for before.

    Raises
    ------
    RendererUnavailable
        If no back end can draw on this machine; the message names the remedy.
    """
    return _THREAD.submit(lambda: _renderer(options.quality).render(scene, options)).result()
