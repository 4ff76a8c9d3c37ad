"""Level lines of a distance, simplified, and the strips between them."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import contourpy
import cv2
import numpy as np
from numpy.typing import NDArray

from pinrender.artwork import sharpened
from pinrender.mesh._loops import Loop, Points, areas, owners, signed_area, without_straight
from pinrender.relief import bilinear

__all__ = ["Rings", "level_strips"]

LATTICE_PER_PX = 4096.0
"""Strips compute a shared line from either side, equal but for the last bits; this takes them off."""
FINER = 0.5
"""The outline keeps this share of the tolerance of other lines: it is what a caliper finds."""
OUTLINE_WITHIN = 1e-3
"""A line that leaves the outline by no more, in the unit of its function, is the outline's."""
TOUCH_PX = 0.02
"""Area that corners may add or take, by length of the line."""

Indices = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Rings:
    """Strips between level lines, sharing the vertices of the lines.

    Attributes
    ----------
    points : (N, 2) float64 ndarray
        Columns and rows of every vertex, in samples.
    polygons : tuple of tuple of Loop
        Each strip's polygons: the outer loop, then its holes.
    """

    points: Points
    polygons: tuple[tuple[Loop, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Cut:
    """Borders of all strips as contoured: loops one after the other, and how many each polygon has."""

    points: Points
    counts: Indices
    polygons: Indices


def level_strips(
    distance: NDArray[np.float32],
    levels: Sequence[float],
    tolerance_px: float,
    *,
    least_px: float = 0.0,
    speck_px2: float = 0.0,
    outline: NDArray[np.float32] | None = None,
) -> Rings:
    """Cut the plan along level lines.

    Level lines of one function never cross, and each is simplified once, whichever strip asks
    for it, so neighbouring strips meet exactly.

    Parameters
    ----------
    distance : (H, W) float32 ndarray
        The function; below the lowest level all along the border.
    levels : sequence of float
        Ascending. The last strip is everything above the last level.
    tolerance_px : float
        How far a simplified line may leave the true one.
    least_px : float
        A vertex that lies no farther than this from the line between its neighbours is left out too.
    speck_px2 : float
        A line that encloses less is left out.
    outline : (H, W) float32 ndarray or None
        A function whose 0 some of the lines follow: these keep `FINER` to it, and get back the corners
        that the raster cut.
    """
    cut = _cut(distance, levels)
    line, forward, lines = _lines(cut)
    drawn = [False] * len(lines) if outline is None else _follow(outline, lines)
    kept = [_simplified(*each, tolerance_px) for each in zip(lines, drawn, strict=True)]
    points, counts = without_straight(np.concatenate(kept), np.array([len(loop) for loop in kept]), least_px)
    speck = (counts < 3) | (np.abs(areas(points, counts)) < max(tolerance_px**2, speck_px2))
    points, counts = points[~speck[owners(counts)]], np.where(speck, 0, counts)
    ends = np.cumsum(counts)
    around = [np.arange(end - count, end, dtype=np.int32) for end, count in zip(ends, counts, strict=True)]
    loops = [around[k] if onward else around[k][::-1] for k, onward in zip(line, forward, strict=True)]
    bounds = itertools.pairwise(np.concatenate([[0], np.cumsum(cut.polygons)]).tolist())
    polygons = (loops[first:last] for first, last in bounds)
    return Rings(
        points=points,
        polygons=tuple(
            (outer, *(hole for hole in holes if len(hole))) for outer, *holes in polygons if len(outer)
        ),
    )


def _cut(distance: NDArray[np.float32], levels: Sequence[float]) -> _Cut:
    """Contour every strip."""
    generator = contourpy.contour_generator(
        z=distance,
        name="serial",
        fill_type=contourpy.FillType.ChunkCombinedOffsetOffset,
        quad_as_tri=False,
    )
    highest = float(distance.max())
    bounds = [level for level in levels if level < highest]
    points, counts, polygons = [np.zeros((0, 2))], [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    for low, high in zip(bounds, [*bounds[1:], highest + 1.0], strict=True):
        filled: tuple[Any, ...] = generator.filled(low, high)
        exact, offsets, outer = (chunks[0] for chunks in filled)
        if exact is None:
            continue
        closing = np.asarray(offsets[1:], np.int64) - 1
        points.append(np.round(np.delete(exact, closing, axis=0) * LATTICE_PER_PX) / LATTICE_PER_PX)
        counts.append(np.diff(offsets).astype(np.int64) - 1)
        polygons.append(np.diff(outer).astype(np.int64))
    return _Cut(
        points=np.concatenate(points), counts=np.concatenate(counts), polygons=np.concatenate(polygons)
    )


def _lines(cut: _Cut) -> tuple[list[int], list[bool], list[Points]]:
    """Tell which loops are one line, seen from either side.

    Returns
    -------
    line : list of int
        The line that each loop runs along.
    forward : list of bool
        Whether it runs in the line's direction, which turns x toward y.
    lines : list of (N, 2) float64 ndarray
        Each from its leftmost point on.
    """
    if not len(cut.counts):
        return [], [], []
    loop = owners(cut.counts)
    first = np.cumsum(cut.counts) - cut.counts
    x, y = cut.points[:, 0], cut.points[:, 1]
    leftmost = np.where(x == np.minimum.reduceat(x, first)[loop], y, np.inf)
    corner = np.flatnonzero(leftmost == np.minimum.reduceat(leftmost, first)[loop])
    corner = corner[np.unique(loop[corner], return_index=True)[1]]
    column, row = np.rint(cut.points[corner] * LATTICE_PER_PX).astype(np.int64).T
    _, seen, same = np.unique((column << 32) + row, return_index=True, return_inverse=True)
    order = np.argsort(seen)
    rank = np.argsort(order)
    forward = areas(cut.points, cut.counts) > 0.0
    lines = []
    for k in seen[order].tolist():
        start, end = int(first[k]), int(first[k] + cut.counts[k])
        turned = np.concatenate([cut.points[corner[k] : end], cut.points[start : corner[k]]])
        lines.append(turned if forward[k] else np.concatenate([turned[:1], turned[:0:-1]]))
    return rank[same].tolist(), forward.tolist(), lines


def _follow(outline: NDArray[np.float32], lines: list[Points]) -> list[bool]:
    """Whether each line is where a function is 0."""
    if not lines:
        return []
    points = np.concatenate(lines)
    counts = np.array([len(line) for line in lines])
    off = np.abs(bilinear(outline, points[:, 1], points[:, 0]))
    within = np.maximum.reduceat(off, np.cumsum(counts) - counts) < OUTLINE_WITHIN
    return [bool(one) for one in within]


def _simplified(line: Points, drawn: bool, tolerance_px: float) -> Points:
    """Douglas-Peucker on a closed line, its corners put back before if it is an outline."""
    if drawn:
        line, tolerance_px = _with_corners(line), FINER * tolerance_px
    if tolerance_px <= 0.0:
        return line
    kept = cv2.approxPolyDP(line.astype(np.float32)[:, None, :], tolerance_px, True)
    return kept[:, 0].astype(np.float64)


def _with_corners(line: Points) -> Points:
    """The line with its corners put back, or as it is if that would be more than a touch."""
    sharp = sharpened([line[:, ::-1]])[0][:, ::-1]
    length_px = float(np.hypot(*(np.roll(line, -1, axis=0) - line).T).sum())
    moved_px2 = abs(signed_area(sharp) - signed_area(line))
    return sharp if moved_px2 < TOUCH_PX * length_px else line
