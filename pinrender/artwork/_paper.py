"""What of a flat picture is the paper that it lies on."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pinrender.artwork._flat_regions import Regions
from pinrender.color import ciede2000, srgb8_to_lab

__all__ = ["find_paper", "nearest_colors", "paper_color"]

_SEEN_THROUGH = 0.1
"""Share of the border that is transparent where there is no paper."""
_MAJORITY = 0.5
_DARK = 40.0
"""L* below which paper may be the colour of the outlines, and run into them."""
_NARROW = 0.02
"""Width of lines, over the longest side, that paper of their colour does not reach into."""
SAME = 12.0
"""CIEDE2000 within which a colour that is named is one that was found."""


def nearest_colors(palette_srgb8: NDArray[np.uint8], color_srgb8: tuple[int, int, int]) -> list[int]:
    """Numbers, from 1, of the palette's colours that are nearly this one, nearest first."""
    if not len(palette_srgb8):
        return []
    apart = ciede2000(srgb8_to_lab(palette_srgb8), srgb8_to_lab(np.array(color_srgb8)))
    order = np.argsort(apart, kind="stable")
    return [int(index) + 1 for index in order if apart[index] <= SAME]


def paper_color(regions: Regions, border: NDArray[np.uint8]) -> int | None:
    """Number of the colour that most of the border (labels along it) has; None if it is seen through."""
    if not border.size or np.count_nonzero(border == 0) > _SEEN_THROUGH * border.size:
        return None
    counts = np.bincount(border, minlength=len(regions.palette_srgb8) + 1)
    most = int(counts.argmax())
    return most if counts[most] > _MAJORITY * border.size else None


def find_paper(regions: Regions, color: int) -> NDArray[np.bool_]:
    """Where paper of this colour is: what of it hangs together with the border of what is painted.

    Areas of the same colour that are enclosed stay. Dark paper does not reach into lines of its colour.

    Parameters
    ----------
    regions : Regions
    color : int
        Its number in the palette, from 1.

    Returns
    -------
    (R, C) bool ndarray
    """
    import cv2

    mask = (regions.labels == color).astype(np.uint8)
    lightness = srgb8_to_lab(regions.palette_srgb8[color - 1])[0]
    wide = mask
    if lightness < _DARK:
        side = 2 * int(0.5 * _NARROW * max(mask.shape)) + 1
        disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (side, side))
        outside = (regions.labels == 0).astype(np.uint8)
        wide = cv2.morphologyEx(mask | outside, cv2.MORPH_OPEN, disc) & mask
    _, parts = cv2.connectedComponents(wide, connectivity=4)
    painted = (regions.labels > 0).astype(np.uint8)
    ring = (painted > 0) & (cv2.erode(painted, np.ones((3, 3), np.uint8), borderValue=0) == 0)
    touching = np.unique(parts[ring & (wide > 0)])
    return np.asarray(np.isin(parts, touching[touching > 0]), np.bool_)
