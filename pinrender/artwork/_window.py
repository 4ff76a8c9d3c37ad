"""Where on the canvas the pin is: looked at coarsely, then framed for the fine raster."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pinrender.artwork._document import Document, Picture, Window
from pinrender.artwork._plan import MIN_PIECE_MM2

__all__ = ["MARGIN_SAMPLES", "Framing", "find_window"]

MARGIN_SAMPLES = 8
"""Empty samples of the grid around the body."""
_COARSE_PX = 384
"""Longest side of the first look."""
_CLOSER_PX = 3072
"""The same where that shows nothing: a drawing may be small on a large canvas."""
_ENOUGH = 0.4
"""Share of the coarse raster's side that the artwork must fill for the look to be exact enough."""
_LOOKS = 4
_FAINT = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Framing:
    """The fine raster's window, and the size its samples are expected to have."""

    window: Window
    sample_mm: float


def find_window(
    document: Document, layers: tuple[int, ...], *, size_mm: float, pixels_per_mm: float, side_limit_px: int
) -> Framing | None:
    """Frame what the layers paint, with a margin.

    Parameters
    ----------
    document : Document
        The opened file.
    layers : tuple of int
        Which layers make the body.
    size_mm : float
        Longest side of the body.
    pixels_per_mm : float
        Grid samples in a millimetre; the fine raster has twice as many.
    side_limit_px : int
        Longest side the fine raster may have; the resolution falls where it would be longer.

    Returns
    -------
    Framing or None
        None if nothing is painted.
    """
    width, height = document.canvas
    box = (0.0, 0.0, width, height)
    for _ in range(_LOOKS):
        for side_px in (_COARSE_PX, _CLOSER_PX):
            window = _coarse(box, side_px)
            painted = next(document.draw(iter([Picture(layers=layers, window=window)])))[..., 3] >= _FAINT
            found = _painted_box(painted, size_mm)
            if found is not None:
                break
        if found is None:
            return None
        filled = max(found[2] - found[0], found[3] - found[1]) / max(window.rows, window.cols)
        box = _in_units(found, window, document.canvas)
        if filled >= _ENOUGH:
            break
    return _fine(box, size_mm, pixels_per_mm, side_limit_px)


def _coarse(box: tuple[float, float, float, float], side_px: int) -> Window:
    left, top, right, bottom = box
    unit_per_px = max(right - left, bottom - top) / side_px
    return Window(
        left=left,
        top=top,
        unit_per_px=unit_per_px,
        rows=max(1, math.ceil((bottom - top) / unit_per_px - 1e-9)),
        cols=max(1, math.ceil((right - left) / unit_per_px - 1e-9)),
    )


def _painted_box(painted: NDArray[np.bool_], size_mm: float) -> tuple[int, int, int, int] | None:
    """Columns and rows (left, top, right, bottom) of what is painted, specks left out where they are sure."""
    import cv2

    count, _, stats, _ = cv2.connectedComponentsWithStats(painted.astype(np.uint8), connectivity=8)
    if count < 2:
        return None
    area_mm2 = stats[1:, cv2.CC_STAT_AREA] * (size_mm / _longest(stats[1:])) ** 2
    large = stats[1:][area_mm2 >= MIN_PIECE_MM2]
    kept = large if len(large) else stats[1:]
    left, top = kept[:, 0].min(), kept[:, 1].min()
    right, bottom = (kept[:, 0] + kept[:, 2]).max(), (kept[:, 1] + kept[:, 3]).max()
    return int(left), int(top), int(right), int(bottom)


def _longest(stats: NDArray[Any]) -> float:
    wide = (stats[:, 0] + stats[:, 2]).max() - stats[:, 0].min()
    high = (stats[:, 1] + stats[:, 3]).max() - stats[:, 1].min()
    return float(max(wide, high))


def _in_units(
    found: tuple[int, int, int, int], window: Window, canvas: tuple[float, float]
) -> tuple[float, float, float, float]:
    """Grow by one pixel and convert to canvas units.

    No farther than the canvas: artwork that fills it then ends on the edge of a fine sample.
    """
    left, top, right, bottom = found
    return (
        max(0.0, window.left + (left - 1) * window.unit_per_px),
        max(0.0, window.top + (top - 1) * window.unit_per_px),
        min(canvas[0], window.left + (right + 1) * window.unit_per_px),
        min(canvas[1], window.top + (bottom + 1) * window.unit_per_px),
    )


def _fine(
    box: tuple[float, float, float, float], size_mm: float, pixels_per_mm: float, side_limit_px: int
) -> Framing:
    left, top, right, bottom = box
    long_px = min(2.0 * pixels_per_mm * size_mm, side_limit_px - 4.0 * MARGIN_SAMPLES)
    unit_per_px = max(right - left, bottom - top) / long_px
    margin = 2 * MARGIN_SAMPLES
    return Framing(
        window=Window(
            left=left - margin * unit_per_px,
            top=top - margin * unit_per_px,
            unit_per_px=unit_per_px,
            rows=2 * (math.ceil((bottom - top) / unit_per_px / 2 - 1e-9) + margin),
            cols=2 * (math.ceil((right - left) / unit_per_px / 2 - 1e-9) + margin),
        ),
        sample_mm=size_mm / long_px,
    )
