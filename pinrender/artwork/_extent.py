"""Where an outline reaches farthest, put where a closer look finds it: there it runs along the raster."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from pinrender.artwork._redraw import MOVED_PX
from pinrender.artwork._straight import Look, is_clear

__all__ = ["reaching"]

Points = NDArray[np.float64]

PLATEAU_PX = 12.0
"""About its extreme a curve runs along the raster, which shows it as flat for so long on either side."""
FLAT_PX = 0.07
"""And within so much."""
LEAST_PX = 3.0
"""What is flat for less is a tip: where its sides meet is known better than where it seems to end."""
DRAWN = 0.42
"""So much of the flat piece is drawn on either side of its middle; at its ends there may be corners."""
_AWAY = np.array([-1.0, 0.0, 1.0]) / 3.0
"""Where on its length the flat piece is looked at, from its middle."""


def reaching(coverage: NDArray[np.uint8], lines: Sequence[Points], look: Look) -> NDArray[np.uint8]:
    """Coverage whose outermost curves lie where a closer look finds them.

    Parameters
    ----------
    coverage : (H, W) uint8 ndarray
        255 = inside.
    lines : sequence of (N, 2) ndarray
        Its outlines.
    look : callable
        Draws squares of the same artwork, magnified.

    Returns
    -------
    (H, W) uint8 ndarray
        The same where a sample would change by more than a raster errs.
    """
    result = coverage.copy()
    points = np.concatenate([np.zeros((0, 2)), *lines])
    if len(points):
        for axis in (0, 1):
            for sign in (1.0, -1.0):
                _draw(result if axis == 0 else result.T, points[:, [axis, 1 - axis]], look, axis, sign)
    return result


def _draw(coverage: NDArray[np.uint8], points: Points, look: Look, axis: int, sign: float) -> None:
    """Draw the piece that reaches farthest up, or down where `sign` is negative, in place.

    Along axis 1 all is transposed but what `look` sees.
    """
    height = sign * points[:, 0]
    first = int(np.argmin(height))
    level = float(points[first, 0])
    flat = (height < height[first] + FLAT_PX) & (np.hypot(*(points - points[first]).T) < PLATEAU_PX)
    middle, length_px = 0.5 * (points[flat, 1].min() + points[flat, 1].max()), np.ptp(points[flat, 1])
    if length_px < LEAST_PX:
        return
    places = np.stack([np.full(3, level), middle + _AWAY * length_px], axis=-1)
    squares = look(places if axis == 0 else places[:, ::-1])
    moved = sign * (0.5 - np.array([float(square.mean()) / 255.0 for square in squares]))
    if not all(is_clear(square) for square in squares) or np.abs(moved).max() > MOVED_PX + FLAT_PX:
        return
    bend = np.polynomial.polynomial.polyfit(_AWAY, moved, 2)
    cols = np.arange(int(np.ceil(middle - DRAWN * length_px)), int(middle + DRAWN * length_px) + 1)
    edge = level + np.polynomial.polynomial.polyval((cols - middle) / length_px, bend)
    rows = np.rint(level).astype(np.intp) + np.arange(-2, 3)[:, None]
    new = np.rint(255.0 * np.clip(0.5 + sign * (rows - edge), 0.0, 1.0))
    old = coverage[rows, cols]
    coverage[rows, cols] = np.where(np.abs(new - old) < 255.0 * MOVED_PX, new, old).astype(np.uint8)
