"""Shapes of a plan as polygons in millimetres, for drawings that are printed."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from pinrender.artwork import edge_samples, outlines_px
from pinrender.units import Grid

__all__ = ["Polygons", "polygons_mm"]

Polygons = tuple[NDArray[np.float64], ...]
"""Closed lines, each (N, 2): x and y in the world; what lies within an odd number of them is inside."""

MISS_MM = 0.008
"""How far a polygon may be from the traced outline: a tenth of a hair."""
_EDGE = 2


def polygons_mm(coverage: NDArray[np.uint8], grid: Grid) -> Polygons:
    """Trace the outlines of a coverage mask, to a few hundredths of a sample.

    Parameters
    ----------
    coverage : (H, W) uint8 ndarray
        255 = inside.
    grid : Grid
        Where the samples lie.
    """
    padded = np.pad(coverage, _EDGE)
    lines = outlines_px(padded, edge_samples(padded))
    found = []
    for line in lines:
        world = grid.to_world_mm(line[:, 0] - _EDGE, line[:, 1] - _EDGE)
        simple = cv2.approxPolyDP(world.astype(np.float32)[:, None], MISS_MM, closed=True)[:, 0]
        if len(simple) >= 3:
            found.append(np.asarray(simple, np.float64))
    return tuple(found)
