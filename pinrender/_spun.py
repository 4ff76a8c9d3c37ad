"""A pin on a turntable, frame by frame."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from pinrender import _captions, pipeline

if TYPE_CHECKING:
    from pinrender._pin import Pin
    from pinrender._timings import Timings
    from pinrender.artwork import Artwork
    from pinrender.design import Spin
    from pinrender.output import Animation
    from pinrender.render import Frame
    from pinrender.scene import Scene

__all__ = ["frames", "spin_told", "spun"]


def spun(pin: Pin, spin: Spin, timings: Timings) -> Animation:
    """Draw a pin as it turns.

    Parameters
    ----------
    pin : Pin
        What to draw, and the size and background of each picture; the spin says from where it is seen.
    spin : Spin
        How it turns.
    timings : Timings
        Records the stages, and is told of each frame that is done.

    Raises
    ------
    ArtworkError
        If the artwork cannot be used.
    UsageError
        If memory would not hold so many frames of that size.
    RendererUnavailable
        If no preview can be drawn on this machine: to trace a spin would take hours.
    """
    from pinrender.output import Animation

    spin.check_pixels(pin.shot.pixels)
    pin = pin.replace(view=spin.view, quality="preview")
    art = pipeline.read_and_warm_up(pin, timings)
    drawn = tuple(frame.rgba_srgb8 for frame in frames(pin, art, spin, timings))
    recipe = _captions.picture_recipe(pin, art, "preview") | {"spin": spin_told(spin)}
    title = f"{pin.name}: {pin.design.title}"
    return Animation(frames=drawn, fps=spin.fps, text=_captions.text_chunks(title, recipe))


def frames(pin: Pin, art: Artwork, spin: Spin, timings: Timings) -> Iterator[Frame]:
    """Each picture of a spin; while one is drawn, the next one's shadows are found."""
    from pinrender.scene import on_turntable, turned

    laid = on_turntable(pipeline.arrange(pin, art, timings), spin.view)
    with ThreadPoolExecutor(1, "pinrender-spin") as beside:
        coming = beside.submit(turned, laid, spin.turns_deg[0])
        for number, following in enumerate((*spin.turns_deg[1:], 0.0), 1):
            scene: Scene = coming.result()
            coming = beside.submit(turned, laid, following)
            yield pipeline.draw(pin, art, scene, timings)
            if timings.on_pass is not None:
                timings.on_pass(number, spin.frames)


def spin_told(spin: Spin) -> dict[str, Any]:
    """Every number of a spin."""
    return {**dataclasses.asdict(spin), "frames": spin.frames}
