"""Edges that two enamel colours share with no metal between them, and the distance to the nearest."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from pinrender.artwork._cells import Cells
from pinrender.artwork._mixtures import touching

__all__ = ["seam_distance_mm"]

REACH_MM = 1.1
"""Farther away, the distance to the nearest edge sample will do."""
BLUR_PX = 1.25
"""Standard deviation, in fine samples, of the window in which an edge is taken to be straight."""
WINDOW_PX = 3
BOX_VARIANCE = 1.0 / 12.0
"""Variance of the box over which a sample's share is averaged."""
FLAT_PX = 0.75
"""A point of a seam stands for a straight piece of this half length, in samples of the grid."""
_NEAR_PX = 1.5
"""A sample farther from its edge, in fine samples, does not place it."""
_CHUNK = 50_000
_LEVELS = 1024

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Points:
    """Points on seams, in samples of the grid, with the seam's normal there; each (N,)."""

    row: Floats
    col: Floats
    normal_row: Floats
    normal_col: Floats
    cell: NDArray[np.int64]


def seam_distance_mm(
    labels: NDArray[np.uint8],
    enamels: Iterable[Cells],
    pitch_mm: float,
) -> NDArray[np.float32] | None:
    """Distance to the nearest seam.

    Parameters
    ----------
    labels : (2H, 2W) uint8 ndarray
        Enamel colours on the fine raster; 0 = anything else.
    enamels : iterable of Cells
        The enamel layers, bottom to top: their anti-aliased edges place the seams.
    pitch_mm : float
        Distance between samples of the grid.

    Returns
    -------
    (H, W) float32 ndarray or None
        As in `Plan`; None if no two colours touch.
    """
    index, _ = touching(labels)
    if not index.size:
        return None
    share = np.full(labels.shape, 255, np.uint8)
    share.reshape(-1)[index] = _shares(index, enamels)
    rows, cols = labels.shape[0] // 2, labels.shape[1] // 2
    parts = [_points(labels, share, index[start : start + _CHUNK]) for start in range(0, index.size, _CHUNK)]
    points = _joined(parts, cols)
    if not points.cell.size:
        return None
    return _distance_px(points, (rows, cols), REACH_MM / pitch_mm) * np.float32(pitch_mm)


def _shares(index: NDArray[np.int64], enamels: Iterable[Cells]) -> NDArray[np.uint8]:
    """Share that the topmost paint has of each sample."""
    share = np.full(index.size, 255, np.uint8)
    for cells in enamels:
        covered = cells.coverage.ravel()[index]
        own = np.full(index.size, 255, np.uint8)
        _, here, there = np.intersect1d(index, cells.mixtures.index, assume_unique=True, return_indices=True)
        own[here] = cells.mixtures.share[there]
        below = np.minimum(share, np.uint8(255) - covered)
        share = np.where(covered >= 128, np.minimum(own, covered), below)
    return share


