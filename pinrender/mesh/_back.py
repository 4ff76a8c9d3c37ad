"""The flat back."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from pinrender.mesh._delaunay import round_off
from pinrender.mesh._halfedges import Halfedges, Indices, from_triangles
from pinrender.mesh._needles import needles
from pinrender.mesh._rim import border_loops
from pinrender.mesh._rings import Loop, fill_rings, signed_area

__all__ = ["fill_back"]

BULGE = 1e-7
"""Ear clipping leaves out a vertex that lies straight between its neighbours: it is shown such
vertices moved outward by this share of their edges."""
MOST_ROUNDS = 30
REACHES = (1.0, 4.0, 16.0, 0.3, 0.1)
"""A vertex is put so many lengths of a needle's long side beyond that side, the first that fits."""
ASKEW = 0.13
"""And so much to the side, for straight across there is often an edge."""
ROOM_MM = 0.002
"""Nor nearer than this to what is there."""

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
    corners = _fill(bulged, border_loops(start, end)).astype(np.int64)
    back = from_triangles(xy_mm, np.zeros(len(xy_mm)), corners, np.zeros(len(corners), np.int64))
    if back is None:
        return None
    name, drawn = np.unique(corners), len(back.points)
    round_off(back, np.arange(len(back.twin)))
    if len(name) != len(np.unique(start)) or not _open_up(back):
        return None
    added_mm = back.points[drawn:]
    name = np.concatenate([name, len(xy_mm) + np.arange(len(added_mm))])
    return name[back.corners].astype(np.int32), added_mm


def _open_up(back: Halfedges) -> bool:
    """Add vertices inside, so that those of a smooth border need not be joined among themselves.

    Three neighbours on a large circle make a needle; a vertex beyond its long side makes it three
    slender triangles that are as wide as the neighbours are apart. True if that ends all needles.
    """
    for _ in range(MOST_ROUNDS):
        flat = needles(back)
        if len(flat) == 0:
            return True
        room, xy = _room(back, flat)
        if len(room) == 0:
            return False
        round_off(back, back.insert(room, back.add_points(xy, np.zeros(len(room)))))
    return False


def _room(back: Halfedges, flat: Indices) -> tuple[Indices, Floats]:
    """Places beyond the long sides of needles, none close to another, and the triangles they lie in."""
    corners = back.points[back.corners]
    found: dict[int, Floats] = {}
    far = np.ones(len(flat), bool)
    for reach in REACHES:
        for k, needle in enumerate(flat.tolist()):
            xy, length_mm = _beyond(corners[needle], reach)
            if not far[k] or any(np.hypot(*(xy - other)) < length_mm for other in found.values()):
                continue
            triangle = _holding(corners, xy)
            if triangle is not None and triangle not in found:
                found[triangle] = xy
                far[k] = False
    return np.array(list(found), np.int64), np.array(list(found.values())).reshape(-1, 2)


def _beyond(corners: Floats, reach: float) -> tuple[Floats, float]:
    """The place so many lengths of a needle's long side beyond that side, and the length."""
    along = np.roll(corners, -1, axis=0) - corners
    length = np.hypot(along[:, 0], along[:, 1])
    k = int(np.argmax(length))
    askew = np.array([along[k, 1], -along[k, 0]]) + ASKEW * along[k]
    return corners[k] + 0.5 * along[k] + reach * askew, float(length[k])


def _holding(corners: Floats, xy: Floats) -> int | None:
    """The triangle that a place lies in, nowhere near its sides."""
    along, to = np.roll(corners, -1, axis=1) - corners, xy - corners
    turn = along[..., 0] * to[..., 1] - along[..., 1] * to[..., 0]
    away_mm = (turn / np.hypot(along[..., 0], along[..., 1])).min(axis=1)
    k = int(np.argmax(away_mm))
    return k if away_mm[k] > ROOM_MM else None


def _fill(xy_mm: NDArray[np.float64], loops: list[Loop]) -> NDArray[np.int32]:
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
    return np.concatenate([fill_rings(flipped, [o, *h]) for o, h in zip(outers, holes, strict=True)])
