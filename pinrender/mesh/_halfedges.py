"""Triangles that know their neighbours, and the three changes that keep them a surface.

Half-edge ``h = 3 * t + k`` of triangle t runs from its corner k to its corner k + 1; corner k + 2 is
its apex. Changes are made in batches: each touches triangles of its own, so their order is nothing.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

__all__ = ["NONE", "Halfedges", "Indices", "following", "from_triangles", "preceding"]

Indices = NDArray[np.int64]
NONE = -1
"""The twin of a half-edge on the border."""


class Halfedges:
    """A triangulated plan while it is being changed; the one value here that is.

    Attributes
    ----------
    points : (N, 2) float64 ndarray
        Plan positions.
    height : (N,) float64 ndarray
        Height over each.
    corners : (M, 3) int64 ndarray
        Counter-clockwise.
    twin : (3 M,) int64 ndarray
        The half-edge on the other side, or `NONE`.
    fixed : (3 M,) bool ndarray
        Edges that no flip may remove: those between regions, and the border.
    region : (M,) int64 ndarray
        What part of the plan each triangle is of.
    """

    __slots__ = ("corners", "fixed", "height", "points", "region", "twin")

    def __init__(
        self,
        *,
        points: NDArray[np.float64],
        height: NDArray[np.float64],
        corners: Indices,
        twin: Indices,
        fixed: NDArray[np.bool_],
        region: Indices,
    ) -> None:
        self.points, self.height = points, height
        self.corners, self.twin, self.fixed, self.region = corners, twin, fixed, region

    def ends(self, half: Indices) -> tuple[Indices, Indices, Indices]:
        """Start, end and apex vertices of half-edges."""
        flat = self.corners.ravel()
        return flat[half], flat[following(half)], flat[preceding(half)]

    def flip(self, half: Indices) -> Indices:
        """Turn the diagonals of quadrilaterals that share no triangle.

        Returns
        -------
        (4 K,) int64 ndarray
            The half-edges around them.
        """
        other = self.twin[half]
        (a, b, c), d = self.ends(half), self.corners.ravel()[preceding(other)]
        here, there = half // 3, other // 3
        old = np.concatenate([preceding(half), following(other), preceding(other), following(half)])
        new = np.concatenate([3 * here, 3 * here + 1, 3 * there, 3 * there + 1])
        self.corners[here] = np.column_stack([c, a, d])
        self.corners[there] = np.column_stack([d, b, c])
        self._move(old, new)
        self._pair(3 * here + 2, 3 * there + 2, np.zeros(len(half), bool))
        return new

    def insert(self, triangles: Indices, vertices: Indices) -> Indices:
        """Put one vertex into each triangle.

        Returns
        -------
        (3 K,) int64 ndarray
            The half-edges around them.
        """
        a, b, c = self.corners[triangles].T
        second = self._grow(np.tile(self.region[triangles], 2))
        second, third = second[: len(triangles)], second[len(triangles) :]
        old = np.concatenate([3 * triangles, 3 * triangles + 1, 3 * triangles + 2])
        new = np.concatenate([3 * triangles, 3 * second, 3 * third])
        self.corners[triangles] = np.column_stack([a, b, vertices])
        self.corners[second] = np.column_stack([b, c, vertices])
        self.corners[third] = np.column_stack([c, a, vertices])
        self._move(old, new)
        free = np.zeros(len(triangles), bool)
        for one, two in ((triangles, second), (second, third), (third, triangles)):
            self._pair(3 * one + 1, 3 * two + 2, free)
        return new

    def split(self, half: Indices, vertices: Indices) -> Indices:
        """Put one vertex on each edge; no two of the edges share a triangle.

        Returns
        -------
        int64 ndarray
            The half-edges around the triangles touched.
        """
        inner = self.twin[half] != NONE
        kept = self.fixed[half]
        here, far = half // 3, self._grow(self.region[half // 3])
        other, there = self.twin[half[inner]], self.twin[half[inner]] // 3
        beyond = self._grow(self.region[there])
        a, b, c = self.ends(half)
        d = self.corners.ravel()[preceding(other)]
        old = np.concatenate([preceding(half), following(half), following(other), preceding(other)])
        new = np.concatenate([3 * here + 2, 3 * far + 1, 3 * there + 1, 3 * beyond + 2])
        self.corners[here] = np.column_stack([a, vertices, c])
        self.corners[far] = np.column_stack([vertices, b, c])
        self.corners[there] = np.column_stack([vertices[inner], a[inner], d])
        self.corners[beyond] = np.column_stack([b[inner], vertices[inner], d])
        self._move(old, new)
        self._pair(3 * here + 1, 3 * far + 2, np.zeros(len(half), bool))
        self._pair(3 * there + 2, 3 * beyond + 1, np.zeros(len(there), bool))
        self._pair(3 * here[inner], 3 * there, kept[inner])
        self._pair(3 * far[inner], 3 * beyond, kept[inner])
        border = np.concatenate([3 * here[~inner], 3 * far[~inner]])
        self.twin[border], self.fixed[border] = NONE, True
        return new

    def add_points(self, points: NDArray[np.float64], height: NDArray[np.float64]) -> Indices:
        """Append vertices and return their indices."""
        first = len(self.points)
        self.points = np.concatenate([self.points, points])
        self.height = np.concatenate([self.height, height])
        return np.arange(first, len(self.points))

    def _grow(self, region: Indices) -> Indices:
        """Make room for triangles of some regions and return their indices."""
        first, count = len(self.corners), len(region)
        self.corners = np.concatenate([self.corners, np.zeros((count, 3), np.int64)])
        self.twin = np.concatenate([self.twin, np.full(3 * count, NONE, np.int64)])
        self.fixed = np.concatenate([self.fixed, np.zeros(3 * count, bool)])
        self.region = np.concatenate([self.region, region])
        return np.arange(first, first + count)

    def _move(self, old: Indices, new: Indices) -> None:
        """Give half-edges new places, and tell their twins, which may be moving too."""
        twin, fixed = self.twin[old], self.fixed[old]
        place = np.arange(len(self.twin))
        place[old] = new
        twin = np.where(twin == NONE, NONE, place[twin])
        self.twin[new], self.fixed[new] = twin, fixed
        paired = twin != NONE
        self.twin[twin[paired]] = new[paired]

    def _pair(self, one: Indices, two: Indices, fixed: NDArray[np.bool_]) -> None:
        """Make half-edges each other's twins."""
        self.twin[one], self.twin[two] = two, one
        self.fixed[one], self.fixed[two] = fixed, fixed


