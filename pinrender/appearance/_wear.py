"""What keeps a polished surface from being a mathematician's: waves, and marks of the buffing wheel."""

from __future__ import annotations

import math

import cv2
import numpy as np
from numpy.typing import NDArray

from pinrender.catalog import Buffing, Grade, Process
from pinrender.relief import Relief, wave_slope
from pinrender.units import Grid

__all__ = ["epoxy_slope", "face_slope", "wave_seed"]

FAMILIES = 4
"""Directions from which the wheel comes; chosen by eye."""
WHEEL_MM = (40.0, 90.0)
"""Radii of the arcs that it leaves; chosen by eye."""
WALL_SLOPE = 0.3
"""Steeper, a surface is wall, which the wheel hardly meets."""
INTERPOLATED = 2.0 / 3.0
"""Root mean square of a lattice of independent numbers between which lines are drawn both ways."""
LATTICE = (2048, 64)
"""Marks across and along before they come again: 70 by 190 mm. Powers of two, see `_within`."""

Field = NDArray[np.float32]


def face_slope(relief: Relief, process: Process, grade: Grade, seed: int) -> NDArray[np.float32] | None:
    """Slopes that a grade adds to metal and enamel, (H, W, 2); None if it adds none.

    The same in millimetres at any resolution. Enamel that was polished with the metal, or printed on it,
    has the metal's waves: a reflection crosses lines and colours unbroken.
    """
    polished = relief.metal if process.enamel == "recessed" else np.ones_like(relief.metal)
    added: list[NDArray[np.float32]] = []
    for number, waves in enumerate(grade.waves):
        steepest = max(waves.polished_deg, waves.enamel_deg)
        if steepest > 0.0:
            degrees = waves.polished_deg * polished + waves.enamel_deg * (1.0 - polished)
            unit = wave_slope(relief.grid, 1.0, wave_seed(seed, number), wave_mm=waves.over_mm)
            added.append(_times(unit, np.asarray(np.radians(degrees), np.float32)))
    if grade.buffing is not None and grade.buffing.slope_deg > 0.0:
        steep2 = relief.slope[..., 0] ** 2 + relief.slope[..., 1] ** 2
        reached = (polished - relief.recess) / (1.0 + steep2 / np.float32(WALL_SLOPE**2))
        added.append(_times(_buffed(relief.grid, grade.buffing, seed), np.asarray(reached, np.float32)))
    for other in added[1:]:
        added[0] += other
    return added[0] if added else None


def _times(slope: NDArray[np.float32], factor: Field) -> NDArray[np.float32]:
    """Each slope by the factor of its place; in place."""
    slope[..., 0] *= factor
    slope[..., 1] *= factor
    return slope


def epoxy_slope(grid: Grid, grade: Grade, seed: int) -> NDArray[np.float32] | None:
    """Slopes that a grade adds to the top of epoxy, (H, W, 2); None if it adds none."""
    total: NDArray[np.float32] | None = None
    for number, waves in enumerate(grade.waves):
        if waves.epoxy_deg > 0.0:
            part = wave_slope(
                grid, math.radians(waves.epoxy_deg), wave_seed(seed, 7 + number), wave_mm=waves.over_mm
            )
            total = part if total is None else total + part
    return total


def wave_seed(seed: int, number: int) -> int:
    """Another draw for every band of waves, and for all that is drawn otherwise from the same seed."""
    return int(np.random.default_rng((seed, 61, number)).integers(2**31))


def _buffed(grid: Grid, buffing: Buffing, seed: int) -> NDArray[np.float32]:
    """Slopes of fine arcs, few and far between, in a few families that cross; (H, W, 2)."""
    rows, cols = (np.arange(side, dtype=np.float64) for side in grid.shape)
    x = grid.to_world_mm(cols, cols)[:, 0].astype(np.float32)[None, :]
    y = grid.to_world_mm(rows, rows)[:, 1].astype(np.float32)[:, None]
    generator = np.random.default_rng((seed, 71))
    rms = math.radians(buffing.slope_deg) / (INTERPOLATED * math.sqrt(FAMILIES * buffing.share))
    total = np.zeros((*grid.shape, 2), np.float32)
    for _ in range(FAMILIES):
        turn, radius_mm = generator.uniform(0.0, 2.0 * math.pi), generator.uniform(*WHEEL_MM)
        marks = generator.standard_normal(LATTICE) * (generator.random(LATTICE) < buffing.share)
        cosine, sine = np.float32(math.cos(turn)), np.float32(math.sin(turn))
        away_x, away_y = x - np.float32(radius_mm) * cosine, y - np.float32(radius_mm) * sine
        # square root and products round alike wherever they are reckoned, which other functions do not
        away_mm = np.sqrt(away_x * away_x + away_y * away_y)
        along_mm = x * sine - y * cosine
        slope = _wrapped(
            marks.astype(np.float32) * np.float32(rms),
            np.asarray(along_mm / np.float32(buffing.length_mm), np.float32),
            away_mm / np.float32(buffing.width_mm),
        )
        slope /= away_mm
        total[..., 0] += slope * away_x
        total[..., 1] += slope * away_y
    return total


def _wrapped(lattice: Field, col: Field, row: Field) -> Field:
    """Bilinear look-up in a lattice that comes again at its ends."""
    padded = np.pad(lattice, ((0, 1), (0, 1)), mode="wrap")
    return np.asarray(
        cv2.remap(
            padded,
            _within(col, lattice.shape[1]),
            _within(row, lattice.shape[0]),
            cv2.INTER_LINEAR,
        ),
        np.float32,
    )


def _within(place: Field, count: int) -> Field:
    """What `numpy.mod` gives, much faster: to the last bit for a `count` that is a power of two."""
    return np.asarray(place - np.floor(place * np.float32(1.0 / count)) * np.float32(count), np.float32)
