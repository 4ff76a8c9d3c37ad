"""Heights drawn in 256 greys, without the terraces between one grey and the next."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

__all__ = ["without_terraces"]

Field = NDArray[np.float32]

REACHES_PX = (2, 4, 8, 16, 32)
"""Standard deviations of the fits; 0.43 of a terrace's length leaves a ripple of 5 % on its slope."""
LEVEL = 1.0 / 255.0
WITHIN = 0.75
"""Levels by which a fit may leave what is drawn: half a one is rounding, the rest the shape's own curve."""
_LEAST_WEIGHT = 0.02
"""Painted share of a fit's window below which it says nothing."""
_KERNEL_PX = 2.0


def without_terraces(height: Field, weight: Field) -> Field:
    """Replace greys by planes fitted to them, wherever a plane agrees with them to the rounding.

    The widest fit that agrees is taken: a slow slope needs a wide one, an edge or a curve allows
    only a narrow one or none. A plane that was drawn stays the plane it was, also at its border.

    Parameters
    ----------
    height : (H, W) float32 ndarray
        0..1 in steps of 1/255.
    weight : (H, W) float32 ndarray, 0..1
        Painted share.

    Returns
    -------
    (H, W) float32 ndarray
        Within 0.75/255 of `height`, but for the blend from one reach to the next.
    """
    import cv2

    smooth = height
    for before_px, reach_px in pairwise((1, *REACHES_PX)):
        fit, known = _planes(height, weight, reach_px)
        far = (np.abs(fit - height) > WITHIN * LEVEL) & (weight > 0.5)
        side = 2 * reach_px + 1
        refused = cv2.dilate((far | ~known).astype(np.uint8), np.ones((side, side), np.uint8))
        if refused.all():
            break
        trust = cv2.GaussianBlur(1.0 - refused.astype(np.float32), (0, 0), float(before_px))
        smooth = smooth + trust * (fit - smooth)
    return np.asarray(smooth, np.float32)


def _planes(height: Field, weight: Field, reach_px: int) -> tuple[Field, NDArray[np.bool_]]:
    """Weighted least-squares plane about each sample: its value there, and whether there is one."""
    import cv2

    block = max(1, reach_px // int(_KERNEL_PX))
    rows, cols = height.shape
    pad = ((0, -rows % block), (0, -cols % block))
    size = ((cols + pad[1][1]) // block, (rows + pad[0][1]) // block)
    small = [
        np.asarray(cv2.resize(np.pad(values, pad), size, interpolation=cv2.INTER_AREA), np.float32)
        for values in (weight, weight * height)
    ]
    value, mass = _local_fit(small[0], small[1], reach_px / block)
    wide = (size[0] * block, size[1] * block)
    fit = cv2.resize(value, wide, interpolation=cv2.INTER_LINEAR)[:rows, :cols]
    if block > 1:  # round the facets of the coarse grid; OpenCV's cubic would bend a plane
        fit = cv2.GaussianBlur(fit, (0, 0), 0.6 * block)
    known = cv2.resize(mass, wide, interpolation=cv2.INTER_LINEAR)[:rows, :cols] >= _LEAST_WEIGHT
    return np.asarray(fit, np.float32), np.asarray(known, np.bool_)


def _local_fit(weight: Field, weighted: Field, sigma_px: float) -> tuple[Field, Field]:
    import cv2

    steps = np.arange(-np.ceil(3.0 * sigma_px), np.ceil(3.0 * sigma_px) + 1.0)
    bell = np.exp(-0.5 * (steps / sigma_px) ** 2)
    bell /= bell.sum()
    kernels = [(bell * steps**power).astype(np.float64) for power in range(3)]

    def moment(values: Field, across: int, down: int) -> NDArray[np.float64]:
        return np.asarray(
            cv2.sepFilter2D(
                values, cv2.CV_64F, kernels[across], kernels[down], borderType=cv2.BORDER_CONSTANT
            ),
            np.float64,
        )

    mass, m_x, m_y = moment(weight, 0, 0), moment(weight, 1, 0), moment(weight, 0, 1)
    m_xx, m_xy, m_yy = moment(weight, 2, 0), moment(weight, 1, 1), moment(weight, 0, 2)
    mean, h_x, h_y = moment(weighted, 0, 0), moment(weighted, 1, 0), moment(weighted, 0, 1)
    # Cramer's rule for the constant term of the plane; a little of the full window keeps it solvable.
    ridge = 1e-6 * sigma_px**2
    m_xx, m_yy = m_xx + ridge, m_yy + ridge
    minor = m_xx * m_yy - m_xy**2
    by_x, by_y = m_y * m_xy - m_x * m_yy, m_x * m_xy - m_y * m_xx
    whole = mass * minor + m_x * by_x + m_y * by_y
    value = (mean * minor + h_x * by_x + h_y * by_y) / np.where(whole > 1e-12, whole, 1.0)
    return np.where(whole > 1e-12, value, 0.0).astype(np.float32), mass.astype(np.float32)