def following(half: Indices) -> Indices:
    """The next half-edge around the same triangle."""
    return np.where(half % 3 == 2, half - 2, half + 1)


def preceding(half: Indices) -> Indices:
    """The half-edge before it around the same triangle."""
    return np.where(half % 3 == 0, half + 2, half - 1)


def from_triangles(
    points: NDArray[np.float64], height: NDArray[np.float64], corners: Indices, region: Indices
) -> Halfedges | None:
    """Join triangles into a surface.

    Parameters
    ----------
    points : (N, 2) float64 ndarray
        Plan positions.
    height : (N,) float64 ndarray
        Height over each.
    corners : (M, 3) int64 ndarray
        Triangles, all winding alike; unused vertices are dropped.
    region : (M,) int64 ndarray
        Edges between triangles of different regions are fixed; so is the border.

    Returns
    -------
    Halfedges or None
        None if two triangles lie on the same side of an edge, or touch at a vertex only.
    """
    used = np.zeros(len(points), bool)
    used[corners] = True
    corners = (np.cumsum(used) - 1)[corners]
    twin = _twins(corners, int(np.count_nonzero(used)))
    if twin is None:
        return None
    border = twin == NONE
    if np.bincount(corners.ravel()[border], minlength=1).max() > 1:
        return None
    fixed = border | (np.repeat(region, 3) != region[twin // 3])
    return Halfedges(
        points=points[used], height=height[used], corners=corners, twin=twin, fixed=fixed, region=region
    )


def _twins(corners: Indices, count: int) -> Indices | None:
    """Find every half-edge's twin; None if two run the same way."""
    start, end = corners.ravel(), np.roll(corners, -1, axis=1).ravel()
    key = 2 * (np.minimum(start, end) * count + np.maximum(start, end)) + (start > end)
    order = np.argsort(key)
    ranked = key[order]
    if np.any(ranked[1:] == ranked[:-1]):
        return None
    twin = np.full(len(start), NONE, np.int64)
    met = np.flatnonzero((ranked[1:] == ranked[:-1] + 1) & (ranked[:-1] % 2 == 0))
    one, two = order[met], order[met + 1]
    twin[one], twin[two] = two, one
    return twin
