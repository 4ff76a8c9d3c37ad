"""Epoxy poured over the face."""

from __future__ import annotations

import math

import numpy as np

from pinrender.catalog import Process
from pinrender.relief._liquids import unit_liquid_mm2
from pinrender.relief._profiles import EdgeProfile
from pinrender.relief._surface import Field, smooth

__all__ = ["PINNED_AT", "pour"]

FINEST_MM = 0.1
STEEPEST = math.tan(math.radians(50.0))
"""Epoxy that met the metal at a steeper angle would run over the edge (45 to 60 degrees)."""
PINNED_AT = 0.6
"""Epoxy stops where the outline's rounding begins to fall away: this share of its radius inward."""


def pour(outline_mm: Field, profile: EdgeProfile, process: Process, pitch_mm: float) -> tuple[Field, Field]:
    """Pour epoxy: pinned where the outline's edge rounds off, its crown at the set height.

    Returns
    -------
    dome_mm : (H, W) float32 ndarray
        Top of the epoxy above the back plane; 0 where there is none.
    from_edge_mm : (H, W) float32 ndarray
        Signed distance to the edge of the epoxy, positive under it.
    """
    inset_mm = np.float32(PINNED_AT * profile.edge_radius_mm)
    from_edge = outline_mm - inset_mm
    unit = unit_liquid_mm2(from_edge, pitch_mm, process.epoxy_capillary_length_mm, FINEST_MM)
    near_edge = (from_edge > 0.5 * FINEST_MM) & (from_edge < 2.0 * FINEST_MM)
    steepest = float(np.max(unit[near_edge] / from_edge[near_edge], initial=1e-6))
    fallen_mm = float(profile.rounding_mm(np.array([inset_mm]))[0])
    crown_mm = process.epoxy_height_mm + fallen_mm
    curvature = min(crown_mm / max(float(unit.max()), 1e-6), STEEPEST / steepest)
    pinned_mm = np.float32(profile.thickness_mm - fallen_mm)
    surface = smooth(
        np.asarray(pinned_mm + np.float32(curvature) * unit, np.float32), FINEST_MM / pitch_mm
    )
    return np.asarray(np.where(from_edge > -pitch_mm, surface, np.float32(0.0)), np.float32), from_edge
