"""Printed ink: what it covers, and the colours of it and of the enamel that shows beside it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pinrender.artwork._bytes import halved, multiply, relabelled
from pinrender.artwork._cells import Cells
from pinrender.artwork._flat_colors import OPAQUE_ALPHA

__all__ = ["HALF", "Ink", "blended_srgb8", "inked"]

HALF = 128
"""Coverage from which on a sample is printed."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ink:
    """All print layers so far, on the fine raster.

    Attributes
    ----------
    coverage : (R, C) uint8 ndarray
        Share of each sample that is printed.
    color_srgb8 : (R, C, 3) uint8 ndarray
        Red, green, blue of the topmost ink.
    solid : (R, C) bool ndarray
        Samples that are at least half printed; elsewhere there is no colour.
    """

    coverage: NDArray[np.uint8]
    color_srgb8: NDArray[np.uint8]
    solid: NDArray[np.bool_]


def inked(below: Ink | None, cells: Cells, bgra: NDArray[np.uint8]) -> Ink:
    """Print one more layer; ink is opaque and keeps flowing colours, as a photograph has them."""
    table = np.zeros((256, 3), np.uint8)
    table[1 : len(cells.palette_srgb8) + 1] = cells.palette_srgb8
    color = np.stack([relabelled(cells.labels, table[:, channel]) for channel in range(3)], axis=-1)
    solid = cells.coverage >= HALF
    if cells.is_gradient:
        flowing = solid & (bgra[..., 3] >= OPAQUE_ALPHA)
        color[flowing] = bgra[flowing][:, 2::-1]
    if below is None:
        return Ink(coverage=cells.coverage, color_srgb8=color, solid=solid)
    none = np.uint8(255)
    return Ink(
        coverage=none - multiply(none - below.coverage, none - cells.coverage),
        color_srgb8=np.where(solid[..., None], color, below.color_srgb8),
        solid=below.solid | solid,
    )


def blended_srgb8(
    ink: Ink, printed: NDArray[np.uint8], enamel: NDArray[np.uint8], color_srgb8: NDArray[np.uint8]
) -> NDArray[np.uint8]:
    """Colour of each sample's ink and enamel together, mixed in linear light by what shows of each.

    Parameters
    ----------
    ink : Ink
        On the fine raster.
    printed : (H, W) uint8 ndarray
        Coverage of ink.
    enamel : (H, W) uint8 ndarray
        Coverage of enamel under it.
    color_srgb8 : (H, W, 3) uint8 ndarray
        Enamel's colour.

    Returns
    -------
    (H, W, 3) uint8 ndarray
        As given where nothing is printed.
    """
    from pinrender.color import linear_to_srgb, srgb8_to_linear

    where = np.nonzero(printed)
    if not where[0].size or not ink.solid.any():
        return color_srgb8
    ink_linear = _ink_linear(ink, where)
    share = printed[where].astype(np.float64) / 255.0
    beside = (1.0 - share) * enamel[where] / 255.0
    part = (share / (share + beside))[:, None]
    mixed = part * ink_linear + (1.0 - part) * srgb8_to_linear(color_srgb8[where])
    result = color_srgb8.copy()
    result[where] = np.rint(255.0 * linear_to_srgb(mixed)).astype(np.uint8)
    return result


def _ink_linear(ink: Ink, where: tuple[NDArray[np.intp], ...]) -> NDArray[np.float64]:
    """Mean of four fine samples, or the nearest ink where none of them is half printed; (N, 3)."""
    from pinrender.color import srgb8_to_linear

    weight = halved(ink.solid.astype(np.uint8) * np.uint8(255))
    rows, cols = _nearest_at(weight > 0, where)
    decode = srgb8_to_linear(np.arange(256, dtype=np.uint8))
    total = np.zeros((len(rows), 3))
    count = np.zeros((len(rows), 1))
    for row, col in ((2 * rows + dr, 2 * cols + dc) for dr in (0, 1) for dc in (0, 1)):
        solid = ink.solid[row, col][:, None]
        total += solid * decode[ink.color_srgb8[row, col]]
        count += solid
    return total / count


def _nearest_at(
    known: NDArray[np.bool_], where: tuple[NDArray[np.intp], ...]
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Row and column of the known sample nearest to each place."""
    import cv2

    if known[where].all():
        return where[0], where[1]
    _, nearest = cv2.distanceTransformWithLabels(
        (~known).astype(np.uint8), cv2.DIST_L2, cv2.DIST_MASK_5, labelType=cv2.DIST_LABEL_PIXEL
    )
    table = np.zeros(int(nearest.max()) + 1, np.intp)
    table[nearest[known]] = np.flatnonzero(known)
    rows, cols = np.divmod(table[nearest[where]], known.shape[1])
    return rows, cols
