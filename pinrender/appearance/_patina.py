"""Patina: the dark compound of an antique plating, left wherever the buffing wheel did not reach."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from pinrender.appearance._wear import wave_seed
from pinrender.relief import Relief, waves_mm

__all__ = ["patina_share"]

WHEEL_MM = 4.0
"""Radius of what the soft wheel settles into; chosen by eye: narrower recesses keep their compound."""
REACHED_MM, KEPT_MM = 0.02, 0.16
"""So far below the wheel the compound begins to stay, and most of it is there; chosen by eye."""
MOST = 0.97
"""At the foot of a wall, where neither wheel nor cloth comes, hardly any metal gleams; chosen by eye."""
RUBBED = 0.03
"""So much less is left in the open middle of a dark field; chosen by eye."""
FOOT_MM = 0.25
"""Standard deviation of the neighbourhood whose walls keep cloth away; chosen by eye."""
BLOTCHED, MOST_BLOTCHED = 0.2, 0.3
"""Root mean square, and greatest share, by which one piece differs from the next; chosen by eye."""
HAZE, HAZE_BLOTCHED, MOST_HAZE = 0.10, 0.09, 0.3
"""What the wheel leaves in the pores of the metal that it burnishes, its root mean square from place to
place, and the most of it; chosen by eye. Without it antique metal is polished metal between dark fields."""
CLOUDED = 0.03
"""Root mean square by which a dark field is rubbed through, away from its walls; chosen by eye."""
CLOUD_MM = (2.2, 0.7)
"""Over so much the haze and the clouds change, the larger and the smaller half of them; chosen by eye."""
COARSE_PER_MM = 8.0
"""Samples to the millimetre that the wheel is followed with."""

Field = NDArray[np.float32]


def patina_share(relief: Relief, seed: int, struck_mm: Field | None = None) -> Field:
    """Share of the metal at each sample that keeps its compound, (H, W), 0..1.

    The wheel is a disc that follows the struck metal from above: what it touches is burnished but for a
    haze, what lies deeper stays dark, with soft ends. How far is uneven, by seed. `struck_mm`, (H, W), is the
    metal where clear enamel was laid flush over it; if not given, what is flush is as high as its lines.

    References
    ----------
    Trade descriptions of antique finishes (docs/bibliography.md: antique-finish).
    """
    pitch_mm = relief.grid.pitch_mm
    top_mm = np.float32(relief.profile.thickness_mm)  # beyond the outline the wheel rides on as over the rim
    metal_mm = np.where(
        relief.outline_mm > 0.0, relief.metal_mm if struck_mm is None else struck_mm, top_mm
    ).astype(np.float32)
    step = max(1, round(1.0 / (COARSE_PER_MM * pitch_mm)))
    coarse = cv2.resize(metal_mm, None, fx=1.0 / step, fy=1.0 / step, interpolation=cv2.INTER_AREA)
    radius = max(1, round(WHEEL_MM / (step * pitch_mm)))
    disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * radius + 1, 2 * radius + 1))
    wheel = cv2.morphologyEx(coarse, cv2.MORPH_CLOSE, disc, borderType=cv2.BORDER_REPLICATE)
    wheel = cv2.GaussianBlur(wheel, (0, 0), 0.25 * radius)
    below_mm = cv2.resize(wheel, metal_mm.shape[::-1], interpolation=cv2.INTER_LINEAR) - metal_mm
    blotches = np.clip(waves_mm(relief.grid, BLOTCHED, wave_seed(seed, 20)), -MOST_BLOTCHED, MOST_BLOTCHED)
    uneven = below_mm * (1.0 + blotches)
    deep = np.clip((uneven - REACHED_MM) / (KEPT_MM - REACHED_MM), 0.0, 1.0)
    deep *= deep * (3.0 - 2.0 * deep)
    clouds = _clouds(relief, seed)
    haze = np.clip(HAZE + HAZE_BLOTCHED * clouds, 0.0, MOST_HAZE)
    kept = MOST - (RUBBED + CLOUDED * np.abs(clouds)) * (1.0 - _at_the_foot(metal_mm, pitch_mm))
    return np.asarray(haze + (kept - haze) * deep, np.float32)


def _at_the_foot(metal_mm: Field, pitch_mm: float) -> Field:
    """How near walls stand to what lies low, (H, W): 0 in the open, 1 where they stand all around."""
    around_mm = cv2.GaussianBlur(metal_mm, (0, 0), FOOT_MM / pitch_mm, borderType=cv2.BORDER_REPLICATE)
    return np.asarray(np.clip((around_mm - metal_mm) / np.float32(KEPT_MM), 0.0, 1.0), np.float32)


def _clouds(relief: Relief, seed: int) -> Field:
    """Seeded waves of two lengths, (H, W), of root mean square 1."""
    each = [
        waves_mm(relief.grid, 0.5**0.5, wave_seed(seed, 21 + number), wave_mm=over)
        for number, over in enumerate(CLOUD_MM)
    ]
    return np.asarray(sum(each), np.float32)
