"""Which flat colours a picture is painted in, told from the mixtures along its edges."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pinrender.artwork._bytes import histogram

__all__ = ["MAX_COLORS", "Cores", "find_cores", "keys_of", "over_white"]

MAX_COLORS = 254
"""Labels are bytes, and two values mean something else."""
FAINT_ALPHA = 8
"""Below this a sample is not painted: the tail of a shadow, not a cell."""
OPAQUE_ALPHA = 250
"""From here on a sample is opaque; drawings hold opacities such as 0.999."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cores:
    """Samples whose whole neighbourhood has one colour.

    Attributes
    ----------
    keys : (N,) uint32 ndarray
        The colours, as alpha, red, green, blue from the highest byte; largest core first.
    counts : (N,) int64 ndarray
        Core samples of each.
    runs : (M,) int64 ndarray
        Length of each run of equal samples, the picture read row by row.
    run_keys : (M,) int64 ndarray
        For each run its position in `keys`; -1 for runs outside every core.
    """

    keys: NDArray[np.uint32]
    counts: NDArray[np.int64]
    runs: NDArray[np.int64]
    run_keys: NDArray[np.int64]


def keys_of(bgra: NDArray[np.uint8]) -> NDArray[np.uint32]:
    """Pack a picture into one number a sample: 0 where nothing is painted, opaque alpha made exactly 255.

    Parameters
    ----------
    bgra : (R, C, 4) uint8 ndarray
        sRGB, straight alpha, contiguous.

    Returns
    -------
    (R, C) uint32 ndarray
    """
    keys = bgra.view("<u4")[..., 0].copy()
    counts = histogram(bgra[..., 3])
    if counts[OPAQUE_ALPHA:255].any():
        keys[bgra[..., 3] >= OPAQUE_ALPHA] |= np.uint32(0xFF000000)
    if counts[1:FAINT_ALPHA].any():
        keys[bgra[..., 3] < FAINT_ALPHA] = 0
    return np.asarray(keys, np.uint32)


def find_cores(keys: NDArray[np.uint32]) -> Cores:
    """Histogram of the samples whose 3 x 3 neighbourhood is constant.

    Parameters
    ----------
    keys : (R, C) uint32 ndarray
        From `keys_of`; both sides at least 3.
    """
    flat = np.where(_is_core(keys), keys, np.uint32(0)).ravel()
    ends = np.flatnonzero(flat[1:] != flat[:-1]) + 1
    starts = np.concatenate([[0], ends])
    runs = np.diff(np.concatenate([starts, [flat.size]]))
    values, inverse = np.unique(flat[starts], return_inverse=True)
    counts = np.bincount(inverse, weights=runs).astype(np.int64)
    order = np.lexsort((values, -counts))
    order = order[values[order] != 0]
    rank = np.full(values.size, -1, np.int64)
    rank[order] = np.arange(order.size)
    return Cores(keys=values[order], counts=counts[order], runs=runs, run_keys=rank[inverse])


def _is_core(keys: NDArray[np.uint32]) -> NDArray[np.bool_]:
    across = keys[:, 1:] == keys[:, :-1]
    down = keys[1:] == keys[:-1]
    triple = across[:, 1:] & across[:, :-1]
    inner = triple[:-2] & triple[1:-1] & triple[2:] & down[:-1, 1:-1] & down[1:, 1:-1]
    return np.asarray(np.pad(inner, 1) & (keys != 0), np.bool_)


def over_white(keys: NDArray[np.uint32]) -> NDArray[np.uint8]:
    """The opaque sRGB colours (N, 3) that keys show on white paper."""
    channels = np.stack([(keys >> np.uint32(shift)) & np.uint32(255) for shift in (16, 8, 0)], axis=-1)
    alpha = (keys >> np.uint32(24)).astype(np.float64)[..., None] / 255.0
    return np.asarray(np.rint(channels * alpha + 255.0 * (1.0 - alpha)), np.uint8)
