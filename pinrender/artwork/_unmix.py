"""Along the edges of regions: how much of each pixel is its own region's, and how much its neighbour's."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pinrender.artwork._bytes import relabelled

__all__ = ["Shares", "find_shares", "share_of"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Shares:
    """Pixels with another region among their eight neighbours.

    Attributes
    ----------
    index : (N,) int64 ndarray
        Flat indices, ascending.
    own, other : (N,) uint8 ndarray
        Labels of the two regions.
    share : (N,) float32 ndarray
        What the pixel's own region has of it, 0..1.
    """

    index: NDArray[np.int64]
    own: NDArray[np.uint8]
    other: NDArray[np.uint8]
    share: NDArray[np.float32]


def find_shares(
    bgra: NDArray[np.uint8], labels: NDArray[np.uint8], palette_srgb8: NDArray[np.uint8]
) -> Shares:
    """Tell two regions' shares of a pixel from its colour, which is their mixture.

    Where several regions meet, the pair whose mixture is nearest to the colour is taken.

    Parameters
    ----------
    bgra : (R, C, 4) uint8 ndarray
    labels : (R, C) uint8 ndarray
        0 = nothing, k = palette_srgb8[k - 1].
    palette_srgb8 : (N, 3) uint8 ndarray
    """
    import cv2

    square = np.ones((3, 3), np.uint8)
    none_is_most = np.arange(256, dtype=np.uint8)
    none_is_most[0] = 255
    highest = cv2.dilate(labels, square)
    lowest = cv2.erode(relabelled(labels, none_is_most), square)
    index = np.flatnonzero((highest > lowest) & (labels > 0))
    own, high, low = (np.asarray(field.ravel()[index], np.uint8) for field in (labels, highest, lowest))
    known = np.concatenate([np.zeros((1, 3)), palette_srgb8.astype(np.float64)])
    pixels = bgra.reshape(-1, 4)[index, 2::-1].astype(np.float64)
    share, miss = _mixed(pixels, known[own], known[high])
    other_share, other_miss = _mixed(pixels, known[own], known[low])
    take_low = (high == own) | ((low != own) & (other_miss < miss))
    return Shares(
        index=index,
        own=own,
        other=np.where(take_low, low, high).astype(np.uint8),
        share=np.where(take_low, other_share, share).astype(np.float32),
    )


def _mixed(
    pixels: NDArray[np.float64], own: NDArray[np.float64], other: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Share of the first of two colours in each pixel, and how far the pixel is from any mixture of them."""
    span = own - other
    share = ((pixels - other) * span).sum(axis=1) / np.maximum((span**2).sum(axis=1), 1.0)
    share = np.clip(share, 0.0, 1.0)
    miss = np.square(other + share[:, None] * span - pixels).sum(axis=1)
    return share, miss


def share_of(members: NDArray[np.bool_], labels: NDArray[np.uint8], shares: Shares) -> NDArray[np.float32]:
    """Coverage, 0..1, of the regions that are members: (256,) by label."""
    covered = members[labels].astype(np.float32)
    own = members[shares.own].astype(np.float32)
    other = members[shares.other].astype(np.float32)
    covered.reshape(-1)[shares.index] = own * shares.share + other * (np.float32(1.0) - shares.share)
    return covered
