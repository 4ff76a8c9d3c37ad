"""Greys outside the outline of a flat picture: the shadow below a logo, or paper that is lit unevenly."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pinrender.artwork._flat_regions import Regions
from pinrender.color import srgb8_to_hex, srgb8_to_lab
from pinrender.findings import Finding, Severity

__all__ = ["find_shadow", "shadow_notice"]

_GREY = 6.0
"""C* of a grey at most (by eye, as are all numbers here)."""
_WHITE = 96.0
"""L* from which on it is no shadow, but the white border of a sticker."""
_SHADES = 2
"""Greys that a shadow fades through, at least; one flat grey is a colour."""
_OUTSIDE = 0.8
"""Share of a grey's area that lies outside the outline, at least."""
_ENCLOSED = 0.8
"""Share of the other colours' area that lies inside it, at least: without that it is no outline."""
_LEAST = 0.003
"""Share of all that is no paper that such greys have together at least."""


def find_shadow(regions: Regions, seen: NDArray[np.uint8], metal: list[int]) -> NDArray[np.bool_] | None:
    """Where greys lie around the outline, as no colour of the pin does.

    Parameters
    ----------
    regions : Regions
        Of the picture.
    seen : (R, C) uint8 ndarray
        Its labels, 0 where there is paper.
    metal : list of int
        Numbers of the colours that are metal.

    Returns
    -------
    (R, C) bool ndarray or None
        None where there is no such shadow.
    """
    import cv2

    if not metal:
        return None
    lines = np.isin(seen, metal).astype(np.uint8)
    outlines, _ = cv2.findContours(lines, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    within = cv2.drawContours(np.zeros_like(lines), outlines, -1, 1, cv2.FILLED)
    count = len(regions.palette_srgb8) + 1
    areas_px = np.bincount(seen.ravel(), minlength=count)[1:count]
    outside_px = np.bincount(seen[within == 0].ravel(), minlength=count)[1:count]
    lab = srgb8_to_lab(regions.palette_srgb8)
    is_grey = np.hypot(*lab[:, 1:].T) < _GREY
    is_shadow = is_grey & (lab[:, 0] < _WHITE) & (areas_px > 0) & (outside_px > _OUTSIDE * areas_px)
    is_shadow[np.array(metal) - 1] = False
    is_other = ~is_shadow
    is_other[np.array(metal) - 1] = False
    enclosed = outside_px[is_other].sum() < (1.0 - _ENCLOSED) * areas_px[is_other].sum()
    large = areas_px[is_shadow].sum() >= _LEAST * areas_px.sum()
    if np.count_nonzero(is_shadow) < _SHADES or not enclosed or not large:
        return None
    around = np.flatnonzero(is_grey) + 1  # what is left of white between shadow and outline goes with it
    return np.asarray(np.isin(seen, around) & ~np.isin(seen, metal) & (within == 0), np.bool_)


def shadow_notice(regions: Regions, shadow: NDArray[np.bool_] | None) -> tuple[Finding, ...]:
    """Which greys were removed as a shadow, if some were; `shadow` is what `find_shadow` found, (R, C)."""
    if shadow is None:
        return ()
    numbers = np.unique(regions.labels[shadow]).tolist()
    greys = ", ".join(srgb8_to_hex(regions.palette_srgb8[number - 1]) for number in numbers)
    return (
        Finding(
            code="shadow",
            severity=Severity.NOTICE,
            message=f"greys outside the outline ({greys}) look like a shadow or unevenly lit paper, and were "
            "removed",
            suggestion="if they are part of the pin, name the background: --paper '#ffffff' or none",
        ),
    )
