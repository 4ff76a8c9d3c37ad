"""Cut-outs too small to be punched, and strips of the pin that bend."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
from numpy.typing import NDArray

from pinrender.artwork import Plan
from pinrender.findings import Finding, Severity, counted
from pinrender.inspect._limit import Limit, length_of, small_pieces
from pinrender.inspect._pieces import pieces
from pinrender.widths import HALF, stretches

__all__ = ["small_cutouts", "thin_strips"]

Mask = NDArray[np.uint8]


def small_cutouts(plan: Plan, limit: Callable[[str], Limit]) -> tuple[Finding, ...]:
    """Findings on holes too small to be punched, `limit` being the one that a field of the process is."""
    least, good = limit("min_cutout_mm"), limit("good_cutout_mm")
    small = small_pieces(pieces(_holes(plan.body), plan.grid, finer_below_mm=good.mm), good)
    lost = [each for each in small if least.failed(each.width_mm)]
    rough = [each for each in small if each not in lost]
    narrower = "narrower than the {:g} mm from which on they"
    return (
        *least.findings(
            "cutout-too-small",
            Severity.ERROR,
            f"{counted(len(lost), 'cut-out')} {narrower.format(least.mm)} can be made in {least.title}; "
            "the smallest",
            "draw it {times:.1f} times as wide",
            lost,
        ),
        *good.findings(
            "cutout-small",
            Severity.WARNING,
            f"{counted(len(rough), 'cut-out')} {narrower.format(good.mm)} come out as drawn in "
            f"{good.title}; the smallest",
            "draw it {times:.1f} times as wide",
            rough,
        ),
    )


def _holes(body: Mask) -> Mask:
    """Coverage of the holes through a body."""
    outside = np.pad((body < HALF).astype(np.uint8), 1, constant_values=1)
    _, labels = cv2.connectedComponents(outside, connectivity=4)
    holes = (outside > 0) & (labels != labels[0, 0])
    around = cv2.dilate(holes.astype(np.uint8), np.ones((3, 3), np.uint8))[1:-1, 1:-1] > 0
    return np.where(around, 255 - body, 0).astype(np.uint8)


def thin_strips(plan: Plan, least: Limit) -> tuple[Finding, ...]:
    """That parts of the pin are so narrow that they bend: at most one finding."""
    weak = [
        each
        for each in stretches(plan.body, plan.grid, least.mm)
        if least.failed(each.width_mm) and not each.tapers
    ]
    return least.findings(
        "strip-thin",
        Severity.WARNING,
        f"the pin itself is narrower than the {least.mm:g} mm that do not bend or break, along "
        f"{length_of(weak)}; the narrowest",
        "widen it {times:.1f} times",
        weak,
    )
