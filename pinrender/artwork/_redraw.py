"""Straight edges drawn exactly onto a coverage mask, and the corners where they meet."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pinrender.artwork._edges import covered

__all__ = ["MOVED_PX", "Straights", "redrawn"]

Points = NDArray[np.float64]
Floats = NDArray[np.float64]
Indices = NDArray[np.intp]

MOVED_PX = 0.15
"""A raster is off by no more at an edge; what seems to be is another edge's doing."""
CORNER_MOVED = 0.25
"""Share of a sample by which it may be off where two edges cross it."""
ENDS_PX = 3.0
"""So much of an edge is left as it was at either end, where it may begin to bend."""
MEET_PX = 6.0
"""Edges whose ends lie no farther from where they would meet make a corner."""
CORNER_PX = 6
"""Samples on either side of a corner that are drawn with it."""
LEAST_TURN = 0.3
"""Sine of the least turn at a corner."""
_POINTS = 1024
"""Points in each sample about a corner."""
_GOLDEN = 0.5 * (math.sqrt(5.0) - 1.0)
"""Multiples of it spread the points so that no straight edge has many of them on it."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Straights:
    """Straight pieces of outlines, in the order in which they follow one another.

    Attributes
    ----------
    line : (K,) intp ndarray
        Which outline each is a piece of.
    start, end : (K, 2) float64 ndarray
        Row and column, in samples.
    """

    line: Indices
    start: Points
    end: Points

    @property
    def length(self) -> Floats:
        """Samples from start to end, (K,)."""
        return np.asarray(np.hypot(*(self.end - self.start).T), np.float64)

    @property
    def along(self) -> Points:
        """Unit direction, (K, 2)."""
        return np.asarray((self.end - self.start) / self.length[:, None], np.float64)

    @property
    def inward(self) -> Points:
        """Unit normal, (K, 2)."""
        return self.along[:, ::-1] * [1.0, -1.0]

    def chosen(self, which: Indices) -> Straights:
        """Some of them."""
        return Straights(line=self.line[which], start=self.start[which], end=self.end[which])


def redrawn(coverage: NDArray[np.uint8], straights: Straights) -> NDArray[np.uint8]:
    """Draw straight edges and the corners between them, where that changes no more than a raster errs.

    Parameters
    ----------
    coverage : (H, W) uint8 ndarray
        255 = inside.
    straights : Straights
        As exactly as they are known.

    Returns
    -------
    (H, W) uint8 ndarray
    """
    result = coverage.copy()
    along, inward = straights.along, straights.inward
    for k in range(len(along)):
        after = _next(straights.line, k)
        point = _meeting(straights, k, after)
        if point is not None:
            is_tip = float(inward[k] @ along[after]) > 0.0
            _draw_corner(result, coverage, point, inward[[k, after]], is_tip=is_tip)
    for k in range(len(along)):
        _draw_edge(result, coverage, straights.start[k], straights.end[k], inward[k])
    return result


def _next(line: Indices, k: int) -> int:
    """The piece that follows on the same outline, which closes."""
    return k + 1 if (line[k + 1 : k + 2] == line[k]).any() else int(np.argmax(line == line[k]))


def _meeting(straights: Straights, k: int, after: int) -> Points | None:
    """Where two pieces would meet, if that is just beyond the end of one and the start of the other."""
    one, other = straights.along[k], straights.along[after]
    turn = one[0] * other[1] - one[1] * other[0]
    if abs(turn) < LEAST_TURN:
        return None
    gap = straights.start[after] - straights.end[k]
    point = straights.end[k] + (gap[0] * other[1] - gap[1] * other[0]) / turn * one
    ends = np.stack([straights.end[k], straights.start[after]])
    return point if np.hypot(*(ends - point).T).max() < MEET_PX else None


def _draw_edge(
    result: NDArray[np.uint8], coverage: NDArray[np.uint8], start: Points, end: Points, inward: Points
) -> None:
    """Draw a straight edge onto the samples that it crosses, in place."""
    length_px = float(np.hypot(*(end - start)))
    along = (end - start) / length_px
    axis = int(np.argmax(np.abs(along)))
    low, high = sorted((start[axis], end[axis]))
    major = np.arange(int(np.ceil(low)), int(np.floor(high)) + 1)
    minor = start[1 - axis] + (major - start[axis]) * (along[1 - axis] / along[axis])
    sample = np.zeros((len(major), 5, 2), np.intp)
    sample[..., axis] = major[:, None]
    sample[..., 1 - axis] = np.rint(minor).astype(np.intp)[:, None] + np.arange(-2, 3)
    offset, far = (sample - start) @ inward, (sample - start) @ along
    steep, flat = float(np.abs(inward).max()), max(float(np.abs(inward).min()), 1e-6)
    new = np.rint(255.0 * covered(offset, steep, flat))
    old = coverage[sample[..., 0], sample[..., 1]]
    drawn = (far > ENDS_PX) & (far < length_px - ENDS_PX) & (np.abs(new - old) < 255.0 * MOVED_PX)
    drawn &= np.abs(offset) < 0.5 * (steep + flat) + MOVED_PX
    result[sample[drawn][:, 0], sample[drawn][:, 1]] = new[drawn].astype(np.uint8)


def _draw_corner(
    result: NDArray[np.uint8], coverage: NDArray[np.uint8], point: Points, inward: Points, *, is_tip: bool
) -> None:
    """Draw the samples about a corner between two edges with these normals (2, 2), in place."""
    row, col = np.rint(point).astype(np.intp) - CORNER_PX
    size = 2 * CORNER_PX + 1
    if min(row, col) < 0 or row + size > coverage.shape[0] or col + size > coverage.shape[1]:
        return
    down = (np.arange(_POINTS) + 0.5) / _POINTS - 0.5
    right = (np.arange(_POINTS) * _GOLDEN) % 1.0 - 0.5
    rows, cols = (index[..., None] for index in np.indices((size, size)))
    one, other = ((rows + row - point[0] + down) * a + (cols + col - point[1] + right) * b for a, b in inward)
    depth = np.minimum(one, other) if is_tip else np.maximum(one, other)
    new = np.rint(255.0 * (depth > 0.0).mean(axis=-1))
    here = np.s_[row : row + size, col : col + size]
    drawn = (np.abs(new - coverage[here]) < 255.0 * CORNER_MOVED) & (np.abs(depth.mean(axis=-1)) < 1.0)
    result[here] = np.where(drawn, new, result[here]).astype(np.uint8)
