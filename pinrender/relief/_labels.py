"""Separate regions, told apart by a number."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from pinrender.relief._surface import Field

__all__ = ["continued", "crests", "labelled"]

Labels = NDArray[np.int32]


def labelled(from_edge_mm: Field) -> tuple[int, Labels]:
    """Number the regions where a distance is positive.

    Returns
    -------
    count : int
        Regions, and one more for what lies in none.
    labels : (H, W) int32 ndarray
        0 = in none.
    """
    count, labels = cv2.connectedComponents((from_edge_mm > 0.0).astype(np.uint8), connectivity=4)
    return count, np.asarray(labels, np.int32)


def continued(labels: Labels, rings: int) -> Labels:
    """Continue every region's number into the samples of none around it, ring by ring."""
    grown = labels.astype(np.float32)
    for _ in range(rings):
        np.copyto(grown, cv2.dilate(grown, np.ones((3, 3), np.uint8)), where=grown == 0.0)
    return grown.astype(np.int32)


def crests(field: Field, labels: Labels, count: int) -> tuple[NDArray[np.float64], NDArray[np.intp]]:
    """Greatest value of a field in every region, and the flat index of a sample that has it.

    A region without a local maximum of its own, and entry 0, tell the field's first sample.
    """
    local = (field >= cv2.dilate(field, np.ones((3, 3), np.uint8))) & (labels > 0)
    at = np.flatnonzero(local)
    at = at[np.argsort(field.ravel()[at], kind="stable")]
    index = np.zeros(count, np.intp)
    index[labels.ravel()[at]] = at
    return field.ravel()[index].astype(np.float64), index
