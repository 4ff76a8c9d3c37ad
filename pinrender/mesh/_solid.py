"""Front from the level lines, rim down the outline, back flat: a closed solid."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from pinrender.errors import ArtworkError
from pinrender.mesh._flips import span_strips
from pinrender.mesh._model import Part, PinMesh, Slot
from pinrender.mesh._rim import border_loops, rim_part
from pinrender.mesh._rings import Loop, Points, Rings, fill_rings, level_strips, signed_area
from pinrender.relief import Relief, bilinear
from pinrender.units import frozen

__all__ = ["build"]

TOLERANCE_MM = 0.003
FAR_BELOW_MM = -1e6
"""A level under every distance there is: the strip above it holds the middle of the widest cell."""
CLOSEST_LEVELS_PX = 0.6
"""Levels nearer than this to one another are merged: their lines could touch once simplified."""
TOLERANCE_PER_SPACING = 0.2


def build(relief: Relief) -> PinMesh:
    """Mesh a relief.

    Returns
    -------
    PinMesh

    Raises
    ------
    ArtworkError
        If no watertight solid can be made of it.
    """
    distance = relief.outline_mm if relief.dome_mm is not None else relief.raised_mm
    levels = _levels(relief)
    spacing = min(b - a for a, b in itertools.pairwise(levels))
    for tolerance_mm in (
        min(TOLERANCE_MM, TOLERANCE_PER_SPACING * spacing),
        0.03 * relief.grid.pitch_mm,
        0.0,
    ):
        rings = level_strips(distance, levels, tolerance_mm / relief.grid.pitch_mm)
        front = _on_pin(rings, levels, distance, relief)
        mesh = _close(rings.points, front, relief)
        if mesh.solid().is_watertight:
            return mesh
    raise ArtworkError("the outline crosses itself so finely that no closed solid can be made of it")


def _levels(relief: Relief) -> list[float]:
    """Levels to follow, the important ones first, none too close; below 0 only where it is on the pin."""
    closest = CLOSEST_LEVELS_PX * relief.grid.pitch_mm
    kept: list[float] = []
    for level in relief.bends_mm:
        if all(abs(level - other) >= closest for other in kept):
            kept.append(level)
    low_on_pin = relief.dome_mm is None and bool(
        np.any((relief.raised_mm < 0.0) & (relief.outline_mm > relief.grid.pitch_mm))
    )
    return sorted([FAR_BELOW_MM, *kept] if low_on_pin else [level for level in kept if level >= 0.0])


def _on_pin(
    rings: Rings, levels: Sequence[float], distance: NDArray[np.float32], relief: Relief
) -> NDArray[np.int32]:
    """Triangulate the strips that lie on the pin, not beside it."""
    kept = []
    for polygon in rings.polygons:
        triangles = fill_rings(rings.points, polygon)
        if len(triangles) == 0:
            continue
        corners = rings.points[triangles]
        edge_1, edge_2 = corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]
        area = np.abs(edge_1[:, 0] * edge_2[:, 1] - edge_1[:, 1] * edge_2[:, 0])
        col, row = corners[int(np.argmax(area))].mean(axis=0)
        if relief.outline_mm[round(row), round(col)] > 0.0:
            kept.append(triangles)
    strip = np.repeat(np.arange(len(kept)), [len(triangles) for triangles in kept])
    between = np.array([0.5 * (low + high) for low, high in itertools.pairwise(levels)])
    level = np.searchsorted(between, bilinear(distance, rings.points[:, 1], rings.points[:, 0]))
    return span_strips(rings.points, level, np.concatenate(kept), strip)


def _close(points: Points, front: NDArray[np.int32], relief: Relief) -> PinMesh:
    """Raise the front to its height, drop a wall from its border and shut the back."""
    used, flat = np.unique(front, return_inverse=True)
    front = flat.reshape(-1, 3).astype(np.int32)
    xy_mm = relief.grid.to_world_mm(points[used, 1], points[used, 0])
    top = np.column_stack([xy_mm, relief.top_at_mm(xy_mm)])
    start, end = _border(front)
    ring = np.unique(start)
    below = np.full(len(used), -1, np.int32)
    below[ring] = len(used) + np.arange(len(ring), dtype=np.int32)
    bottom = np.column_stack([xy_mm[ring], np.zeros(len(ring))])
    wall = np.concatenate(
        [
            np.column_stack([start, below[start], end]),
            np.column_stack([end, below[start], below[end]]),
        ]
    ).astype(np.int32)
    back = below[_fill_border(xy_mm, start, end)][:, ::-1]
    vertices = np.concatenate([top, bottom])
    faces = np.concatenate([front, wall, back]).astype(np.int32)
    slots = np.repeat(np.array([0, 1, 2], np.uint8), [len(front), len(wall), len(back)])
    return PinMesh(
        vertices_mm=frozen(vertices),
        faces=frozen(faces),
        slots=frozen(slots),
        parts=(
            _flat_part("front", vertices, front, 1.0),
            rim_part(vertices, start, end, below),
            _flat_part("back", vertices, back, -1.0),
        ),
    )


def _border(faces: NDArray[np.int32]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Directed edges that belong to one face only: start and end vertices."""
    start = faces.ravel()
    end = np.roll(faces, -1, axis=1).ravel()
    count = int(faces.max()) + 1
    forward = start.astype(np.int64) * count + end
    backward = end.astype(np.int64) * count + start
    single = ~np.isin(forward, backward)
    return start[single], end[single]


def _fill_border(
    xy_mm: NDArray[np.float64], start: NDArray[np.int32], end: NDArray[np.int32]
) -> NDArray[np.int32]:
    """Triangulate what the border encloses, counter-clockwise seen from the front."""
    loops = border_loops(start, end)
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
