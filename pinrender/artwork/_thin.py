"""Colours of lines so thin that no sample's whole neighbourhood is of one colour."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

__all__ = ["label_thin", "thin_palette"]

MAX_THIN = 12
"""Colours of thin lines in one layer."""
_BIN_SHIFT = 2
_MIN_SHARE = 0.01
_MOSTLY = 0.7
"""Share of the samples that their commonest colours must have; a gradient's many levels do not reach it."""
_SAME = 8
"""Largest difference of a channel between a sample and its colour: low alpha is stored roughly."""


def thin_palette(color_srgb8: NDArray[np.uint8]) -> NDArray[np.uint8] | None:
    """The few colours that most samples (N, 3) have, commonest first; None if they flow into each other.

    Returns
    -------
    (K, 3) uint8 ndarray or None
        K <= 12.
    """
    bins = color_srgb8.astype(np.uint32) >> np.uint32(_BIN_SHIFT)
    packed = (bins[:, 0] << np.uint32(16)) | (bins[:, 1] << np.uint32(8)) | bins[:, 2]
    values, inverse, counts = np.unique(packed, return_inverse=True, return_counts=True)
    order = np.lexsort((values, -counts))[:MAX_THIN]
    order = order[counts[order] >= _MIN_SHARE * len(packed)]
    if counts[order].sum() < _MOSTLY * len(packed):
        return None
    kept: list[NDArray[np.uint8]] = []
    for index in order:
        exact, times = np.unique(color_srgb8[inverse == index], axis=0, return_counts=True)
        color = exact[times.argmax()]
        if all(np.abs(color.astype(int) - other).max() > _SAME for other in kept):
            kept.append(color)
    return np.stack(kept)


def label_thin(color_srgb8: NDArray[np.uint8], palette_srgb8: NDArray[np.uint8]) -> NDArray[np.int64]:
    """Position in the palette for each colour (N, 3) that is nearly one of it; -1 for mixtures."""
    if not len(palette_srgb8):
        return np.full(len(color_srgb8), -1, np.int64)
    colors, known = color_srgb8.astype(np.int16), palette_srgb8.astype(np.int16)
    difference = np.stack([np.abs(colors - color).max(axis=-1) for color in known])
    nearest = difference.argmin(axis=0)
    return np.where(difference.min(axis=0) <= _SAME, nearest, -1)
