"""Small parts of the body, drawn magnified."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from pinrender.artwork._bytes import multiply
from pinrender.artwork._document import Document, Picture, Window
from pinrender.artwork._straight import Look

__all__ = ["looker"]

SIDE_PX = 64
"""Pixels across a sample of the grid: an edge is then known to a five-hundredth of one."""


def looker(
    document: Document, body: tuple[int, ...], cutouts: tuple[int, ...], window: Window
) -> Look | None:
    """What draws squares of the body, one sample of the grid wide.

    Parameters
    ----------
    document : Document
        Open for as long as the result is used.
    body, cutouts : tuple of int
        Layers that make the body, and those that are cut out of it.
    window : Window
        Of the fine raster, two samples for each of the grid's.

    Returns
    -------
    callable or None
        None if a closer look at this document would show nothing more, or cost too much.
    """

    def look(places: NDArray[np.float64]) -> Sequence[NDArray[np.uint8]]:
        windows = [_square(window, float(row), float(col)) for row, col in places]
        squares = [np.ascontiguousarray(bgra[..., 3]) for bgra in _drawn(document, body, windows)]
        if not cutouts:
            return squares
        none = np.uint8(255)
        holes = _drawn(document, cutouts, windows)
        return [multiply(own, none - hole[..., 3]) for own, hole in zip(squares, holes, strict=True)]

    return look if document.is_plain else None


def _drawn(
    document: Document, layers: tuple[int, ...], windows: Sequence[Window]
) -> Sequence[NDArray[np.uint8]]:
    return list(document.draw(Picture(layers=layers, window=window) for window in windows))


def _square(window: Window, row: float, col: float) -> Window:
    """The square of one grid sample about a place, which samples are counted from their middles."""
    unit = 2.0 * window.unit_per_px
    return Window(
        left=window.left + unit * col,
        top=window.top + unit * row,
        unit_per_px=unit / SIDE_PX,
        rows=SIDE_PX,
        cols=SIDE_PX,
    )
