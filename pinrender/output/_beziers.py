"""Closed lines of many points as few cubic curves."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

__all__ = ["closed_path"]

_SPAN = 3
"""Points before and after one, between which a line turns at it."""
_CORNER_RAD = 0.5
"""A larger turn (29 degrees) is a corner: no curve goes round it."""
_FEW = 4
"""Of so few points each is joined to the next."""
_ROUNDS = 3

Points = NDArray[np.float64]
Floats = NDArray[np.float64]


def closed_path(points: Points, *, tolerance: float) -> str:
    """Path data of a closed line.

    Cubic curves are fitted by least squares between points of the line, halved where one misses it, until
    none does.

    Parameters
    ----------
    points : (N, 2) float64 ndarray, N >= 3
        Across and down; the first is not repeated.
    tolerance : float
        How far a point may lie from the curve, in the unit of the points.

    Returns
    -------
    str
        SVG path data, four decimals; from ``M`` to ``Z``.

    References
    ----------
    Schneider, "An Algorithm for Automatically Fitting Digitized Curves", in Graphics Gems, 1990.
    """
    cuts = _corners(points)
    start = int(cuts[0]) if len(cuts) else 0
    turned = np.concatenate([np.roll(points, -start, axis=0), points[start : start + 1]])
    ends = [*(cuts - start).tolist(), len(points)] if len(cuts) else [0, len(points) // 2, len(points)]
    parts = [f"M{_written(turned[0])}"]
    for first, last in pairwise(ends):
        _fit(turned[first : last + 1], tolerance, parts)
    return "".join(parts) + "Z"


def _corners(points: Points) -> NDArray[np.intp]:
    """Indices at which the line turns sharply, each the sharpest nearby."""
    before, after = points - np.roll(points, _SPAN, axis=0), np.roll(points, -_SPAN, axis=0) - points
    cross = before[:, 0] * after[:, 1] - before[:, 1] * after[:, 0]
    turn = np.abs(np.arctan2(cross, (before * after).sum(axis=1)))
    near = np.stack([np.roll(turn, shift) for shift in range(-_SPAN, _SPAN + 1)])
    return np.flatnonzero((turn > _CORNER_RAD) & (turn >= near.max(axis=0)))


def _fit(points: Points, tolerance: float, parts: list[str]) -> None:
    """Append the curves from the first point to the last."""
    pending = [points]
    while pending:
        run = pending.pop()
        if len(run) <= _FEW:
            parts += [f"L{_written(point)}" for point in run[1:]]
            continue
        if _bulge(run) <= tolerance:
            parts.append(f"L{_written(run[-1])}")
            continue
        controls, miss = _cubic(run)
        if miss.max() <= tolerance:
            parts.append("C" + " ".join(_written(point) for point in (*controls, run[-1])))
            continue
        cut = len(run) // 2
        pending += [run[cut:], run[: cut + 1]]


def _bulge(run: Points) -> float:
    """How far the points leave the straight line between the ends."""
    chord = run[-1] - run[0]
    length = float(np.hypot(*chord))
    off = run - run[0]
    if length < 1e-9:
        return float(np.hypot(off[:, 0], off[:, 1]).max())
    return float(np.abs(off[:, 0] * chord[1] - off[:, 1] * chord[0]).max()) / length


def _cubic(run: Points) -> tuple[Points, Floats]:
    """The two inner controls of the best cubic, and by how much it misses each point."""
    steps = np.hypot(*np.diff(run, axis=0).T)
    at = np.concatenate([[0.0], np.cumsum(steps)]) / max(float(steps.sum()), 1e-12)
    ends = run[[0, -1]]
    for _ in range(_ROUNDS):
        weights = np.stack([(1 - at) ** 3, 3 * at * (1 - at) ** 2, 3 * at**2 * (1 - at), at**3], axis=1)
        controls = _least_squares(weights[:, 1:3], run - weights[:, [0, 3]] @ ends)
        polygon = np.concatenate([ends[:1], controls, ends[1:]])
        off = weights @ polygon - run
        at = _nearer(at, polygon, off)
    return controls, np.asarray(np.hypot(off[:, 0], off[:, 1]), np.float64)


def _least_squares(weights: Floats, wanted: Points) -> Points:
    """Two unknown points (2, 2) that, weighed (N, 2), are nearest to those wanted."""
    (a, b), (_, d) = weights.T @ weights
    inverse = np.array([[d, -b], [-b, a]]) / max(float(a * d - b * b), 1e-15)
    return np.asarray(inverse @ (weights.T @ wanted), np.float64)


def _nearer(at: Floats, polygon: Points, off: Points) -> Floats:
    """One step of Newton's method toward the parameters nearest to the points."""
    rise = 3.0 * np.diff(polygon, axis=0)
    slope = np.stack([(1 - at) ** 2, 2 * at * (1 - at), at**2], axis=1) @ rise
    along = (off * slope).sum(axis=1) / np.maximum((slope**2).sum(axis=1), 1e-12)
    return np.asarray(np.clip(at - along, 0.0, 1.0), np.float64)


def _written(point: Points) -> str:
    return f"{_number(point[0])},{_number(point[1])}"


def _number(value: float) -> str:
    text = f"{value:.4f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
