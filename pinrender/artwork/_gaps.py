"""Spots inside the outline that nobody painted."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pinrender.artwork._nearest import nearest_label
from pinrender.artwork._stack import METAL, RECESS

__all__ = ["NARROW_MM", "Gaps", "close_gaps"]

NARROW_MM = 0.15
"""Unpainted gaps up to this width are slips of the pen; half the thinnest metal line that can be struck."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Gaps:
    """Labels without gaps.

    Attributes
    ----------
    labels : (R, C) uint8 ndarray
        As given, with narrow gaps given to the nearest label, wide ones to `RECESS`, and what is printed
        on nothing to `METAL`.
    narrow, wide : (R, C) bool ndarray
        Which samples those were; what is printed counts as narrow.
    """

    labels: NDArray[np.uint8]
    narrow: NDArray[np.bool_]
    wide: NDArray[np.bool_]


def close_gaps(
    labels: NDArray[np.uint8],
    inside: NDArray[np.bool_],
    sample_mm: float,
    printed: NDArray[np.bool_] | None = None,
) -> Gaps:
    """Decide every sample of the body that no layer paints.

    Parameters
    ----------
    labels : (R, C) uint8 ndarray
        Topmost paint, 0 = none.
    inside : (R, C) bool ndarray
        The silhouette with its holes filled.
    sample_mm : float
        Distance between samples.
    printed : (R, C) bool ndarray, optional
        Where ink lies: with nothing painted below it, it is printed on a plate of metal.
    """
    gaps = inside & (labels == 0)
    plate = gaps & printed if printed is not None else None
    if plate is not None:
        labels = np.where(plate, np.uint8(METAL), labels)
        gaps &= ~plate
    wide = np.zeros_like(gaps)
    rows, cols = np.flatnonzero(gaps.any(axis=1)), np.flatnonzero(gaps.any(axis=0))
    if not rows.size:
        return Gaps(labels=labels, narrow=gaps if plate is None else plate, wide=wide)
    pad = 2 + int(np.ceil(NARROW_MM / sample_mm))
    crop = (
        slice(max(int(rows[0]) - pad, 0), int(rows[-1]) + pad + 1),
        slice(max(int(cols[0]) - pad, 0), int(cols[-1]) + pad + 1),
    )
    wide[crop] = _opened(gaps[crop], 0.5 * NARROW_MM / sample_mm)
    narrow = gaps & ~wide
    closed = np.where(wide, np.uint8(RECESS), labels)
    if narrow.any():
        closed[crop] = np.where(narrow[crop], nearest_label(closed[crop]), closed[crop])
    return Gaps(labels=closed, narrow=narrow if plate is None else narrow | plate, wide=wide)


def _opened(gaps: NDArray[np.bool_], radius: float) -> NDArray[np.bool_]:
    """Where a disc of `radius` samples fits into the gaps."""
    import cv2

    depth = cv2.distanceTransform(gaps.astype(np.uint8), cv2.DIST_L2, cv2.DIST_MASK_5)
    core = depth >= radius
    if not core.any():
        return np.zeros_like(gaps)
    side = 2 * int(np.ceil(radius)) + 1
    disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (side, side))
    return np.asarray((cv2.dilate(core.astype(np.uint8), disc) > 0) & gaps, np.bool_)
