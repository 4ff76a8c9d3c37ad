"""How far triangles are from the height function, measured along the surface's normal."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import cache

import numpy as np
from numpy.typing import NDArray

from pinrender.mesh._delaunay import squared
from pinrender.mesh._halfedges import Halfedges, Indices

__all__ = ["Height", "worst"]

FIRST = 7
"""Every triangle is looked at in so many places; one that passes, in more if it is large."""
SAMPLE_CLASSES = (12, 36, 108, 324, 972, 2916)
LEEWAY_PER_LIMIT = 1.15
"""How far sideways a height may be found, as a share of how far up or down."""
COMPASS = np.array([[math.cos(k * math.pi / 4.0), math.sin(k * math.pi / 4.0)] for k in range(8)])
PLASTIC = 1.32471795724474602596

Floats = NDArray[np.float64]
Height = Callable[[Floats], Floats]
"""(N, 2) positions in mm to (N,) heights in mm."""


def worst(
    mesh: Halfedges, triangles: Indices, height_at: Height, *, limit_mm: float, spacing_mm: float
) -> tuple[Floats, Floats]:
    """Find the greatest error in each triangle, and where.

    Parameters
    ----------
    mesh : Halfedges
        The surface.
    triangles : (K,) int64 ndarray
        Which triangles to look at.
    height_at : callable
        The true height.
    limit_mm : float
        Errors up to it do not matter, and are only found roughly.
    spacing_mm : float
        A triangle that passes the first look is looked at about this densely.

    Returns
    -------
    error_mm : (K,) float64 ndarray
        How far the triangle lies above or below every height that the function takes within
        about `limit_mm` of the place: on a wall, where a vertical error is mostly a small sideways
        one, none.
    place : (K, 3) float64 ndarray
        Barycentric.
    """
    error_mm, place = _look(mesh, triangles, height_at, _places()[:FIRST], limit_mm)
    a, b, c = (mesh.points[mesh.corners[triangles, k]] for k in range(3))
    area = 0.5 * np.abs((b - a)[:, 0] * (c - a)[:, 1] - (b - a)[:, 1] * (c - a)[:, 0])
    longest = np.sqrt(np.maximum(np.maximum(squared(b - a), squared(c - b)), squared(a - c)))
    wanted = np.maximum(area / spacing_mm**2, longest / spacing_mm)
    wanted[error_mm > limit_mm] = 0.0
    previous = FIRST
    for count in SAMPLE_CLASSES:
        last = count == SAMPLE_CLASSES[-1]
        chosen = np.flatnonzero((wanted > previous) & ((wanted <= count) | last))
        previous = count
        places = _places()[FIRST : FIRST + count]
        batch = max(1, 200_000 // count)
        for start in range(0, len(chosen), batch):
            some = chosen[start : start + batch]
            error_mm[some], place[some] = _look(mesh, triangles[some], height_at, places, limit_mm)
    return error_mm, place


@cache
def _places() -> Floats:
    """Barycentric positions: the centroid and six about it, then an even sequence over the triangle."""
    first = np.array(
        [[1, 1, 1], [4, 1, 1], [1, 4, 1], [1, 1, 4], [1, 7, 7], [7, 1, 7], [7, 7, 1]], np.float64
    )
    step = np.arange(1, SAMPLE_CLASSES[-1] + 1)[:, None]
    even = (0.5 + step * np.array([1.0 / PLASTIC, 1.0 / PLASTIC**2])) % 1.0
    beyond = even.sum(axis=1) > 1.0
    even[beyond] = 1.0 - even[beyond]
    rest = np.column_stack([even, 1.0 - even.sum(axis=1)])
    return np.concatenate([first / first.sum(axis=1, keepdims=True), rest])


def _look(
    mesh: Halfedges, triangles: Indices, height_at: Height, places: Floats, limit_mm: float
) -> tuple[Floats, Floats]:
    """The greatest error among some places of each triangle."""
    corners = mesh.corners[triangles]
    xy = np.stack([_at(mesh.points[:, axis][corners], places) for axis in (0, 1)], axis=-1)
    flat = _at(mesh.height[corners], places)
    gap = np.abs(height_at(xy.reshape(-1, 2)).reshape(flat.shape) - flat)
    rows = np.arange(len(triangles))
    which = np.argmax(gap, axis=1)
    row = np.flatnonzero(gap[rows, which] > limit_mm)
    column = which[row]
    radius_mm = LEEWAY_PER_LIMIT * limit_mm
    gap[row, column] = _leeway(xy[row, column], flat[row, column], height_at, radius_mm)
    excused = row[gap[row, column] <= limit_mm]
    row, column = np.nonzero(gap[excused] > limit_mm)
    row = excused[row]
    gap[row, column] = _leeway(xy[row, column], flat[row, column], height_at, radius_mm)
    which = np.argmax(gap, axis=1)
    return gap[rows, which], places[which]


def _at(values: Floats, places: Floats) -> Floats:
    """Interpolate corner values (T, 3) at barycentric places (S, 3): (T, S)."""
    a, b, c = (values[:, k, None] * places[:, k] for k in range(3))
    return np.asarray(a + b + c)


def _leeway(xy: Floats, flat: Floats, height_at: Height, radius_mm: float) -> Floats:
    """How far heights lie outside those that the height function takes within a radius."""
    if len(xy) == 0:
        return np.zeros(0)
    around = xy[:, None] + radius_mm * COMPASS
    heights = height_at(around.reshape(-1, 2)).reshape(around.shape[:2])
    outside = np.maximum(flat - heights.max(axis=1), heights.min(axis=1) - flat)
    return np.asarray(np.maximum(outside, 0.0))
