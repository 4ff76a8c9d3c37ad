"""Enamel, ink and struck floor that is too narrow, and lettering that is too low."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from pinrender.artwork import Artwork, Plan, Role
from pinrender.catalog import Process
from pinrender.findings import Finding, Place, Severity, counted, quoted
from pinrender.inspect._lettering import lettering
from pinrender.inspect._limit import MOST_PLACES, Limit, length_of, small_pieces
from pinrender.inspect._pieces import Piece, pieces
from pinrender.units import Grid
from pinrender.widths import HALF, Stretch, stretches

__all__ = ["lost_colors", "named_lettering", "small_cells", "small_lettering"]

LEAST_COLOR_MM2 = 0.02
"""Smaller areas of a colour are accidents of drawing."""
LETTERING = re.compile(r"\b(lettering|letters|text|wording|caption|inscription)\b")
"""What a layer of lettering is called, in small letters."""
LEFT = 0.08
"""Share of a colour below which nothing is left of it (by eye)."""

_COLORED = {"recessed": ("enamel", "fill"), "flush": ("enamel", "fill"), "printed": ("print", "print")}


def small_cells(
    sunk: NDArray[np.uint8],
    cells: Sequence[Piece],
    grid: Grid,
    process: Process,
    limit: Callable[[str], Limit],
) -> tuple[Finding, ...]:
    """Findings on enamel, ink or struck floor that is too narrow to be filled, printed or struck.

    Parameters
    ----------
    sunk : (H, W) uint8 ndarray
        Coverage of all that is no raised metal.
    cells : sequence of Piece
        What it falls into.
    grid : Grid
        Where the samples lie.
    process : Process
        How it is made.
    limit : callable
        The limit that a field of the process is.
    """
    least, good = limit("min_cell_mm"), limit("good_cell_mm")
    what, verb = _COLORED.get(process.enamel, ("sunken metal", "strike"))
    small = small_pieces(cells, good)
    lost = [each for each in small if least.failed(each.width_mm)]
    uneven = [each for each in small if each not in lost]
    narrow = [
        each
        for each in stretches(sunk, grid, least.mm)
        if least.failed(each.width_mm) and not each.tapers and not _within(each, small, grid)
    ]
    comes_out = "comes out clear" if verb == "strike" else "is even"
    return (
        *least.findings(
            "cell-too-small",
            Severity.ERROR,
            f"{counted(len(lost), 'cell')} of {what} narrower than the {least.mm:g} mm that {least.title} "
            f"can {verb}; the smallest",
            "draw it {more:.2f} mm wider",
            lost,
            grows=False,
        ),
        *least.findings(
            "cell-narrow",
            Severity.WARNING,
            f"{what} ends narrower than the {least.mm:g} mm that {least.title} can {verb}, along "
            f"{length_of(narrow)}, and closes up there; the narrowest",
            "widen it by {more:.2f} mm",
            narrow,
            grows=False,
        ),
        *good.findings(
            "cell-small",
            Severity.WARNING,
            f"{counted(len(uneven), 'cell')} of {what} smaller than the {good.mm:g} mm from which on "
            f"{good.title} {comes_out}; the smallest",
            "draw it {more:.2f} mm wider",
            uneven,
            grows=False,
        ),
    )


def lost_colors(plan: Plan, sunk: NDArray[np.uint8], process: Process) -> tuple[Finding, ...]:
    """That walls, lines and rim leave next to nothing of a colour: at most one finding.

    Parameters
    ----------
    plan : Plan
        What is drawn.
    sunk : (H, W) uint8 ndarray
        Coverage of all enamel that is left.
    process : Process
        How it is made.
    """
    free = (plan.body >= HALF) & (plan.metal < HALF) & (plan.recess < HALF)
    count = len(plan.palette) + 1
    drawn_px = np.bincount(plan.cells[free], minlength=count)[1:count]
    left_px = np.bincount(plan.cells.ravel(), weights=sunk.ravel() / 255.0, minlength=count)[1:count]
    sample_mm2 = plan.grid.pitch_mm**2
    lost = np.flatnonzero((drawn_px * sample_mm2 >= LEAST_COLOR_MM2) & (left_px < LEFT * drawn_px))
    if process.enamel not in ("recessed", "flush") or not lost.size:
        return ()
    named = ", ".join(plan.palette[index] for index in lost)
    rows, cols = np.nonzero(free & np.isin(plan.cells, lost + 1))
    x_mm, y_mm = plan.grid.to_world_mm(
        np.array(float(np.median(rows))), np.array(float(np.median(cols)))
    ).tolist()
    return (
        Finding(
            code="color-lost",
            severity=Severity.ERROR,
            message=f"nothing is left of {named} between walls of {process.min_line_mm:g} mm and a rim of "
            f"{process.rim_mm:g} mm",
            suggestion="draw it larger, with its metal line around it, or leave it out",
            places=(Place(x_mm=x_mm, y_mm=y_mm),),
            brief=f"nothing is left of {named}",
        ),
    )


def _within(stretch: Stretch, small: Sequence[Piece], grid: Grid) -> bool:
    """Whether a stretch is one of the pieces that are told of as a whole."""
    near_mm = 2.0 * grid.pitch_mm
    return any(
        abs(stretch.x_mm - each.middle_mm[0]) <= 0.5 * each.box_mm[0] + near_mm
        and abs(stretch.y_mm - each.middle_mm[1]) <= 0.5 * each.box_mm[1] + near_mm
        and each.width_mm <= 1.5 * stretch.width_mm
        for each in small
    )


def small_lettering(plan: Plan, cells: Sequence[Piece], least: Limit) -> list[Finding]:
    """That words, raised or sunk, are too low to be read: at most one finding.

    Parameters
    ----------
    plan : Plan
        What is drawn.
    cells : sequence of Piece
        What is sunk.
    least : Limit
        The height of capitals that can be read.
    """
    raised = pieces(plan.metal, plan.grid, finer_below_mm=0.0)
    found = [
        each
        for shapes in (raised, cells)
        for each in lettering(shapes, below_mm=least.mm)
        if least.failed(each.height_mm)
    ]
    if not found:
        return []
    found.sort(key=lambda each: each.height_mm)
    places = tuple(Place(x_mm=each.x_mm, y_mm=each.y_mm) for each in found)
    return _too_low("what looks like lettering", found[0].height_mm, places, least)


def named_lettering(art: Artwork, process: Process) -> list[Finding]:
    """That a layer whose name calls it lettering is too low to be read: at most one finding.

    Parameters
    ----------
    art : Artwork
        What is drawn, layer by layer.
    process : Process
        How it is made.
    """
    least = Limit(field="min_text_mm", process=process, size_mm=max(art.size_mm))
    for layer in art.layers:
        if not layer.visible or layer.role is Role.IGNORE or not LETTERING.search(layer.name.casefold()):
            continue
        letters = pieces(layer.coverage, art.plan.grid, finer_below_mm=0.0)
        heights_mm = [max(each.box_mm) for each in letters]
        height_mm = float(np.percentile(heights_mm, 75)) if letters else least.mm
        if least.failed(height_mm):
            low = letters[int(np.argmin(np.abs(np.array(heights_mm) - height_mm)))]
            where = (Place(x_mm=low.x_mm, y_mm=low.y_mm),)
            return _too_low(f"the lettering of layer {quoted(layer.name)}", height_mm, where, least)
    return []


def _too_low(what: str, height_mm: float, places: tuple[Place, ...], least: Limit) -> list[Finding]:
    return [
        Finding(
            code="text-too-small",
            severity=Severity.WARNING,
            message=f"{what} is {height_mm:.2f} mm high, {places[0]}; below "
            f"{least.mm:g} mm it cannot be read in {least.title}",
            suggestion=f"draw it {least.times(height_mm):.1f} times as large{least.or_larger(height_mm)}",
            places=places[:MOST_PLACES],
            measured=round(height_mm, 3),
            limit=least.mm,
            unit="mm",
            source=least.process.source_of(least.field),
            brief=f"lettering {height_mm:.2f} mm high, limit {least.mm:g}",
        )
    ]
