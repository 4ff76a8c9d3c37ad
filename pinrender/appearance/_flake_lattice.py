"""Cells of the world with random numbers that depend on nothing but the cell and a seed."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pinrender.units import Grid

__all__ = ["Cells", "gaussian", "uniform"]

_WORD = (1 << 64) - 1
_MULTIPLIERS = (0xBF58476D1CE4E5B9, 0x94D049BB133111EB)
"""Of the finaliser of SplitMix64 (docs/bibliography.md: splitmix)."""
_GOLDEN = 0x9E3779B97F4A7C15


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Cells:
    """Squares that tile the world from its origin.

    Attributes
    ----------
    side_mm : float
        Side of one.
    number : int
        Seed of their random numbers.
    first : tuple of int
        Least index along x and along y.
    shape : tuple of int
        How many along y and along x.
    """

    side_mm: float
    number: int
    first: tuple[int, int]
    shape: tuple[int, int]

    @classmethod
    def over(cls, grid: Grid, side_mm: float, number: int) -> Cells:
        """The cells that a grid touches, and one more on every side."""
        corners = grid.to_world_mm(np.array([0.0, grid.rows - 1.0]), np.array([0.0, grid.cols - 1.0]))
        low, high = corners.min(axis=0) - grid.pitch_mm, corners.max(axis=0) + grid.pitch_mm
        first = (math.floor(low[0] / side_mm) - 1, math.floor(low[1] / side_mm) - 1)
        last = (math.ceil(high[0] / side_mm) + 1, math.ceil(high[1] / side_mm) + 1)
        shape = (last[1] - first[1], last[0] - first[0])
        return cls(side_mm=side_mm, number=number, first=first, shape=shape)

    @property
    def i(self) -> NDArray[np.int64]:
        """Index along x of every cell, row by row of y; (N,)."""
        return np.tile(np.arange(self.shape[1]) + self.first[0], self.shape[0])

    @property
    def j(self) -> NDArray[np.int64]:
        """Index along y; (N,)."""
        return np.repeat(np.arange(self.shape[0]) + self.first[1], self.shape[1])


def uniform(cells: Cells, which: int) -> NDArray[np.float64]:
    """A random number of each cell, (N,), at least 0 and less than 1; `which` tells several apart."""
    key = np.full(1, (cells.number * _GOLDEN + which * _MULTIPLIERS[0]) & _WORD, np.uint64)
    mixed = _mixed(_mixed(key + cells.i.astype(np.uint64)) + cells.j.astype(np.uint64))
    return np.asarray((mixed >> np.uint64(11)).astype(np.float64) * 2.0**-53)


def gaussian(cells: Cells, which: int) -> NDArray[np.float64]:
    """Two independent normal numbers of each cell, (N, 2), by Box and Muller; uses `which` and the next."""
    length = np.sqrt(-2.0 * np.log1p(-uniform(cells, which)))
    turn = 2.0 * math.pi * uniform(cells, which + 1)
    return np.stack([length * np.cos(turn), length * np.sin(turn)], axis=-1)


def _mixed(words: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Steele, Lea and Flood's finaliser: every bit of the input turns half the bits of the output."""
    words = words + np.full(1, _GOLDEN, np.uint64)
    for shift, multiplier in ((30, _MULTIPLIERS[0]), (27, _MULTIPLIERS[1])):
        words = (words ^ (words >> np.uint64(shift))) * np.full(1, multiplier, np.uint64)
    return words ^ (words >> np.uint64(31))
