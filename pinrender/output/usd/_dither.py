"""Eight bits that hold more between them: what rounding takes from one sample its neighbours give back."""

from __future__ import annotations

from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from pinrender.units import frozen

__all__ = ["dithered"]

TILE = 128
"""Samples on a side, after which the noise comes again: some millimetres, and nobody sees it."""
PASSES, SMOOTH = 4, 1.0
"""How often, and with which sigma in samples, what is smooth is taken from the noise; by its spectrum."""

Field = NDArray[np.float32]


def dithered(share: Field, *, seed: int) -> NDArray[np.uint8]:
    """Round 0..1, (H, W), to 0..255 by blue noise, so that the mean over some samples is the field's own.

    Fields that are to be rounded without regard to each other have different seeds.
    """
    rows, cols = share.shape
    noise = np.tile(_noise(seed), (rows // TILE + 1, cols // TILE + 1))[:rows, :cols]
    levels = np.floor(np.float32(255.0) * share + noise)
    return np.asarray(np.clip(levels, 0.0, 255.0), np.uint8)


@lru_cache(maxsize=4)
def _noise(seed: int) -> Field:
    """Blue noise, each value in 0..1 once: white noise, less what is smooth of it, ranked again."""
    noise = np.random.default_rng(seed).random((TILE, TILE))
    margin = TILE // 4
    for _ in range(PASSES):
        around = np.pad(noise, margin, mode="wrap")
        rough = around - cv2.GaussianBlur(around, (0, 0), SMOOTH)
        inner = rough[margin:-margin, margin:-margin]
        rank = np.argsort(np.argsort(inner, axis=None, kind="stable"), kind="stable")
        noise = (rank.reshape(TILE, TILE) + 0.5) / TILE**2
    return frozen(noise.astype(np.float32))
