"""The plan, cut along level lines into strips and triangulated."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from pinrender.mesh._delaunay import LEAST_ALTITUDE_MM, round_off
from pinrender.mesh._halfedges import NONE, Halfedges, from_triangles
from pinrender.mesh._needles import without_needles
from pinrender.mesh._open import open_up
from pinrender.mesh._rings import Rings, fill_rings, level_strips, signed_area
from pinrender.relief import Relief, bilinear

__all__ = ["lay_strips"]

OUTLINE_WITHIN_PX = 4.0
"""A sharpened corner leaves the contour by less."""
AREA_WITHIN = 1e-6
"""Share by which the triangles of a strip may miss its area: rounding."""
SPECK_MM2 = 0.001
"""Islands and holes smaller than that, 0.03 mm across, are nothing that a tool could cut."""


def lay_strips(
    relief: Relief,
    distance_mm: NDArray[np.float32],
    levels_mm: Sequence[float],
    tolerance_mm: float,
    *,
    sharp: bool,
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
    sharp : bool
        Give the outline back the corners that the raster cut.

    Returns
    -------
    Halfedges or None
        In millimetres, the level lines fixed; None if simplified lines cross.
    """
    pitch_mm = relief.grid.pitch_mm
    rings = level_strips(
        distance_mm,
        levels_mm,
        tolerance_mm / pitch_mm,
        least_px=LEAST_ALTITUDE_MM / pitch_mm,
        speck_px2=SPECK_MM2 / pitch_mm**2,
        outline=relief.outline_mm if sharp else None,
    )
    laid = _on_pin(rings, relief.outline_mm)
    if laid is None:
        return None
    triangles, strip = laid
    xy_mm = relief.grid.to_world_mm(rings.points[:, 1], rings.points[:, 0])
    mesh = from_triangles(xy_mm, relief.top_at_mm(xy_mm), triangles, strip)
    if mesh is None or not _ends_at_outline(mesh, relief):
        return None
    round_off(mesh, np.arange(len(mesh.twin)))
    mesh = without_needles(mesh)
    return mesh if open_up(mesh, relief.top_at_mm) else None


def _ends_at_outline(mesh: Halfedges, relief: Relief) -> bool:
    """Whether the border is the outline, and no strip was left out or laid beside the pin."""
    rows, cols = relief.grid.to_index(mesh.points[mesh.corners.ravel()[mesh.twin == NONE]])
    off_mm = np.abs(bilinear(relief.outline_mm, rows, cols))
    return bool(off_mm.max() < OUTLINE_WITHIN_PX * relief.grid.pitch_mm)


def _on_pin(
    rings: Rings, outline_mm: NDArray[np.float32]
) -> tuple[NDArray[np.int64], NDArray[np.int64]] | None:
    """Triangulate the strips that lie on the pin, not beside it; triangles, and the strip of each.

    None if a strip's lines cross: ear clipping then covers more or less than they enclose.
    """
    filled = [fill_rings(rings.points, polygon) for polygon in rings.polygons]
    for polygon, triangles in zip(rings.polygons, filled, strict=True):
        enclosed_px2 = abs(sum(signed_area(rings.points[loop]) for loop in polygon))
        if abs(_area(rings.points[triangles]) - enclosed_px2) > AREA_WITHIN * (1.0 + enclosed_px2):
            return None
    filled = [triangles for triangles in filled if len(triangles) > 0]
    middles = np.array([_middle(rings.points[triangles]) for triangles in filled])
    inside = bilinear(outline_mm, middles[:, 1], middles[:, 0]) > 0.0
    kept = [filled[k] for k in np.flatnonzero(inside).tolist()]
    strip = np.repeat(np.arange(len(kept)), [len(triangles) for triangles in kept])
    return np.concatenate(kept).astype(np.int64), strip


def _area(corners: NDArray[np.float64]) -> float:
    """Area that triangles (M, 3, 2) cover, each for itself."""
    edge_1, edge_2 = corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]
    return 0.5 * float(np.abs(edge_1[:, 0] * edge_2[:, 1] - edge_1[:, 1] * edge_2[:, 0]).sum())


def _middle(corners: NDArray[np.float64]) -> NDArray[np.float64]:
    """Column and row in the middle of the largest of some triangles (M, 3, 2)."""
    edge_1, edge_2 = corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]
    area = np.abs(edge_1[:, 0] * edge_2[:, 1] - edge_1[:, 1] * edge_2[:, 0])
    return np.asarray(corners[int(np.argmax(area))].mean(axis=0))
