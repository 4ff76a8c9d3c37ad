"""The pin's outline: what is inside it, how large it is, and of how many pieces."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pinrender.artwork._corners import sharpened

__all__ = ["Box", "Pieces", "filled", "iso_box", "keep_large"]

HALF = 127.5
"""The outline is the iso-line at half coverage."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A bounding box in pixel-edge coordinates: pixel (r, c) spans r to r + 1 and c to c + 1."""

    top: float
    bottom: float
    left: float
    right: float

    @property
    def height(self) -> float:
        """Rows, as a fraction."""
        return self.bottom - self.top

    @property
    def width(self) -> float:
        """Columns, as a fraction."""
        return self.right - self.left


def iso_box(lines: Sequence[NDArray[np.float64]]) -> Box | None:
    """Bounding box of outlines, their corners and tips included.

    Parameters
    ----------
    lines : sequence of (N, 2) ndarray
        As `outlines_px` gives them.

    Returns
    -------
    Box or None
        None if there are none.
    """
    if not lines:
        return None
    points = np.concatenate(sharpened(lines))
    (top, left), (bottom, right) = points.min(axis=0) + 0.5, points.max(axis=0) + 0.5
    return Box(top=float(top), bottom=float(bottom), left=float(left), right=float(right))


def filled(painted: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """`painted` with every enclosed hole filled.

    Parameters
    ----------
    painted : (R, C) bool ndarray
        False on the outermost samples.
    """
    import cv2

    image = painted.astype(np.uint8)
    mask = np.zeros((image.shape[0] + 2, image.shape[1] + 2), np.uint8)
    cv2.floodFill(image, mask, (0, 0), 2)
    return np.asarray(image != 2, np.bool_)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pieces:
    """What `keep_large` found.

    Attributes
    ----------
    kept : int
        Pieces that stay.
    dropped : int
        Specks.
    drop : (R, C) bool ndarray or None
        Samples of the specks and their anti-aliased rims; None if there are none.
    """

    kept: int
    dropped: int
    drop: NDArray[np.bool_] | None


def keep_large(coverage: NDArray[np.uint8], min_samples: float) -> Pieces:
    """Tell pieces of a silhouette from specks smaller than `min_samples`."""
    import cv2

    count, labels, stats, _ = cv2.connectedComponentsWithStats(
        (coverage > HALF).astype(np.uint8), connectivity=8
    )
    small = stats[:, cv2.CC_STAT_AREA] < min_samples
    small[0] = False
    dropped = int(small.sum())
    if not dropped:
        return Pieces(kept=count - 1, dropped=0, drop=None)
    specks = cv2.dilate(small[labels].astype(np.uint8), np.ones((5, 5), np.uint8)) > 0
    kept = (labels > 0) & ~small[labels]
    rims = cv2.dilate(kept.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    return Pieces(kept=count - 1 - dropped, dropped=dropped, drop=np.asarray(specks & ~rims, np.bool_))
