"""More room for vertices that lie nearly straight in a row."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pinrender.mesh._delaunay import round_off
from pinrender.mesh._error import Height
from pinrender.mesh._halfedges import Halfedges, Indices
from pinrender.mesh._needles import needles

__all__ = ["open_up"]

MOST_ROUNDS = 30
REACHES = (1.0, 4.0, 16.0, 0.3, 0.1, 0.03, 0.01)
"""A vertex is put so many lengths of a needle's long side beyond that side, the first that fits."""
ASKEW = 0.13
"""And so much to the side, for straight across there is often an edge."""
ROOM_MM = 0.002
"""Nor nearer than this to what is there."""

Floats = NDArray[np.float64]


def open_up(mesh: Halfedges, height_at: Height) -> bool:
    """Add vertices where a line's own vertices are joined among themselves for want of others.

    Three on a large circle, or on the crests of a line that wavers, make a needle. A vertex beyond
    its long side makes it slender triangles that are as wide as the three are apart.

    Parameters
    ----------
    mesh : Halfedges
        Delaunay; changed in place.
    height_at : callable
        The height of new vertices.

    Returns
    -------
    bool
        Whether no needle is left.
    """
    for _ in range(MOST_ROUNDS):
        flat = needles(mesh)
        if len(flat) == 0:
            return True
        room, xy = _room(mesh, flat)
        if len(room) == 0:
            return False
        round_off(mesh, mesh.insert(room, mesh.add_points(xy, height_at(xy))))
    return False


def _room(mesh: Halfedges, flat: Indices) -> tuple[Indices, Floats]:
    """Places beyond the long sides of needles, none close to another, and the triangles they lie in."""
    corners, region = mesh.points[mesh.corners], mesh.region
    found: dict[int, Floats] = {}
    far = np.ones(len(flat), bool)
    for reach in REACHES:
        for k, needle in enumerate(flat.tolist()):
            xy, length_mm = _beyond(corners[needle], reach)
            if not far[k] or any(np.hypot(*(xy - other)) < length_mm for other in found.values()):
                continue
            triangle = _holding(corners, xy)
            if triangle is None or triangle in found or region[triangle] != region[needle]:
                continue
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
