"""The plan, cut along level lines into strips and triangulated."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from pinrender.mesh._delaunay import LEAST_ALTITUDE_MM, round_off
from pinrender.mesh._halfedges import Halfedges, from_triangles
from pinrender.mesh._needles import without_needles
from pinrender.mesh._rings import Rings, fill_rings, level_strips
from pinrender.relief import Relief, bilinear

__all__ = ["lay_strips"]


def lay_strips(
    relief: Relief, distance_mm: NDArray[np.float32], levels_mm: Sequence[float], tolerance_mm: float
) -> Halfedges | None:
    """Triangulate the plan of the pin so that level lines are edges.

    Parameters
    ----------
    relief : Relief
        Its outline and its height.
    distance_mm : (H, W) float32 ndarray
        The function whose levels are followed.
    levels_mm : sequence of float
        Ascending.
    tolerance_mm : float
        How far a line may leave the true one.

    Returns
    -------
    Halfedges or None
        In millimetres, the level lines fixed; None if simplified lines cross.
    """
    pitch_mm = relief.grid.pitch_mm
    rings = level_strips(
        distance_mm, levels_mm, tolerance_mm / pitch_mm, least_px=LEAST_ALTITUDE_MM / pitch_mm
    )
    triangles, strip = _on_pin(rings, relief.outline_mm)
    xy_mm = relief.grid.to_world_mm(rings.points[:, 1], rings.points[:, 0])
    mesh = from_triangles(xy_mm, relief.top_at_mm(xy_mm), triangles, strip)
    if mesh is None:
        return None
    round_off(mesh, np.arange(len(mesh.twin)))
    return without_needles(mesh)


def _on_pin(rings: Rings, outline_mm: NDArray[np.float32]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Triangulate the strips that lie on the pin, not beside it; triangles, and the strip of each."""
    filled = [fill_rings(rings.points, polygon) for polygon in rings.polygons]
    filled = [triangles for triangles in filled if len(triangles) > 0]
    middles = np.array([_middle(rings.points[triangles]) for triangles in filled])
    inside = bilinear(outline_mm, middles[:, 1], middles[:, 0]) > 0.0
    kept = [filled[k] for k in np.flatnonzero(inside).tolist()]
    strip = np.repeat(np.arange(len(kept)), [len(triangles) for triangles in kept])
    return np.concatenate(kept).astype(np.int64), strip


def _middle(corners: NDArray[np.float64]) -> NDArray[np.float64]:
    """Column and row in the middle of the largest of some triangles (M, 3, 2)."""
    edge_1, edge_2 = corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]
    area = np.abs(edge_1[:, 0] * edge_2[:, 1] - edge_1[:, 1] * edge_2[:, 0])
    return np.asarray(corners[int(np.argmax(area))].mean(axis=0))