def _points(labels: NDArray[np.uint8], share: NDArray[np.uint8], index: NDArray[np.int64]) -> _Points:
    """Fit a straight edge about each sample: its share, blurred, tells the place, its gradient the normal."""
    cols = labels.shape[1]
    steps = np.arange(-WINDOW_PX, WINDOW_PX + 1)
    down, across = (axis.ravel() for axis in np.meshgrid(steps, steps, indexing="ij"))
    around = index[:, None] + down * cols + across
    near = labels.ravel()[around]
    part = share.ravel()[around] / np.float32(255.0)
    part = np.where(near == labels.ravel()[index][:, None], part, np.float32(1.0) - part)
    weight = np.exp(-0.5 * (down**2 + across**2) / BLUR_PX**2).astype(np.float32) * (near > 0)
    total = weight.sum(axis=1)
    mean = (weight * part).sum(axis=1) / total
    weight *= part - mean[:, None]
    grad_row, grad_col = (weight * down).sum(axis=1), (weight * across).sum(axis=1)
    length = np.hypot(grad_row, grad_col)
    offset = np.interp(mean, np.arange(_LEVELS) / (_LEVELS - 1.0), _offsets())
    kept = (length > 1e-3 * total) & (np.abs(offset) < _NEAR_PX)
    row, col = np.divmod(index[kept], cols)
    normal_row, normal_col = grad_row[kept] / length[kept], grad_col[kept] / length[kept]
    return _Points(
        row=0.5 * (row - offset[kept] * normal_row) - 0.25,
        col=0.5 * (col - offset[kept] * normal_col) - 0.25,
        normal_row=normal_row,
        normal_col=normal_col,
        cell=(row // 2) * (cols // 2) + col // 2,
    )


def _offsets() -> Floats:
    """Distance in fine samples from a straight edge, by blurred share."""
    quantile = NormalDist(0.0, (BLUR_PX**2 + BOX_VARIANCE) ** 0.5).inv_cdf
    return np.array([quantile(min(max(k / (_LEVELS - 1.0), 0.01), 0.99)) for k in range(_LEVELS)])


def _joined(parts: list[_Points], cols: int) -> _Points:
    """One point for each sample of the grid: the one nearest to its middle."""
    cell = np.concatenate([part.cell for part in parts])
    fields = [
        np.concatenate([getattr(part, name) for part in parts])
        for name in ("row", "col", "normal_row", "normal_col")
    ]
    row, col = np.divmod(cell, cols)
    order = np.lexsort((np.hypot(fields[0] - row, fields[1] - col), cell))
    first = order[np.flatnonzero(np.diff(cell[order], prepend=-1))]
    chosen_row, chosen_col, normal_row, normal_col = (field[first] for field in fields)
    return _Points(
        row=chosen_row, col=chosen_col, normal_row=normal_row, normal_col=normal_col, cell=cell[first]
    )


def _distance_px(points: _Points, shape: tuple[int, int], reach_px: float) -> NDArray[np.float32]:
    """Distance from every sample to the nearest point's tangent, exact within the reach."""
    import cv2

    away = np.ones(shape, np.uint8)
    away.reshape(-1)[points.cell] = 0
    far_px, nearest = cv2.distanceTransformWithLabels(
        away, cv2.DIST_L2, cv2.DIST_MASK_5, labelType=cv2.DIST_LABEL_PIXEL
    )
    position = np.zeros(int(nearest.max()) + 1, np.int64)
    position[nearest.ravel()[points.cell]] = np.arange(points.cell.size)
    point_at = position[nearest]
    rows, cols = np.nonzero(far_px < reach_px)
    first = point_at[rows, cols]
    along, across = _to_tangent(points, first, rows, cols)
    distance = np.hypot(across, np.maximum(along - FLAT_PX, 0.0))
    # The transform's nearest point may be a few samples off; the one beside the foot on its tangent is not.
    foot_row = np.rint(rows - across * points.normal_row[first]).astype(np.intp)
    foot_col = np.rint(cols - across * points.normal_col[first]).astype(np.intp)
    second = point_at[np.clip(foot_row, 0, shape[0] - 1), np.clip(foot_col, 0, shape[1] - 1)]
    along, across = _to_tangent(points, second, rows, cols)
    far_px[rows, cols] = np.minimum(distance, np.hypot(across, np.maximum(along - FLAT_PX, 0.0)))
    return np.asarray(far_px, np.float32)


def _to_tangent(
    points: _Points, which: NDArray[np.int64], rows: NDArray[np.intp], cols: NDArray[np.intp]
) -> tuple[Floats, Floats]:
    """Distance along a point's tangent, >= 0, and across it, signed."""
    down, right = rows - points.row[which], cols - points.col[which]
    normal_row, normal_col = points.normal_row[which], points.normal_col[which]
    return np.abs(right * normal_row - down * normal_col), down * normal_row + right * normal_col
