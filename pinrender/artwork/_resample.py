"""A pixel image seen through a window at another resolution."""

from __future__ import annotations

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from pinrender.artwork._document import Window

__all__ = ["resampled", "resampled_grey"]

FACET_BLUR = 0.6
"""Standard deviation, in pixels of the image, that rounds the facets of linear interpolation.
It bends no plane, as OpenCV's cubic would."""
_Code = TypeVar("_Code", np.uint8, np.uint16)


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
    drawn = _warped(color, window, (left, top), cv2.BORDER_CONSTANT)
    return _straight(drawn)


def resampled_grey(grey16: NDArray[np.uint16], window: Window) -> NDArray[np.float32]:
    """Resample 16-bit greys, smoothly where they are enlarged: a height's slope shows every facet.

    Parameters
    ----------
    grey16 : (H, W) uint16 ndarray
    window : Window
        What to see; the border goes on outside the image.

    Returns
    -------
    (rows, cols) float32 ndarray
        0..1
    """
    import cv2

    cropped, left, top = _cropped(grey16, window)
    grey = cropped.astype(np.float32) / np.float32(65535.0)
    drawn = _warped(grey, window, (left, top), cv2.BORDER_REPLICATE)
    if window.unit_per_px >= 1.0:
        return drawn
    return np.asarray(cv2.GaussianBlur(drawn, (0, 0), FACET_BLUR / window.unit_per_px), np.float32)


def _warped(
    color: NDArray[np.float32], window: Window, corner: tuple[int, int], border: int
) -> NDArray[np.float32]:
    import cv2

    left, top = corner
    block = max(1, int(window.unit_per_px))
    if block > 1:
        below, right = -color.shape[0] % block, -color.shape[1] % block
        color = np.asarray(cv2.copyMakeBorder(color, 0, below, 0, right, border), np.float32)
        size = (color.shape[1] // block, color.shape[0] // block)
        color = np.asarray(cv2.resize(color, size, interpolation=cv2.INTER_AREA), np.float32)
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
        borderMode=border,
    )
    return np.asarray(drawn, np.float32)


def _cropped(image: NDArray[_Code], window: Window) -> tuple[NDArray[_Code], int, int]:
    """The part of the image that the window can see, with its corner."""
    reach = int(2 * window.unit_per_px) + 2
    left = int(np.clip(np.floor(window.left) - reach, 0, image.shape[1] - 1))
    top = int(np.clip(np.floor(window.top) - reach, 0, image.shape[0] - 1))
    right = int(np.clip(np.ceil(window.left + window.width) + reach, left + 1, image.shape[1]))
    bottom = int(np.clip(np.ceil(window.top + window.height) + reach, top + 1, image.shape[0]))
    return image[top:bottom, left:right], left, top


def _straight(premultiplied: NDArray[np.float32]) -> NDArray[np.uint8]:
    alpha = premultiplied[..., 3:]
    color = premultiplied[..., :3] * (np.float32(255.0) / np.maximum(alpha, np.float32(1.0)))
    return np.asarray(np.rint(np.clip(np.concatenate([color, alpha], axis=-1), 0.0, 255.0)), np.uint8)
