"""Flips that make triangles as round as their fixed edges let them be."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pinrender.mesh._halfedges import Halfedges, Indices

__all__ = ["LEAST_ALTITUDE_MM", "altitude_mm", "round_off", "squared"]

MOST_PASSES = 400
"""Far more than any drawing has needed; the flips of exact arithmetic always end."""
CERTAIN = 1e-9
"""Share of its largest term that the in-circle sum must pass: nearly cocircular corners stay."""
LEAST_ALTITUDE_MM = 0.0012
"""Flips make no triangle flatter than this, unless one was as flat before."""
FLAT_MM = 1e-7
"""Triangles this low are flipped whatever their circle says, which they hardly have."""

Points = NDArray[np.float64]


def round_off(mesh: Halfedges, half: Indices) -> Indices:
    """Flip edges, beginning at some, until every free one is Delaunay in the plan.

    Parameters
    ----------
    mesh : Halfedges
        Changed in place.
    half : int64 ndarray
        Half-edges that may need it; whatever a flip unsettles is looked at too.

    Returns
    -------
    int64 ndarray
        Triangles that were changed, ascending.
    """
    changed = np.zeros(len(mesh.corners), bool)
    for _ in range(MOST_PASSES):
        half = half[(mesh.twin[half] >= 0) & ~mesh.fixed[half]]
        wanted = np.zeros(len(mesh.twin), bool)
        wanted[np.minimum(half, mesh.twin[half])] = True
        half = np.flatnonzero(wanted)
        half = half[_is_better_flipped(mesh, half)]
        if len(half) == 0:
            break
        alone = _apart(mesh, half)
        changed[half[alone] // 3] = changed[mesh.twin[half[alone]] // 3] = True
        around = mesh.flip(half[alone])
        half = np.concatenate([half[~alone], around])
    return np.flatnonzero(changed)


def _is_better_flipped(mesh: Halfedges, half: Indices) -> NDArray[np.bool_]:
    """Whether the apex beyond lies within the circle, and the quadrilateral is convex."""
    (a, b, c) = (mesh.points[v] for v in mesh.ends(half))
    d = mesh.points[mesh.ends(mesh.twin[half])[2]]
    within, size = _in_circle(a, b, c, d)
    after = np.minimum(altitude_mm(a, d, c), altitude_mm(d, b, c))
    before = np.minimum(altitude_mm(a, b, c), altitude_mm(b, a, d))
    enough = np.clip(before, 0.0, LEAST_ALTITUDE_MM)
    rounder = (within > CERTAIN * size) & (after > enough)
    return np.asarray(rounder | ((before < FLAT_MM) & (after > FLAT_MM)))


def _in_circle(a: Points, b: Points, c: Points, d: Points) -> tuple[Points, Points]:
    """Positive where d lies inside the circle through a, b, c; and the size of the terms."""
    u, v, w = a - d, b - d, c - d
    uu, vv, ww = squared(u), squared(v), squared(w)
    terms = (uu * _cross(v, w), vv * _cross(w, u), ww * _cross(u, v))
    size = np.abs(terms[0]) + np.abs(terms[1]) + np.abs(terms[2])
    return terms[0] + terms[1] + terms[2], size


def _cross(u: Points, v: Points) -> Points:
    return np.asarray(u[:, 0] * v[:, 1] - u[:, 1] * v[:, 0])


def squared(side: Points) -> Points:
    """Squared lengths of sides (N, 2)."""
    x, y = side[:, 0], side[:, 1]
    return np.asarray(x * x + y * y)


def altitude_mm(a: Points, b: Points, c: Points) -> Points:
    """Least altitude of triangles, over their longest side; negative where they are turned over."""
    longest = np.maximum(np.maximum(squared(b - a), squared(c - b)), squared(a - c))
    return np.asarray(_cross(b - a, c - a) / np.sqrt(np.maximum(longest, 1e-300)))


def _apart(mesh: Halfedges, half: Indices) -> NDArray[np.bool_]:
    """Which edges share no triangle with a later one."""
    here, there = half // 3, mesh.twin[half] // 3
    order = np.arange(len(half))
    owner = np.zeros(len(mesh.corners), np.int64)
    np.maximum.at(owner, here, order)
    np.maximum.at(owner, there, order)
    return np.asarray((owner[here] == order) & (owner[there] == order))
