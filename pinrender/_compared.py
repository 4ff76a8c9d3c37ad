"""A pin made in several ways: pictures, close-ups, cuts and the four factors, side by side."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from pinrender import _artist, _captions, pipeline
from pinrender._resolution import pixels_per_mm_for
from pinrender._told import findings_each
from pinrender._variants import made_in
from pinrender.catalog import Dome, Process, load
from pinrender.errors import CannotBeMade, UsageError
from pinrender.findings import Finding, Severity

if TYPE_CHECKING:
    from pinrender._pin import Pin
    from pinrender._timings import Timings
    from pinrender.artwork import Artwork
    from pinrender.design import PinDesign
    from pinrender.output import Column, Comparison, Factor
    from pinrender.render import Frame
    from pinrender.scene import Scene

__all__ = ["compare", "compared"]

CLOSE_MM = 8.0
"""Side of what a close-up shows; a third of a small pin."""
CLOSE_SHARE = 0.36
"""Of the pin's longest side, where that is less."""
DETAIL_PIXELS = 1024
"""Side of a picture whose samples show no steps in a close-up either."""
UPRIGHT = 2.0
"""Sections are drawn so many times higher than they are: steps of a tenth of a millimetre are seen."""
SAMPLES = 2001
"""Places along a section."""
NARROWEST_SECTION_PX = 480
"""Sections are drawn at least so wide, lest words be cut, and reduced where pictures are smaller."""
LABEL_ROWS = 3
"""Room for the names of what is measured in a section, so that all are as high."""
NEAR_VIEW, NEAR_STUDIO = "three-quarter", "raking"
"""From where, and in which light, a close-up is seen: relief throws shadows."""
NAMES = ("Look", "Feel", "Cost", "Durability")


def compare(pin: Pin, processes: Sequence[str], timings: Timings, *, platings: Sequence[str] = ()) -> Frame:
    """Draw a pin made in several ways on one labelled sheet; parameters and errors as of `compared`."""
    from pinrender.output import draw_comparison

    return draw_comparison(compared(pin, processes, timings, platings=platings))


def compared(
    pin: Pin,
    processes: Sequence[str],
    timings: Timings,
    *,
    platings: Sequence[str] = (),
    findings: Mapping[str, Sequence[Finding]] | None = None,
) -> Comparison:
    """Make a pin in several ways, and show each alike.

    Parameters
    ----------
    pin : Pin
        What to draw, and how to look at it.
    processes : sequence of str
        Catalogue names; ``+epoxy`` after one adds a dome.
    timings : Timings
        Records the stages, summed over the pins.
    platings : sequence of str
        A row of columns for each; the pin's own if none is given.
    findings : mapping of str to sequence of Finding, optional
        Of each pin, by `made_in`'s names, for the sheet to warn of; found anew if not given.

    Raises
    ------
    UsageError
        If there is no such process, or none is named.
    CannotBeMade
        If none of the processes can make it; one that cannot beside others has its reason on the sheet.
    """
    from pinrender import inspect
    from pinrender.output import Comparison

    if not processes:
        raise UsageError("nothing to compare; name at least one process")
    named = made_in(pin, processes, platings)
    pins = [*named.values()]
    art = pipeline.read_and_warm_up(pin, timings, pixels_per_mm=_pixels_per_mm(pin))
    scenes = [_arranged_or_refused(each, art, timings) for each in pins]
    made = [scene for scene in scenes if not isinstance(scene, CannotBeMade)]
    if not made:
        raise next(scene for scene in scenes if isinstance(scene, CannotBeMade))
    camera = max(made, key=lambda scene: float(scene.mesh.vertices_mm[:, 2].max())).camera
    side_mm = min(CLOSE_MM, CLOSE_SHARE * max(art.size_mm))
    spot_mm, across_mm = inspect.telling_spot_mm(art.plan, side_mm)
    line = ((spot_mm[0] - 0.5 * side_mm, across_mm), (spot_mm[0] + 0.5 * side_mm, across_mm))
    columns = [
        _refused(each, scene)
        if isinstance(scene, CannotBeMade)
        else _column(each, art, dataclasses.replace(scene, camera=camera), (spot_mm, side_mm), timings)
        for each, scene in zip(pins, scenes, strict=True)
    ]
    columns = _with_sections(columns, pins, art, line, timings)
    told = findings_each(pin, processes, platings) if findings is None else findings
    columns = [_warned(column, told[name], art) for column, name in zip(columns, named, strict=True)]
    if len(platings) > 1:
        columns = [_plated(column, each) for column, each in zip(columns, pins, strict=True)]
    recipe = _captions.picture_recipe(pin, art, _artist.settle(pin.shot.quality))
    return Comparison(
        title=pin.name,
        subtitle=_captions.subtitle(art, pin.design) if len(platings) < 2 else _captions.sized(art),
        columns=tuple(columns),
        closeup_words=f"{side_mm:.1f} mm of it, in raking light.",
        section_words=f"Cut across those {side_mm:.1f} mm; heights {UPRIGHT:g} times enlarged.",
        per_row=len(processes),
        text=_captions.text_chunks(
            pin.name, {**recipe, "processes": list(processes), "platings": list(platings)}
        ),
    )


