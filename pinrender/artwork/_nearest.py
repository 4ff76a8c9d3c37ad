"""Extend labels over samples that have none."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

__all__ = ["nearest_label"]


def nearest_label(labels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Give every sample without a label (0) that of the nearest sample with one.

    Parameters
    ----------
    labels : (R, C) uint8 ndarray

    Returns
    -------
    (R, C) uint8 ndarray
        All zero only if `labels` is.
    """
    import cv2

    _, nearest = cv2.distanceTransformWithLabels(
        (labels == 0).astype(np.uint8), cv2.DIST_L2, cv2.DIST_MASK_5, labelType=cv2.DIST_LABEL_PIXEL
    )
    seeds = labels > 0
    table = np.zeros(int(nearest.max(initial=0)) + 1, np.uint8)
    table[nearest[seeds]] = labels[seeds]
    return np.asarray(table[nearest], np.uint8)
