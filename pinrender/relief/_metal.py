"""The struck metal: its slope, and the level lines along which the surface bends."""

from __future__ import annotations

import numpy as np

from pinrender.relief._dome import PINNED_AT
from pinrender.relief._profiles import EdgeProfile
from pinrender.relief._regions import Regions
from pinrender.relief._surface import Field, slope_of

__all__ = ["bends_mm", "metal_slope"]

LIQUID_BENDS_MM = (0.1, 0.25, 0.5, 0.9, 1.5, 2.4, 3.8, 6.0)
DOME_BENDS_MM = (0.2, 0.35, 0.6, 1.0, 1.6, 2.4, 3.5, 5.0, 7.0)
"""Distances from their edge between which a meniscus or a dome is nearly straight."""


def bends_mm(profile: EdgeProfile, *, liquid: bool, dome: bool) -> tuple[float, ...]:
    """Level lines along which the surface bends, the sharpest bends first."""
    edge = profile.edge_radius_mm
    if dome:
        return (0.0, PINNED_AT * edge, 0.08 * edge, 0.3 * edge, *DOME_BENDS_MM)
    reach, turn, foot = profile.reach_mm, profile.turn_mm, profile.foot_mm
    sharp = (0.0, -turn, -foot, reach, edge)
    round_ = (
        reach - 0.5 * (reach + turn),
        reach - 0.8 * (reach + turn),
        0.08 * edge,
        0.3 * edge,
        PINNED_AT * edge,
    )
    meniscus = tuple(-distance for distance in LIQUID_BENDS_MM) if liquid else ()
    return (*sharp, *round_, -0.5 * (turn + foot), *meniscus)


def metal_slope(regions: Regions, profile: EdgeProfile, pitch_mm: float) -> Field:
    """dh/dx and dh/dy of the bare metal; (H, W, 2)."""
    steepness = profile.steepness(regions.raised_mm, regions.outline_mm, pitch_mm)
    at_outline = regions.outline_mm < profile.edge_radius_mm
    grad = np.where(
        at_outline[..., None], slope_of(regions.outline_mm, pitch_mm), slope_of(regions.raised_mm, pitch_mm)
    )
    length = np.maximum(np.hypot(grad[..., 0], grad[..., 1]), 1e-3)
    return np.asarray(grad * (steepness / length)[..., None], np.float32)
