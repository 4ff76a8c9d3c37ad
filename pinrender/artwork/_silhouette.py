"""The pin's outline: what is inside it, how large it is, and of how many pieces."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

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


def iso_box(coverage: NDArray[np.uint8]) -> Box | None:
    """Bounding box of the half-coverage iso-line, interpolated between sample centres.

    Parameters
    ----------
    coverage : (R, C) uint8 ndarray
        Nothing at half coverage on the outermost samples.

    Returns
    -------
    Box or None
        None if no sample reaches half coverage.
    """
    if not (coverage > HALF).any():
        return None
    last_row, last_col = coverage.shape[0] - 1, coverage.shape[1] - 1
    return Box(
        top=_first(coverage) + 0.5,
        bottom=last_row - _first(coverage[::-1]) + 0.5,
        left=_first(coverage.T) + 0.5,
        right=last_col - _first(coverage.T[::-1]) + 0.5,
    )


def _first(coverage: NDArray[np.uint8]) -> float:
    """Smallest row index, as a fraction, at which any column crosses half coverage."""
    row = int(np.argmax((coverage > HALF).any(axis=1)))
    above = coverage[max(row - 1, 0)].astype(np.float64)
    here = coverage[row].astype(np.float64)
    crossing = here > HALF
    return float(row - ((here - HALF) / np.maximum(here - above, 1.0))[crossing].max())


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
