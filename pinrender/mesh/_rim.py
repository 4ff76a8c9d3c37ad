"""The side wall: quads down from the border, smooth along curves and crisp at corners."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pinrender.mesh._model import Part
from pinrender.units import frozen

__all__ = ["border_loops", "rim_part"]

CREASE_COS = 0.82
"""Faces that meet at more than about 35 degrees keep a crisp edge."""


def border_loops(start: NDArray[np.int32], end: NDArray[np.int32]) -> list[NDArray[np.int32]]:
    """Chain directed border edges into closed loops, in order of their smallest vertex."""
    following = dict(zip(start.tolist(), end.tolist(), strict=True))
    loops = []
    for first in sorted(following):
        loop = []
        vertex = first
        while vertex in following:
            loop.append(vertex)
            vertex = following.pop(vertex)
        if loop:
            loops.append(np.array(loop, np.int32))
    return loops


def rim_part(
    vertices: NDArray[np.float64], start: NDArray[np.int32], end: NDArray[np.int32], below: NDArray[np.int32]
) -> Part:
    """Two triangles under every border edge, with normals for shading.

    Parameters
    ----------
    vertices : (N, 3) float64 ndarray
        All vertices of the solid.
    start, end : (E,) int32 ndarray
        Border edges of the front, the pin on their left seen from the front.
    below : int32 ndarray
        For each border vertex, the vertex under it on the back plane.
    """
    along = vertices[end, :2] - vertices[start, :2]
    outward = np.column_stack([along[:, 1], -along[:, 0]])
    order = np.full(int(max(start.max(), end.max())) + 1, -1)
    order[start] = np.arange(len(start))
    following = order[end]
    previous = np.full(len(start), -1)
    previous[following] = np.arange(len(start))
    first = _blend(outward, outward[previous])
    last = _blend(outward, outward[following])
    corners = np.stack([vertices[start], vertices[end], vertices[below[start]], vertices[below[end]]], axis=1)
    normals = np.stack([first, last, first, last], axis=1)
    base = 4 * np.arange(len(start), dtype=np.int32)[:, None]
    faces = np.concatenate([base + np.array([0, 2, 1]), base + np.array([1, 2, 3])])
    return Part(
        slot="rim",
        vertices_mm=frozen(corners.reshape(-1, 3).astype(np.float32)),
        normals=frozen(np.pad(normals.reshape(-1, 2), ((0, 0), (0, 1))).astype(np.float32)),
        faces=frozen(faces.astype(np.int32)),
    )


def _blend(own: NDArray[np.float64], neighbour: NDArray[np.float64]) -> NDArray[np.float64]:
    """Unit normal at a shared corner: both faces weighted by length, or its own at a crease."""
    own_length = np.maximum(np.linalg.norm(own, axis=1, keepdims=True), 1e-12)
    other_length = np.maximum(np.linalg.norm(neighbour, axis=1, keepdims=True), 1e-12)
    cosine = np.sum(own * neighbour, axis=1, keepdims=True) / (own_length * other_length)
    normal = np.where(cosine > CREASE_COS, own + neighbour, own)
    return np.asarray(normal / np.maximum(np.linalg.norm(normal, axis=1, keepdims=True), 1e-12))
