"""Patterns in millimetres, the same at any resolution."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from pinrender import catalog
from pinrender.units import Grid

__all__ = ["floor_pattern_mm", "pattern_mm", "wave_slope", "waves_mm"]

WAVE_MM = 2.5
"""Distance over which fired glass rises and falls; chosen by eye."""
FADE_MM = 0.06
"""Ribs and dots die out over this distance before a wall."""
DOT_SHARE = 0.42
"""Radius of a dot, of the distance between dots."""

Field = NDArray[np.float32]


def pattern_mm(name: str, grid: Grid) -> Field | None:
    """Height of a texture's ribs or dots above the floor, (H, W); None if it has neither.

    Parameters
    ----------
    name : str
        Of the catalogue's textures.
    grid : Grid
        Where to sample; the pattern is fixed to the pin's centre.
    """
    texture = catalog.load(catalog.Texture, name)
    if texture.pattern == "plain" or texture.height_mm == 0.0:
        return None
    rows, cols = (np.arange(side, dtype=np.float64) for side in grid.shape)
    y = grid.to_world_mm(rows, rows)[:, 1][:, None]
    x = grid.to_world_mm(cols, cols)[:, 0][None, :]
    angle = math.radians(texture.direction_deg)
    along = (math.cos(angle) * x + math.sin(angle) * y) / texture.pitch_mm
    across = (math.cos(angle) * y - math.sin(angle) * x) / texture.pitch_mm
    if texture.pattern == "ribs":
        shape = 0.5 - 0.5 * np.cos(2.0 * np.pi * across)
    else:
        distance2 = np.minimum(_to_lattice(along, across), _to_lattice(along + 0.5, across + 0.5 * 3**0.5))
        shape = np.maximum(1.0 - distance2 / DOT_SHARE**2, 0.0) ** 2
    return np.asarray(texture.height_mm * shape, np.float32)


def floor_pattern_mm(
    textures: Sequence[str],
    texture: NDArray[np.uint8],
    grid: Grid,
    *,
    from_foot_mm: Field,
    where: NDArray[np.bool_],
) -> Field | None:
    """Ribs and dots on the floors that name them, faded before the walls; None if none has any.

    Parameters
    ----------
    textures : sequence of str
        Catalogue names.
    texture : (H, W) uint8 ndarray
        k = textures[k - 1], 0 = none.
    grid : Grid
        Where to sample.
    from_foot_mm : (H, W) float32 ndarray
        Distance from the foot of the nearest wall, positive on the floor.
    where : (H, W) bool ndarray
        What is floor.
    """
    fade = np.clip(from_foot_mm / np.float32(FADE_MM), 0.0, 1.0) * where
    total: Field | None = None
    for index, name in enumerate(textures, start=1):
        raised = pattern_mm(name, grid)
        if raised is not None and np.any(here := texture == index):
            part = np.asarray(np.where(here, raised * fade, np.float32(0.0)), np.float32)
            total = part if total is None else total + part
    return total


def _to_lattice(along: NDArray[np.float64], across: NDArray[np.float64]) -> NDArray[np.float64]:
    """Squared distance to the nearest point of a lattice of 1 by sqrt(3): half of a honeycomb."""
    step = 3.0**0.5
    return np.asarray((along - np.rint(along)) ** 2 + (across - step * np.rint(across / step)) ** 2)


def waves_mm(grid: Grid, rms_mm: float, seed: int, *, wave_mm: float = WAVE_MM) -> Field:
    """Smooth seeded waves of a given root mean square height, (H, W), that rise and fall over `wave_mm`."""
    y, x, heights = _lattice(grid, seed, wave_mm)
    waves = _cubic_b_spline(y, len(heights)) @ heights @ _cubic_b_spline(x, len(heights)).T
    return np.asarray(waves * (rms_mm / B_SPLINE_RMS), np.float32)


def wave_slope(grid: Grid, rms: float, seed: int, *, wave_mm: float) -> NDArray[np.float32]:
    """dh/dx and dh/dy, (H, W, 2), of such waves; `rms` is the root mean square of the steepest slope."""
    y, x, heights = _lattice(grid, seed, wave_mm)
    knots, unit = len(heights), np.float32(rms / B_SPLINE_SLOPE_RMS)
    slope = np.zeros((*grid.shape, 2), np.float32)
    slope[..., 0] = _product(_cubic_b_spline(y, knots) @ heights, _cubic_b_spline_slope(x, knots)) * unit
    slope[..., 1] = _product(_cubic_b_spline_slope(y, knots) @ heights, _cubic_b_spline(x, knots)) * unit
    return slope


def _product(down: NDArray[np.float64], across: NDArray[np.float64]) -> Field:
    """Sum over knots for every row and column; (H, W)."""
    return np.asarray(down.astype(np.float32) @ across.astype(np.float32).T, np.float32)


def _lattice(
    grid: Grid, seed: int, wave_mm: float
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Each row's and column's place in the lattice of knots, and the knots' heights."""
    half_mm = 0.5 * max(grid.shape) * grid.pitch_mm + 2.0 * wave_mm
    center = math.ceil(half_mm / wave_mm)
    rows, cols = (np.arange(side, dtype=np.float64) for side in grid.shape)
    y = grid.to_world_mm(rows, rows)[:, 1] / wave_mm + center
    x = grid.to_world_mm(cols, cols)[:, 0] / wave_mm + center
    return y, x, _centred(np.random.default_rng(seed), center)


B_SPLINE_RMS = 0.4793
"""Root mean square of a cubic B-spline surface over unit normal heights: the mean of the sum of
squared weights along one axis, 151 / 315; its square is the variance over two axes."""
B_SPLINE_SLOPE_RMS = 0.7995
"""The same of its steepest slope over unit spacing: the variance is twice 2 / 3 times 151 / 315."""


def _centred(generator: np.random.Generator, center: int) -> NDArray[np.float64]:
    """Unit normal heights drawn ring by ring outward, so that a larger pin keeps a smaller one's waves."""
    heights = np.zeros((2 * center + 1, 2 * center + 1))
    for ring in range(center + 1):
        side = np.arange(-ring, ring + 1)
        rows, cols = np.meshgrid(side, side, indexing="ij")
        on_ring = np.maximum(np.abs(rows), np.abs(cols)) == ring
        heights[rows[on_ring] + center, cols[on_ring] + center] = generator.standard_normal(
            int(on_ring.sum())
        )
    return heights


def _cubic_b_spline(at: NDArray[np.float64], knots: int) -> NDArray[np.float64]:
    """Weights (N, knots) of a uniform cubic B-spline."""
    distance = np.abs(at[:, None] - np.arange(knots)[None, :])
    near = 2.0 / 3.0 - distance**2 + 0.5 * distance**3
    far = (2.0 - distance) ** 3 / 6.0
    return np.asarray(np.where(distance < 1.0, near, np.where(distance < 2.0, far, 0.0)))


def _cubic_b_spline_slope(at: NDArray[np.float64], knots: int) -> NDArray[np.float64]:
    """Derivative of those weights by the place, spacing 1."""
    offset = at[:, None] - np.arange(knots)[None, :]
    distance = np.abs(offset)
    near = -2.0 * distance + 1.5 * distance**2
    far = -0.5 * (2.0 - distance) ** 2
    steep = np.where(distance < 1.0, near, np.where(distance < 2.0, far, 0.0))
    return np.asarray(steep * np.sign(offset))
