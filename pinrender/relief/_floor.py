"""The metal under clear enamel."""

from __future__ import annotations

import numpy as np

from pinrender.relief._distance import signed_distance_mm
from pinrender.relief._model import Relief
from pinrender.relief._patterns import floor_pattern_mm
from pinrender.relief._surface import Field

__all__ = ["floor_mm"]


def floor_mm(relief: Relief) -> Field:
    """Top of the metal on the grid, seen through the enamel, with the texture its floor is struck with.

    Parameters
    ----------
    relief : Relief
        Sunk or flush; in a flush one the enamel counts as raised, so its walls are found again from
        the metal that shows.

    Returns
    -------
    (H, W) float32 ndarray
        Millimetres above the back plane; meaningful inside the outline.
    """
    sunk = relief.enamel_mm is not None
    lines_mm = relief.raised_mm if sunk else _lines_mm(relief)
    metal_mm = relief.metal_mm if sunk else relief.profile.height_mm(lines_mm, relief.outline_mm)
    if relief.texture is None:
        return metal_mm
    pattern_mm = floor_pattern_mm(
        relief.textures,
        relief.texture,
        relief.grid,
        from_foot_mm=-lines_mm - np.float32(relief.profile.foot_mm),
        where=relief.metal < 0.5,
    )
    return metal_mm if pattern_mm is None else metal_mm + pattern_mm


def _lines_mm(relief: Relief) -> Field:
    """Signed distance to the edge of the metal lines."""
    lines = np.clip(relief.metal - relief.recess, 0.0, 1.0) * np.float32(255.0)
    return signed_distance_mm(np.rint(lines).astype(np.uint8), relief.grid.pitch_mm)
