"""Regions of a flat picture become two layers: metal, and the enamel that goes on below its edges."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pinrender.artwork._flat_regions import Regions
from pinrender.artwork._nearest import nearest_label
from pinrender.artwork._unmix import find_shares, share_of

__all__ = ["FlatLayers", "draw_layers"]

_UNDER = 3
"""Pixels by which enamel goes on under metal, so that no gap opens along the line."""

FlatLayers = tuple[NDArray[np.uint8] | None, NDArray[np.uint8] | None]
"""Enamel and metal, each (R, C, 4) uint8: blue, green, red, alpha; None where there is none of it."""


def draw_layers(
    bgra: NDArray[np.uint8], regions: Regions, metal: list[int], paper: NDArray[np.bool_] | None
) -> FlatLayers:
    """Draw enamel and metal, each pixel along an edge by the share that its colour tells.

    Parameters
    ----------
    bgra : (R, C, 4) uint8 ndarray
        The picture.
    regions : Regions
        Its colours.
    metal : list of int
        Numbers of those that are metal.
    paper : (R, C) bool ndarray or None
        Where there is only paper.
    """
    count = len(regions.palette_srgb8)
    labels, palette = regions.labels, regions.palette_srgb8
    if paper is not None:
        off = np.unique(labels[paper])
        palette = np.concatenate([palette, palette[off - 1]])
        labels = np.where(paper, (count + 1 + np.searchsorted(off, labels)).astype(np.uint8), labels)
    shares = find_shares(bgra, labels, palette)
    is_body = np.zeros(256, np.bool_)
    is_body[1 : count + 1] = True
    is_metal = np.zeros(256, np.bool_)
    is_metal[metal] = True
    is_enamel = is_body & ~is_metal
    solid = bgra[..., 3].astype(np.float32) / np.float32(255.0)
    body = share_of(is_body, labels, shares) * solid
    enamel = None
    if is_enamel[labels].any():
        enamel = _enamel(labels, palette, is_enamel, body)
        _blend(enamel, palette, is_enamel, shares.index, shares.own, shares.other, shares.share)
    if not is_metal[labels].any():
        return enamel, None
    lines = np.zeros_like(bgra)
    lines[..., :3] = palette[metal[0] - 1][::-1]
    lines[..., 3] = np.rint(255.0 * np.minimum(share_of(is_metal, labels, shares) * solid, body))
    return enamel, lines


def _enamel(
    labels: NDArray[np.uint8],
    palette: NDArray[np.uint8],
    is_enamel: NDArray[np.bool_],
    body: NDArray[np.float32],
) -> NDArray[np.uint8]:
    """Every colour as far as it goes, and a little farther under metal and over the outline's edge."""
    import cv2

    own = np.where(is_enamel[labels], labels, np.uint8(0))
    side = 2 * _UNDER + 1
    near = cv2.dilate((own > 0).astype(np.uint8), np.ones((side, side), np.uint8)) > 0
    spread = nearest_label(own)
    drawn = np.zeros((*labels.shape, 4), np.uint8)
    drawn[..., :3] = palette[spread - 1][..., ::-1]
    drawn[..., 3] = np.where(near, np.rint(255.0 * body), 0.0)
    return drawn


def _blend(
    drawn: NDArray[np.uint8],
    palette: NDArray[np.uint8],
    is_enamel: NDArray[np.bool_],
    index: NDArray[np.int64],
    own: NDArray[np.uint8],
    other: NDArray[np.uint8],
    share: NDArray[np.float32],
) -> None:
    """Mix the colours of two enamels along their edge, in place."""
    both = is_enamel[own] & is_enamel[other]
    part = share[both, None].astype(np.float64)
    mixed = part * palette[own[both] - 1] + (1.0 - part) * palette[other[both] - 1]
    drawn.reshape(-1, 4)[index[both], :3] = np.rint(mixed[:, ::-1]).astype(np.uint8)
