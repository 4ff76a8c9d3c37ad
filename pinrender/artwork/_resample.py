"""A pixel image seen through a window at another resolution."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pinrender.artwork._document import Window

__all__ = ["resampled"]


def resampled(bgra: NDArray[np.uint8], window: Window) -> NDArray[np.uint8]:
    """Resample an image whose pixels are the window's units; nothing is painted outside it.

    Shrinking averages whole blocks of pixels first, so that nothing thin is missed; what remains
    is interpolated linearly. Both work on premultiplied colour, so that no fringe of hidden colour shows.

    Parameters
    ----------
    bgra : (H, W, 4) uint8 ndarray
        Straight alpha.
    window : Window
        What to see.

    Returns
    -------
    (rows, cols, 4) uint8 ndarray
        Straight alpha.
    """
    import cv2

    cropped, left, top = _cropped(bgra, window)
    alpha = cropped[..., 3:].astype(np.float32)
    color = np.concatenate([cropped[..., :3] * (alpha / np.float32(255.0)), alpha], axis=-1)
    block = max(1, int(window.unit_per_px))
    if block > 1:
        color = cv2.copyMakeBorder(
            color, 0, -color.shape[0] % block, 0, -color.shape[1] % block, cv2.BORDER_CONSTANT
        )
        size = (color.shape[1] // block, color.shape[0] // block)
        color = cv2.resize(color, size, interpolation=cv2.INTER_AREA)
    scale = window.unit_per_px / block
    to_source = np.array(
        [
            [scale, 0.0, (window.left - left) / block + 0.5 * scale - 0.5],
            [0.0, scale, (window.top - top) / block + 0.5 * scale - 0.5],
        ]
    )
    drawn = cv2.warpAffine(
        color,
        to_source,
        (window.cols, window.rows),
        flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
        borderMode=cv2.BORDER_CONSTANT,
    )
    return _straight(np.asarray(drawn, np.float32))


def _cropped(bgra: NDArray[np.uint8], window: Window) -> tuple[NDArray[np.uint8], int, int]:
    """The part of the image that the window can see, with its corner."""
    reach = int(2 * window.unit_per_px) + 2
    left = int(np.clip(np.floor(window.left) - reach, 0, bgra.shape[1] - 1))
    top = int(np.clip(np.floor(window.top) - reach, 0, bgra.shape[0] - 1))
    right = int(np.clip(np.ceil(window.left + window.width) + reach, left + 1, bgra.shape[1]))
    bottom = int(np.clip(np.ceil(window.top + window.height) + reach, top + 1, bgra.shape[0]))
    return bgra[top:bottom, left:right], left, top


def _straight(premultiplied: NDArray[np.float32]) -> NDArray[np.uint8]:
    alpha = premultiplied[..., 3:]
    color = premultiplied[..., :3] * (np.float32(255.0) / np.maximum(alpha, np.float32(1.0)))
    return np.asarray(np.rint(np.clip(np.concatenate([color, alpha], axis=-1), 0.0, 255.0)), np.uint8)
