"""Front on the height function, rim down the outline, back flat: a closed solid."""

from __future__ import annotations

import itertools

import numpy as np
from numpy.typing import NDArray

from pinrender.errors import ArtworkError
from pinrender.mesh._back import fill_back
from pinrender.mesh._halfedges import NONE, Halfedges
from pinrender.mesh._levels import level_lines
from pinrender.mesh._model import Part, PinMesh, Slot
from pinrender.mesh._refine import refine
from pinrender.mesh._rim import rim_part
from pinrender.mesh._strips import lay_strips
from pinrender.relief import Relief
from pinrender.units import frozen

__all__ = ["build"]

LINE_PER_ERROR = 0.6
"""Level lines keep to so much of the allowed error; the rest is for the surface between them."""
SURFACE_PER_ERROR = 0.8
"""Between lines the surface is held to so much of it where it is looked at, for it is looked at in places."""
LINE_PER_SPACING = 0.2
"""No line leaves its place by more than this share of the distance to the next."""
ATTEMPTS = ((1.0, True), (1.0, False), (0.5, False), (0.25, False), (0.1, False), (0.0, False))
"""Tried in turn, should lines cross: share of that tolerance, whether the outline gets its corners back."""


def build(relief: Relief, *, max_error_mm: float = 0.005, most_bends: int | None = None) -> PinMesh:
    """Mesh a relief.

    Parameters
    ----------
    relief : Relief
        Its height function is what the front follows.
    max_error_mm : float
        The front is refined until no place looked at is farther than this from the height
        function. Between those places, which lie a sample or two apart, and against a step
        narrower than a sample, the distance stays under twice as much.
    most_bends : int, optional
        So many of the relief's bends get a line of edges along them, the edge itself and the sharpest first;
        all of them if not given. Fewer triangles do where normals are looked up in a map.

    Returns
    -------
    PinMesh
        Closed, two-manifold, outward; no triangle lower than a micrometre.

    Raises
    ------
    ArtworkError
        If no closed solid can be made of it.
    """
    distance_mm, levels_mm = level_lines(relief, most_bends)
    spacing_mm = min((b - a for a, b in itertools.pairwise(levels_mm)), default=1.0)
    coarsest_mm = min(LINE_PER_ERROR * max_error_mm, LINE_PER_SPACING * spacing_mm)
    limit_mm = SURFACE_PER_ERROR * max_error_mm
    for share, sharp in ATTEMPTS:
        front = lay_strips(relief, distance_mm, levels_mm, share * coarsest_mm, sharp=sharp)
        if front is None:
            continue
        drawn = len(front.points)
        refine(front, relief.top_at_mm, limit_mm=limit_mm, spacing_mm=relief.grid.pitch_mm)
        mesh = _close(front, drawn)
        if mesh is not None:
            return mesh
    raise ArtworkError("the outline crosses itself so finely that no closed solid can be made of it")


def _close(front: Halfedges, drawn: int) -> PinMesh | None:
    """Drop a wall from the front's border and shut the back; None if that cannot be.

    `drawn` is how many of the vertices were there before it was refined.
    """
    xy_mm, faces = front.points, front.corners.astype(np.int32)
    border = front.twin == NONE
    start, end = faces.ravel()[border], np.roll(faces, -1, axis=1).ravel()[border]
    ring = np.unique(start)
    filled = fill_back(xy_mm, start, end, ring[ring >= drawn])
    if filled is None:
        return None
    flat, added_mm = filled
    low_mm = np.concatenate([xy_mm[ring], added_mm])
    below = np.full(len(xy_mm) + len(added_mm), NONE, np.int32)
    below[ring] = len(xy_mm) + np.arange(len(ring), dtype=np.int32)
    below[len(xy_mm) :] = len(xy_mm) + np.arange(len(ring), len(low_mm), dtype=np.int32)
    wall = np.concatenate(
        [
            np.column_stack([start, below[start], end]),
            np.column_stack([end, below[start], below[end]]),
        ]
    ).astype(np.int32)
    back = below[flat][:, ::-1]
    vertices = np.concatenate([np.column_stack([xy_mm, front.height]), np.pad(low_mm, ((0, 0), (0, 1)))])
    slots = np.repeat(np.array([0, 1, 2], np.uint8), [len(faces), len(wall), len(back)])
    return PinMesh(
        vertices_mm=frozen(vertices),
        faces=frozen(np.concatenate([faces, wall, back]).astype(np.int32)),
        slots=frozen(slots),
        parts=(
            _flat_part("front", vertices, faces, 1.0),
            rim_part(vertices, start, end, below),
            _flat_part("back", vertices, back, -1.0),
        ),
    )


def _flat_part(slot: Slot, vertices: NDArray[np.float64], faces: NDArray[np.int32], up: float) -> Part:
    used, flat = np.unique(faces, return_inverse=True)
    normals = np.zeros((len(used), 3), np.float32)
    normals[:, 2] = up
    return Part(
        slot=slot,
        vertices_mm=frozen(vertices[used].astype(np.float32)),
        normals=frozen(normals),
        faces=frozen(flat.reshape(-1, 3).astype(np.int32)),
    )
