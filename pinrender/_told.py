"""What is told of a pin: every value settled, what it is made of in millimetres, and all findings."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pinrender import _artist, _checked, pipeline
from pinrender._choices import settings_of
from pinrender._timings import Timings
from pinrender._variants import made_in
from pinrender.design import second_plating, shape_of
from pinrender.errors import CannotBeMade
from pinrender.findings import UNUSED, Finding, option_unused

if TYPE_CHECKING:
    from pinrender._pin import Pin
    from pinrender.inspect import ArtworkReport
    from pinrender.relief import Relief

__all__ = [
    "compared",
    "compared_findings",
    "design_of",
    "findings_each",
    "findings_of",
    "made_of",
    "report",
    "shot_of",
]

_MADE = (
    "process",
    "epoxy",
    "epoxy_height_mm",
    "epoxy_volume_mm3",
    "epoxy_age_years",
    "base_metal",
    "dimensions",
)
"""What differs between the columns of a comparison."""
TOLD_PIXELS = 1024
"""Side of a picture whose samples are fine enough to measure lines on."""
_DIGITS = 3
"""Digits kept of what is measured: a micrometre, a thousandth of a cubic millimetre."""


def design_of(pin: Pin, *, pixels_per_mm: float | None = None) -> dict[str, Any]:
    """Every field of a pin's design with nothing left open; what does not apply is not there.

    Parameters
    ----------
    pin : Pin
        What to make.
    pixels_per_mm : float, optional
        Samples to the millimetre that it is measured at; what the pin's picture needs if not given.

    Returns
    -------
    dict
        As `PinDesign`, but ``epoxy`` says whether any is poured, its height and volume are those of the
        dome, ``studio`` is the one that it is shown in, ``dimensions`` are all of the process's by name
        and unit, and ``second_plating`` is there where a layer names one.

    Raises
    ------
    ArtworkError
        If the artwork cannot be used.
    """
    art = pipeline.read(pin, Timings(), pixels_per_mm=pixels_per_mm)
    _, made = pipeline.relief(pin, art, Timings())
    design, _ = settings_of(pin.design, pin.shot)
    other = second_plating(pin.design.plating, art.plan.platings)
    settled = {
        **design,
        "second_plating": other,
        **_epoxy(pin, made),
        "dimensions": shape_of(pin.design.made_by),
    }
    return {name: value for name, value in settled.items() if value is not None}


def made_of(pin: Pin) -> dict[str, Any]:
    """As `design_of`; of a pin that cannot be made only what was asked for."""
    try:
        return design_of(pin)
    except CannotBeMade:
        design, _ = settings_of(pin.design, pin.shot)
        asked = {**design, "dimensions": shape_of(pin.design.made_by)}
        return {name: value for name, value in asked.items() if value is not None}


def _epoxy(pin: Pin, made: Relief) -> dict[str, Any]:
    """Whether epoxy is poured; the height of its crown above the lines in mm, and how much in mm3."""
    poured = made.poured_mm
    if poured is None or made.dome_mm is None:
        return {"epoxy": False, "epoxy_height_mm": None, "epoxy_volume_mm3": None, "epoxy_age_years": None}
    crown_mm = float(made.dome_mm.max()) - pin.design.made_by.thickness_mm
    volume_mm3 = float(poured.sum(dtype=float)) * made.grid.pitch_mm**2
    return {
        "epoxy": True,
        "epoxy_height_mm": round(crown_mm, _DIGITS),
        "epoxy_volume_mm3": round(volume_mm3, _DIGITS),
    }


def shot_of(pin: Pin) -> dict[str, Any]:
    """Every field of a pin's shot with nothing left open: samples and denoise are of studio pictures only."""
    _, shot = settings_of(pin.design, pin.shot)
    shot["background"] = "transparent" if pin.shot.lies_on.nothing else "studio"
    shot["quality"] = _artist.settle(pin.shot.quality)
    shot["samples"], shot["denoise"] = pin.shot.paths, _artist.denoises(pin.shot)
    if shot["quality"] == "preview":
        del shot["samples"], shot["denoise"]
    return shot


def compared(pin: Pin, processes: Sequence[str], platings: Sequence[str] = ()) -> dict[str, Any]:
    """The settings that the pins of a comparison share, and how each of them is made.

    Returns
    -------
    dict
        ``design`` and ``shot`` as `design_of` and `shot_of` have them, but for what differs; that is in
        ``columns``, one dict for each pin, or why it cannot be made, ``refused``.
    """
    columns: list[dict[str, Any]] = []
    shared: dict[str, Any] = {}
    own = _MADE if len(platings) < 2 else (*_MADE, "plating", "second_plating")
    for each in made_in(pin, processes, platings).values():
        try:
            design = design_of(each)
        except CannotBeMade as refusal:
            columns.append({"process": each.design.process, "refused": str(refusal)})
            continue
        columns.append({key: design.pop(key) for key in own if key in design})
        shared = shared | design
    return {"design": shared, "shot": shot_of(pin.replace(background="studio")), "columns": columns}


def findings_each(
    pin: Pin, processes: Sequence[str], platings: Sequence[str] = ()
) -> dict[str, tuple[Finding, ...]]:
    """The findings on each pin of a comparison, as `made_in` names them."""
    fine = pin if pin.shot.pixels >= TOLD_PIXELS else pin.replace(pixels=TOLD_PIXELS)
    pins = made_in(fine, processes, platings).items()
    return {name: _checked.findings(made, Timings()) for name, made in pins}


def compared_findings(pin: Pin, each: Mapping[str, Sequence[Finding]]) -> tuple[Finding, ...]:
    """The findings of `findings_each`, each once; one that is not all of them's says whose it is.

    An option is unused where it changes none of them.
    """
    told = []
    for found in dict.fromkeys(found for findings in each.values() for found in findings):
        names = [name for name, findings in each.items() if found in findings]
        if len(names) == len(each):
            told.append(found)
        elif found.code != UNUSED:
            told.append(_said_of(names, found))
    if pin.shot.lies_on.nothing:
        message = "a sheet shows its pins on a surface, never on nothing"
        told.append(option_unused(message, "use 'pinrender render'"))
    return tuple(told)


def _said_of(names: Sequence[str], found: Finding) -> Finding:
    """A finding that names the pins of a comparison it is about."""
    return dataclasses.replace(found, message=f"{', '.join(names)}: {found.message}")


def findings_of(pin: Pin) -> tuple[Finding, ...]:
    """All findings; that it cannot be made is one, code ``cannot-be-made``, beside those on the artwork.

    Raises
    ------
    ArtworkError
        If the artwork cannot be read.
    """
    try:
        return pipeline.findings(pin, Timings())
    except CannotBeMade as refusal:
        from pinrender import inspect

        art = pipeline.read(pin, Timings())
        return (*art.findings, *inspect.lint(art, pin.design.made_by), _checked.refused(refusal))


def report(pin: Pin) -> ArtworkReport:
    """What an artwork holds, with what a person should know of the pin that is made of it.

    Raises
    ------
    ArtworkError
        If the artwork cannot be read.
    """
    from pinrender import inspect

    held = inspect.report(pipeline.read(pin, Timings()))
    return dataclasses.replace(held, findings=findings_of(pin))
