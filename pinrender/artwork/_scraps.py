"""Scraps of colour along the edges of a flat picture, given to what they lie in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from pinrender.artwork._flat_regions import Regions
from pinrender.artwork._nearest import nearest_label

__all__ = ["without_scraps"]

_LEAST_PX = 8
"""Pixels of an area that was drawn on purpose, at least."""


def without_scraps(
    regions: Regions, seen: NDArray[np.uint8], numbers: Iterable[int], least: float
) -> Regions:
    """Give areas of fewer than `least` pixels to the nearest other.

    Mixtures and compression make a few pixels along an edge look like a third colour, and cut a few of
    the paper off from the rest.

    Parameters
    ----------
    regions : Regions
    seen : (R, C) uint8 ndarray
        Its labels, 0 where there is paper.
    numbers : iterable of int
        Colours that are looked at: lines may be as small as they like.
    least : float
        Pixels of an area that stays; never less than 8.
    """
    import cv2

    scraps = np.zeros(seen.shape, np.bool_)
    for number in numbers:
        _, parts, stats, _ = cv2.connectedComponentsWithStats((seen == number).astype(np.uint8))
        small = stats[:, cv2.CC_STAT_AREA] < max(least, _LEAST_PX)
        small[0] = False
        scraps |= small[parts]
    if not scraps.any() or scraps[seen > 0].all():
        return regions
    bare = np.where(scraps, np.uint8(0), regions.labels)
    return replace(regions, labels=np.where(scraps, nearest_label(bare), regions.labels))
