"""A pin becomes one page to turn it on: its models, what is seen until they are there, the light."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from pinrender import _captions, pipeline
from pinrender._baked import bake
from pinrender._choices import studio_of
from pinrender._variants import made_in
from pinrender.design import plated
from pinrender.errors import CannotBeMade
from pinrender.findings import Severity
from pinrender.units import frozen

if TYPE_CHECKING:
    from pinrender._pin import Pin
    from pinrender._timings import Timings
    from pinrender.artwork import Artwork
    from pinrender.findings import Finding
    from pinrender.output.page import Model, Orbit, Page
    from pinrender.render import Frame
    from pinrender.scene import Camera

__all__ = ["PAGE_PLATINGS", "known", "orbit_of", "page_of", "page_processes"]

PAGE_PLATINGS = ("gold", "silver", "black-nickel", "antique-gold")
"""Beside the pin's own, where none is asked for."""
SEEN_FROM = "three-quarter"
POSTER_PIXELS, ACTUAL_PIXELS = 720, 480


def page_processes(pin: Pin) -> tuple[str, ...]:
    """The pin's own process, and the one that most people compare it with."""
    own = f"{pin.design.process}+epoxy" if pin.design.epoxy else pin.design.process
    return (own, "hard-enamel" if pin.design.process == "soft-enamel" else "soft-enamel")


def page_of(
    pin: Pin,
    art: Artwork,
    timings: Timings,
    *,
    platings: Sequence[str] = (),
    processes: Sequence[str] = (),
    max_error_mm: float,
) -> tuple[Page, tuple[Finding, ...]]:
    """Gather a page, and what a person should know of the pins on it.

    Parameters
    ----------
    pin, art : Pin, Artwork
        What to make; the artwork read at the resolution that the models' maps are to have.
    timings : Timings
        Records the stages that run.
    platings : sequence of str
        Catalogue names beside the pin's own, which comes first; if none is given those of `PAGE_PLATINGS`
        that go together with every process shown.
    processes : sequence of str
        Catalogue names; ``+epoxy`` after one adds a dome. One that cannot make the pin is told why. If none
        is given the pin's own, and the one that most people compare it with.
    max_error_mm : float
        How far surfaces may leave the relief.

    Raises
    ------
    CannotBeMade
        If none of the processes can make it.
    UsageError
        If there is no such plating or process.
    """
    from pinrender.output.page import Model, Page, Swatch
    from pinrender.scene import light

    seen = pin.replace(view=SEEN_FROM, pixels=POSTER_PIXELS, background="transparent")
    processes = processes or page_processes(pin)
    pins = list(made_in(seen, processes).values())
    platings = platings or _going_together(pins, art, timings)
    eye: Camera | None = None
    models: list[Model] = []
    refusals: list[CannotBeMade] = []
    for each in pins:
        try:
            model, eye = _model(each, art, platings, timings, max_error_mm, eye)
        except CannotBeMade as refusal:
            refusals.append(refusal)
            model = Model(label=_captions.label(each.design), glb=None, refusal=refusal.reason)
        models.append(model)
    if eye is None:
        raise refusals[0]
    names = dict.fromkeys([pin.design.plating, *platings])
    shown = [each for each, model in zip(pins, models, strict=True) if model.glb is not None]
    page = Page(
        title=pin.name,
        subtitle=_captions.sized(art),
        models=tuple(models),
        platings=tuple(
            Swatch(name=name, title=plated(name).title, color=plated(name).swatch) for name in names
        ),
        actual=_actual(shown[0], art, timings),
        actual_as=shown[0].design.title,
        size_mm=art.size_mm,
        orbit=orbit_of(eye),
        environment=light(studio_of(pin.design, seen.shot)),
        text=_captions.text_chunks(pin.name, {**_captions.recipe(pin, art), "processes": list(processes)}),
    )
    found = [finding for each in shown for finding in known(each, art, list(names), timings)]
    return page, tuple({finding.message: finding for finding in found}.values())


def _model(
    pin: Pin,
    art: Artwork,
    platings: Sequence[str],
    timings: Timings,
    max_error_mm: float,
    eye: Camera | None,
) -> tuple[Model, Camera]:
    """One model with its poster, and the camera of that, which is `eye` if one is given."""
    from pinrender.output import encode_glb
    from pinrender.output.page import Model

    label = _captions.label(pin.design)
    asset = bake(pin, art, platings, timings, max_error_mm=max_error_mm)
    title = f"{pin.name}: {pin.design.title}"
    glb = encode_glb(asset, software=_captions.software(), title=title, recipe=_captions.recipe(pin, art))
    scene = pipeline.arrange(pin, art, timings)
    scene = scene if eye is None else dataclasses.replace(scene, camera=eye)
    return Model(label=label, glb=glb, poster=pipeline.draw(pin, art, scene, timings)), scene.camera


def _going_together(pins: Sequence[Pin], art: Artwork, timings: Timings) -> list[str]:
    """Of the usual platings those that no rule forbids in any of the pins."""

    def forbidden(pin: Pin, plating: str) -> bool:
        try:
            return any(each.severity is Severity.ERROR for each in _clashes(pin, art, [plating], timings))
        except CannotBeMade:
            return False

    return [name for name in PAGE_PLATINGS if not any(forbidden(pin, name) for pin in pins)]


def known(pin: Pin, art: Artwork, platings: Sequence[str], timings: Timings) -> tuple[Finding, ...]:
    """What a person should know of a pin that is to be seen in several platings."""
    found = pipeline.found(pin, art, *pipeline.relief(pin, art, timings), timings)
    return (*found, *_clashes(pin, art, platings, timings))


def _clashes(pin: Pin, art: Artwork, platings: Sequence[str], timings: Timings) -> list[Finding]:
    """What does not go together in any of the platings."""
    from pinrender.inspect import compatibility

    _, made = pipeline.relief(pin, art, timings)
    designs = [dataclasses.replace(pin.design, plating=name) for name in platings]
    found = [finding for design in designs for finding in compatibility(design, art.plan, made)]
    return list({finding.message: finding for finding in found}.values())


def _actual(pin: Pin, art: Artwork, timings: Timings) -> Frame:
    """The face from straight above, cut to its bounds."""
    front = pin.replace(view="front", pixels=ACTUAL_PIXELS, background="transparent")
    frame = pipeline.draw(front, art, pipeline.arrange(front, art, timings), timings)
    rows, cols = (np.flatnonzero(frame.rgba_srgb8[..., 3].max(axis=axis)) for axis in (1, 0))
    cut = frame.rgba_srgb8[rows[0] : rows[-1] + 1, cols[0] : cols[-1] + 1]
    return dataclasses.replace(frame, rgba_srgb8=frozen(cut))


def orbit_of(camera: Camera) -> Orbit:
    """Where a camera is, in the words of a viewer whose cameras never roll."""
    from pinrender.output.page import Orbit

    right, _, back = camera.pose[:3, :3].T
    level = np.array([back[2], 0.0, -back[0]]) / math.hypot(back[0], back[2])
    upright = np.cross(back, level)
    target = camera.pose[:3, 3] - camera.focus_mm * back
    return Orbit(
        around_deg=math.degrees(math.atan2(back[0], back[2])),
        from_top_deg=math.degrees(math.acos(back[1])),
        distance_mm=camera.focus_mm,
        fov_deg=math.degrees(camera.fov_rad),
        target_mm=(float(target[0]), float(target[1]), float(target[2])),
        roll_deg=math.degrees(math.atan2(float(right @ upright), float(right @ level))),
    )
