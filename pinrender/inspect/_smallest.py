"""The smallest size at which a drawing can be made."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Callable
from functools import cache, partial

import cv2
import numpy as np
from numpy.typing import NDArray

from pinrender.artwork import Plan
from pinrender.catalog import Process
from pinrender.design import SIZE_RANGE_MM
from pinrender.findings import Severity
from pinrender.inspect._fineness import fineness
from pinrender.relief import raised_lines
from pinrender.units import Grid, frozen
from pinrender.widths import TOLERATED

__all__ = ["smallest_size_mm"]
STEP = 1.15
"""How many times larger is tried where nothing is measured, as of a colour that is lost."""
COARSEST_MM = 0.05
"""Between samples, where widths of a fifth of a millimetre are told."""


def smallest_size_mm(
    plan: Plan,
    process: Process,
    size_mm: float,
    *,
    walls: bool = True,
    finer: Callable[[], Plan] | None = None,
) -> int | None:
    """Find the least whole number of millimetres at which nothing drawn is too fine to be made.

    The drawing is scaled, limits, rim and walls stay as they are; each size is judged as `fineness` does.

    Parameters
    ----------
    plan : Plan
        What is drawn.
    process : Process
        Its least widths are the limits.
    size_mm : float
        Longest side of the pin that the plan is drawn for.
    walls : bool
        Set a metal wall between enamel colours that touch.
    finer : callable, optional
        Gives the same drawing on more samples, for sizes at which those of `plan` lie too far apart to tell.

    Returns
    -------
    int or None
        Longest side; None where even the largest pin would not do.
    """
    least, most = math.ceil(SIZE_RANGE_MM[0]), math.floor(SIZE_RANGE_MM[1])
    coarse = _coarse(plan)

    @cache
    def missing(tried_mm: int, *, nearly: bool) -> float | None:
        scale = tried_mm / size_mm
        if plan.grid.pitch_mm * scale > COARSEST_MM and finer is not None:
            drawn = finer()
        else:
            drawn = coarse if nearly and coarse.grid.pitch_mm * scale <= COARSEST_MM else plan
        return _missing(drawn, process, size_mm, tried_mm, walls=walls)

    found = _searched(partial(missing, nearly=True), round(size_mm))
    fits = most if found is None else found
    while missing(fits, nearly=False) is not None:
        if fits == most:
            return None
        fits += 1
    while fits > least and missing(fits - 1, nearly=False) is None:
        fits -= 1
    return fits


def _searched(missing: Callable[[int], float | None], first: int) -> int | None:
    """The least size that fits, by halving the span between one that does and one that does not.

    Where what is missing says a size, that is tried, and where it fits the next smaller one.
    """
    least, most = math.ceil(SIZE_RANGE_MM[0]), math.floor(SIZE_RANGE_MM[1])
    fails, fits = least - 1, most + 1
    tried, guessed = first, False
    while fits - fails > 1:
        times = missing(tried)
        if times is None:
            fits = tried
            tried = fits - 1 if guessed else (fails + fits) // 2
            guessed = False
            continue
        fails = tried
        guess = math.ceil(tried * times - 0.5)
        guessed = fails < guess < fits
        tried = guess if guessed else (fails + fits) // 2
    return fits if fits <= most else None


def _missing(plan: Plan, process: Process, size_mm: float, tried_mm: int, *, walls: bool) -> float | None:
    """How many times larger the pin must be for what is too fine at a size; None where nothing is."""
    drawn = _scaled(plan, tried_mm / size_mm)
    found = fineness(drawn, process, size_mm=tried_mm, lines=raised_lines(drawn, process, walls=walls))
    lost = [finding for finding in found if finding.severity is Severity.ERROR]
    ratios = [
        TOLERATED * each.limit / max(each.measured, 1e-3) if each.limit and each.measured else STEP
        for each in lost
    ]
    return max(ratios) if ratios else None


def _scaled(plan: Plan, factor: float) -> Plan:
    """The same drawing, so many times as large."""
    grid = dataclasses.replace(plan.grid, pitch_mm=plan.grid.pitch_mm * factor)
    seam = None if plan.seam_mm is None else frozen((plan.seam_mm * np.float32(factor)).astype(np.float32))
    return dataclasses.replace(plan, grid=grid, seam_mm=seam)


def _coarse(plan: Plan) -> Plan:
    """The drawing on half as many samples each way: near enough to search with, in a quarter of the time."""
    rows, cols = (2 * (side // 2) for side in plan.grid.shape)

    def halved(coverage: NDArray[np.uint8]) -> NDArray[np.uint8]:
        fine = np.ascontiguousarray(coverage[:rows, :cols])
        return np.asarray(cv2.resize(fine, (cols // 2, rows // 2), interpolation=cv2.INTER_AREA), np.uint8)

    body = halved(plan.body)
    grid = Grid(
        rows=rows // 2,
        cols=cols // 2,
        pitch_mm=2.0 * plan.grid.pitch_mm,
        center_row=0.5 * plan.grid.center_row,
        center_col=0.5 * plan.grid.center_col,
    )
    return Plan(
        grid=grid,
        body=frozen(body),
        metal=frozen(np.minimum(halved(plan.metal), body)),
        recess=frozen(np.minimum(halved(plan.recess), body)),
        cells=frozen(plan.cells[:rows:2, :cols:2].copy()),
        color_srgb8=frozen(plan.color_srgb8[:rows:2, :cols:2].copy()),
        palette=plan.palette,
        enamels=plan.enamels,
        seam_mm=None if plan.seam_mm is None else frozen(plan.seam_mm[:rows:2, :cols:2].copy()),
    )
