"""Where the edge of a coverage mask lies, to a hundredth of a sample: tangents and outlines."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["EdgeSamples", "covered", "edge_samples", "outlines_px"]

BLUR_PX = 0.8
"""Standard deviation of the blur that makes the edge's normal smooth."""
_KERNEL = 7
"""Taps of that blur."""
_LEVELS = 1024
_ANGLES = 32
"""Steps of the table from an upright edge to a diagonal one."""

Field = NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class EdgeSamples:
    """Samples with a 4-neighbour on the other side of half coverage.

    Attributes
    ----------
    mask : (H, W) bool ndarray
        Which they are; the other arrays are in its order.
    row, col : (N,) float32 ndarray
        Their indices.
    normal_row, normal_col : (N,) float32 ndarray
        Unit normal of the edge, inward.
    offset : (N,) float32 ndarray
        Signed distance to the edge in samples, positive inside.
    """

    mask: NDArray[np.bool_]
    row: Field
    col: Field
    normal_row: Field
    normal_col: Field
    offset: Field


def edge_samples(coverage: NDArray[np.uint8]) -> EdgeSamples:
    """Place the edge beside every sample: what a blur leaves of a straight one there, inverted.

    Parameters
    ----------
    coverage : (H, W) uint8 ndarray
        255 = inside.
    """
    import cv2

    mask = _beside_edge(coverage >= 128)
    share = coverage.astype(np.float32) / np.float32(255.0)
    blurred = cv2.GaussianBlur(share, (_KERNEL, _KERNEL), BLUR_PX)
    grad_col = cv2.Scharr(blurred, cv2.CV_32F, 1, 0)[mask]
    grad_row = cv2.Scharr(blurred, cv2.CV_32F, 0, 1)[mask]
    length = np.maximum(np.hypot(grad_row, grad_col), np.float32(1e-6))
    level = np.clip(blurred[mask] * (_LEVELS - 1.0) + 0.5, 0, _LEVELS - 1).astype(np.intp)
    steep, flat = np.maximum(abs(grad_row), abs(grad_col)), np.minimum(abs(grad_row), abs(grad_col))
    angle = np.rint(np.arctan2(flat, np.maximum(steep, np.float32(1e-6))) * (4.0 / np.pi * _ANGLES))
    rows, cols = np.nonzero(mask)
    return EdgeSamples(
        mask=mask,
        row=rows.astype(np.float32),
        col=cols.astype(np.float32),
        normal_row=(grad_row / length).astype(np.float32),
        normal_col=(grad_col / length).astype(np.float32),
        offset=_offsets()[angle.astype(np.intp), level],
    )


@cache
def _offsets() -> Field:
    """Offset in samples from a straight edge, by its angle (rows) and by blurred coverage in 1/1023."""
    import cv2

    bell = cv2.getGaussianKernel(_KERNEL, BLUR_PX).ravel()
    taps = np.arange(_KERNEL) - _KERNEL // 2
    down, right = (axis.ravel() for axis in np.meshgrid(taps, taps, indexing="ij"))
    weight = np.outer(bell, bell).ravel()
    offset = np.linspace(-3.0, 3.0, 601)
    levels = np.clip(np.arange(_LEVELS) / (_LEVELS - 1.0), 0.004, 0.996)
    rows = []
    for angle_rad in np.arange(_ANGLES + 1) * (0.25 * np.pi / _ANGLES):
        steep, flat = np.cos(angle_rad), np.sin(angle_rad)
        blurred = covered(offset[:, None] + down * steep + right * flat, steep, max(flat, 1e-6)) @ weight
        rows.append(np.interp(levels, blurred, offset))
    return np.asarray(np.stack(rows), np.float32)


def covered(offset: NDArray[np.float64], steep: float, flat: float) -> NDArray[np.float64]:
    """Share of a unit square inside a half plane.

    Parameters
    ----------
    offset : ndarray
        How far inside the edge the square's middle lies, in sides of the square.
    steep, flat : float
        The larger and the smaller component of the edge's unit normal, both > 0.
    """
    reach = 0.5 * (steep + flat) - np.abs(offset)
    corner = np.where(reach < flat, 0.5 * reach**2 / (steep * flat), (reach - 0.5 * flat) / steep)
    outside = np.where(reach <= 0.0, 0.0, corner)
    return np.asarray(np.where(offset > 0.0, 1.0 - outside, outside), np.float64)


def _beside_edge(inside: NDArray[np.bool_]) -> NDArray[np.bool_]:
    edge = np.zeros_like(inside)
    across = inside[:, 1:] != inside[:, :-1]
    edge[:, 1:] |= across
    edge[:, :-1] |= across
    down = inside[1:] != inside[:-1]
    edge[1:] |= down
    edge[:-1] |= down
    return edge


def outlines_px(coverage: NDArray[np.uint8], samples: EdgeSamples) -> list[NDArray[np.float64]]:
    """Closed lines along the edge, their corners rounded by the blur.

    Parameters
    ----------
    coverage : (H, W) uint8 ndarray
        Nothing covered on the outermost samples.
    samples : EdgeSamples
        Of this coverage.

    Returns
    -------
    list of (N, 2) float64 ndarray
        Rows and columns, the first not repeated; the inside lies to the left, seen with rows downward.
    """
    import contourpy

    lines: Any = contourpy.contour_generator(z=coverage, name="serial").lines(127.5)
    position = np.zeros(coverage.shape, np.int32)
    position[samples.mask] = np.arange(samples.row.size)
    return [_replaced(line[:-1, ::-1], position, samples) for line in lines if len(line) > 3]


def _replaced(
    line: NDArray[np.float64], position: NDArray[np.int32], samples: EdgeSamples
) -> NDArray[np.float64]:
    """Put each vertex, which lies between two samples, where their distances to the edge meet at zero.

    An edge softer than one sample, as in an enlarged picture, scales both and moves nothing.
    """
    line = np.round(line, 6)  # or a column of 206.9999999 lies between two columns
    low, high = np.floor(line), np.ceil(line)
    one, other = (
        samples.offset[position[end[:, 0].astype(np.intp), end[:, 1].astype(np.intp)]] for end in (low, high)
    )
    apart = np.where(one == other, np.float32(1.0), one - other)
    share = np.where(one * other < 0.0, one / apart, (line - low).max(axis=1))
    return np.asarray(low + share[:, None] * (high - low), np.float64)
