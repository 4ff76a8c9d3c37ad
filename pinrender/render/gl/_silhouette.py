"""The solid's edges that end its picture: there a sample is covered by a share that is known exactly."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from pinrender.mesh import PinMesh

__all__ = ["HALF_WIDTH_PX", "fringe", "silhouette"]

HALF_WIDTH_PX = 0.75
"""Samples whose middle lies so near an edge may be cut by it: a little more than half a diagonal."""
CORNERS = ((0, -1.0), (1, -1.0), (1, 1.0), (0, -1.0), (1, 1.0), (0, 1.0))
"""Two triangles: at which end of the edge, on which side."""

Floats = NDArray[np.float64]


@lru_cache(maxsize=3)
def _edges(mesh: PinMesh) -> tuple[NDArray[np.int64], NDArray[np.int64], Floats, Floats]:
    """Half-edges and their twins, as 3 * triangle + corner, each pair once; planes of the triangles."""
    corners = mesh.faces.astype(np.int64)
    start, end = corners.ravel(), np.roll(corners, -1, axis=1).ravel()
    key = np.minimum(start, end) * len(mesh.vertices_mm) + np.maximum(start, end)
    half, twin = np.argsort(key, kind="stable").reshape(-1, 2).T
    a, b, c = (mesh.vertices_mm[corners[:, k]] for k in range(3))
    normal = np.cross(b - a, c - a)
    return half, twin, normal, (normal * a).sum(axis=1)


def silhouette(mesh: PinMesh, eye_mm: NDArray[np.floating]) -> Floats:
    """Edges between what faces the eye and what does not.

    Parameters
    ----------
    mesh : PinMesh
        A closed solid.
    eye_mm : (3,) ndarray
        Where it is seen from.

    Returns
    -------
    (K, 2, 3) float64 ndarray
        Start and end, in mm: what faces the eye lies to the left. Some are hidden by other parts.
    """
    half, twin, normal, offset = _edges(mesh)
    faces_eye = normal @ np.asarray(eye_mm, np.float64) > offset
    here, there = faces_eye[half // 3], faces_eye[twin // 3]
    seen = np.concatenate([half[here & ~there], twin[there & ~here]])
    corners = mesh.faces
    ends = np.stack([corners[seen // 3, seen % 3], corners[seen // 3, (seen + 1) % 3]], axis=1)
    return np.asarray(mesh.vertices_mm[ends], np.float64)


def fringe(edges_mm: Floats, world_to_clip: NDArray[np.floating], side: int) -> NDArray[np.float32]:
    """Quads over the samples that edges may cut.

    Parameters
    ----------
    edges_mm : (K, 2, 3) float64 ndarray
        As `silhouette` gives them.
    world_to_clip : (4, 4) ndarray
        The camera's matrices.
    side : int
        Samples per side.

    Returns
    -------
    (6 K, 6) float32 ndarray
        Of each corner the place, -1..1, then the edge's start and end in samples from the lower left.
    """
    clip = np.pad(edges_mm, ((0, 0), (0, 0), (0, 1)), constant_values=1.0) @ np.asarray(world_to_clip).T
    ends = (0.5 + 0.5 * clip[..., :2] / clip[..., 3:]) * side
    along = ends[:, 1] - ends[:, 0]
    length = np.linalg.norm(along, axis=1, keepdims=True)
    outward = np.column_stack([along[:, 1], -along[:, 0]]) * (HALF_WIDTH_PX / np.maximum(length, 1e-9))
    places = np.stack([ends[:, end] + away * outward for end, away in CORNERS], axis=1)
    each = np.repeat(ends.reshape(-1, 1, 4), len(CORNERS), axis=1)
    quads = np.concatenate([places * (2.0 / side) - 1.0, each], axis=-1)
    return np.ascontiguousarray(quads.reshape(-1, 6), np.float32)
