"""The spot of a pin that shows most: where lines and colours meet densest, in its relief if it has any."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from pinrender.artwork import Plan

__all__ = ["telling_spot_mm"]

WITHIN = 0.97
"""Share of the spot that lies on the pin, at least; where none does, the fullest counts."""
ABOUT = 0.35
"""How far from the middle of the spot the line across it may lie, in its sides."""


def telling_spot_mm(plan: Plan, side_mm: float) -> tuple[tuple[float, float], float]:
    """Find the square with the longest edges of metal and relief in it, and the line that cuts most of them.

    Where there is 3D relief its highest place lies in the square, and the line goes through it.

    Parameters
    ----------
    plan : Plan
        What is drawn.
    side_mm : float
        Of the square.

    Returns
    -------
    middle_mm : tuple of float
        x and y of the square's middle, in the world.
    across_mm : float
        y of the line.
    """
    side_px = max(1, round(side_mm / plan.grid.pitch_mm))
    window = (side_px, side_px)
    raised = _raised(plan)
    down, right = (np.asarray(np.gradient(raised, axis=axis), np.float32) for axis in (0, 1))
    steps = np.hypot(down, right).astype(np.float32)
    edges = cv2.boxFilter(steps, -1, window, borderType=cv2.BORDER_CONSTANT)
    body = plan.body.astype(np.float32) / np.float32(255.0)
    inside = cv2.boxFilter(body, -1, window, borderType=cv2.BORDER_CONSTANT)
    score = np.where(inside >= min(WITHIN, float(inside.max()) - 1e-6), edges + 1e-6 * inside, -1.0)
    peak = _peak(plan)
    if peak is not None:
        score = np.where(_near(peak, score.shape, round(ABOUT * side_px)), score, score.min() - 1.0)
    row, col = (int(index) for index in np.unravel_index(int(score.argmax()), score.shape))
    reach = round(ABOUT * side_px)
    rows = slice(max(row - reach, 0), row + reach + 1)
    cols = slice(max(col - side_px // 2, 0), col + side_px // 2 + 1)
    crossed = np.abs(right[rows, cols]).sum(axis=1)
    line = rows.start + int(crossed.argmax()) if peak is None else peak[0]
    x_mm, y_mm = plan.grid.to_world_mm(np.array(float(row)), np.array(float(col))).tolist()
    _, across_mm = plan.grid.to_world_mm(np.array(float(line)), np.array(float(col))).tolist()
    return (x_mm, y_mm), across_mm


def _peak(plan: Plan) -> tuple[int, int] | None:
    """Row and column of the whitest of sculpted layers: the middle one of all that are."""
    if not plan.sculpture:
        return None
    height = np.max([layer.height * (layer.coverage / np.float32(255.0)) for layer in plan.sculpture], axis=0)
    rows, cols = np.nonzero(height >= height.max() - 1e-3)
    middle = int(np.argmin(np.hypot(rows - np.median(rows), cols - np.median(cols))))
    return int(rows[middle]), int(cols[middle])


def _near(place: tuple[int, int], shape: tuple[int, ...], reach: int) -> NDArray[np.bool_]:
    """Samples of a grid that are no farther from a place than a reach, along both axes."""
    near = np.zeros(shape, np.bool_)
    row, col = place
    near[max(row - reach, 0) : row + reach + 1, max(col - reach, 0) : col + reach + 1] = True
    return near


def _raised(plan: Plan) -> NDArray[np.float32]:
    """Metal, and grey of sculpted layers, 0..1 each and added; (H, W)."""
    raised = plan.metal.astype(np.float32) / np.float32(255.0)
    for layer in plan.sculpture:
        raised = raised + layer.height * (layer.coverage / np.float32(255.0))
    return np.asarray(raised, np.float32)
