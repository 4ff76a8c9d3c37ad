"""The pieces that a shape falls into, each with its area and the largest disc that fits into it."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from pinrender.units import Grid
from pinrender.widths import FINER, HALF, half_width_mm, window_of

__all__ = ["Piece", "pieces"]

TOLD_DIGITS = 4
"""Digits of a millimetre that decide which of several places is the widest."""
LEAST_SAMPLES = 6
"""Fewer are where two layers do not quite meet: a dot of 0.07 mm at 40 samples to the millimetre."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One connected part of a shape.

    Attributes
    ----------
    area_mm2 : float
        Of its coverage.
    width_mm : float
        Diameter of the largest disc that fits into it.
    x_mm, y_mm : float
        Centre of that disc, in the world.
    box_mm, middle_mm : tuple of float
        Width and height of its bounding box, and where the middle of that lies.
    solidity : float
        Share of its convex hull that it fills, 0..1.
    """

    area_mm2: float
    width_mm: float
    x_mm: float
    y_mm: float
    box_mm: tuple[float, float]
    middle_mm: tuple[float, float]
    solidity: float


def pieces(coverage: NDArray[np.uint8], grid: Grid, *, finer_below_mm: float) -> tuple[Piece, ...]:
    """Take a shape apart.

    Parameters
    ----------
    coverage : (H, W) uint8 ndarray
        255 = inside.
    grid : Grid
        Where the samples lie.
    finer_below_mm : float
        Widths below this are measured to a hundredth of a millimetre, others to a sample.

    Returns
    -------
    tuple of Piece
        From the top left, row by row of their first sample; dust of fewer than six samples is left out.
    """
    inside = (coverage >= HALF).astype(np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(inside, connectivity=8)
    if count == 1:
        return ()
    away_px = cv2.distanceTransform(np.pad(inside, 1), cv2.DIST_L2, cv2.DIST_MASK_5)[1:-1, 1:-1]
    widest = np.zeros(count, np.float32)
    np.maximum.at(widest, np.asarray(labels[inside > 0], np.intp), away_px[inside > 0])
    found = []
    for label in np.flatnonzero(stats[1:, cv2.CC_STAT_AREA] >= LEAST_SAMPLES) + 1:
        window = window_of(stats[label], 2, coverage.shape)
        others = (labels[window] != label) & (labels[window] != 0)
        own = np.where(others, 0, coverage[window]).astype(np.uint8)
        width_mm = (2.0 * float(widest[label]) - 1.0) * grid.pitch_mm
        times = FINER if width_mm < finer_below_mm + 2.0 * grid.pitch_mm else 1
        found.append(_measured(own, window, times, stats[label], grid))
    return tuple(found)


def _measured(
    own: NDArray[np.uint8],
    window: tuple[slice, slice],
    times: int,
    stats: NDArray[np.int32],
    grid: Grid,
) -> Piece:
    half_mm = half_width_mm(own, times, grid.pitch_mm)
    widest = np.round(half_mm, TOLD_DIGITS)  # the last bits are not the same in every run
    row, col = np.unravel_index(int(np.argmax(widest)), half_mm.shape)
    at = [
        np.array((index + 0.5) / times - 0.5 + side.start)
        for index, side in zip((row, col), window, strict=True)
    ]
    x_mm, y_mm = grid.to_world_mm(*at).tolist()
    left_px, top_px, wide_px, high_px = (int(value) for value in stats[:4])
    middle = (np.array(top_px + 0.5 * (high_px - 1)), np.array(left_px + 0.5 * (wide_px - 1)))
    middle_x_mm, middle_y_mm = grid.to_world_mm(*middle).tolist()
    area_px = float(own.sum(dtype=np.int64)) / 255.0
    return Piece(
        area_mm2=area_px * grid.pitch_mm**2,
        width_mm=2.0 * float(half_mm[row, col]),
        x_mm=x_mm,
        y_mm=y_mm,
        box_mm=(wide_px * grid.pitch_mm, high_px * grid.pitch_mm),
        middle_mm=(middle_x_mm, middle_y_mm),
        solidity=min(area_px / _hull_px(own), 1.0),
    )


def _hull_px(own: NDArray[np.uint8]) -> float:
    """Area of the convex hull of a piece's samples, each a square."""
    hull = cv2.convexHull(np.argwhere(own >= HALF).astype(np.int32))
    return float(cv2.contourArea(hull) + 0.5 * cv2.arcLength(hull, closed=True) + 1.0)
