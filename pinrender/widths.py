"""Where a shape is narrow, and how narrow: in millimetres, finer than its samples."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from pinrender.units import Grid

__all__ = [
    "FINER",
    "HALF",
    "LEAST_WIDTHS",
    "TOLERATED",
    "NarrowPart",
    "Stretch",
    "half_width_mm",
    "narrow_parts",
    "stretches",
    "window_of",
]

Mask = NDArray[np.bool_]
Field = NDArray[np.float32]

HALF = 128
"""Coverage from which on a sample is inside."""
FINER = 4
"""Samples in one along each axis, where a width is measured and a middle line is drawn."""
TOLERATED = 0.93
"""Share of a least width that must be there: below it no error of drawing or reading explains it."""
LEAST_WIDTHS = 3.0
"""Length, in widths of the disc, of a stretch worth telling of: shorter ones are the tips of corners."""
LEAST_SAMPLES = 0.75
"""Width in samples of a line that is drawn at all; less is where two layers do not quite meet."""
LEVEL = 0.35
"""Steepest slope of a middle line: where half the width falls faster, it runs into a corner."""
TAPERED = 1.6
"""Width of a stretch near its one joint over that far from it, from which on it runs to a point."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A piece of a shape that is narrower than a disc.

    Attributes
    ----------
    width_mm : float
        Where it is narrowest: what a tenth of its middle line is below.
    length_mm : float
        Area over median width.
    x_mm, y_mm : float
        The middle of its middle line, in the world.
    tapers : bool
        Whether it runs to a point, rather than on to something wider.
    """

    width_mm: float
    length_mm: float
    x_mm: float
    y_mm: float
    tapers: bool


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class NarrowPart:
    """A narrow piece of a shape where it lies on the grid.

    Attributes
    ----------
    stretch : Stretch
        Its measures.
    window : tuple of slice
        Rows and columns about it.
    own : (h, w) bool ndarray
        Its samples within the window.
    ridge : (4 h, 4 w) bool ndarray
        Its middle line, four times finer.
    """

    stretch: Stretch
    window: tuple[slice, slice]
    own: Mask
    ridge: Mask


def stretches(coverage: NDArray[np.uint8], grid: Grid, limit_mm: float) -> tuple[Stretch, ...]:
    """Find the pieces of a shape into which no disc fits, the narrowest first.

    What lies beyond every such disc is opened morphologically; its width is that of the discs which do
    fit, along their centres, to about a hundredth of a millimetre.

    Parameters
    ----------
    coverage : (H, W) uint8 ndarray
        255 = inside.
    grid : Grid
        Where the samples lie.
    limit_mm : float
        Diameter of the disc, > 0.

    Returns
    -------
    tuple of Stretch
        Those at least three times as long as the disc is wide.
    """
    found = [part.stretch for part in narrow_parts(coverage, grid, limit_mm)]
    return tuple(sorted(found, key=lambda each: round(each.width_mm, 3)))  # like widths in order of place


def narrow_parts(coverage: NDArray[np.uint8], grid: Grid, limit_mm: float) -> list[NarrowPart]:
    """The pieces that `stretches` measures, and where they lie; from the top left."""
    beyond = _beyond_discs(coverage, 0.5 * limit_mm, grid.pitch_mm)
    if beyond is None:
        return []
    count, parts, stats, _ = cv2.connectedComponentsWithStats(beyond.astype(np.uint8), connectivity=8)
    extent_mm = np.hypot(stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]) * grid.pitch_mm
    found = []
    for part in range(1, count):
        if extent_mm[part] < 0.5 * LEAST_WIDTHS * limit_mm:  # not even a closed ring of that length
            continue
        window = window_of(stats[part], round(limit_mm / grid.pitch_mm) + 2, coverage.shape)
        found.append(_measured(coverage[window], parts[window] == part, window, grid))
    return [
        each
        for each in found
        if each is not None
        and each.stretch.width_mm >= LEAST_SAMPLES * grid.pitch_mm
        and each.stretch.length_mm >= LEAST_WIDTHS * limit_mm
    ]


def _beyond_discs(coverage: NDArray[np.uint8], radius_mm: float, pitch_mm: float) -> Mask | None:
    """What no disc inside the shape covers; None if all of it is covered."""
    inside = coverage >= HALF
    if not inside.any():
        return None
    coarse_px = cv2.distanceTransform(inside.astype(np.uint8), cv2.DIST_L2, cv2.DIST_MASK_5)
    if not _uncovered(coarse_px * pitch_mm >= radius_mm + pitch_mm, inside, radius_mm, pitch_mm).any():
        return None
    half_mm = half_width_mm(coverage, 2, pitch_mm)
    of_rows = np.maximum(half_mm[::2], half_mm[1::2])
    wide = np.maximum(of_rows[:, ::2], of_rows[:, 1::2]) >= radius_mm
    left = _uncovered(wide, inside, radius_mm, pitch_mm)
    return left if left.any() else None


def _uncovered(centers: Mask, inside: Mask, radius_mm: float, pitch_mm: float) -> Mask:
    """What of the shape lies farther from every centre than its disc reaches."""
    if not centers.any():
        return inside
    away_px = cv2.distanceTransform((~centers).astype(np.uint8), cv2.DIST_L2, cv2.DIST_MASK_5)
    return np.asarray(inside & (away_px * pitch_mm > radius_mm + pitch_mm), np.bool_)


def half_width_mm(coverage: NDArray[np.uint8], times: int, pitch_mm: float) -> Field:
    """Distance from each sample of a ridge to the edge; (times H, times W), 0 outside.

    The ridge lies between samples: toward it the distance rises by their spacing, beyond it falls, so two
    neighbours tell where. Along a line that is too much, so of both axes the smaller counts.
    """
    step_mm = np.float32(pitch_mm / times)
    fine = cv2.resize(coverage, None, fx=times, fy=times, interpolation=cv2.INTER_LINEAR)
    inside = fine >= HALF
    away_px = cv2.distanceTransform(inside.astype(np.uint8), cv2.DIST_L2, cv2.DIST_MASK_PRECISE)
    inside_mm = np.maximum(away_px - np.float32(0.5), 0.0) * step_mm
    padded = np.pad(inside_mm, 1, mode="edge")
    across = np.maximum(padded[1:-1, :-2], padded[1:-1, 2:])
    down = np.maximum(padded[:-2, 1:-1], padded[2:, 1:-1])
    half_mm = 0.5 * (inside_mm + np.minimum(across, down) + step_mm)
    return np.asarray(np.where(inside, half_mm, 0.0), np.float32)


def window_of(stats: NDArray[np.int32], margin: int, shape: tuple[int, ...]) -> tuple[slice, slice]:
    """Rows and columns of a component that OpenCV measured, so many samples more all around."""
    left, top, width, height = (int(value) for value in stats[:4])
    return (
        slice(max(0, top - margin), min(shape[0], top + height + margin)),
        slice(max(0, left - margin), min(shape[1], left + width + margin)),
    )


def _measured(
    coverage: NDArray[np.uint8], own: Mask, window: tuple[slice, slice], grid: Grid
) -> NarrowPart | None:
    """Width along the middle, length by area over width, and the middle's own middle."""
    half_mm = half_width_mm(coverage, FINER, grid.pitch_mm)
    step_mm = grid.pitch_mm / FINER
    here = cv2.resize(own.astype(np.uint8), None, fx=FINER, fy=FINER, interpolation=cv2.INTER_NEAREST) > 0
    around = cv2.dilate(half_mm, np.ones((3, 3), np.uint8))
    ridge = here & (half_mm > 0.0) & (half_mm >= around - 0.25 * step_mm) & _level(half_mm, step_mm)
    if not ridge.any():
        return None
    least, median = (2.0 * np.percentile(half_mm[ridge], (10, 50))).tolist()
    rows, cols = np.nonzero(ridge)
    middle = int(np.argmin((rows - rows.mean()) ** 2 + (cols - cols.mean()) ** 2))
    at = [
        np.array((index + 0.5) / FINER - 0.5 + side.start)
        for index, side in zip((rows[middle], cols[middle]), window, strict=True)
    ]
    x_mm, y_mm = grid.to_world_mm(*at).tolist()
    with_edge = cv2.dilate(own.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    area_mm2 = float(coverage[with_edge].sum(dtype=np.int64)) / 255.0 * grid.pitch_mm**2
    stretch = Stretch(
        width_mm=least,
        length_mm=area_mm2 / median,
        x_mm=x_mm,
        y_mm=y_mm,
        tapers=_tapers(with_edge & (coverage >= HALF) & ~own, half_mm[ridge], rows // FINER, cols // FINER),
    )
    return NarrowPart(stretch=stretch, window=window, own=own, ridge=np.asarray(ridge, np.bool_))


def _tapers(joint: Mask, half_mm: Field, rows: NDArray[np.intp], cols: NDArray[np.intp]) -> bool:
    """Whether a stretch hangs on one place and grows narrower away from it.

    Parameters
    ----------
    joint : (H, W) bool ndarray
        Samples of the rest of the shape beside it.
    half_mm, rows, cols : (N,) ndarray
        Half widths along its middle, and where that lies.
    """
    count, _ = cv2.connectedComponents(joint.astype(np.uint8), connectivity=8)
    if count != 2:
        return False
    away_px = cv2.distanceTransform((~joint).astype(np.uint8), cv2.DIST_L2, cv2.DIST_MASK_5)[rows, cols]
    near, far = np.percentile(away_px, (33, 67))
    return bool(np.median(half_mm[away_px <= near]) >= TAPERED * np.median(half_mm[away_px >= far]))


def _level(half_mm: Field, step_mm: float) -> Mask:
    """Where a middle line's half width hardly changes along it: both sides of the ridge cancel out."""
    smooth = cv2.GaussianBlur(half_mm, (0, 0), 2.0)
    down, right = np.gradient(smooth, step_mm)
    return np.asarray(np.hypot(down, right) < LEVEL, np.bool_)
