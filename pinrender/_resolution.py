"""How finely artwork is sampled for a picture."""

from __future__ import annotations

import math

__all__ = ["pixels_per_mm_for"]

FINEST_PIXELS_PER_MM = 80.0
COARSEST_PIXELS_PER_MM = 12.0
LARGEST_PIXELS = 2400
"""Samples along the longest side of a pin: 80 to the millimetre on the commonest size."""
SAMPLES_PER_PIXEL = 1.15
LARGEST_FILL = 0.88
"""Share of the picture's side that the pin takes in the view that shows it largest."""
PIXELS_PER_MM_STEP = 4.0
"""Requests are rounded up to a multiple, so that pictures of about one size share their work."""


def pixels_per_mm_for(size_mm: float, pixels: int) -> float:
    """Samples per millimetre that serve a picture: a little more than its own pixels on the pin."""
    wanted = SAMPLES_PER_PIXEL * LARGEST_FILL * pixels / size_mm
    stepped = PIXELS_PER_MM_STEP * math.ceil(wanted / PIXELS_PER_MM_STEP)
    finest = min(FINEST_PIXELS_PER_MM, LARGEST_PIXELS / size_mm)
    return min(max(stepped, COARSEST_PIXELS_PER_MM), finest)
