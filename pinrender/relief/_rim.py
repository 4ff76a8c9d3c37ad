"""Where a dome meets the metal too steeply, so that it would run over."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pinrender.relief._surface import Field

__all__ = ["ADVANCING_DEG", "STEEPEST", "Rims", "rims_of"]

ADVANCING_DEG = 50.0
"""Epoxy that meets the metal at a steeper angle runs over the edge (45 to 60 degrees)."""
STEEPEST = math.tan(math.radians(ADVANCING_DEG))
OVERLOOKED_MM, OVERLOOKED_SHARE = 1.0, 0.05
"""Length of the edge, at most this and at most this share of it, that may be steeper: at a re-entrant
corner the slope of the equation has no bound, while a liquid rounds the corner off."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Rims:
    """The steepest of each dome's edge for c = 1/mm, corners overlooked; index 0 belongs to no dome.

    Attributes
    ----------
    slope_mm : (N,) float64 ndarray
        Rise over run, per unit of curvature; > 0.
    row, col : (N,) float64 ndarray
        Sample at which the edge has that slope.
    """

    slope_mm: NDArray[np.float64]
    row: NDArray[np.float64]
    col: NDArray[np.float64]


def rims_of(
    unit: Field,
    from_edge_mm: Field,
    labels: NDArray[np.int32],
    crests: tuple[NDArray[np.float64], NDArray[np.intp]],
    *,
    band_mm: float,
    pitch_mm: float,
) -> Rims:
    """Measure the slope along the edge of every dome.

    Near its edge u = s d - a d**2 / 2, so u / d = s - a d / 2 and du/dd = s - a d, whatever the
    curvature a: the slope at the edge is s = 2 u / d - du/dd, read a little inside.

    Parameters
    ----------
    unit : (H, W) float32 ndarray
        The domes for c = 1/mm, in mm**2.
    from_edge_mm : (H, W) float32 ndarray
        Distance to the edge, positive inside.
    labels : (H, W) int32 ndarray
        Which dome a sample belongs to, 0 = none.
    crests : (N,) float64 ndarray and (N,) intp ndarray
        Greatest `unit` of every dome and the flat index of a sample that has it.
    band_mm : float
        The slope is read between this and twice this distance from the edge.
    pitch_mm : float
        Sample spacing.

    Returns
    -------
    Rims
        A dome too small to have such a band counts as a strip.
    """
    band = (from_edge_mm > band_mm) & (from_edge_mm < 2.0 * band_mm)
    band[[0, -1]] = False
    band[:, [0, -1]] = False
    rows, cols = np.nonzero(band)
    down = unit[rows + 1, cols] - unit[rows - 1, cols]
    right = unit[rows, cols + 1] - unit[rows, cols - 1]
    inward = np.hypot(down, right) / (2.0 * pitch_mm)
    slope = 2.0 * unit[rows, cols] / from_edge_mm[rows, cols] - inward
    owner = labels[rows, cols]
    order = np.lexsort((slope, owner))
    ends = np.searchsorted(owner[order], np.arange(crests[0].size + 1))
    samples = np.diff(ends)
    allowed = np.minimum(OVERLOOKED_MM * band_mm / pitch_mm**2, OVERLOOKED_SHARE * samples)
    seen = samples > 0
    at = order[(ends[1:] - 1 - allowed.astype(np.intp))[seen]]
    # A strip of width w is w**2 / 8 high and w / 2 steep.
    steepest = np.sqrt(2.0 * crests[0])
    row, col = (index.astype(np.float64) for index in np.unravel_index(crests[1], unit.shape))
    steepest[seen] = np.maximum(slope[at], 1e-6)
    row[seen], col[seen] = rows[at], cols[at]
    return Rims(slope_mm=steepest, row=row, col=col)
