"""What a person should know of a picture that was taken apart."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from pinrender.artwork._flat_regions import Regions
from pinrender.color import srgb8_to_hex
from pinrender.findings import Finding, Severity

__all__ = ["low_resolution", "separated_notice", "stepped_notice"]

THINNEST_LINE_MM = 0.2
"""Thinnest line that soft and hard enamel hold; assets/processes has it for each."""
_PIXELS_ACROSS = 3
"""Pixels across a line, so that one of them at least shows nothing but the line's own colour."""
_NAMED = 12
"""Enamel colours named at most."""


def separated_notice(
    regions: Regions, seen: NDArray[np.uint8], metal: list[int], paper: int | None
) -> Finding:
    """What was taken for metal, how many enamel colours there are, what background was removed."""
    colors = [srgb8_to_hex(color) for color in regions.palette_srgb8]
    used = [number for number in np.unique(seen).tolist() if number > 0 and number not in metal]
    parts = [f"metal is {colors[metal[0] - 1]}" if metal else "no colour is taken for metal"]
    listed = ", ".join(colors[number - 1] for number in used[:_NAMED])
    more = "" if len(used) <= _NAMED else ", ..."
    parts.append(f"{len(used)} enamel colour(s): {listed}{more}" if used else "no colour is enamel")
    parts.append("no background" if paper is None else f"background {colors[paper - 1]} removed")
    return Finding(
        code="separated",
        severity=Severity.NOTICE,
        message=f"the picture has no layers and was taken apart by colour: {'; '.join(parts)}",
        suggestion="say --metal '#rrggbb' or none, --colors N, --paper '#rrggbb' or none, or --separate off",
    )


def stepped_notice(regions: Regions) -> tuple[Finding, ...]:
    """That colours flow into each other, if they do."""
    if not regions.is_gradient:
        return ()
    return (
        Finding(
            code="gradient",
            severity=Severity.WARNING,
            message="the picture has flowing colours; enamel is flat, so they became steps",
            suggestion="redraw it in flat colours, or say --colors N",
        ),
    )


def low_resolution(seen: NDArray[np.uint8], size_mm: float, *, exact: bool) -> tuple[Finding, ...]:
    """That the thinnest line is too few pixels across at this size, if it is; never of drawings."""
    rows, cols = np.nonzero(seen)
    if exact or not rows.size:
        return ()
    side_px = int(max(np.ptp(rows), np.ptp(cols))) + 1
    least_per_mm = _PIXELS_ACROSS / THINNEST_LINE_MM
    if side_px >= least_per_mm * size_mm:
        return ()
    needed = math.ceil(least_per_mm * size_mm / 10.0) * 10
    return (
        Finding(
            code="low-resolution",
            severity=Severity.WARNING,
            message=f"the drawing is {side_px} pixels long, {side_px / size_mm:.1f} to the millimetre at "
            f"{size_mm:g} mm; lines of {THINNEST_LINE_MM:g} mm need {least_per_mm:g}",
            suggestion=f"send it at {needed} pixels, or make it {side_px / least_per_mm:.0f} mm",
        ),
    )
