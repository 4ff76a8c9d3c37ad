"""What is laid over the struck levels: 3D relief, floor textures, ink, the step and waves of flush enamel.

Every operation an engraver knows keeps the form ``clip(height + offset, low, high)``: adding and
subtracting move all three, merging high lifts `low`, merging low drops `high`. So however many
layers there are, three fields say what becomes of a height: one, where no layer bounds it.
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
    """(H, W) float32 fields in millimetres; metal = clip(profile + offset, low, high).

    Attributes
    ----------
    offset_mm : float32 ndarray
        What is added to the profile's height.
    bounds_mm : tuple of float32 ndarray or None
        Low and high bound on the sum; None where no layer sets any.
    """

    offset_mm: Field
    bounds_mm: tuple[Field, Field] | None = None

    def height_mm(self, struck_mm: Field) -> Field:
        """The sculpted surface over the struck one."""
        moved = struck_mm + self.offset_mm
        return np.asarray(moved if self.bounds_mm is None else np.clip(moved, *self.bounds_mm), np.float32)

    def slope(self, struck_mm: Field, slope: Field, pitch_mm: float) -> Field:
        """Slope (H, W, 2) of the sculpted surface, from height and slope of the struck one."""
        out = slope + slope_of(self.offset_mm, pitch_mm)
        if self.bounds_mm is not None:
            moved, (low_mm, high_mm) = struck_mm + self.offset_mm, self.bounds_mm
            for bound_mm, beyond in ((low_mm, moved < low_mm), (high_mm, moved > high_mm)):
                if beyond.any():
                    out = np.where(beyond[..., None], slope_of(bound_mm, pitch_mm), out)
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
        raise _refusal(plan, process)
    texture = _texture(plan, regions, profile)
    skin = _skin(plan, regions, process, seed)
    if texture is None and skin is None and not plan.sculpture:
        return None
    made = Sculpture(offset_mm=np.zeros(plan.grid.shape, np.float32) if texture is None else texture)
    if plan.sculpture:
        made = _struck_layers(made, plan, regions, profile, process)
    return made if skin is None else _raised_by(made, skin)


def _struck_layers(
    made: Sculpture, plan: Plan, regions: Regions, profile: EdgeProfile, process: Process
) -> Sculpture:
    """All layers of 3D relief, one after the other; no cut goes through the sheet."""
    floor_mm = profile.thickness_mm - profile.depth_mm
    struck_mm = profile.height_mm(regions.raised_mm, regions.outline_mm)
    for layer in plan.sculpture:
        white_mm = layer.height_mm or process.relief_height_mm
        made = _combined(made, layer, struck_mm, floor_mm, white_mm)
    low_mm, high_mm = _bounds(made)
    least = np.float32(LEAST_METAL_MM)
    bounds_mm = np.maximum(low_mm, least), np.maximum(high_mm, least)
    return Sculpture(offset_mm=made.offset_mm, bounds_mm=bounds_mm)


def _bounds(made: Sculpture) -> tuple[Field, Field]:
    """Low and high bound; far from every pin where none was set."""
    if made.bounds_mm is not None:
        return made.bounds_mm
    highest = np.full_like(made.offset_mm, HIGHEST_MM)
    return -highest, highest


def _refusal(plan: Plan, process: Process) -> CannotBeMade:
    count = len(plan.sculpture)
    layers = "a layer of 3D relief" if count == 1 else f"{count} layers of 3D relief"
    them, it = ("it", "its layer") if count == 1 else ("them", "those layers")
    return CannotBeMade(
        f"the artwork has {layers}, but {process.title.lower()} cannot carry {them}: "
        f"{process.relief_refused}",
        remedy=f"choose soft-enamel or die-struck, or leave {it} out, as --layer does with the role ignore",
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
    old_low, old_high = _bounds(made)
    low, high = pick(old_low, level), pick(old_high, level)
    # along its edge the layer is there in part: the bound is the height that is left
    partly = cv2.dilate(((share > 0.0) & (share < 1.0)).astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    mixed = below + share * (pick(below, level) - below)
    full = share == 1.0
    if layer.combine == "merge-high":
        low = np.where(partly, mixed, np.where(full, low, old_low))
        high = np.where(partly, np.maximum(old_high, mixed), np.where(full, high, old_high))
    else:
        high = np.where(partly, mixed, np.where(full, high, old_high))
        low = np.where(partly, np.minimum(old_low, mixed), np.where(full, low, old_low))
    return Sculpture(offset_mm=made.offset_mm, bounds_mm=(low.astype(np.float32), high.astype(np.float32)))


def _raised_by(made: Sculpture, by_mm: Field) -> Sculpture:
    by_mm = by_mm.astype(np.float32)
    bounds_mm = made.bounds_mm and (made.bounds_mm[0] + by_mm, made.bounds_mm[1] + by_mm)
    return Sculpture(offset_mm=made.offset_mm + by_mm, bounds_mm=bounds_mm)


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
