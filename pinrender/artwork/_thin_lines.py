"""Lines of a flat picture too thin to show three pixels of their own colour side by side."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

__all__ = ["give_thin_lines"]

_SIDE = 7
"""Pixels across a line that is looked for, at most."""
_STANDS_OUT = 10
"""Levels by which a line is darker or brighter than what lies on both sides of it."""
_MISS = 26.0
"""Distance in sRGB levels between a pixel and the mixture that it is taken for, at most."""


def give_thin_lines(
    bgra: NDArray[np.uint8], labels: NDArray[np.uint8], palette_srgb8: NDArray[np.uint8]
) -> None:
    """Label pixels in thin lines by the line's colour instead of the ground's, in place.

    Only what is darker, or brighter, than both its sides is looked at: an anti-aliased edge is not.
    A pixel goes to the colour farthest from its ground that makes up half of it or more.

    Parameters
    ----------
    bgra : (R, C, 4) uint8 ndarray
    labels : (R, C) uint8 ndarray
        0 = nothing, k = palette_srgb8[k - 1]; changed.
    palette_srgb8 : (N, 3) uint8 ndarray
    """
    import cv2

    light = cv2.cvtColor(np.ascontiguousarray(bgra[..., :3]), cv2.COLOR_BGR2GRAY)
    square = np.ones((_SIDE, _SIDE), np.uint8)
    painted = labels > 0
    below = cv2.morphologyEx(np.where(painted, light, np.uint8(255)), cv2.MORPH_BLACKHAT, square)
    above = cv2.morphologyEx(np.where(painted, light, np.uint8(0)), cv2.MORPH_TOPHAT, square)
    index = np.flatnonzero(painted & (np.maximum(below, above) > _STANDS_OUT))
    if not index.size:
        return
    flat = labels.reshape(-1)
    palette = palette_srgb8.astype(np.float32)
    ground = palette[flat[index] - 1]
    pixel = bgra.reshape(-1, 4)[index, 2::-1].astype(np.float32) - ground
    best, reach = flat[index].copy(), np.zeros(index.size, np.float32)
    for number, color in enumerate(palette, 1):
        span = color - ground
        length = np.square(span).sum(axis=1)
        share = (pixel * span).sum(axis=1) / np.maximum(length, np.float32(1.0))
        miss = np.square(pixel - np.minimum(share, np.float32(1.0))[:, None] * span).sum(axis=1)
        better = (share >= 0.5) & (miss <= _MISS**2) & (length > reach)
        best[better], reach[better] = number, length[better]
    flat[index] = best
