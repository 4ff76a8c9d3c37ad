"""Swirls of platelets: the way they were stirred and flowed while the enamel was wet."""

from __future__ import annotations

import math

import cv2
import numpy as np
from numpy.typing import NDArray

from pinrender.appearance._flake_lattice import Cells, gaussian
from pinrender.units import Grid

__all__ = ["swirls"]

STIRRED = 0.9
"""How far the stir carries each place, in widths of a swirl; by eye."""
BANDS = 1.6
"""Turns of the wave for each unit of the stirred noise; by eye."""

Field = NDArray[np.float32]


def swirls(grid: Grid, size_mm: float, number: int) -> Field:
    """Two waves of unit root mean square or less, (H, W, 2) in -1..1, smooth and stirred.

    Noise is looked up where other noise has carried each place, which draws it out into the filaments of
    marbled paper. It depends on the place in the world and the number alone.

    Parameters
    ----------
    grid : Grid
        Where it is wanted.
    size_mm : float
        Width of a swirl.
    number : int
        Seed.
    """
    stir = _noise(grid, size_mm * 1.7, number + 1, np.zeros((*grid.shape, 2), np.float32))
    waves = _noise(grid, size_mm, number, np.float32(STIRRED * size_mm) * stir)
    return np.asarray(np.sin(np.float32(BANDS * math.pi) * waves), np.float32)


def _noise(grid: Grid, side_mm: float, number: int, moved_mm: Field) -> Field:
    """Two smooth random fields, (H, W, 2), looked up `moved_mm` away from each sample."""
    cells = Cells.over(grid, side_mm, number)
    lattice = gaussian(cells, 0).reshape((*cells.shape, 2)).astype(np.float32)
    lattice = np.asarray(cv2.GaussianBlur(lattice, (0, 0), 0.6, borderType=cv2.BORDER_REPLICATE), np.float32)
    rows, cols = (np.arange(side, dtype=np.float64) for side in grid.shape)
    x_mm, y_mm = grid.to_world_mm(cols, cols)[:, 0], grid.to_world_mm(rows, rows)[:, 1]
    place_x = (x_mm / side_mm - 0.5 - cells.first[0]).astype(np.float32)[None, :] + moved_mm[..., 0] / side_mm
    place_y = (y_mm / side_mm - 0.5 - cells.first[1]).astype(np.float32)[:, None] + moved_mm[..., 1] / side_mm
    looked = cv2.remap(
        lattice,
        np.ascontiguousarray(place_x, np.float32),
        np.ascontiguousarray(place_y, np.float32),
        cv2.INTER_CUBIC,
        borderMode=cv2.BORDER_REFLECT,
    )
    return np.asarray(looked, np.float32)
