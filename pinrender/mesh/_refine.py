"""Greedy insertion: vertices are added where a triangle is worst, until none is worse than allowed."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pinrender.mesh._delaunay import LEAST_ALTITUDE_MM, altitude_mm, round_off, squared
from pinrender.mesh._error import Height, worst
from pinrender.mesh._halfedges import NONE, Halfedges, Indices

__all__ = ["refine"]

MOST_ROUNDS = 60
SMALLEST_PER_SPACING = 0.5
"""Triangles smaller than this share of a sample show nothing but the samples."""
FLAT_SHARE = 0.2
"""A place nearer to an edge than this share of the edge's length divides the edge instead."""
MIDDLE = 0.25
"""Edges are divided no nearer to their ends than this share of their length."""

Floats = NDArray[np.float64]


def refine(mesh: Halfedges, height_at: Height, *, limit_mm: float, spacing_mm: float) -> None:
    """Add vertices until every triangle lies within `limit_mm` of the height function.

    Parameters
    ----------
    mesh : Halfedges
        Changed in place; its fixed edges are divided, never removed.
    height_at : callable
        The true height.
    limit_mm : float
        Greatest error along the normal.
    spacing_mm : float
        Sample spacing of the height function.

    References
    ----------
    Garland and Heckbert, "Fast polygonal approximation of terrains and height fields", 1995.
    """
    active = np.arange(len(mesh.corners))
    for _ in range(MOST_ROUNDS):
        active = active[_longest(mesh, active) > SMALLEST_PER_SPACING * spacing_mm]
        error_mm, place = worst(mesh, active, height_at, limit_mm=limit_mm, spacing_mm=2.0 * spacing_mm)
        bad = np.flatnonzero(error_mm > limit_mm)
        if len(bad) == 0:
            break
        bad = bad[np.argsort(error_mm[bad], kind="stable")]
        active = _divide(mesh, active[bad], place[bad], height_at)


def _divide(mesh: Halfedges, triangles: Indices, place: Floats, height_at: Height) -> Indices:
    """Add a vertex for each triangle, the last one's first; return the triangles to look at again.

    Where the place aimed at has no room, mostly on a line with another close behind it, the middle
    of the triangle is taken.
    """
    half, near, xy = _aim(mesh, triangles, place)
    cramped = ~_is_roomy(mesh, half, near, xy)
    half[cramped], near[cramped] = 3 * triangles[cramped], False
    xy[cramped] = mesh.points[mesh.corners[triangles[cramped]]].mean(axis=1)
    rows = np.arange(len(triangles))
    here = np.where(near, half // 3, triangles)
    there = np.where(near & (mesh.twin[half] != NONE), mesh.twin[half] // 3, here)
    owner = np.full(len(mesh.corners), -1)
    np.maximum.at(owner, here, rows)
    np.maximum.at(owner, there, rows)
    won = (owner[here] == rows) & (owner[there] == rows)
    lost = triangles[~won]
    won &= _is_roomy(mesh, half, near, xy)
    inside, on_edge = np.flatnonzero(won & ~near), np.flatnonzero(won & near)
    chosen = np.concatenate([inside, on_edge])
    added = mesh.add_points(xy[chosen], height_at(xy[chosen]))
    around = np.concatenate(
        [
            mesh.insert(triangles[inside], added[: len(inside)]),
            mesh.split(half[on_edge], added[len(inside) :]),
        ]
    )
    flipped = round_off(mesh, around)
    return np.unique(np.concatenate([around // 3, flipped, lost, triangles[won]]))


def _aim(mesh: Halfedges, triangles: Indices, place: Floats) -> tuple[Indices, NDArray[np.bool_], Floats]:
    """Decide where vertices go: at the places, or on an edge that a place is too near to.

    A fixed edge comes first, though a free one be nearer: a vertex close beside it could never be
    joined to it again. So does a fixed edge of the triangle on the other side of a free one.

    Returns
    -------
    half : (K,) int64 ndarray
        The edge to divide.
    near : (K,) bool ndarray
        Whether to divide it; otherwise the vertex goes inside the triangle.
    xy : (K, 2) float64 ndarray
        Where the vertex goes.
    """
    xy = np.einsum("tk,tkd->td", place, mesh.points[mesh.corners[triangles]])
    half, near = _nearest_edge(mesh, triangles, xy)
    xy[near] = _onto(mesh, half[near], xy[near])
    free = np.flatnonzero(near & ~mesh.fixed[half])
    beyond, close = _nearest_edge(mesh, mesh.twin[half[free]] // 3, xy[free])
    held = close & mesh.fixed[beyond]
    half[free[held]] = beyond[held]
    xy[free[held]] = _onto(mesh, beyond[held], xy[free[held]])
    return half, near, xy


def _nearest_edge(mesh: Halfedges, triangles: Indices, xy: Floats) -> tuple[Indices, NDArray[np.bool_]]:
    """The edge nearest to a place for its length, fixed ones first, and whether it is too near to it."""
    half = 3 * triangles[:, None] + np.arange(3)
    start = mesh.points[mesh.corners[triangles]]
    along = np.roll(start, -1, axis=1) - start
    to = xy[:, None] - start
    flatness = (along[..., 0] * to[..., 1] - along[..., 1] * to[..., 0]) / np.sum(along * along, axis=2)
    rank = np.where(mesh.fixed[half] & (flatness < FLAT_SHARE), flatness - 1.0, flatness)
    edge = np.argmin(rank, axis=1)
    return 3 * triangles + edge, rank[np.arange(len(edge)), edge] < FLAT_SHARE


def _onto(mesh: Halfedges, half: Indices, xy: Floats) -> Floats:
    """The place on an edge that lies opposite, not too near to its ends."""
    a, b, _ = mesh.ends(half)
    start, along = mesh.points[a], mesh.points[b] - mesh.points[a]
    share = np.sum((xy - start) * along, axis=1) / np.sum(along * along, axis=1)
    return np.asarray(start + np.clip(share, MIDDLE, 1.0 - MIDDLE)[:, None] * along)


def _is_roomy(mesh: Halfedges, half: Indices, near: NDArray[np.bool_], xy: Floats) -> NDArray[np.bool_]:
    """Whether new vertices make no needles; `half` is the edge that is divided where `near`."""
    a, b, c = (mesh.points[v] for v in mesh.ends(half))
    divided = np.minimum(altitude_mm(a, xy, c), altitude_mm(xy, b, c))
    whole = np.minimum(np.minimum(altitude_mm(a, b, xy), altitude_mm(b, c, xy)), altitude_mm(c, a, xy))
    least = np.where(near, divided, whole)
    paired = near & (mesh.twin[half] >= 0)
    d = mesh.points[mesh.ends(mesh.twin[half[paired]])[2]]
    beyond = np.minimum(altitude_mm(xy[paired], a[paired], d), altitude_mm(b[paired], xy[paired], d))
    least[paired] = np.minimum(least[paired], beyond)
    return np.asarray(least >= LEAST_ALTITUDE_MM)


def _longest(mesh: Halfedges, triangles: Indices) -> Floats:
    """Length of each triangle's longest side."""
    a, b, c = (mesh.points[mesh.corners[triangles, k]] for k in range(3))
    return np.asarray(np.sqrt(np.maximum(np.maximum(squared(b - a), squared(c - b)), squared(a - c))))
