"""Polygons with holes, triangulated."""

from __future__ import annotations

import math
from collections.abc import Sequence

import mapbox_earcut
import numpy as np
from numpy.typing import NDArray

from pinrender.mesh._loops import Loop, Points

__all__ = ["doubled_areas", "fill_rings"]

OFF_AXIS_RAD = 0.7
"""Contours have many vertices on the same grid line; ear clipping drops one that lies straight
between a hole and the outline, so the plan is turned until none do."""

Indices = NDArray[np.int64]


def fill_rings(points: Points, polygons: Sequence[Sequence[Loop]]) -> tuple[Indices, Indices]:
    """Triangulate polygons with holes.

    Parameters
    ----------
    points : (N, 2) float64 ndarray
        Vertices, y downward.
    polygons : sequence of sequence of Loop
        Each polygon's outer loop, then its holes.

    Returns
    -------
    triangles : (M, 3) int64 ndarray
        Indices into `points`, counter-clockwise seen with y upward.
    polygon : (M,) int64 ndarray
        The polygon that each is of.
    """
    turned = _turned(points)
    filled = [np.zeros(0, np.int32)]
    for loops in polygons:
        around = np.concatenate(loops)
        ends = np.cumsum([len(loop) for loop in loops]).astype(np.uint32)
        filled.append(around[mapbox_earcut.triangulate_float64(turned[around], ends)])
    counts = np.array([len(corners) // 3 for corners in filled[1:]], np.int64)
    triangles = np.concatenate(filled).astype(np.int64).reshape(-1, 3)
    polygon = np.repeat(np.arange(len(counts)), counts)
    turn = np.bincount(polygon, weights=doubled_areas(points, triangles), minlength=len(counts))
    back = turn[polygon] > 0.0  # a polygon's all wind alike; one by one, slivers would be turned by rounding
    triangles[back] = triangles[back, ::-1]
    return triangles, polygon


def doubled_areas(points: Points, triangles: Indices) -> Points:
    """Twice the area of each triangle, positive where x turns toward y."""
    a, b, c = (points[triangles[:, k]] for k in range(3))
    return np.asarray((b - a)[:, 0] * (c - a)[:, 1] - (b - a)[:, 1] * (c - a)[:, 0])


def _turned(points: Points) -> Points:
    """Turn the plan by `OFF_AXIS_RAD`."""
    cosine, sine = math.cos(OFF_AXIS_RAD), math.sin(OFF_AXIS_RAD)
    x, y = points[:, 0], points[:, 1]
    return np.column_stack([cosine * x - sine * y, sine * x + cosine * y])
