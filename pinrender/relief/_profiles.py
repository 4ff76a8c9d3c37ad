"""Edge profiles: pure curves of the distance from an edge.

Distances are in millimetres, positive on the raised side; a drop says how far below the top
the surface lies, in millimetres, >= 0.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

__all__ = ["Edge", "EdgeProfile", "bevelled_edge_drop_mm", "rounded_edge_drop_mm", "wall_drop_mm"]

Edge = Literal["round", "bevel", "square"]

LEAST_LEAN_DEG = 0.5
"""A wall that stood upright would have no place in a height function."""

Distances = NDArray[np.float32]


def rounded_edge_drop_mm(inward_mm: Distances, radius_mm: float) -> Distances:
    """Quarter round of the outline's top edge: `radius_mm` at the outline, 0 beyond it."""
    gap = np.clip(np.float32(radius_mm) - inward_mm, 0.0, radius_mm)
    return np.asarray(radius_mm - np.sqrt(np.maximum(radius_mm**2 - gap**2, 0.0)), np.float32)


def bevelled_edge_drop_mm(inward_mm: Distances, width_mm: float) -> Distances:
    """Bevel at 45 degrees: `width_mm` down at the outline, 0 that far inside it."""
    return np.asarray(np.clip(np.float32(width_mm) - inward_mm, 0.0, width_mm), np.float32)


def wall_drop_mm(
    inward_mm: Distances, *, radius_mm: float, reach_mm: float, depth_mm: float, lean_deg: float
) -> Distances:
    """Raised top, round shoulder, leaning wall, floor.

    Parameters
    ----------
    inward_mm : float32 ndarray
        Distance from the edge as drawn.
    radius_mm : float
        Radius of the shoulder.
    reach_mm : float
        The flat top ends this far inside the edge as drawn.
    depth_mm : float
        Floor below the top.
    lean_deg : float
        Lean of the wall from vertical, > 0.
    """
    lean = math.radians(max(lean_deg, LEAST_LEAN_DEG))
    turn_mm = radius_mm * math.cos(lean)
    from_top = np.clip(np.float32(reach_mm) - inward_mm, 0.0, None)
    arc = radius_mm - np.sqrt(np.maximum(radius_mm**2 - np.minimum(from_top, turn_mm) ** 2, 0.0))
    wall = np.maximum(from_top - turn_mm, 0.0) / math.tan(lean)
    return np.asarray(np.minimum(arc + wall, depth_mm), np.float32)


@dataclass(frozen=True, slots=True, kw_only=True)
class EdgeProfile:
    """How struck metal bends at its edges; every length in millimetres.

    Attributes
    ----------
    thickness_mm : float
        Back plane to the top of the lines.
    edge : {'round', 'bevel', 'square'}
        Shape of the outline's top edge.
    edge_radius_mm : float
        Size of that rounding or bevel.
    shoulder_radius_mm : float
        Rounding of the lines.
    contact_mm : float
        The edge as drawn lies this far below the top, at most the shoulder's radius.
    depth_mm : float
        Top to floor.
    lean_deg : float
        Lean of the walls from vertical.
    """

    thickness_mm: float
    edge: Edge = "round"
    edge_radius_mm: float
    shoulder_radius_mm: float
    contact_mm: float
    depth_mm: float
    lean_deg: float

    @property
    def lean_rad(self) -> float:
        """Lean of the walls from vertical, never none."""
        return math.radians(max(self.lean_deg, LEAST_LEAN_DEG))

    @property
    def reach_mm(self) -> float:
        """Plan width of the shoulder between the flat top and the edge as drawn."""
        return math.sqrt(self.shoulder_radius_mm**2 - (self.shoulder_radius_mm - self.contact_mm) ** 2)

    @property
    def turn_mm(self) -> float:
        """Plan distance from the edge as drawn, outward, to where the shoulder becomes wall."""
        return self.shoulder_radius_mm * math.cos(self.lean_rad) - self.reach_mm

    @property
    def foot_mm(self) -> float:
        """Plan distance from the edge as drawn to the foot of the wall."""
        lean = self.lean_rad
        radius = self.shoulder_radius_mm
        below_turn = self.depth_mm - radius * (1.0 - math.sin(lean))
        return self.turn_mm + max(below_turn, 0.0) * math.tan(lean)

    def wall_mm(self, raised_mm: Distances) -> Distances:
        """Drop at a distance from the edge of what is raised."""
        return wall_drop_mm(
            raised_mm,
            radius_mm=self.shoulder_radius_mm,
            reach_mm=self.reach_mm,
            depth_mm=self.depth_mm,
            lean_deg=self.lean_deg,
        )

    def rounding_mm(self, outline_mm: Distances) -> Distances:
        """Drop at a distance from the outline."""
        if self.edge == "square":
            return np.zeros_like(outline_mm)
        if self.edge == "bevel":
            return bevelled_edge_drop_mm(outline_mm, self.edge_radius_mm)
        return rounded_edge_drop_mm(outline_mm, self.edge_radius_mm)

    def height_mm(self, raised_mm: Distances, outline_mm: Distances) -> Distances:
        """Height of the metal above the back plane."""
        at_outline = outline_mm < self.edge_radius_mm
        drop = np.where(at_outline, self.rounding_mm(outline_mm), self.wall_mm(raised_mm))
        return np.asarray(self.thickness_mm - drop, np.float32)

    def steepness(self, raised_mm: Distances, outline_mm: Distances, pitch_mm: float) -> Distances:
        """Mean dh/d(distance) over a footprint of one sample, >= 0."""
        half = np.float32(0.5 * pitch_mm)
        outline_mm = np.maximum(outline_mm, half)
        rounding = self.rounding_mm(outline_mm - half) - self.rounding_mm(outline_mm + half)
        wall = self.wall_mm(raised_mm - half) - self.wall_mm(raised_mm + half)
        at_outline = outline_mm < self.edge_radius_mm
        return np.asarray(np.where(at_outline, rounding, wall) / pitch_mm, np.float32)
