"""Clear enamel: how much of each sample is seen through, and what lies below."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from pinrender import catalog
from pinrender.appearance._enamels import filled_with, painted, per_sample
from pinrender.appearance._floors import floor_slope
from pinrender.appearance._normals import FOOTPRINT_PX, mean_normal
from pinrender.artwork import Plan
from pinrender.relief import Relief, floor_mm, slope_of

__all__ = ["clear_floor"]


def clear_floor(
    plan: Plan, relief: Relief, process: catalog.Process, *, enamel: str, seed: int
) -> tuple[NDArray[np.float32], NDArray[np.float32]] | None:
    """The metal that is seen through enamel.

    Parameters
    ----------
    plan, relief, process : Plan, Relief, Process
        What lies where, its surface, and how it was made.
    enamel : str
        Catalogue name of what cells are filled with that say nothing themselves.
    seed : int
        Decides where each grain lies.

    Returns
    -------
    seen : (H, W, 4) float32 ndarray
        Unit normal x and y of the floor, share of the enamel that is clear, height of the floor in mm.
    spread : (H, W) float32 ndarray
        Of the normals within a sample: ribs too fine for it gleam as one rough surface.

    None if no enamel is clear.
    """
    if process.enamel not in ("recessed", "flush"):
        return None
    filled = filled_with(plan, enamel)
    if not any(each.transmission for each in filled):
        return None
    share = per_sample(plan, filled, lambda each: each.transmission) * painted(plan)
    height_mm = floor_mm(relief)
    averaged = np.asarray(cv2.GaussianBlur(height_mm, (0, 0), FOOTPRINT_PX), np.float32)
    slope = slope_of(averaged, relief.grid.pitch_mm)
    grain = floor_slope(relief, process, seed, share=share, slope=slope)
    if grain is not None:
        slope = slope + grain
    normal, spread = mean_normal(slope)
    seen = np.dstack([normal, share, height_mm]).astype(np.float32)
    return seen, np.asarray(np.where(share > 0.0, spread, np.float32(0.0)), np.float32)
