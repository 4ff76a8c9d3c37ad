"""The flat back."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from pinrender.mesh._delaunay import round_off
from pinrender.mesh._ears import fill_rings
from pinrender.mesh._halfedges import Indices, from_triangles
from pinrender.mesh._loops import Loop, signed_area
from pinrender.mesh._open import open_up
from pinrender.mesh._rim import border_loops

__all__ = ["fill_back"]

BULGE = 1e-7
"""Ear clipping leaves out a vertex that lies straight between its neighbours: it is shown such
vertices moved outward by this share of their edges."""
Floats = NDArray[np.float64]


def fill_back(
    xy_mm: Floats, start: NDArray[np.int32], end: NDArray[np.int32], divided: Indices
) -> tuple[NDArray[np.int32], Floats] | None:
    """Triangulate what the border encloses.

    Parameters
    ----------
    xy_mm : (N, 2) float64 ndarray
        Vertices of the front.
    start, end : (E,) int32 ndarray
        Its border, the pin on the left.
    divided : int64 ndarray
        Border vertices that lie straight between their neighbours.

    Returns
    -------
    faces : (M, 3) int32 ndarray
        Counter-clockwise seen from the front; vertices of the front, and from N on those added.
    added_mm : (K, 2) float64 ndarray
        Where those are.

    None instead if the border crosses itself.
    """
    bulged = xy_mm.copy()
    along = np.zeros_like(xy_mm)
    along[start] = xy_mm[end] - xy_mm[start]
    along[end] += xy_mm[end] - xy_mm[start]
    bulged[divided] += BULGE * np.column_stack([along[divided, 1], -along[divided, 0]])
    corners = _fill(bulged, border_loops(start, end))
    back = from_triangles(xy_mm, _flat(xy_mm), corners, np.zeros(len(corners), np.int64))
    if back is None:
        return None
    name, drawn = np.unique(corners), len(back.points)
    round_off(back, np.arange(len(back.twin)))
    if len(name) != len(np.unique(start)) or not open_up(back, _flat):
        return None
    added_mm = back.points[drawn:]
    name = np.concatenate([name, len(xy_mm) + np.arange(len(added_mm))])
    return name[back.corners].astype(np.int32), added_mm


def _flat(xy_mm: Floats) -> Floats:
    """The back plane."""
    return np.zeros(len(xy_mm))


def _fill(xy_mm: NDArray[np.float64], loops: list[Loop]) -> Indices:
    """Triangulate outlines with their holes."""
    flipped = np.column_stack([xy_mm[:, 0], -xy_mm[:, 1]])
    outers = [loop for loop in loops if signed_area(flipped[loop]) < 0.0]
    holes: list[list[Loop]] = [[] for _ in outers]
    outlines = [flipped[outer].astype(np.float32)[:, None, :] for outer in outers]
    for loop in loops:
        if signed_area(flipped[loop]) >= 0.0:
            x, y = flipped[loop[0]]
            around = [
                k for k, outline in enumerate(outlines) if cv2.pointPolygonTest(outline, (x, y), False) >= 0
            ]
            holes[min(around, key=lambda k: abs(signed_area(flipped[outers[k]])), default=0)].append(loop)
    return fill_rings(flipped, [[outer, *inner] for outer, inner in zip(outers, holes, strict=True)])[0]
