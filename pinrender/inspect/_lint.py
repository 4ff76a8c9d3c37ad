"""What of a drawing is too fine: for the process at this size, or for the picture that it is drawn in."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pinrender.artwork import Artwork, Plan
from pinrender.catalog import Process
from pinrender.design import SIZE_RANGE_MM
from pinrender.findings import Finding, Severity

__all__ = ["lint"]

PIXELS_ACROSS = 3
"""Pixels across a line, so that one of them at least shows nothing but the line's own colour."""
TOLERATED = 0.93
"""Share of the process's limit that a line must have: below it no error of drawing or reading explains it."""
SAME_SIZE = 0.1
"""Share by which a pin may differ from the drawing untold (by eye): its lines hardly change."""
_HALF = 128
LEAST_LENGTHS = 3.0
"""Length over the limit of a stretch that is told of: shorter ones are the tips of corners."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stretch:
    """A piece of line that is too thin."""

    width_mm: float
    length_mm: float
    x_mm: float
    y_mm: float


def lint(art: Artwork, process: Process) -> tuple[Finding, ...]:
    """Findings on lines thinner than a process can make, a picture too coarse for them, and another size.

    Parameters
    ----------
    art : Artwork
        As read, at the size that it is made in.
    process : Process
        Its least line is the limit.
    """
    return (*_thin_lines(art, process), *_low_resolution(art, process), *_resized(art))


def _thin_lines(art: Artwork, process: Process) -> tuple[Finding, ...]:
    limit_mm = process.min_line_mm
    found = _stretches(art.plan, limit_mm)
    if not found:
        return ()
    worst = min(found, key=lambda stretch: stretch.width_mm)
    total_mm = sum(stretch.length_mm for stretch in found)
    needed_mm = math.ceil(max(art.size_mm) * limit_mm / worst.width_mm)
    return (
        Finding(
            code="line-too-thin",
            severity=Severity.WARNING,
            message=f"metal lines are thinner than the {limit_mm:g} mm that {process.title.lower()} can make"
            f", along {total_mm:.1f} mm; the thinnest is {worst.width_mm:.2f} mm wide, "
            f"{_place(worst.x_mm, worst.y_mm)}",
            suggestion=f"draw them {limit_mm / worst.width_mm:.1f} times as thick, or make the pin "
            f"{needed_mm} mm",
        ),
    )


def _stretches(plan: Plan, limit_mm: float) -> list[_Stretch]:
    """Pieces of metal into which no disc of the limit's width fits."""
    import cv2

    pitch_mm = plan.grid.pitch_mm
    radius_mm = 0.5 * TOLERATED * limit_mm
    inside = plan.metal >= _HALF
    coarse_px = cv2.distanceTransform(inside.astype(np.uint8), cv2.DIST_L2, cv2.DIST_MASK_5)
    if not _beyond(coarse_px * pitch_mm >= radius_mm + pitch_mm, inside, radius_mm, pitch_mm).any():
        return []
    half_mm = _half_width_mm(plan.metal, pitch_mm)
    thin = _beyond(half_mm >= radius_mm, inside, radius_mm, pitch_mm)
    count, parts, stats, _ = cv2.connectedComponentsWithStats(thin.astype(np.uint8), connectivity=8)
    ridge = thin & (half_mm >= cv2.dilate(half_mm, np.ones((3, 3), np.uint8)) - 0.25 * pitch_mm)
    found = []
    for part in range(1, count):
        box = _box(stats[part])
        own = parts[box] == part
        covered = float(plan.metal[box][own].sum(dtype=np.int64)) / 255.0
        stretch = _measured(plan, half_mm[box], own & ridge[box], covered, (box[0].start, box[1].start))
        if stretch is not None and stretch.length_mm >= LEAST_LENGTHS * limit_mm:
            found.append(stretch)
    return found


def _beyond(
    wide: NDArray[np.bool_], inside: NDArray[np.bool_], radius_mm: float, pitch_mm: float
) -> NDArray[np.bool_]:
    """What of the metal lies farther from the middle of a wide place than its disc reaches."""
    import cv2

    if not wide.any():
        return inside
    away_px = cv2.distanceTransform((~wide).astype(np.uint8), cv2.DIST_L2, cv2.DIST_MASK_5)
    return np.asarray(inside & (away_px * pitch_mm > radius_mm + pitch_mm), np.bool_)


