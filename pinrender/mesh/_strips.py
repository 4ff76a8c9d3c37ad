"""The plan, cut along level lines into strips and triangulated."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from pinrender.mesh._delaunay import LEAST_ALTITUDE_MM, round_off
from pinrender.mesh._ears import doubled_areas, fill_rings
from pinrender.mesh._halfedges import NONE, Halfedges, from_triangles
from pinrender.mesh._loops import areas, owners
from pinrender.mesh._needles import without_needles
from pinrender.mesh._open import open_up
from pinrender.mesh._rings import Rings, level_strips
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
    triangles, strip = fill_rings(rings.points, rings.polygons)
    count = len(rings.polygons)
    doubled_px2 = np.abs(doubled_areas(rings.points, triangles))
    covered_px2 = 0.5 * np.bincount(strip, weights=doubled_px2, minlength=count)
    enclosed_px2 = _enclosed(rings)
    if np.any(np.abs(covered_px2 - enclosed_px2) > AREA_WITHIN * (1.0 + enclosed_px2)):
        return None
    order = np.lexsort((doubled_px2, strip))
    filled, after = np.unique(strip[order][::-1], return_index=True)
    largest = triangles[order[::-1][after]]
    middle = rings.points[largest].mean(axis=1)
    kept = np.zeros(count, bool)
    kept[filled] = bilinear(outline_mm, middle[:, 1], middle[:, 0]) > 0.0
    return triangles[kept[strip]], strip[kept[strip]]


def _enclosed(rings: Rings) -> NDArray[np.float64]:
    """Area that each polygon encloses, its holes taken off."""
    loops = [loop for polygon in rings.polygons for loop in polygon]
    counts = np.array([len(loop) for loop in loops], np.int64)
    area = areas(rings.points[np.concatenate(loops)], counts)
    polygon = owners(np.array([len(polygon) for polygon in rings.polygons], np.int64))
    return np.abs(np.bincount(polygon, weights=area, minlength=len(rings.polygons)))
