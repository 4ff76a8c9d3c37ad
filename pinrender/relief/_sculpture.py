"""What is laid over the struck levels: 3D relief, floor textures, ink, the step and waves of flush enamel.

Every operation an engraver knows keeps the form ``clip(height + offset, low, high)``: adding and
subtracting move all three, merging high lifts `low`, merging low drops `high`. So however many
layers there are, three fields say what becomes of a height.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from pinrender.artwork import Plan, ReliefLayer
from pinrender.catalog import Process
from pinrender.errors import CannotBeMade
from pinrender.relief._patterns import floor_pattern_mm, waves_mm
from pinrender.relief._profiles import EdgeProfile
from pinrender.relief._regions import Regions
from pinrender.relief._surface import Field, slope_of

__all__ = ["LEAST_METAL_MM", "Sculpture", "sculpt"]

LEAST_METAL_MM = 0.3
"""Sheet that is left under the deepest cut; chosen by eye, half of the thinnest badge."""
HIGHEST_MM = 20.0
"""Above every pin."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Sculpture:
    """Three (H, W) float32 fields in millimetres; metal = clip(profile + offset, low, high).

    Attributes
    ----------
    offset_mm, low_mm, high_mm : float32 ndarray
        What is added to the profile's height, and the bounds on the sum.
    """

    offset_mm: Field
    low_mm: Field
    high_mm: Field

    def height_mm(self, struck_mm: Field) -> Field:
        """The sculpted surface over the struck one."""
        return np.asarray(np.clip(struck_mm + self.offset_mm, self.low_mm, self.high_mm), np.float32)

    def slope(self, struck_mm: Field, slope: Field, pitch_mm: float) -> Field:
        """Slope (H, W, 2) of the sculpted surface, from height and slope of the struck one."""
        moved = struck_mm + self.offset_mm
        out = slope + slope_of(self.offset_mm, pitch_mm)
        below, above = moved < self.low_mm, moved > self.high_mm
        if below.any():
            out = np.where(below[..., None], slope_of(self.low_mm, pitch_mm), out)
        if above.any():
            out = np.where(above[..., None], slope_of(self.high_mm, pitch_mm), out)
        return np.asarray(out, np.float32)


def sculpt(
    plan: Plan, regions: Regions, profile: EdgeProfile, process: Process, seed: int
) -> Sculpture | None:
    """Gather what lies over the struck levels; None if nothing does.

    Raises
    ------
    CannotBeMade
        If there are relief layers and the process cannot carry them.
    """
    if plan.sculpture and process.relief_refused:
        raise CannotBeMade(_refusal(plan, process))
    texture = _texture(plan, regions, profile)
    skin = _skin(plan, regions, process, seed)
    if texture is None and skin is None and not plan.sculpture:
        return None
    blank = np.zeros(plan.grid.shape, np.float32)
    made = Sculpture(
        offset_mm=blank if texture is None else texture,
        low_mm=np.full_like(blank, -HIGHEST_MM),
        high_mm=np.full_like(blank, HIGHEST_MM),
    )
    floor_mm = profile.thickness_mm - profile.depth_mm
    struck_mm = profile.height_mm(regions.raised_mm, regions.outline_mm)
    for layer in plan.sculpture:
        white_mm = layer.height_mm or process.relief_height_mm
        made = _combined(made, layer, struck_mm, floor_mm, white_mm)
    if plan.sculpture:
        least = np.float32(LEAST_METAL_MM)
        low, high = np.maximum(made.low_mm, least), np.maximum(made.high_mm, least)
        made = Sculpture(offset_mm=made.offset_mm, low_mm=low, high_mm=high)
    return made if skin is None else _raised_by(made, skin)


def _refusal(plan: Plan, process: Process) -> str:
    count = len(plan.sculpture)
    layers = "a layer of 3D relief" if count == 1 else f"{count} layers of 3D relief"
    return (
        f"the artwork has {layers}, but {process.title.lower()} cannot carry it: {process.relief_refused}; "
        "choose soft-enamel or die-struck, or leave the layer out: --layer 'NAME=ignore'"
    )


def _combined(
    made: Sculpture, layer: ReliefLayer, struck_mm: Field, floor_mm: float, white_mm: float
) -> Sculpture:
    """One more layer, where it is painted."""
    share = np.asarray(layer.coverage / np.float32(255.0), np.float32)
    rise = layer.height * np.float32(white_mm)
    if layer.combine in ("add", "subtract"):
        return _raised_by(made, rise * share * np.float32(1.0 if layer.combine == "add" else -1.0))
    level = rise + np.float32(floor_mm)
    below = made.height_mm(struck_mm)
    pick = np.maximum if layer.combine == "merge-high" else np.minimum
    low, high = pick(made.low_mm, level), pick(made.high_mm, level)
    # along its edge the layer is there in part: the bound is the height that is left
    partly = cv2.dilate(((share > 0.0) & (share < 1.0)).astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    mixed = below + share * (pick(below, level) - below)
    full = share == 1.0
    if layer.combine == "merge-high":
        low = np.where(partly, mixed, np.where(full, low, made.low_mm))
        high = np.where(partly, np.maximum(made.high_mm, mixed), np.where(full, high, made.high_mm))
    else:
        high = np.where(partly, mixed, np.where(full, high, made.high_mm))
        low = np.where(partly, np.minimum(made.low_mm, mixed), np.where(full, low, made.low_mm))
    return Sculpture(offset_mm=made.offset_mm, low_mm=low.astype(np.float32), high_mm=high.astype(np.float32))


def _raised_by(made: Sculpture, by_mm: Field) -> Sculpture:
    by_mm = by_mm.astype(np.float32)
    return Sculpture(
        offset_mm=made.offset_mm + by_mm, low_mm=made.low_mm + by_mm, high_mm=made.high_mm + by_mm
    )


def _texture(plan: Plan, regions: Regions, profile: EdgeProfile) -> Field | None:
    """Ribs and dots on the floors that name them, faded before the walls."""
    if regions.texture is None:
        return None
    return floor_pattern_mm(
        plan.textures,
        regions.texture,
        plan.grid,
        from_foot_mm=-regions.raised_mm - np.float32(profile.foot_mm),
        where=regions.recess > 0.5,
    )


def _skin(plan: Plan, regions: Regions, process: Process, seed: int) -> Field | None:
    """Micrometres: the step and waves of flush enamel, and ink."""
    colored = np.float32(1.0) - regions.metal
    parts: list[Field] = []
    if process.enamel == "flush":
        parts.append(colored * np.float32(-process.enamel_step_mm))
    if process.enamel == "flush" and process.undulation_mm > 0.0:
        parts.append(colored * waves_mm(plan.grid, process.undulation_mm, seed))
    if process.enamel == "printed":
        parts.append(colored * np.float32(process.ink_mm))
    elif plan.print is not None:
        parts.append(plan.print * np.float32(process.ink_mm / 255.0))
    return np.asarray(sum(parts), np.float32) if parts else None
