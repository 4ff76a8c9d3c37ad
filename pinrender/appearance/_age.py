"""Epoxy as it ages: light breaks it into groups that absorb blue, and the dome turns yellow."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

__all__ = ["aged_absorption_per_mm", "epoxy_kept"]

OLDEST_PER_MM = (0.015, 0.05, 0.24)
"""What a millimetre of epoxy absorbs at last, red, green and blue, linear; by eye: straw, not amber."""
SETTLES_YEARS = 5.0
"""By eye, so that it is visible after about a year (docs/bibliography.md: epoxy-yellowing)."""

RGB = tuple[float, float, float]


def aged_absorption_per_mm(years: float) -> RGB:
    """Absorption of epoxy that was worn for so many years, per millimetre of path; 0 when it is new."""
    grown = -math.expm1(-years / SETTLES_YEARS)
    red, green, blue = OLDEST_PER_MM
    return grown * red, grown * green, grown * blue


def epoxy_kept(absorption_per_mm: RGB, depth_mm: NDArray[np.float32]) -> NDArray[np.float32]:
    """Share of the light, (..., 3), that the way straight down through the epoxy and up again keeps.

    References
    ----------
    The law of Bouguer, Beer and Lambert (docs/bibliography.md: transparent-enamel).
    """
    per_mm = np.array(absorption_per_mm, np.float32)
    return np.asarray(np.exp(-2.0 * depth_mm[..., None] * per_mm), np.float32)