def _half_width_mm(metal: NDArray[np.uint8], pitch_mm: float) -> NDArray[np.float32]:
    """Distance from each sample's ridge to the edge; (H, W), 0 outside.

    On twice the grid, between whose samples the ridge lies: toward it the distance rises by their spacing,
    beyond it falls, so two neighbours tell where. Along a line that is too much, so of both axes the smaller
    counts.
    """
    import cv2

    step_mm = 0.5 * pitch_mm
    inside = cv2.resize(metal, None, fx=2.0, fy=2.0, interpolation=cv2.INTER_LINEAR) >= _HALF
    away_px = cv2.distanceTransform(inside.astype(np.uint8), cv2.DIST_L2, cv2.DIST_MASK_PRECISE)
    inside_mm = np.maximum(away_px - np.float32(0.5), 0.0) * np.float32(step_mm)
    padded = np.pad(inside_mm, 1, mode="edge")
    across = np.maximum(padded[1:-1, :-2], padded[1:-1, 2:])
    down = np.maximum(padded[:-2, 1:-1], padded[2:, 1:-1])
    half_mm = np.where(inside, 0.5 * (inside_mm + np.minimum(across, down) + np.float32(step_mm)), 0.0)
    of_rows = np.maximum(half_mm[::2], half_mm[1::2])
    return np.asarray(np.maximum(of_rows[:, ::2], of_rows[:, 1::2]), np.float32)


def _box(stats: NDArray[np.int32]) -> tuple[slice, slice]:
    left, top, width, height = (int(value) for value in stats[:4])
    return slice(top, top + height), slice(left, left + width)


def _measured(
    plan: Plan,
    half_mm: NDArray[np.float32],
    ridge: NDArray[np.bool_],
    covered: float,
    corner: tuple[int, int],
) -> _Stretch | None:
    """Width along the middle, length by area over width, and the place of the middle's middle."""
    if not ridge.any():
        return None
    width_mm = 2.0 * float(np.median(half_mm[ridge]))
    if width_mm <= 0.0:
        return None
    rows, cols = np.nonzero(ridge)
    middle = int(np.argmin((rows - rows.mean()) ** 2 + (cols - cols.mean()) ** 2))
    x_mm, y_mm = plan.grid.to_world_mm(
        np.array(float(rows[middle] + corner[0])), np.array(float(cols[middle] + corner[1]))
    ).tolist()
    area_mm2 = covered * plan.grid.pitch_mm**2
    return _Stretch(width_mm=width_mm, length_mm=area_mm2 / width_mm, x_mm=x_mm, y_mm=y_mm)


def _place(x_mm: float, y_mm: float) -> str:
    """Where on the pin, from its middle."""
    across = f"{abs(x_mm):.1f} mm {'right' if x_mm >= 0.0 else 'left'}"
    return f"{across} of and {abs(y_mm):.1f} mm {'above' if y_mm >= 0.0 else 'below'} the middle"


def _low_resolution(art: Artwork, process: Process) -> tuple[Finding, ...]:
    """That a line of the least width is fewer than three pixels across."""
    drawn_per_mm, size_mm = art.drawn_pixels_per_mm, max(art.size_mm)
    least_per_mm = PIXELS_ACROSS / process.min_line_mm
    if drawn_per_mm is None or drawn_per_mm >= least_per_mm:
        return ()
    side_px = drawn_per_mm * size_mm
    needed = math.ceil(least_per_mm * size_mm / 10.0) * 10
    return (
        Finding(
            code="low-resolution",
            severity=Severity.WARNING,
            message=f"the drawing is {side_px:.0f} pixels long, {drawn_per_mm:.1f} to the millimetre at "
            f"{size_mm:.4g} mm; lines of {process.min_line_mm:g} mm, the thinnest of {process.title.lower()}"
            f", need {least_per_mm:.3g}",
            suggestion=f"send it at {needed} pixels, or make it {math.floor(side_px / least_per_mm)} mm",
        ),
    )


def _resized(art: Artwork) -> tuple[Finding, ...]:
    """That the pin is not as large as the file has it, where that is the size of a pin."""
    drawn_mm, made_mm = art.drawn_mm, max(art.size_mm)
    if drawn_mm is None or not SIZE_RANGE_MM[0] <= drawn_mm <= SIZE_RANGE_MM[1]:
        return ()
    if abs(made_mm / drawn_mm - 1.0) < SAME_SIZE:
        return ()
    return (
        Finding(
            code="resized",
            severity=Severity.NOTICE,
            message=f"the file has it {drawn_mm:.1f} mm long; at {made_mm:.4g} mm all of it is "
            f"{made_mm / drawn_mm:.2f} times as large, its lines too",
            suggestion=f"--size {drawn_mm:.1f}mm makes it as large as it is drawn",
        ),
    )
