"""What is done to every solved or struck surface: its slope, its smoothing, its soft edge."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

__all__ = ["Field", "share_inside", "slope_of", "smooth"]

SMOOTHING_PER_FINEST = 0.8
"""A blur by this share of the solver's spacing hides its print and hardly moves the surface."""

Field = NDArray[np.float32]


def smooth(surface: Field, finest_px: float) -> Field:
    """Take the solver's grid, `finest_px` samples wide, off a surface that mirrors."""
    return np.asarray(cv2.GaussianBlur(surface, (0, 0), SMOOTHING_PER_FINEST * finest_px), np.float32)


def slope_of(height_mm: Field, pitch_mm: float) -> Field:
    """d/dx and d/dy by central differences, world axes; (H, W, 2)."""
    scale = 1.0 / (32.0 * pitch_mm)
    grad_x = cv2.Scharr(height_mm, cv2.CV_32F, 1, 0, scale=scale)
    grad_y = cv2.Scharr(height_mm, cv2.CV_32F, 0, 1, scale=-scale)
    return np.stack([grad_x, grad_y], axis=-1)


def share_inside(signed_mm: Field, pitch_mm: float) -> Field:
    """Share of each sample on the positive side of a distance, 0..1."""
    return np.asarray(np.clip(np.float32(0.5) + signed_mm / np.float32(pitch_mm), 0.0, 1.0), np.float32)
