"""What bare floors look like: the grain that blasting or brushing leaves, and their roughness."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from pinrender import catalog
from pinrender.relief import Relief
from pinrender.units import Grid

__all__ = ["floor_roughness", "floor_slope", "hairline_slope"]

GRAIN_MM = 0.05
"""Size of the pits that fine sandblasting leaves, within the 30 to 120 micrometres of the trade."""
GRAIN_SLOPE = 0.2
"""Root mean square slope of the pits of full sandblast; chosen by eye."""
HAIRLINE_MM, HAIRLINE_STRETCH = 0.03, 80.0
"""Width of the scratches of a satin wheel, and their length over their width; chosen by eye."""
HAIRLINE_SLOPE = 0.10
"""Root mean square slope across them at full anisotropy; chosen by eye."""
WALL_SLOPE = 0.3
"""Steeper, a surface is wall, which the blast hardly meets."""
LARGEST_LATTICE = 16_000
"""Most grains across: cv2 cannot look farther, and no pin has more."""

Field = NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Grain:
    strength: float
    size_mm: float = GRAIN_MM
    stretch: float = 1.0
    direction_rad: float = 0.0


def floor_roughness(relief: Relief, process: catalog.Process) -> Field:
    """Perceptual roughness of the floor at each sample, (H, W), whether there is floor or not."""
    plain = np.full(relief.grid.shape, process.recess_roughness, np.float32)
    if relief.texture is None:
        return plain
    named = [catalog.load(catalog.Texture, name).roughness for name in relief.textures]
    return np.array([process.recess_roughness, *named], np.float32)[relief.texture]


def floor_slope(
    relief: Relief, process: catalog.Process, seed: int, *, share: Field, slope: NDArray[np.float32]
) -> NDArray[np.float32] | None:
    """Slopes of the grain in floors, (H, W, 2), none on walls; None if no floor has any.

    `share` says where floor is seen, `slope` where it is wall.

    The grain is the same in millimetres at any resolution.
    """
    if not share.any():
        return None
    total: NDArray[np.float32] | None = None
    for index, grain in _grains(relief, process):
        here = share if relief.texture is None else share * (relief.texture == index)
        if grain.strength == 0.0 or not here.any():
            continue
        generator = np.random.default_rng((seed, index))
        part = _noise(relief.grid, grain, generator) * here[..., None]
        total = part if total is None else total + part
    if total is None:
        return None
    steepness = np.hypot(slope[..., 0], slope[..., 1])
    return np.asarray(total / (1.0 + (steepness / WALL_SLOPE) ** 2)[..., None], np.float32)


def hairline_slope(relief: Relief, brushed: float | Field, seed: int) -> NDArray[np.float32]:
    """Slopes of the hairlines of a satin plating, (H, W, 2), along +x, on metal that is no wall or floor.

    `brushed` is its anisotropy, one for all or (H, W).
    """
    grain = _Grain(strength=HAIRLINE_SLOPE / GRAIN_SLOPE, size_mm=HAIRLINE_MM, stretch=HAIRLINE_STRETCH)
    lines = _noise(relief.grid, grain, np.random.default_rng((seed, 43)))
    steepness = np.hypot(relief.slope[..., 0], relief.slope[..., 1])
    share = brushed * (relief.metal - relief.recess) / (1.0 + (steepness / WALL_SLOPE) ** 2)
    return np.asarray(lines * share[..., None], np.float32)


def _grains(relief: Relief, process: catalog.Process) -> Iterator[tuple[int, _Grain]]:
    """Each texture's number in the relief, and its grain; 0 is what the process leaves."""
    yield 0, _Grain(strength=process.recess_grain)
    for index, name in enumerate(relief.textures, start=1):
        texture = catalog.load(catalog.Texture, name)
        yield (
            index,
            _Grain(
                strength=texture.grain,
                size_mm=texture.grain_mm,
                stretch=texture.grain_stretch,
                direction_rad=math.radians(texture.direction_deg),
            ),
        )


def _noise(grid: Grid, grain: _Grain, generator: np.random.Generator) -> NDArray[np.float32]:
    """Random slopes, one per grain, interpolated; drawn-out grains slope across their length only."""
    rows, cols = (np.arange(side, dtype=np.float64) for side in grid.shape)
    x = grid.to_world_mm(cols, cols)[:, 0].astype(np.float32)[None, :]
    y = grid.to_world_mm(rows, rows)[:, 1].astype(np.float32)[:, None]
    cosine, sine = np.float32(math.cos(grain.direction_rad)), np.float32(math.sin(grain.direction_rad))
    half_mm = 0.5 * math.hypot(*grid.shape) * grid.pitch_mm
    across_count = min(2 * math.ceil(half_mm / grain.size_mm) + 3, LARGEST_LATTICE)
    along_count = min(2 * math.ceil(half_mm / (grain.size_mm * grain.stretch)) + 3, LARGEST_LATTICE)
    components = 2 if grain.stretch == 1.0 else 1
    lattice = generator.standard_normal((across_count, along_count, components), np.float32)
    along = (cosine * x + sine * y) / np.float32(grain.size_mm * grain.stretch) + np.float32(along_count // 2)
    across = (cosine * y - sine * x) / np.float32(grain.size_mm) + np.float32(across_count // 2)
    noise = cv2.remap(lattice, along, across, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    scale = np.float32(grain.strength * GRAIN_SLOPE)
    if components == 2:
        return np.asarray(noise * scale, np.float32)
    return np.stack([-sine * noise, cosine * noise], axis=-1) * scale
