"""Needles: triangles lower than a micrometre, which nothing later could shade, slice or print."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pinrender.mesh._delaunay import altitude_mm, round_off
from pinrender.mesh._halfedges import NONE, Halfedges, Indices, from_triangles

__all__ = ["NEEDLE_MM", "needles", "without_needles"]

NEEDLE_MM = 0.001
"""A triangle whose least altitude in the plan is below it is a needle."""
MOST_ROUNDS = 8

Floats = NDArray[np.float64]


def needles(mesh: Halfedges) -> Indices:
    """Triangles that are needles, or turned over; ascending."""
    return np.flatnonzero(_altitudes(mesh.points, mesh.corners) < NEEDLE_MM)


def without_needles(mesh: Halfedges) -> Halfedges:
    """Turn the long sides of needles, or merge the ends of their short ones, as far as that goes.

    Level lines pass closely by each other near a saddle, and their simplified vertices may nearly
    fall together. Fixed edges are no hindrance: a line moves by little more than a needle is high.

    Parameters
    ----------
    mesh : Halfedges
        Delaunay.

    Returns
    -------
    Halfedges
        Needles that could not be taken out without folding the surface are still there.
    """
    for _ in range(MOST_ROUNDS):
        flat = needles(mesh)
        if len(flat) == 0:
            return mesh
        changes = _Changes(mesh)
        for triangle in flat.tolist():
            changes.take_out(triangle)
        changed = changes.result()
        if changed is None:
            return mesh
        round_off(changed, np.arange(len(changed.twin)))
        mesh = changed
    return mesh


class _Changes:
    """Changes to triangles that share no vertex, made together."""

    def __init__(self, mesh: Halfedges) -> None:
        self._mesh = mesh
        self._corners = mesh.corners.copy()
        self._region = mesh.region.copy()
        self._gone = np.zeros(len(mesh.corners), bool)
        self._claimed = np.zeros(len(mesh.points), bool)
        self._on_border = np.zeros(len(mesh.points), bool)
        self._on_border[mesh.corners.ravel()[mesh.twin == NONE]] = True
        self._changed = False

    def take_out(self, triangle: int) -> None:
        """Take a needle out in the first way that folds nothing, if nothing near it has changed."""
        half = 3 * triangle + np.arange(3)
        start, end, _ = self._mesh.ends(half)
        length = np.linalg.norm(self._mesh.points[end] - self._mesh.points[start], axis=1)
        order = np.argsort(length, kind="stable")
        if self._claimed[start].any() or self._turned(int(half[order[2]])):
            return
        for k in order[:2]:
            if self._merged(int(start[k]), int(end[k])) or self._merged(int(end[k]), int(start[k])):
                return

    def result(self) -> Halfedges | None:
        """The changed surface; None if nothing could be changed, or it is no surface any more."""
        if not self._changed:
            return None
        mesh, kept = self._mesh, ~self._gone
        return from_triangles(mesh.points, mesh.height, self._corners[kept], self._region[kept])

    def _turned(self, half: int) -> bool:
        """Turn a side, fixed or not; on the border, leave the triangle out."""
        mesh, here = self._mesh, half // 3
        other = int(mesh.twin[half])
        a, b, c = (int(v[0]) for v in mesh.ends(np.array([half])))
        if other == NONE:
            if self._on_border[c]:
                return False
            self._gone[here] = True
            self._claim(np.array([a, b, c]))
            return True
        d = int(mesh.ends(np.array([other]))[2][0])
        turned = np.array([[c, a, d], [d, b, c]])
        if self._claimed[d] or _altitudes(mesh.points, turned).min() < NEEDLE_MM:
            return False
        self._corners[[here, other // 3]] = turned
        self._region[here] = self._region[other // 3]
        self._claim(np.array([a, b, c, d]))
        return True

    def _merged(self, kept: int, gone: int) -> bool:
        """Move a vertex onto a neighbour."""
        points, corners = self._mesh.points, self._mesh.corners
        if self._on_border[gone] and not self._on_border[kept]:
            return False
        fan = np.flatnonzero((corners == gone).any(axis=1))
        vanishing = (corners[fan] == kept).any(axis=1)
        moved = np.where(corners[fan] == gone, kept, corners[fan])
        least = np.clip(_altitudes(points, corners[fan]).min(), 0.0, NEEDLE_MM)
        if self._claimed[corners[fan]].any() or np.any(_altitudes(points, moved[~vanishing]) <= least):
            return False
        self._corners[fan] = moved
        self._gone[fan[vanishing]] = True
        self._claim(corners[fan].ravel())
        return True

    def _claim(self, vertices: Indices) -> None:
        self._claimed[vertices] = True
        self._changed = True


def _altitudes(points: Floats, corners: Indices) -> Floats:
    return altitude_mm(*(points[corners[:, k]] for k in range(3)))
