"""Signed distance to the edge of a coverage mask, to a few hundredths of a sample, corners kept sharp."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from pinrender.artwork import Corners, EdgeSamples, edge_samples, find_corners, outlines_px

__all__ = ["coverage_within", "signed_distance_mm"]

BLUR_PX = 0.8
"""Standard deviation of the blur that takes the seams between neighbouring tangents off the field."""
BAND_PX = 24.0
"""Farther away, the distance to the nearest edge sample is exact enough."""
FLAT_PX = 0.75
"""An edge sample stands for a straight piece of this half length."""
BLEND_PX = 2.0
"""Width over which the corner's own distance passes into the field's."""
MOST_MOVED_PX = 1.7
"""Nothing that a blur takes off a tip is more."""
SETTLED = 0.5
"""How steeply a corner's say ends where another edge is nearer: neighbours differ by two samples at most."""

HALF_DIAGONAL = 0.75
"""A place lies no farther from its nearest sample: half the diagonal of a square, and a little."""

Field = NDArray[np.float32]
Points = NDArray[np.float64]
Indices = NDArray[np.intp]


def signed_distance_mm(coverage: NDArray[np.uint8], pitch_mm: float) -> Field:
    """Distance to the 0.5 iso-line of a coverage mask.

    An anti-aliased Euclidean distance transform: every sample beside the edge gets the edge's
    exact place and normal from the blurred coverage (what a blur leaves of a straight edge,
    inverted); every other sample measures to the tangent of its nearest edge sample. About a
    corner, which the blur rounds, it measures to the two straight pieces that meet there.

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
    samples = edge_samples(coverage)
    if not samples.row.size:
        far = np.hypot(*coverage.shape) * pitch_mm
        return np.asarray(np.where(inside, far, -far), np.float32)
    signed_px = np.asarray(cv2.GaussianBlur(_to_tangents(inside, samples), (0, 0), BLUR_PX), np.float32)
    _set_corners(signed_px, find_corners(outlines_px(coverage, samples)))
    return np.asarray(signed_px * np.float32(pitch_mm), np.float32)


def coverage_within(signed_mm: Field, pitch_mm: float) -> NDArray[np.uint8]:
    """Turn a signed distance back into anti-aliased coverage, 255 where it is positive."""
    share = np.clip(0.5 + signed_mm / np.float32(pitch_mm), 0.0, 1.0)
    return np.asarray(share * 255.0 + 0.5).astype(np.uint8)


def _to_tangents(inside: NDArray[np.bool_], samples: EdgeSamples) -> Field:
    """Signed distance of every sample to the tangent of its nearest edge sample."""
    far_px, labels = cv2.distanceTransformWithLabels(
        (~samples.mask).astype(np.uint8), cv2.DIST_L2, cv2.DIST_MASK_5, labelType=cv2.DIST_LABEL_PIXEL
    )
    table = np.zeros((5, int(labels.max()) + 1), np.float32)
    table[:, labels[samples.mask]] = np.stack(
        [samples.row, samples.col, samples.normal_row, samples.normal_col, samples.offset]
    )
    flat = np.flatnonzero(far_px < BAND_PX)
    row, col = (index.astype(np.float32) for index in np.divmod(flat, inside.shape[1]))
    label = np.asarray(labels, np.int32).ravel()
    tangent = table.take(label.take(flat), axis=1)
    across, beyond = _to_tangent(tangent, row, col)
    # The transform's nearest sample may be a few off; the one beside the foot on its tangent is not.
    foot = np.rint(row - across * tangent[2]) * inside.shape[1] + np.rint(col - across * tangent[3])
    tangent = table.take(label.take(foot.astype(np.intp), mode="clip"), axis=1)
    second, second_beyond = _to_tangent(tangent, row, col)
    distance = np.sqrt(np.minimum(across**2 + beyond**2, second**2 + second_beyond**2))
    signed_px = np.where(inside, far_px, -far_px)
    side = np.where(np.abs(across) < 1.0, across, signed_px.take(flat))
    signed_px.reshape(-1)[flat] = np.copysign(distance, side)
    return np.asarray(signed_px, np.float32)


def _to_tangent(tangent: Field, row: Field, col: Field) -> tuple[Field, Field]:
    """Signed distance across each tangent, and how far along it a sample lies beyond its straight piece."""
    edge_row, edge_col, normal_row, normal_col, offset = tangent
    down, right = row - edge_row, col - edge_col
    across = down * normal_row + right * normal_col + offset
    along = np.abs(right * normal_row - down * normal_col)
    return across, np.maximum(along - np.float32(FLAT_PX), np.float32(0.0))


def _set_corners(signed_px: Field, corners: Corners) -> None:
    """Put the distance to each corner's two sides into the field about it, in place."""
    if not corners.at.size:
        return
    rows, cols, corner = _about(corners, signed_px.shape)
    off = np.stack([rows - corners.point[corner, 0], cols - corners.point[corner, 1]])
    wedge = _to_wedge(off, corners.before[corner].T, corners.after[corner].T)
    old = signed_px[rows, cols]
    share = np.clip((corners.straight[corner] - np.hypot(*off)) / BLEND_PX, 0.0, 1.0)
    # a corner moves the edge by no more than its rounding: where it would, another edge is nearer
    most = np.minimum(corners.rounding[corner] + 0.25, MOST_MOVED_PX)
    moved = np.abs(wedge - old)
    moved = np.minimum(moved, np.maximum(most - (moved - most) * SETTLED, 0.0))
    which = np.flatnonzero((share > 0.0) & (moved > 0.0))
    order = which[np.argsort(-np.abs(wedge[which]), kind="stable")]
    signed_px[rows[order], cols[order]] = (old + share * np.copysign(moved, wedge - old))[order]


def _about(corners: Corners, shape: tuple[int, ...]) -> tuple[Indices, Indices, Indices]:
    """Rows and columns (N,) of all samples as near to a corner as it is straight, and which corner it is."""
    reach = int(np.ceil(corners.straight.max()))
    span = np.arange(-reach, reach + 1)
    down, right = (axis.ravel() for axis in np.meshgrid(span, span, indexing="ij"))
    corner, place = np.nonzero(np.hypot(down, right) < corners.straight[:, None] + HALF_DIAGONAL)
    middle = np.rint(corners.point).astype(np.intp)[corner]
    rows = np.clip(middle[:, 0] + down[place], 0, shape[0] - 1)
    cols = np.clip(middle[:, 1] + right[place], 0, shape[1] - 1)
    return rows, cols, corner


def _to_wedge(off: Points, before: Points, after: Points) -> NDArray[np.float64]:
    """Signed distance (N,) of places about a corner (2, N) to its two sides (2, N), which go on for ever."""
    nearest = np.full(off.shape[1], np.inf)
    lines = []
    for side, inward in ((before, 1.0), (after, -1.0)):
        along = np.maximum(off[0] * side[0] + off[1] * side[1], 0.0)
        nearest = np.minimum(nearest, np.hypot(*(off - along * side)))
        lines.append(inward * (side[0] * off[1] - side[1] * off[0]))
    turn = before[0] * after[1] - before[1] * after[0]
    inward_px = np.where(turn > 0.0, np.minimum(*lines), np.maximum(*lines))
    return np.asarray(np.copysign(nearest, inward_px), np.float64)
