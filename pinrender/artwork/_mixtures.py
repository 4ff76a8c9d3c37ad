"""Samples along the edge between two colours: how much of each is its own."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pinrender.artwork._bytes import relabelled

__all__ = ["NO_MIXTURES", "Mixtures", "find_mixtures", "touching"]

_OPAQUE = 0.98
_LEAST_SUM = 0.74
"""Opacity of two abutting shapes at worst: both half, and a quarter shows through."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Mixtures:
    """Samples beside another colour of the same layer.

    Attributes
    ----------
    index : (N,) int64 ndarray
        Flat indices, ascending.
    share : (N,) uint8 ndarray
        Share of the sample that its own label has, 255 = all.
    """

    index: NDArray[np.int64]
    share: NDArray[np.uint8]


NO_MIXTURES = Mixtures(index=np.zeros(0, np.int64), share=np.zeros(0, np.uint8))


def touching(labels: NDArray[np.uint8]) -> tuple[NDArray[np.int64], NDArray[np.uint8]]:
    """Labelled samples (label > 0) with another label among their eight neighbours, and that label.

    Returns
    -------
    index : (N,) int64 ndarray
        Flat indices, ascending.
    other : (N,) uint8 ndarray
    """
    import cv2

    square = np.ones((3, 3), np.uint8)
    none_is_most = np.arange(256, dtype=np.uint8)
    none_is_most[0] = 255
    highest = cv2.dilate(labels, square)
    lowest = cv2.erode(relabelled(labels, none_is_most), square)
    index = np.flatnonzero((highest > lowest) & (labels > 0))
    own, high = labels.ravel()[index], highest.ravel()[index]
    return index, np.where(high != own, high, lowest.ravel()[index]).astype(np.uint8)


def find_mixtures(
    bgra: NDArray[np.uint8], labels: NDArray[np.uint8], palette_srgb8: NDArray[np.uint8]
) -> Mixtures:
    """Tell the shares of two colours from the colour and the opacity of what was drawn.

    An anti-aliased edge of one shape over another mixes their colours by the share. Two shapes that
    abut on nothing leave a rest of see-through, which tells the share even better than the colour.

    Parameters
    ----------
    bgra : (R, C, 4) uint8 ndarray
        The layer's picture, straight alpha.
    labels : (R, C) uint8 ndarray
        0 = unpainted, k = palette_srgb8[k - 1].
    palette_srgb8 : (N, 3) uint8 ndarray
        Flat colours.
    """
    if len(palette_srgb8) < 2:
        return NO_MIXTURES
    index, other = touching(labels)
    if not index.size:
        return NO_MIXTURES
    known = np.concatenate([np.zeros((1, 3)), palette_srgb8.astype(np.float64)])
    pixels = bgra.reshape(-1, 4)[index].astype(np.float64)
    mine, theirs = known[labels.ravel()[index]], known[other]
    span = mine - theirs
    share = ((pixels[:, 2::-1] - theirs) * span).sum(axis=1) / np.maximum((span**2).sum(axis=1), 1.0)
    share = np.clip(share, 0.0, 1.0)
    alpha = pixels[:, 3] / 255.0
    abut = (alpha > _LEAST_SUM) & (alpha < _OPAQUE)
    share[abut] = _abutting(share[abut], alpha[abut])
    return Mixtures(index=index, share=np.rint(255.0 * share).astype(np.uint8))


def _abutting(color_share: NDArray[np.float64], alpha: NDArray[np.float64]) -> NDArray[np.float64]:
    """Share a of one of two shapes that fill a sample together.

    Drawn over one another they leave a (1 - a) of nothing: alpha has two answers, and each two
    orders of drawing. The one whose colour is nearest to what was drawn is taken.
    """
    root = np.sqrt(np.maximum(1.0 - 4.0 * (1.0 - alpha), 0.0))
    shares = np.stack([0.5 + 0.5 * root, 0.5 - 0.5 * root] * 2)
    above, below = shares[:2], shares[2:]
    colors = np.concatenate([above / (above + (1.0 - above) ** 2), below**2 / (below**2 + 1.0 - below)])
    best = np.abs(colors - color_share).argmin(axis=0)
    return np.asarray(np.take_along_axis(shares, best[None], axis=0)[0], np.float64)
