"""Level lines of a distance, simplified, and the strips between them."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import contourpy
import cv2
import mapbox_earcut
import numpy as np
from numpy.typing import NDArray

from pinrender.artwork import sharpened
from pinrender.relief import bilinear

__all__ = ["Rings", "fill_rings", "level_strips", "signed_area"]

OFF_AXIS_RAD = 0.7
"""Contours have many vertices on the same grid line; ear clipping drops one that lies straight
between a hole and the outline, so the plan is turned until none do."""
LATTICE_PER_PX = 4096.0
"""Strips compute a shared line from either side, equal but for the last bits; this takes them off."""

FINER = 0.5
"""The outline keeps this share of the tolerance of other lines: it is what a caliper finds."""
OUTLINE_WITHIN = 1e-3
"""A line that leaves the outline by no more, in the unit of its function, is the outline's."""
TOUCH_PX = 0.02
"""Area that corners may add or take, by length of the line."""

Points = NDArray[np.float64]
Loop = NDArray[np.int32]
"""Indices of a closed polygon's vertices, in order, the first not repeated."""


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
    generator = contourpy.contour_generator(
        z=distance, name="serial", fill_type=contourpy.FillType.OuterOffset, quad_as_tri=False
    )
    top = float(distance.max()) + 1.0
    lines = _Lines(tolerance_px=tolerance_px, least_px=least_px, speck_px2=speck_px2)
    polygons: list[tuple[Loop, ...]] = []
    bounds = [level for level in levels if level < top - 1.0]
    for low, high in zip(bounds, [*bounds[1:], top], strict=True):
        filled: tuple[Any, ...] = generator.filled(low, high)
        for exact, offset in zip(*filled, strict=True):
            outer = np.round(exact * LATTICE_PER_PX) / LATTICE_PER_PX
            loops = [
                lines.simplified(loop, drawn=outline is not None and _follows(outline, loop))
                for loop in (outer[start : end - 1] for start, end in itertools.pairwise(offset))
            ]
            if len(loops[0]) >= 3:
                polygons.append((loops[0], *(loop for loop in loops[1:] if len(loop) >= 3)))
    return Rings(points=lines.points(), polygons=tuple(polygons))


def _follows(outline: NDArray[np.float32], loop: Points) -> bool:
    """Whether a line is where a function is 0."""
    return float(np.abs(bilinear(outline, loop[:, 1], loop[:, 0])).max()) < OUTLINE_WITHIN


class _Lines:
    """Level lines, each simplified once, whichever of its two strips asks first."""

    def __init__(self, *, tolerance_px: float, least_px: float, speck_px2: float) -> None:
        self._tolerance_px = tolerance_px
        self._least_px = least_px
        self._speck_px2 = speck_px2
        self._known: dict[bytes, Loop] = {}
        self._blocks: list[Points] = [np.zeros((0, 2))]
        self._count = 0

    def points(self) -> Points:
        """Vertices of all lines."""
        return np.concatenate(self._blocks)

    def simplified(self, loop: Points, *, drawn: bool) -> Loop:
        """Indices of a loop's simplified vertices, keeping the loop's direction."""
        leftmost = np.flatnonzero(loop[:, 0] == loop[:, 0].min())
        start = int(leftmost[np.argmin(loop[leftmost, 1])])
        key = loop[start].tobytes()
        forward = signed_area(loop) > 0.0
        if key not in self._known:
            canonical = np.concatenate([loop[start:], loop[:start]])
            if not forward:
                canonical = np.concatenate([canonical[:1], canonical[:0:-1]])
            tolerance_px = self._tolerance_px
            if drawn:
                canonical = _with_corners(canonical)
                tolerance_px *= FINER
            kept = _simplify(canonical, tolerance_px, self._least_px, self._speck_px2)
            self._known[key] = np.arange(self._count, self._count + len(kept), dtype=np.int32)
            self._blocks.append(kept)
            self._count += len(kept)
        indices = self._known[key]
        return indices if forward else indices[::-1]


def _with_corners(loop: Points) -> Points:
    """The loop with its corners put back, or as it is if that would be more than a touch."""
    sharp = sharpened([loop[:, ::-1]])[0][:, ::-1]
    length_px = float(np.hypot(*(np.roll(loop, -1, axis=0) - loop).T).sum())
    moved_px2 = abs(signed_area(sharp) - signed_area(loop))
    return sharp if moved_px2 < TOUCH_PX * length_px else loop


def _simplify(loop: Points, tolerance_px: float, least_px: float, speck_px2: float) -> Points:
    """Douglas-Peucker on a closed loop; a loop smaller than a speck vanishes."""
    kept = loop
    if tolerance_px > 0.0:
        kept = cv2.approxPolyDP(loop.astype(np.float32)[:, None, :], tolerance_px, True)[:, 0].astype(
            np.float64
        )
    kept = _without_straight(kept, least_px)
    if len(kept) < 3 or abs(signed_area(kept)) < max(tolerance_px**2, speck_px2):
        return np.zeros((0, 2))
    return kept


def _without_straight(loop: Points, least_px: float) -> Points:
    """Drop vertices no farther than this from the line between their neighbours, never two in a row at once.

    Exactly collinear ones ear clipping would skip and leave open; nearly collinear ones make needles.
    """
    while len(loop) >= 3:
        before, after = np.roll(loop, 1, axis=0), np.roll(loop, -1, axis=0)
        one, two, chord = loop - before, after - loop, after - before
        turn = np.abs(one[:, 0] * two[:, 1] - one[:, 1] * two[:, 0])
        straight = turn <= least_px * np.hypot(chord[:, 0], chord[:, 1])
        straight &= ~np.roll(straight, 1)
        if not straight.any():
            break
        loop = loop[~straight]
    return loop


def signed_area(loop: Points) -> float:
    """Area enclosed, positive where x turns toward y."""
    x, y = loop[:, 0], loop[:, 1]
    twice = np.dot(x[:-1], y[1:]) - np.dot(x[1:], y[:-1]) + x[-1] * y[0] - x[0] * y[-1]
    return 0.5 * float(twice)


def _turned(points: Points) -> Points:
    """Turn the plan by `OFF_AXIS_RAD`."""
    cosine, sine = math.cos(OFF_AXIS_RAD), math.sin(OFF_AXIS_RAD)
    x, y = points[:, 0], points[:, 1]
    return np.column_stack([cosine * x - sine * y, sine * x + cosine * y])


def fill_rings(points: Points, polygon: Sequence[Loop]) -> NDArray[np.int32]:
    """Triangulate a polygon with holes; (M, 3) indices into `points`, counter-clockwise in (x, -y)."""
    indices = np.concatenate(polygon)
    ends = np.cumsum([len(loop) for loop in polygon]).astype(np.uint32)
    corners = mapbox_earcut.triangulate_float64(_turned(points[indices]), ends)
    triangles = indices[np.asarray(corners, np.int64)].reshape(-1, 3)
    a, b, c = (points[triangles[:, k]] for k in range(3))
    turn = (b[:, 0] - a[:, 0]) * (c[:, 1] - a[:, 1]) - (b[:, 1] - a[:, 1]) * (c[:, 0] - a[:, 0])
    if turn.sum() > 0.0:  # all wind alike; one by one, slivers would be turned by rounding
        triangles = triangles[:, ::-1]
    return triangles.astype(np.int32)
