"""Enamel cells and colours at the grid's pitch, from labels on the fine raster."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pinrender.artwork._bytes import halved, relabelled
from pinrender.artwork._nearest import nearest_label
from pinrender.artwork._stack import RECESS

__all__ = ["draw_cells", "draw_platings", "draw_textures"]

CONTINUED_MM = 0.25
"""A line's plating is its own so far beyond its drawn edge: processes widen lines. Walls and rims that they
add farther off have the pin's."""


def draw_cells(
    labels: NDArray[np.uint8], palette_srgb8: NDArray[np.uint8], body: NDArray[np.uint8]
) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Reduce labels to the grid, and continue them where metal hides the enamel.

    Parameters
    ----------
    labels : (2H, 2W) uint8 ndarray
        0 = outside, k = palette_srgb8[k - 1], or `METAL`, or `RECESS`.
    palette_srgb8 : (N, 3) uint8 ndarray
        Enamel colours.
    body : (H, W) uint8 ndarray
        Coverage of the silhouette.

    Returns
    -------
    cells : (H, W) uint8 ndarray
        0 = outside or bare recess; continued under metal.
    color_srgb8 : (H, W, 3) uint8 ndarray
        Mean of four samples in linear light; continued everywhere.
    """
    enamel = np.where(np.arange(256) <= len(palette_srgb8), np.arange(256), 0).astype(np.uint8)
    fine = relabelled(labels, enamel)
    first, *others = (np.ascontiguousarray(fine[row::2, col::2]) for row in (0, 1) for col in (0, 1))
    mixed = np.nonzero((first != others[0]) | (first != others[1]) | (first != others[2]))
    corners = np.stack([first[mixed], *(corner[mixed] for corner in others)])
    first[mixed] = _commonest(corners)
    everywhere = _continued(first)
    cells = np.where(body > 0, everywhere, np.uint8(0))
    recess = labels == RECESS
    if recess.any():
        cells[(halved(recess.astype(np.uint8) * np.uint8(255)) >= 128) & (first == 0)] = 0
    table = np.concatenate([np.zeros((1, 3), np.uint8), palette_srgb8])
    return cells, _colors(everywhere, mixed, corners, table)


def draw_textures(labels: NDArray[np.uint8], texture: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Reduce textures to the grid, those of the floors continued everywhere.

    Parameters
    ----------
    labels : (2H, 2W) uint8 ndarray
        As in `draw_cells`.
    texture : (2H, 2W) uint8 ndarray
        k > 0 = a texture, of a recess or of the floor under enamel, whatever metal may lie over it.

    Returns
    -------
    (H, W) uint8 ndarray
    """
    floor = np.where((labels > 0) & (labels <= RECESS), texture + np.uint8(1), np.uint8(0))
    corners = np.stack([floor[row::2, col::2] for row in (0, 1) for col in (0, 1)])
    return nearest_label(corners.max(axis=0)) - np.uint8(1) if floor.any() else corners[0]


def draw_platings(
    labels: NDArray[np.uint8], plating: NDArray[np.uint8], pitch_mm: float
) -> NDArray[np.uint8]:
    """Reduce platings to the grid, those of the metal continued a little past its edges.

    Parameters
    ----------
    labels : (2H, 2W) uint8 ndarray
        As in `draw_cells`.
    plating : (2H, 2W) uint8 ndarray
        k > 0 = a plating, of raised or recessed metal, whatever enamel may lie over it.
    pitch_mm : float
        Of the grid.

    Returns
    -------
    (H, W) uint8 ndarray
        0 = none named, or farther from any metal.
    """
    import cv2

    metal = np.where(labels >= RECESS, plating + np.uint8(1), np.uint8(0))
    corners = np.stack([metal[row::2, col::2] for row in (0, 1) for col in (0, 1)])
    known = _commonest(corners)
    if not known.any():
        return known
    away = cv2.distanceTransform((known == 0).astype(np.uint8), cv2.DIST_L2, cv2.DIST_MASK_5)
    own = nearest_label(known) - np.uint8(1)
    return np.where(away * pitch_mm <= CONTINUED_MM, own, np.uint8(0))


def _commonest(corners: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The label that most of four samples (4, N) have, the first of equals; 0 if none has one."""
    votes = np.stack([(corners == corner).sum(axis=0) * (corner > 0) for corner in corners])
    return np.asarray(np.take_along_axis(corners, votes.argmax(axis=0)[None], axis=0)[0], np.uint8)


def _continued(seeds: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Labels everywhere: the nearest, slivers thinner than three samples not spreading."""
    import cv2

    square = np.ones((3, 3), np.uint8)
    core = np.where(cv2.erode(seeds, square) == cv2.dilate(seeds, square), seeds, np.uint8(0))
    nearest = nearest_label(core if core.any() else seeds)
    return np.where(seeds > 0, seeds, nearest)


def _colors(
    labels: NDArray[np.uint8],
    mixed: tuple[NDArray[np.intp], ...],
    corners: NDArray[np.uint8],
    table: NDArray[np.uint8],
) -> NDArray[np.uint8]:
    from pinrender.color import linear_to_srgb, srgb8_to_linear

    whole = np.pad(table, ((0, 256 - len(table)), (0, 0)))
    color_srgb8 = np.stack([relabelled(labels, whole[:, channel]) for channel in range(3)], axis=-1)
    blended = corners.any(axis=0)
    weight = (corners[:, blended] > 0).astype(np.float64)[..., None]
    mean = (srgb8_to_linear(table)[corners[:, blended]] * weight).sum(axis=0) / weight.sum(axis=0)
    color_srgb8[tuple(index[blended] for index in mixed)] = np.rint(255.0 * linear_to_srgb(mean)).astype(
        np.uint8
    )
    return color_srgb8
