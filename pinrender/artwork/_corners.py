"""Corners that a blur has rounded, found again: where the straight pieces on either side meet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

__all__ = ["Corners", "find_corners", "sharpened"]

STEP_PX = 0.5
"""Distance between the points at which a line is looked at."""
LEAST_TURN_RAD = 0.35
"""A smaller turn (20 degrees) rounds off by less than a tenth of a sample."""
FITS_PX = (4.0, 2.0)
"""Lengths of the straight pieces looked for, the longest first."""
STRAIGHT_PX = 0.03
"""Root mean square by which such a piece may be bent."""
BLUR_REACH_PX = 2.2
"""So far from a right angle or a blunter one the blur bends the line; farther where the sides lie close."""
_NEAR, _FAR = 3, 8
"""Steps between which the direction before and after a point is taken."""
_SPREAD = 5
_AROUND = 6
"""Steps on either side of a peak among which the point nearest to the corner lies."""
_SAME_PX = 2.0
_SHORTEST = 40
"""Steps of the shortest line that is looked at: 20 samples round."""

Points = NDArray[np.float64]
Floats = NDArray[np.float64]
Indices = NDArray[np.intp]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Corners:
    """Corners of closed lines.

    Attributes
    ----------
    line : (K,) intp ndarray
        Which line each is on.
    at : (K,) float64 ndarray
        Arc length along the line of the rounded corner's middle.
    point : (K, 2) float64 ndarray
        Row and column.
    before, after : (K, 2) float64 ndarray
        Unit directions from the corner along the line, backward and forward.
    cut : (K,) float64 ndarray
        Arc length on either side that the blur has bent.
    straight : (K,) float64 ndarray
        Arc length on either side to which the line is known to be straight.
    rounding : (K,) float64 ndarray
        How far the rounded line may stay away from the corner.
    """

    line: Indices
    at: Floats
    point: Points
    before: Points
    after: Points
    cut: Floats
    straight: Floats
    rounding: Floats


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Walk:
    """Points at equal steps along closed lines, one line after the other; each (M,) but `point` (M, 2)."""

    point: Points
    line: Indices
    first: Indices
    """Index of the first point of the line that a point is on."""
    count: Indices
    """Points of that line."""
    step: Floats
    """Arc length between them."""

    def along(self, index: Indices, steps: Indices | int) -> Indices:
        """Indices of the points so many steps on, around the line."""
        first = self.first[index]
        return np.asarray(first + (index - first + steps) % self.count[index], np.intp)


def find_corners(lines: Sequence[Points]) -> Corners:
    """Find the sharp corners of closed lines whose corners a blur has rounded.

    A corner turns between two straight pieces, and the line passes it as closely as the blur of a
    sharp corner of this angle does; a fillet that was drawn passes farther away.

    Parameters
    ----------
    lines : sequence of (N, 2) ndarray
        Vertices in samples, about one a sample, the first not repeated.
    """
    walk = _walked(lines)
    every = np.arange(len(walk.point))
    near, far = walk.point[walk.along(every, _NEAR)], walk.point[walk.along(every, _FAR)]
    ahead: Points = far - near
    near, far = walk.point[walk.along(every, -_NEAR)], walk.point[walk.along(every, -_FAR)]
    back: Points = near - far
    # Of equal turns the first on its line counts, also where the line closes.
    turn = np.abs(_angle(back, ahead)) - 1e-9 * (every - walk.first)
    peak = np.flatnonzero(turn > LEAST_TURN_RAD)
    around = walk.along(peak[:, None], np.arange(-_SPREAD, _SPREAD + 1))
    peak = peak[turn[peak] >= turn[around].max(axis=1, initial=0.0)]
    found = [_fitted(walk, peak, turn[peak], fit_px) for fit_px in FITS_PX]
    return _distinct(_joined(found))


def sharpened(lines: Sequence[Points]) -> list[Points]:
    """Closed lines with their corners put back in place of what a blur, or a raster, made of them.

    Parameters
    ----------
    lines : sequence of (N, 2) ndarray
        As in `find_corners`.

    Returns
    -------
    list of (M, 2) float64 ndarray
    """
    corners = find_corners(lines)
    return [_with_corners(line, _chosen(corners, corners.line == index)) for index, line in enumerate(lines)]


def _with_corners(line: Points, corners: Corners) -> Points:
    if not corners.at.size:
        return line
    at = np.concatenate([[0.0], np.cumsum(_lengths(line))])
    total = float(at[-1])
    apart = np.abs((at[:-1, None] - corners.at + 0.5 * total) % total - 0.5 * total)
    kept = (apart > corners.cut).all(axis=1)
    order = np.argsort(np.concatenate([at[:-1][kept], corners.at]), kind="stable")
    return np.concatenate([line[kept], corners.point])[order]


def _lengths(line: Points) -> Floats:
    return np.asarray(np.hypot(*(np.roll(line, -1, axis=0) - line).T), np.float64)


def _walked(lines: Sequence[Points]) -> _Walk:
    points, owner, steps = [], [], []
    for index, line in enumerate(lines):
        at = np.concatenate([[0.0], np.cumsum(_lengths(line))])
        count = round(float(at[-1]) / STEP_PX)
        if count < _SHORTEST:
            continue
        closed = np.concatenate([line, line[:1]])
        where = np.arange(count) * (at[-1] / count)
        points.append(np.stack([np.interp(where, at, closed[:, axis]) for axis in (0, 1)], axis=-1))
        owner.append(index)
        steps.append(at[-1] / count)
    counts = np.array([len(one) for one in points], np.intp)
    return _Walk(
        point=np.concatenate(points) if points else np.zeros((0, 2)),
        line=np.repeat(np.array(owner, np.intp), counts),
        first=np.repeat(np.cumsum(counts) - counts, counts),
        count=np.repeat(counts, counts),
        step=np.repeat(np.array(steps, np.float64), counts),
    )


def _angle(one: Points, other: Points) -> Floats:
    """Signed angle from one direction to another, radians."""
    cross = one[:, 0] * other[:, 1] - one[:, 1] * other[:, 0]
    return np.asarray(np.arctan2(cross, (one * other).sum(axis=1)), np.float64)


def _fitted(walk: _Walk, peak: Indices, turn: Floats, fit_px: float) -> Corners:
    """Fit straight pieces on both sides of each peak, beyond the reach of the blur, and let them meet."""
    half_tan = np.tan(0.5 * np.pi - 0.5 * np.minimum(turn, 2.9))
    cut_px = BLUR_REACH_PX + 1.0 / half_tan
    steps = np.rint(cut_px / STEP_PX).astype(np.intp)[:, None] + np.arange(round(fit_px / STEP_PX) + 1)
    mean_1, before, bend_1 = _straight(walk.point[walk.along(peak[:, None], -steps)])
    mean_2, after, bend_2 = _straight(walk.point[walk.along(peak[:, None], steps)])
    cross = before[:, 0] * after[:, 1] - before[:, 1] * after[:, 0]
    meet = np.abs(cross) > 0.1
    gap = mean_2 - mean_1
    ahead = (gap[:, 0] * after[:, 1] - gap[:, 1] * after[:, 0]) / np.where(meet, cross, 1.0)
    point = mean_1 + ahead[:, None] * before
    around = walk.along(peak[:, None], np.arange(-_AROUND, _AROUND + 1))
    away = np.hypot(*np.moveaxis(walk.point[around] - point[:, None], -1, 0))
    rounding = 0.75 / half_tan + 0.2
    sharp = meet & (bend_1 < STRAIGHT_PX) & (bend_2 < STRAIGHT_PX) & (away.min(axis=1) < rounding)
    middle = around[np.arange(peak.size), away.argmin(axis=1)]
    found = Corners(
        line=walk.line[peak],
        at=(middle - walk.first[peak]) * walk.step[peak],
        point=point,
        before=before,
        after=after,
        cut=cut_px,
        straight=cut_px + fit_px,
        rounding=rounding,
    )
    return _chosen(found, sharp)


def _straight(pieces: NDArray[np.float64]) -> tuple[Points, Points, Floats]:
    """Mean, direction away from the corner, and root mean square bend of runs of points (K, S, 2)."""
    mean = pieces.mean(axis=1)
    off = pieces - mean[:, None]
    rr, cc = (off[..., 0] ** 2).mean(axis=1), (off[..., 1] ** 2).mean(axis=1)
    angle = 0.5 * np.arctan2(2.0 * (off[..., 0] * off[..., 1]).mean(axis=1), rr - cc)
    direction = np.stack([np.cos(angle), np.sin(angle)], axis=-1)
    outward = ((pieces[:, -1] - pieces[:, 0]) * direction).sum(axis=1)
    direction *= np.where(outward < 0.0, -1.0, 1.0)[:, None]
    bend = off[..., 0] * direction[:, None, 1] - off[..., 1] * direction[:, None, 0]
    return mean, direction, np.sqrt((bend**2).mean(axis=1))


def _distinct(corners: Corners) -> Corners:
    """One of several finds of the same corner: the one from the longest fit, which comes first."""
    order = np.lexsort((corners.at, corners.line))
    kept: list[int] = []
    for index in order.tolist():
        last = kept[-1] if kept else -1
        same = last >= 0 and corners.line[last] == corners.line[index]
        if same and corners.at[index] - corners.at[last] < _SAME_PX:
            kept[-1] = min(last, index)
        else:
            kept.append(index)
    return _chosen(corners, np.array(kept, np.intp))


def _chosen(corners: Corners, which: NDArray[np.bool_] | Indices) -> Corners:
    return Corners(**{field.name: getattr(corners, field.name)[which] for field in fields(Corners)})


def _joined(parts: Sequence[Corners]) -> Corners:
    return Corners(
        **{
            field.name: np.concatenate([getattr(part, field.name) for part in parts])
            for field in fields(Corners)
        }
    )
