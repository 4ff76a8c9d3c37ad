"""Edge flips that make the triangles of a strip span it instead of lying along one of its lines."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

__all__ = ["span_strips"]

MOST_PASSES = 10

Indices = NDArray[np.int64]


def span_strips(
    points: NDArray[np.float64], level: Indices, triangles: NDArray[np.int32], strip: Indices
) -> NDArray[np.int32]:
    """Flip chords of one line into edges across the strip.

    Ear clipping likes to cut three neighbours off one line. On a wall such a triangle lies flat
    where the surface is steep, and shows as a notch.

    Parameters
    ----------
    points : (N, 2) float64 ndarray
        Positions.
    level : (N,) int64 ndarray
        Which line each vertex lies on.
    triangles : (M, 3) int32 ndarray
        All winding alike.
    strip : (M,) int64 ndarray
        Which polygon each triangle fills; only edges inside one polygon are flipped.

    Returns
    -------
    (M, 3) int32 ndarray
        As many triangles, the same outlines.
    """
    triangles = triangles.copy()
    for _ in range(MOST_PASSES):
        first, second, a, b, c, d = _chords(triangles, strip, level)
        better = level[c] != level[d]
        better[better] = _is_convex(points, a[better], d[better], b[better], c[better])
        chosen = _apart(first, second, better, len(triangles))
        if len(chosen) == 0:
            break
        triangles[first[chosen]] = np.column_stack([a[chosen], d[chosen], c[chosen]])
        triangles[second[chosen]] = np.column_stack([d[chosen], b[chosen], c[chosen]])
    return triangles


def _chords(
    triangles: NDArray[np.int32], strip: Indices, level: Indices
) -> tuple[Indices, Indices, Indices, Indices, Indices, Indices]:
    """Pairs of triangles of one strip, (a, b, c) and (b, a, d), whose shared edge a-b lies on one line."""
    start, end, apex = (
        triangles[:, order].ravel().astype(np.int64) for order in ([0, 1, 2], [1, 2, 0], [2, 0, 1])
    )
    chord = level[start] == level[end]
    owner = np.repeat(np.arange(len(triangles)), 3)[chord]
    start, end, apex = start[chord], end[chord], apex[chord]
    count = len(level)
    key = (strip[owner] * count + np.minimum(start, end)) * count + np.maximum(start, end)
    order = np.argsort(key, kind="stable")
    here, there = order[:-1], order[1:]
    same = key[here] == key[there]
    here, there = here[same], there[same]
    return owner[here], owner[there], start[here], end[here], apex[here], apex[there]


def _is_convex(points: NDArray[np.float64], *corners: Indices) -> NDArray[np.bool_]:
    """Whether the quadrilaterals turn the same way, and clearly, at all four corners."""
    turns = []
    for k in range(4):
        before, here, after = (points[corners[(k + j) % 4]] for j in range(3))
        one, two = here - before, after - here
        turns.append(one[:, 0] * two[:, 1] - one[:, 1] * two[:, 0])
    stacked = np.stack(turns)
    return np.asarray((stacked > 1e-6).all(axis=0) | (stacked < -1e-6).all(axis=0))


def _apart(first: Indices, second: Indices, wanted: NDArray[np.bool_], count: int) -> Indices:
    """Candidates that share no triangle with an earlier one."""
    candidates = np.flatnonzero(wanted)
    earliest = np.full(count, len(wanted))
    np.minimum.at(earliest, first[candidates], candidates)
    np.minimum.at(earliest, second[candidates], candidates)
    mine = (earliest[first[candidates]] == candidates) & (earliest[second[candidates]] == candidates)
    return np.asarray(candidates[mine])
