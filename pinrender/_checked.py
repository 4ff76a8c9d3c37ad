"""A pin checked as a maker would, by one process or by each."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from pinrender import _captions, pipeline
from pinrender._timings import Timings
from pinrender.catalog import Metal, load, names
from pinrender.design import PIXELS_RANGE, SIZE_RANGE_MM
from pinrender.errors import CannotBeMade
from pinrender.findings import UNUSED, Finding, Severity

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from pinrender._pin import Pin
    from pinrender.artwork import Artwork
    from pinrender.inspect import Check
    from pinrender.output import Projection
    from pinrender.render import Frame
    from pinrender.scene import Camera

__all__ = ["check", "check_each", "draw_check", "findings", "refused", "verdict"]

REFUSED = "cannot-be-made"
"""Code of the finding that the process cannot carry what is drawn."""

LEAST_PER_MM = 20.0
"""Samples to the millimetre: four across a line of 0.2 mm."""
_GRAVEST = (Severity.ERROR, Severity.WARNING, Severity.NOTICE)
_MEASURED_ANEW = {
    "line-polished-out": ("line-too-thin", "dot-too-small"),
    "cell-polished-out": ("cell-too-small", "cell-narrow"),
}
"""Findings on the way to a picture, and those of a check that tell the same with place and measure."""


def check(pin: Pin, timings: Timings) -> Check:
    """Say whether a pin can be made, what of it is at risk, what it weighs and how small it could be.

    Parameters
    ----------
    pin : Pin
        What to make.
    timings : Timings
        Records the stages that run.

    Raises
    ------
    ArtworkError
        If the artwork cannot be read.
    """
    from pinrender import inspect

    design = dataclasses.replace(pin.design, as_made=None)
    pin = _seen_finely(dataclasses.replace(pin, design=design))
    art = pipeline.read(pin, timings)
    told = [each for each in findings(pin, timings) if each.code != UNUSED]
    checked = inspect.Check(
        process=design.process,
        title=design.title,
        size_mm=art.size_mm,
        findings=tuple(told),
        smallest_mm=None,
    )
    if any(each.code == REFUSED for each in told):
        return checked
    _, made = pipeline.relief(pin, art, timings)
    finest_per_mm = LEAST_PER_MM * SIZE_RANGE_MM[1] / design.size_mm
    with timings.stage("check"):
        weight = inspect.weigh(art.plan, made, design.made_by, load(Metal, design.base))
        return dataclasses.replace(
            checked,
            smallest_mm=inspect.smallest_size_mm(
                art.plan,
                design.made_by,
                max(art.size_mm),
                walls=design.walls == "insert",
                finer=lambda: pipeline.read(pin, timings, pixels_per_mm=finest_per_mm).plan,
            ),
            weight=weight,
            posts_mm=inspect.posts_mm(art.plan, weight, art.size_mm),
        )


def findings(pin: Pin, timings: Timings) -> tuple[Finding, ...]:
    """All that a maker would say of a pin: each thing once, the gravest first.

    Parameters
    ----------
    pin : Pin
        What to make, with samples enough to measure its lines.
    timings : Timings
        Records the stages that run.

    Raises
    ------
    ArtworkError
        If the artwork cannot be read.
    """
    from pinrender import inspect

    art = pipeline.read(pin, timings)
    fine = _fine(pin, art)
    try:
        found = pipeline.findings(pin, timings)
        _, made = pipeline.relief(pin, art, timings)
    except CannotBeMade as refusal:
        return _ranked((*art.findings, *fine, refused(refusal)))
    return _ranked((*found, *fine, *inspect.compatibility(pin.design, art.plan, made)))


def refused(refusal: CannotBeMade) -> Finding:
    """That the process cannot carry what is drawn, as a finding."""
    return Finding(code=REFUSED, severity=Severity.ERROR, message=refusal.reason, suggestion=refusal.remedy)


def _seen_finely(pin: Pin) -> Pin:
    """The pin with samples enough to measure its finest lines, if it is a large one."""
    needed = min(PIXELS_RANGE[1], math.ceil(LEAST_PER_MM * pin.design.size_mm))
    return pin if pin.shot.pixels >= needed else pin.replace(pixels=needed)


def _fine(pin: Pin, art: Artwork) -> tuple[Finding, ...]:
    from pinrender import inspect
    from pinrender.relief import raised_lines

    process, size_mm = pin.design.made_by, max(art.size_mm)
    lines = raised_lines(art.plan, process, walls=pin.design.walls == "insert")
    fine = inspect.fineness(art.plan, process, size_mm=size_mm, lines=lines)
    told = any(each.code == "text-too-small" for each in fine)
    return fine if told else (*fine, *inspect.named_lettering(art, process))


def _ranked(every: Sequence[Finding]) -> tuple[Finding, ...]:
    """These findings, each once, the gravest first."""
    codes = {finding.code for finding in every}
    once = [
        finding for finding in dict.fromkeys(every) if codes.isdisjoint(_MEASURED_ANEW.get(finding.code, ()))
    ]
    return tuple(sorted(once, key=lambda finding: _GRAVEST.index(finding.severity)))


def draw_check(pin: Pin, checked: Check, timings: Timings) -> Frame:
    """The pin from the front with a mark at each place of a finding; its plan where it cannot be made.

    Parameters
    ----------
    pin : Pin
        What was checked; its shot says how large the picture is.
    checked : Check
        What `check` said of it.
    timings : Timings
        Records the stages that run.

    Raises
    ------
    RendererUnavailable
        If nothing can draw on this machine.
    """
    from pinrender.output import draw_marked, plan_frame, plan_projection

    front = pin.replace(view="front", background="studio")
    art = pipeline.read(front, timings)
    if checked.weight is None:
        picture, project = plan_frame(art.plan, pin.shot.pixels), plan_projection(art.plan)
    else:
        picture = pipeline.render(front, timings)
        project = _onto(pipeline.arrange(front, art, timings).camera, pin.design.made_by.thickness_mm)
    return draw_marked(
        picture,
        project,
        checked.findings,
        title=f"{pin.name}: can it be made?",
        subtitle=f"{art.size_mm[0]:.1f} by {art.size_mm[1]:.1f} mm, {pin.design.title}. {verdict(checked)}",
        text=_captions.text_chunks(f"{pin.name}: check", _captions.recipe(pin, art)),
    )


def _onto(camera: Camera, height_mm: float) -> Projection:
    """Where places on the face lie on a camera's picture."""

    def project(xy_mm: NDArray[np.float64]) -> NDArray[np.float64]:
        return camera.shares_of(np.column_stack([xy_mm, np.full(len(xy_mm), height_mm)]))

    return project


def verdict(checked: Check) -> str:
    """Whether it can be made, and from which size on, in a sentence or two."""
    longest_mm = max(checked.size_mm)
    if checked.smallest_mm is None:
        small = f" At no size up to {SIZE_RANGE_MM[1]:g} mm is all of it coarse enough."
        small = small if checked.weight is not None else ""
    elif checked.smallest_mm <= longest_mm:
        small = f" Nothing drawn is too fine from {checked.smallest_mm} mm on."
    else:
        small = f" What is drawn is coarse enough from {checked.smallest_mm} mm on."
    if not checked.findings:
        return f"Nothing stands against it.{small}"
    return ("It can be made." if checked.can_be_made else "It cannot be made as drawn.") + small


def check_each(pin: Pin, timings: Timings) -> tuple[Check, ...]:
    """Check a pin by every process of the catalogue, otherwise as it is.

    Raises
    ------
    ArtworkError
        If the artwork cannot be read.
    """
    remade = (dataclasses.replace(pin, design=pin.design.remade(name)) for name in names("processes"))
    return tuple(check(each, timings) for each in remade)
