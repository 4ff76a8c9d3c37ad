"""Coverage of one layer: how much of each sample is painted, whatever the paint's opacity."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pinrender.artwork._bytes import histogram, relabelled
from pinrender.artwork._flat_colors import FAINT_ALPHA, OPAQUE_ALPHA, Cores

__all__ = ["solid_coverage"]

_SLOW = 8
"""Levels of alpha from sample to sample that are a fading shadow, not an edge."""
_EDGE = 7
"""Samples across which an anti-aliased edge and the core beside it lie."""


def solid_coverage(
    alpha: NDArray[np.uint8], cores: Cores, keys: NDArray[np.uint32], min_count: float
) -> tuple[NDArray[np.uint8], bool]:
    """Turn opacity into coverage.

    A translucent fill covers its samples in full; along its edge the share is measured against the
    opacity of the fill beside it.

    Parameters
    ----------
    alpha : (R, C) uint8 ndarray
        As drawn.
    cores : Cores
        Flat colours of the same picture.
    keys : (R, C) uint32 ndarray
        The picture packed by `keys_of`.
    min_count : float
        Samples of translucent core below which the picture counts as opaque.

    Returns
    -------
    coverage : (R, C) uint8 ndarray
    is_translucent : bool
    """
    levels = np.arange(256)
    core_alpha = (cores.keys >> np.uint32(24)).astype(np.uint8)
    solid = relabelled(alpha, np.where(levels >= OPAQUE_ALPHA, 255, levels).astype(np.uint8))
    if cores.counts[core_alpha < OPAQUE_ALPHA].sum() < min_count and not _fades(alpha):
        return solid, False
    return _against_fill(solid, cores, core_alpha, keys.shape), True


def _fades(alpha: NDArray[np.uint8]) -> bool:
    """Whether most of what is painted changes its opacity slowly, as shadows do and edges do not."""
    counts = histogram(alpha)
    if 2 * counts[FAINT_ALPHA:OPAQUE_ALPHA].sum() <= counts[FAINT_ALPHA:].sum():
        return False
    inner = alpha[1:, 1:].astype(np.int16)
    slope = np.maximum(np.abs(inner - alpha[:-1, 1:]), np.abs(inner - alpha[1:, :-1]))
    partly = (inner >= FAINT_ALPHA) & (inner < OPAQUE_ALPHA)
    return bool(np.median(slope[partly]) <= _SLOW)


def _against_fill(
    solid: NDArray[np.uint8], cores: Cores, core_alpha: NDArray[np.uint8], shape: tuple[int, ...]
) -> NDArray[np.uint8]:
    import cv2

    none = np.uint8(255)
    of_run = np.append(core_alpha, none)[cores.run_keys]
    fill = np.repeat(of_run, cores.runs).reshape(shape)
    in_core = np.repeat(cores.run_keys >= 0, cores.runs).reshape(shape)
    window = np.ones((_EDGE, _EDGE), np.uint8)
    weakest = cv2.erode(fill, window)
    near_core = cv2.dilate(in_core.astype(np.uint8), window) > 0
    strongest = cv2.dilate(solid, window)
    against = np.where(near_core, weakest, strongest).astype(np.float32)
    share = np.minimum(255.0, np.rint(255.0 * solid / np.maximum(against, 1.0)))
    share = np.where(in_core, 255.0, share)
    return np.where(solid < FAINT_ALPHA, 0, share).astype(np.uint8)
