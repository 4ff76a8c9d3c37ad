"""Colours that flow into each other, made into a few that an enameller can fill."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

__all__ = ["in_gradient", "quantise"]

MAX_STEPS = 12
"""Colours that a gradient becomes."""
_LINK = 8
"""Largest difference of a channel between bands of a gradient; narrow bands have no core and are missing."""
_MIN_BANDS = 8
_MIN_SPAN = 16
"""Fewer bands, or a shorter run of levels, are colours that merely lie close together."""
_MAX_LINKED = 1024
_SAMPLES = 20_000
_SEED = 20261


def in_gradient(color_srgb8: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Which of the colours (N, 3) are bands of a gradient: many, each a few levels from the next.

    Beyond the first 1024 all are taken to be.
    """
    count = len(color_srgb8)
    linked = color_srgb8[:_MAX_LINKED].astype(np.int16)
    result = np.ones(count, bool)
    result[: len(linked)] = False
    near = np.abs(linked[:, None] - linked[None]).max(axis=-1) <= _LINK
    left = set(range(len(linked)))
    while left:
        cluster = frontier = {left.pop()}
        while frontier:
            reached = set(np.flatnonzero(near[sorted(frontier)].any(axis=0)).tolist())
            frontier = reached - cluster
            cluster = cluster | reached
        left -= cluster
        members = sorted(cluster)
        if len(members) >= _MIN_BANDS and np.ptp(linked[members], axis=0).max() >= _MIN_SPAN:
            result[members] = True
    return result


def quantise(
    color_srgb8: NDArray[np.uint8], most: int = MAX_STEPS
) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """Choose at most 12 colours for many, in CIELAB, and say which each becomes.

    Parameters
    ----------
    color_srgb8 : (N, 3) uint8 ndarray, N >= 1
    most : int
        Fewer than 12, >= 1.

    Returns
    -------
    palette : (K, 3) uint8 ndarray
    index : (N,) int64 ndarray
        Position in `palette` for each colour given.
    """
    import cv2

    lab = _lab(color_srgb8)
    stride = max(1, len(lab) // _SAMPLES)
    sample = np.ascontiguousarray(lab[::stride])
    distinct = len(np.unique(color_srgb8[::stride], axis=0))
    cv2.setRNGSeed(_SEED)
    stop = (cv2.TERM_CRITERIA_EPS + cv2.TERM_CRITERIA_MAX_ITER, 20, 0.5)
    _, _, centers = cv2.kmeans(
        sample,
        min(MAX_STEPS, most, distinct),
        np.zeros((len(sample), 1), np.int32),
        stop,
        1,
        cv2.KMEANS_PP_CENTERS,
    )
    rgb = np.rint(255.0 * cv2.cvtColor(np.asarray(centers, np.float32)[None], cv2.COLOR_LAB2RGB)[0])
    return np.clip(rgb, 0, 255).astype(np.uint8), _nearest(lab, np.asarray(centers, np.float32))


def _lab(color_srgb8: NDArray[np.uint8]) -> NDArray[np.float32]:
    import cv2

    return np.asarray(
        cv2.cvtColor(color_srgb8[None].astype(np.float32) / 255.0, cv2.COLOR_RGB2LAB)[0], np.float32
    )


def _nearest(lab: NDArray[np.float32], centers: NDArray[np.float32]) -> NDArray[np.int64]:
    distance = np.stack([np.square(lab - center).sum(axis=-1) for center in centers])
    return np.asarray(distance.argmin(axis=0), np.int64)
