"""A layer's picture becomes a height: grey as drawn."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pinrender.artwork._bytes import halved
from pinrender.artwork._model import Combine, ReliefLayer
from pinrender.artwork._terraces import without_terraces
from pinrender.units import frozen

__all__ = ["sculpted"]

LUMA_BGRA = np.array([[0.0722, 0.7152, 0.2126, 0.0]]) / 255.0
"""Rec.709 luma of the code values; a grey is its own."""


def sculpted(
    bgra: NDArray[np.uint8],
    grey: NDArray[np.float32] | None,
    combine: Combine,
    height_mm: float | None,
) -> ReliefLayer:
    """Read a relief layer's height off its picture.

    Parameters
    ----------
    bgra : (2H, 2W, 4) uint8 ndarray
        The picture. Its opacity is the layer's coverage, so that a relief may fade out.
    grey : (2H, 2W) float32 ndarray or None
        0..1, where the file holds more than the picture's 256 greys.
    combine : {'add', 'subtract', 'merge-high', 'merge-low'}
    height_mm : float or None
        As in `ReliefLayer`.
    """
    import cv2

    alpha = np.ascontiguousarray(bgra[..., 3])
    fine = grey if grey is not None else cv2.transform(bgra.astype(np.float32), LUMA_BGRA)
    weight = _mean_of_four(alpha.astype(np.float32) / np.float32(255.0))
    weighted = _mean_of_four(np.asarray(fine * (alpha / np.float32(255.0)), np.float32))
    height = np.where(weight > 0.0, weighted / np.maximum(weight, 1e-6), 0.0).astype(np.float32)
    if grey is None:
        height = without_terraces(height, weight)
    return ReliefLayer(
        combine=combine,
        height=frozen(np.clip(_continued(height, weight > 0.5), 0.0, 1.0)),
        coverage=frozen(halved(alpha)),
        height_mm=height_mm,
    )


def _mean_of_four(fine: NDArray[np.float32]) -> NDArray[np.float32]:
    import cv2

    size = (fine.shape[1] // 2, fine.shape[0] // 2)
    return np.asarray(cv2.resize(fine, size, interpolation=cv2.INTER_AREA), np.float32)


def _continued(height: NDArray[np.float32], known: NDArray[np.bool_]) -> NDArray[np.float32]:
    """Heights of the nearest painted samples wherever nothing, or hardly anything, is painted."""
    import cv2

    if known.all() or not known.any():
        return height
    _, nearest = cv2.distanceTransformWithLabels(
        (~known).astype(np.uint8), cv2.DIST_L2, cv2.DIST_MASK_5, labelType=cv2.DIST_LABEL_PIXEL
    )
    table = np.zeros(int(nearest.max()) + 1, np.float32)
    table[nearest[known]] = height[known]
    return np.where(known, height, table[nearest])
