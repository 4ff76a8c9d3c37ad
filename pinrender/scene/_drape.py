"""A cloth that was laid down and not smoothed: gentle waves around the place where the pin rests."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pinrender.catalog import Drape
from pinrender.units import frozen

__all__ = ["Folds", "folds_of"]

PITCH_MM = 1.0
REACH = 4.0
"""The waves end so many times the pin's half size away, and at least `LEAST_REACH_MM`: out of the picture."""
LEAST_REACH_MM = 110.0
RISES_MM = 14.0
"""From the pin's edge, where the cloth is flat, to where its waves have their full height; by eye."""
WAVES = ((1.0, 62.0, 0.0), (0.62, 84.0, 1.9), (0.45, 38.0, 4.2), (1.55, 70.0, 0.7))
"""Frequency relative to the cloth's own, direction in degrees, phase: four that run nearly alike, as
folds do, and do not repeat; by eye."""
STEEPEST = 0.75
"""A wave's amplitude falls with its frequency to this power."""
ENDS = 0.25
"""Of the reach, over which the waves run out at its end; by eye."""
OPEN_MEAN, OPEN_SWING, OPEN_LEAST = 0.93, 0.12, 0.75
"""Share of the sky that a place half way up a wave sees; how much more it is for each height of the waves
that it lies above; the least in a trough. By eye."""

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Folds:
    """Heights of the surface that the pin lies on.

    Attributes
    ----------
    surface : (N, N, 4) float32 ndarray
        Unit normal x and y, height in mm, and the share of the sky that the waves leave open; rows run
        along +y.
    half_mm : float
        It spans the world from minus to plus this, x and y; beyond it lies flat.
    """

    surface: Floats
    half_mm: float


def folds_of(drape: Drape, half_mm: NDArray[np.floating]) -> Folds:
    """The waves around a pin that reaches `half_mm` (2,) from the middle; under it they are nil."""
    reach = max(LEAST_REACH_MM, REACH * float(half_mm.max()))
    count = 2 * math.ceil(reach / PITCH_MM)
    reach = 0.5 * count * PITCH_MM
    place = (np.arange(count) + 0.5) * PITCH_MM - reach
    x, y = np.meshgrid(place, place)
    waves, strength = np.zeros_like(x), 0.0
    for relative, direction_deg, phase in WAVES:
        turn, per_mm = math.radians(direction_deg), 2.0 * math.pi * relative / drape.wave_mm
        amplitude = relative**-STEEPEST
        waves += amplitude * np.sin(per_mm * (x * math.cos(turn) + y * math.sin(turn)) + phase)
        strength += amplitude**2
    waves *= 0.5 * drape.height_mm / math.sqrt(strength)
    away = np.hypot(*(np.maximum(np.abs(v) - half, 0.0) for v, half in zip((x, y), half_mm, strict=True)))
    beyond = (reach - np.hypot(x, y)) / (ENDS * reach)
    height = waves * _eased(away / RISES_MM) * _eased(beyond)
    up, right = np.gradient(height, PITCH_MM)
    length = np.sqrt(1.0 + up**2 + right**2)
    open_share = np.clip(OPEN_MEAN + OPEN_SWING * height / drape.height_mm, OPEN_LEAST, 1.0)
    surface = np.stack([-right / length, -up / length, height, open_share], axis=-1).astype(np.float32)
    return Folds(surface=frozen(surface), half_mm=reach)


def _eased(share: NDArray[np.floating]) -> NDArray[np.floating]:
    t = np.clip(share, 0.0, 1.0)
    return np.asarray(t * t * (3.0 - 2.0 * t))
