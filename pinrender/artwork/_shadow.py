"""Greys outside the outline of a flat picture: the shadow that a program draws below a logo."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pinrender.artwork._flat_regions import Regions
from pinrender.color import srgb8_to_hex, srgb8_to_lab
from pinrender.findings import Finding, Severity

__all__ = ["shadow_notice"]

_GREY = 6.0
"""C* of a grey at most."""
_OUTSIDE = 0.8
"""Share of a grey that lies outside the outline, where it is a shadow, and share of the other colours that
lie inside, without which there is no outline."""
_LEAST = 0.003
"""Share of the picture that such greys have together at least."""


def shadow_notice(regions: Regions, seen: NDArray[np.uint8], metal: list[int]) -> tuple[Finding, ...]:
    """Warn of greys that become enamel around the outline.

    Parameters
    ----------
    regions : Regions
    seen : (R, C) uint8 ndarray
        Its labels, 0 where there is paper.
    metal : list of int
        The metal's number, if there is any.
    """
    import cv2

    if not metal:
        return ()
    lines = (seen == metal[0]).astype(np.uint8)
    outlines, _ = cv2.findContours(lines, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    within = cv2.drawContours(np.zeros_like(lines), outlines, -1, 1, cv2.FILLED)
    count = len(regions.palette_srgb8) + 1
    areas = np.bincount(seen.ravel(), minlength=count)[1:count]
    outside = np.bincount(seen[within == 0].ravel(), minlength=count)[1:count]
    chroma = np.hypot(*srgb8_to_lab(regions.palette_srgb8)[:, 1:].T)
    is_grey = (chroma < _GREY) & (outside > _OUTSIDE * areas) & (areas > 0)
    is_other = ~is_grey & (np.arange(1, count) != metal[0])
    enclosed = outside[is_other].sum() < (1.0 - _OUTSIDE) * areas[is_other].sum()
    found = np.flatnonzero(is_grey)
    if not enclosed or areas[found].sum() < _LEAST * areas.sum():
        return ()
    greys = ", ".join(srgb8_to_hex(regions.palette_srgb8[index]) for index in found)
    return (
        Finding(
            code="shadow",
            severity=Severity.WARNING,
            message=f"greys outside the outline ({greys}) look like a shadow; they become enamel too",
            suggestion="send the picture without its shadow",
        ),
    )