def _pixels_per_mm(pin: Pin) -> float:
    """Samples enough that a close-up shows no steps either."""
    return pixels_per_mm_for(pin.design.size_mm, max(pin.shot.pixels, DETAIL_PIXELS))


def _arranged_or_refused(pin: Pin, art: Artwork, timings: Timings) -> Scene | CannotBeMade:
    try:
        return pipeline.arrange(pin, art, timings)
    except CannotBeMade as refusal:
        return refusal


def _warned(column: Column, findings: Sequence[Finding], art: Artwork) -> Column:
    """The column with what of it cannot be made or is at risk; not what is said of the artwork itself."""
    if column.refusal:
        return column

    def listed(severity: Severity, words: str) -> str:
        own = [each for each in findings if each.severity is severity and each not in art.findings]
        said = [each.brief or (each.message if severity is not Severity.NOTICE else "") for each in own]
        return f"{words}: {'; '.join(filter(None, said))}." if any(said) else ""

    risks = (listed(Severity.WARNING, "At risk"), listed(Severity.NOTICE, "To know"))
    return dataclasses.replace(
        column,
        cannot=listed(Severity.ERROR, f"Cannot be made at {max(art.size_mm):.4g} mm"),
        risks=" ".join(filter(None, risks)),
    )


def _plated(column: Column, pin: Pin) -> Column:
    """The column, named after its plating too."""
    return dataclasses.replace(column, label=f"{column.label}, {pin.design.plated_with.title.lower()}")


def _refused(pin: Pin, refusal: CannotBeMade) -> Column:
    from pinrender.output import Column

    return Column(
        label=_captions.label(pin.design),
        meaning="",
        picture=None,
        closeup=None,
        section=None,
        factors=(),
        refusal=refusal.reason,
    )


def _column(
    pin: Pin, art: Artwork, made: Scene, near: tuple[tuple[float, float], float], timings: Timings
) -> Column:
    """Pictures and words of one way; its section comes later, for all have one scale."""
    from pinrender.output import Column

    return Column(
        label=_captions.label(pin.design),
        meaning=_captions.meaning(pin.design),
        picture=pipeline.draw(pin, art, made, timings),
        closeup=_closeup(pin, art, near, timings),
        section=None,
        factors=_factors(pin.design),
    )


def _with_sections(
    columns: Sequence[Column],
    pins: Sequence[Pin],
    art: Artwork,
    line: tuple[tuple[float, float], tuple[float, float]],
    timings: Timings,
) -> list[Column]:
    """The columns, each that can be made cut along the same line and drawn to the same scale."""
    from pinrender.inspect import cross_section
    from pinrender.output import draw_section, reduced

    cuts = [
        None
        if column.refusal
        else cross_section(
            pipeline.relief(pin, art, timings)[1], art.plan, pin.design.made_by, *line, samples=SAMPLES
        )
        for column, pin in zip(columns, pins, strict=True)
    ]
    tallest_mm = max(cut.peak_mm for cut in cuts if cut is not None)
    width_px = max(pins[0].shot.pixels, NARROWEST_SECTION_PX)
    draw = partial(draw_section, width_px=width_px, upright=UPRIGHT, tallest_mm=tallest_mm, rows=LABEL_ROWS)
    drawn = [
        None if cut is None else reduced(draw(cut, title=column.label), pins[0].shot.pixels)
        for cut, column in zip(cuts, columns, strict=True)
    ]
    return [dataclasses.replace(column, section=each) for column, each in zip(columns, drawn, strict=True)]


def _closeup(pin: Pin, art: Artwork, near: tuple[tuple[float, float], float], timings: Timings) -> Frame:
    from pinrender.design import viewpoint
    from pinrender.scene import frame

    (x_mm, y_mm), side_mm = near
    close = pin.replace(view=NEAR_VIEW)
    close = dataclasses.replace(close, design=dataclasses.replace(close.design, studio=NEAR_STUDIO))
    scene = pipeline.arrange(close, art, timings)
    half_mm = 0.5 * side_mm
    corners = [(x_mm + i * half_mm, y_mm + j * half_mm) for i in (-1, 1) for j in (-1, 1)]
    top_mm = pin.design.made_by.thickness_mm
    seen = np.array([(*corner, top_mm) for corner in corners])
    return pipeline.draw(
        close, art, dataclasses.replace(scene, camera=frame(seen, viewpoint(NEAR_VIEW))), timings
    )


def _factors(design: PinDesign) -> tuple[Factor, ...]:
    """Look, feel, cost and durability; a dome that is not the process's own changes them."""
    from pinrender.output import STEPS, Factor

    process: Process = load(Process, design.process)
    look, feel, cost, lasts = process.look, process.feel, process.cost, process.durability
    words = [look.words, feel.words, cost.words, lasts.words]
    ranks = [cost.of_5, lasts.of_5]
    if design.domed and not process.usually_domed:
        dome: Dome = load(Dome, "epoxy")
        words = [dome.look.words, dome.feel.words, dome.cost.words, dome.durability.words]
        ranks = [
            min(max(rank + change.more, 1), STEPS)
            for rank, change in zip(ranks, (dome.cost, dome.durability), strict=True)
        ]
    marks = (None, None, *ranks)
    return tuple(
        Factor(name=name, words=said, of_5=mark) for name, said, mark in zip(NAMES, words, marks, strict=True)
    )
