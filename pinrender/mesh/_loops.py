"""Closed polygons, many at once: one after the other in one array of points."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

__all__ = ["Loop", "Points", "areas", "owners", "signed_area", "without_straight"]

Points = NDArray[np.float64]
Loop = NDArray[np.int32]
"""Indices of a closed polygon's vertices, in order, the first not repeated."""
Counts = NDArray[np.int64]
"""How many points each loop has."""


def owners(counts: Counts) -> Counts:
    """The loop that each point belongs to."""
    return np.repeat(np.arange(len(counts)), counts)


def areas(points: Points, counts: Counts) -> Points:
    """Area that each loop encloses, positive where x turns toward y.

    Parameters
    ----------
    points : (N, 2) float64 ndarray
        The loops' points, one loop after the other.
    counts : (L,) int64 ndarray
        Points of each loop.

    Returns
    -------
    (L,) float64 ndarray
    """
    before, _ = _neighbours(counts)
    x, y = points[:, 0], points[:, 1]
    turn = x[before] * y - x * y[before]
    return np.asarray(0.5 * np.bincount(owners(counts), weights=turn, minlength=len(counts)))


def signed_area(loop: Points) -> float:
    """Area that one loop (N, 2) encloses, positive where x turns toward y."""
    return float(areas(loop, np.array([len(loop)]))[0])


def without_straight(points: Points, counts: Counts, least: float) -> tuple[Points, Counts]:
    """Drop points no farther than this from the line between their neighbours, never two in a row at once.

    Exactly collinear ones ear clipping would skip and leave open; nearly collinear ones make needles.
    """
    while True:
        before, after = _neighbours(counts)
        one, two, chord = points - points[before], points[after] - points, points[after] - points[before]
        turn = np.abs(one[:, 0] * two[:, 1] - one[:, 1] * two[:, 0])
        straight = (turn <= least * np.hypot(chord[:, 0], chord[:, 1])) & np.repeat(counts >= 3, counts)
        straight &= ~straight[before]
        if not straight.any():
            return points, counts
        counts = counts - np.bincount(owners(counts)[straight], minlength=len(counts))
        points = points[~straight]


def _neighbours(counts: Counts) -> tuple[Counts, Counts]:
    """Indices of the point before and the point after every point, around its loop."""
    ends = np.cumsum(counts)
    some = counts > 0
    first, last = (ends - counts)[some], ends[some] - 1
    index = np.arange(int(counts.sum()))
    before, after = index - 1, index + 1
    before[first], after[last] = last, first
    return before, after
