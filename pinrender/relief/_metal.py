"""The struck metal: its slope, and the level lines along which the surface bends."""

from __future__ import annotations

import numpy as np

from pinrender.relief._dome import PINNED_AT
from pinrender.relief._profiles import EdgeProfile
from pinrender.relief._regions import Regions
from pinrender.relief._surface import Field, slope_of

__all__ = ["bends_mm", "metal_slope"]

EDGE_LINES = (0.134, 0.5)
"""Lines along the outline's quarter round, as shares of its radius inward: chords of 30 degrees."""
DOMED_EDGE_LINE = 0.16
"""The same for the part of it that shows beside a dome."""
SHOULDER_LINES = (0.45, 0.8)
"""Lines round the shoulder of a line, as shares of its width in the plan: chords of 27 degrees."""


def bends_mm(profile: EdgeProfile, *, dome: bool) -> tuple[float, ...]:
    """Level lines along which the surface bends, the sharpest bends first."""
    edge = profile.edge_radius_mm
    if dome:
        return (0.0, PINNED_AT * edge, DOMED_EDGE_LINE * edge)
    reach, turn, foot = profile.reach_mm, profile.turn_mm, profile.foot_mm
    shoulder = (reach - share * (reach + turn) for share in SHOULDER_LINES)
    return (0.0, -turn, -foot, reach, edge, *shoulder, *(share * edge for share in EDGE_LINES))


def metal_slope(regions: Regions, profile: EdgeProfile, pitch_mm: float) -> Field:
    """dh/dx and dh/dy of the bare metal; (H, W, 2)."""
    steepness = profile.steepness(regions.raised_mm, regions.outline_mm, pitch_mm)
    at_outline = regions.outline_mm < profile.edge_radius_mm
    grad = np.where(
        at_outline[..., None], slope_of(regions.outline_mm, pitch_mm), slope_of(regions.raised_mm, pitch_mm)
    )
    length = np.maximum(np.hypot(grad[..., 0], grad[..., 1]), 1e-3)
    return np.asarray(grad * (steepness / length)[..., None], np.float32)
