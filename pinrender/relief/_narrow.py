"""Features too narrow to survive stoning, or to be filled."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

__all__ = ["distance_to_mm", "enlarged", "narrow_features", "share_within", "times_finer"]

MEASURED_PX_PER_MM = 80.0
"""Samples on which widths are measured: the width asked is met within 0.03 mm, at any angle."""
LARGEST_MEASURED_PX = 2400.0
"""Samples along the longer side at most: large pins are measured on coarser ones."""
RIDGE_PX = 0.2
"""Samples outside lie half a sample beyond the edge, those nearest the ridge up to half a sample beside it:
what misses the width by less is let pass."""

CRUMB_PER_WIDTH = 2.5
"""A piece no longer than so many widths, that hung on what is lost, is lost with it."""
BEADED = 0.95
"""Nor does a bar survive that is wide enough only where others crossed it."""

Mask = NDArray[np.bool_]


def narrow_features(coverage: NDArray[np.uint8], width_mm: float, pitch_mm: float) -> Mask:
    """Find what a disc of diameter `width_mm` cannot enter.

    A corner or a tapering tip is part of the wide shape it ends: only what reaches farther than
    `width_mm` beyond the wide parts, or touches none, is a feature of its own.

    Parameters
    ----------
    coverage : (H, W) uint8 ndarray
        255 = inside.
    width_mm : float
        Least width that survives.
    pitch_mm : float
        Sample spacing.

    Returns
    -------
    (H, W) bool ndarray
        Samples of the narrow features.
    """
    inside = coverage >= 128
    radius_mm = 0.5 * width_mm
    core = distance_to_mm(~inside, pitch_mm) >= radius_mm - RIDGE_PX * pitch_mm
    opened = inside & (distance_to_mm(core, pitch_mm) <= radius_mm + pitch_mm)
    left = inside & ~opened
    if not left.any():
        return left
    count, labels = cv2.connectedComponents(left.astype(np.uint8), connectivity=8)
    reach_mm = np.zeros(count, np.float32)
    np.maximum.at(reach_mm, np.asarray(labels[left], np.intp), distance_to_mm(opened, pitch_mm)[left])
    lost = left & (reach_mm > width_mm)[labels]
    return np.asarray(lost | _crumbs(inside & ~lost, lost, width_mm, pitch_mm))


def times_finer(shape: tuple[int, ...], pitch_mm: float) -> int:
    """How many times finer than its samples a coverage's widths are measured; at least 1."""
    return max(1, round(min(MEASURED_PX_PER_MM * pitch_mm, LARGEST_MEASURED_PX / max(shape))))


def enlarged(coverage: NDArray[np.uint8], times: int) -> NDArray[np.uint8]:
    """A coverage on samples so many times finer: its edge stays where it is."""
    if times == 1:
        return coverage
    return np.asarray(
        cv2.resize(coverage, None, fx=times, fy=times, interpolation=cv2.INTER_LINEAR), np.uint8
    )


def share_within(region: Mask, fine: NDArray[np.uint8], times: int) -> NDArray[np.float32]:
    """Share of each sample's coverage that lies in a region, both on samples so many times finer."""
    rows, cols = (side // times for side in fine.shape)
    covered = fine.astype(np.float32)
    within, whole = (
        cv2.resize(part, (cols, rows), interpolation=cv2.INTER_AREA) for part in (covered * region, covered)
    )
    return np.asarray(within / np.maximum(whole, np.float32(1e-6)), np.float32)


def _crumbs(kept: Mask, lost: Mask, width_mm: float, pitch_mm: float) -> Mask:
    """What narrow features leave where they cross: small pieces, hardly wider, that held on to them."""
    if not lost.any():
        return lost
    count, labels, stats, _ = cv2.connectedComponentsWithStats(kept.astype(np.uint8), connectivity=8)
    extent_mm = stats[:, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]].max(axis=1) * pitch_mm
    touching = np.zeros(count, bool)
    beside = cv2.dilate(lost.astype(np.uint8), np.ones((5, 5), np.uint8)) > 0
    touching[np.unique(labels[beside & kept])] = True
    mean_width_mm = stats[:, cv2.CC_STAT_AREA] * pitch_mm**2 / extent_mm
    small = touching & ((extent_mm < CRUMB_PER_WIDTH * width_mm) | (mean_width_mm < BEADED * width_mm))
    small[0] = False
    return np.asarray(small[labels])


def distance_to_mm(mask: Mask, pitch_mm: float) -> NDArray[np.float32]:
    """Distance from every sample to the nearest sample of `mask`; a kilometre where there is none."""
    if not mask.any():
        return np.full(mask.shape, 1e6, np.float32)
    away = cv2.distanceTransform((~mask).astype(np.uint8), cv2.DIST_L2, cv2.DIST_MASK_PRECISE)
    return np.asarray(away * np.float32(pitch_mm), np.float32)
