"""Extend labels over samples that have none: step by step into edges, or at once to the nearest."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pinrender.artwork._flat_colors import over_white

__all__ = ["grow", "nearest_label", "nearest_label_at"]

_PAD = 48
"""Samples looked at around those that have no label, before all are."""


def grow(
    labels: NDArray[np.uint8],
    painted: NDArray[np.bool_],
    palette_srgb8: NDArray[np.uint8],
    keys: NDArray[np.uint32],
    *,
    reach: int,
) -> NDArray[np.int64]:
    """Let labels grow over painted samples; where two meet, the one of nearer colour wins.

    Parameters
    ----------
    labels : (R, C) uint8 ndarray
        0 = none, k = palette_srgb8[k - 1]; changed in place. None on the outermost samples.
    painted : (R, C) bool ndarray
        Where labels may grow; nothing on the outermost samples.
    palette_srgb8 : (N, 3) uint8 ndarray
    keys : (R, C) uint32 ndarray
        Each sample's own colour.
    reach : int
        Steps to grow at most.

    Returns
    -------
    (M,) int64 ndarray
        Flat indices of the painted samples that are farther from any label.
    """
    flat, cols = labels.reshape(-1), labels.shape[1]
    left = np.flatnonzero(painted.ravel() & (flat == 0))
    around = np.array([-cols - 1, -cols, -cols + 1, -1, 1, cols - 1, cols, cols + 1])
    for _ in range(reach):
        beside = flat[left[:, None] + around]
        chosen = beside.max(axis=1, initial=0)
        contested = np.flatnonzero(((beside > 0) & (beside != chosen[:, None])).any(axis=1))
        chosen[contested] = _nearest_color(beside[contested], keys.ravel()[left[contested]], palette_srgb8)
        flat[left] = chosen
        left = left[chosen == 0]
        if not len(left) or not chosen.any():
            break
    return left


def _nearest_color(
    candidates: NDArray[np.uint8], keys: NDArray[np.uint32], palette_srgb8: NDArray[np.uint8]
) -> NDArray[np.uint8]:
    """Of each sample's candidate labels (N, 8) the one whose colour is nearest to its own."""
    far = np.full((1, 3), 10_000, np.int32)
    known = np.concatenate([far, palette_srgb8.astype(np.int32)])
    own = over_white(keys | np.uint32(0xFF000000)).astype(np.int32)
    distance = np.abs(known[candidates] - own[:, None]).sum(axis=-1)
    return np.asarray(candidates[np.arange(len(candidates)), distance.argmin(axis=1)], np.uint8)


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
    return _nearest(labels)[0]


def nearest_label_at(labels: NDArray[np.uint8], left: NDArray[np.int64]) -> NDArray[np.uint8]:
    """The nearest label of a few samples: the whole raster is searched only if a part will not do.

    Parameters
    ----------
    labels : (R, C) uint8 ndarray
    left : (M,) int64 ndarray
        Flat indices, M >= 1.
    """
    rows, cols = np.divmod(left, labels.shape[1])
    top, start = max(int(rows.min()) - _PAD, 0), max(int(cols.min()) - _PAD, 0)
    part = labels[top : int(rows.max()) + _PAD + 1, start : int(cols.max()) + _PAD + 1]
    found, away = _nearest(np.ascontiguousarray(part))
    inner = rows - top, cols - start
    if away[inner].max() >= _PAD:
        return np.asarray(nearest_label(labels).ravel()[left], np.uint8)
    return np.asarray(found[inner], np.uint8)


def _nearest(labels: NDArray[np.uint8]) -> tuple[NDArray[np.uint8], NDArray[np.float32]]:
    """Labels everywhere, and how far away each was."""
    import cv2

    away, nearest = cv2.distanceTransformWithLabels(
        (labels == 0).astype(np.uint8), cv2.DIST_L2, cv2.DIST_MASK_5, labelType=cv2.DIST_LABEL_PIXEL
    )
    seeds = labels > 0
    table = np.zeros(int(nearest.max(initial=0)) + 1, np.uint8)
    table[nearest[seeds]] = labels[seeds]
    return table[nearest], np.asarray(away, np.float32)
