"""Signed distance to the edge of a coverage mask, to a few hundredths of a sample."""

from __future__ import annotations

from functools import cache
from statistics import NormalDist

import cv2
import numpy as np
from numpy.typing import NDArray

__all__ = ["signed_distance_mm"]

BLUR_PX = 0.8
"""Standard deviation of the blur that makes the edge's normal smooth."""
BOX_VARIANCE = 1.0 / 12.0
"""Variance of the box over which coverage is averaged."""
BAND_PX = 24.0
"""Farther away, the distance to the nearest edge sample is exact enough."""
FLAT_PX = 0.75
"""An edge sample stands for a straight piece of this half length."""


@cache
def _edge_offset_table() -> NDArray[np.float32]:
    """Offset in samples from a straight edge, by blurred coverage in 1/1023."""
    spread = (BLUR_PX**2 + BOX_VARIANCE) ** 0.5
    quantile = NormalDist(0.0, spread).inv_cdf
    return np.array([quantile(min(max(k / 1023.0, 0.004), 0.996)) for k in range(1024)], np.float32)


def signed_distance_mm(coverage: NDArray[np.uint8], pitch_mm: float) -> NDArray[np.float32]:
    """Distance to the 0.5 iso-line of a coverage mask.

    An anti-aliased Euclidean distance transform: every sample beside the edge gets the edge's
    exact place and normal from the blurred coverage (the error function of a straight edge,
    inverted); every other sample measures to the tangent of its nearest edge sample.

    Parameters
    ----------
    coverage : (H, W) uint8 ndarray
        255 = inside.
    pitch_mm : float
        Sample spacing.

    Returns
    -------
    (H, W) float32 ndarray
        Millimetres, positive inside. Where there is no edge at all: plus or minus the
        diagonal of the grid.

    References
    ----------
    Gustavson and Strand, "Anti-aliased Euclidean distance transform", Pattern Recognition
    Letters 32 (2011), doi:10.1016/j.patrec.2010.08.010.
    """
    inside = coverage >= 128
    edge = _beside_edge(inside)
    if not edge.any():
        far = np.hypot(*coverage.shape) * pitch_mm
        return np.asarray(np.where(inside, far, -far), np.float32)
    far_px, labels = cv2.distanceTransformWithLabels(
        (~edge).astype(np.uint8), cv2.DIST_L2, cv2.DIST_MASK_5, labelType=cv2.DIST_LABEL_PIXEL
    )
    signed_px = np.where(inside, far_px, -far_px)
    rows, cols = np.nonzero(far_px < BAND_PX)
    near = labels[rows, cols]
    table = np.zeros((5, int(labels.max()) + 1), np.float32)
    table[:, labels[edge]] = _edge_samples(coverage, edge)
    edge_row, edge_col, normal_row, normal_col, offset = table[:, near]
    dr, dc = rows - edge_row, cols - edge_col
    along_normal = dr * normal_row + dc * normal_col + offset
    along_edge = np.abs(dc * normal_row - dr * normal_col)
    beyond = np.maximum(along_edge - FLAT_PX, 0.0)
    side = np.where(
        np.abs(along_normal) < 1.0, np.sign(along_normal), np.where(inside[rows, cols], 1.0, -1.0)
    )
    signed_px[rows, cols] = side * np.hypot(along_normal, beyond)
    smooth = cv2.GaussianBlur(signed_px.astype(np.float32), (0, 0), BLUR_PX)
    return np.asarray(smooth * np.float32(pitch_mm), np.float32)


def _beside_edge(inside: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Samples with a 4-neighbour on the other side."""
    edge = np.zeros_like(inside)
    across = inside[:, 1:] != inside[:, :-1]
    edge[:, 1:] |= across
    edge[:, :-1] |= across
    down = inside[1:] != inside[:-1]
    edge[1:] |= down
    edge[:-1] |= down
    return edge


def _edge_samples(coverage: NDArray[np.uint8], edge: NDArray[np.bool_]) -> NDArray[np.float32]:
    """Row, column, inward normal and signed offset of the samples beside the edge, (5, N)."""
    blurred = cv2.GaussianBlur(coverage.astype(np.float32) / 255.0, (0, 0), BLUR_PX)
    grad_col = cv2.Scharr(blurred, cv2.CV_32F, 1, 0)[edge]
    grad_row = cv2.Scharr(blurred, cv2.CV_32F, 0, 1)[edge]
    length = np.maximum(np.hypot(grad_row, grad_col), 1e-6)
    offset = _edge_offset_table()[np.clip(blurred[edge] * 1023.0 + 0.5, 0, 1023).astype(np.intp)]
    rows, cols = np.nonzero(edge)
    return np.stack([rows, cols, grad_row / length, grad_col / length, offset]).astype(np.float32)
