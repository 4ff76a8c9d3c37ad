"""What an engine draws beyond the canvas: found, and erased."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pinrender.artwork._document import Window

__all__ = ["around", "share_beyond", "trim_to_canvas"]

LOOKED_AT_PX = 384
"""Side of the picture in which what lies beyond is looked for."""
_TOLERATED_PX = 1.0
"""A stroke along the edge of the canvas reaches over it."""
_SOLID = 128


def trim_to_canvas(pixels: NDArray[np.uint8], canvas: tuple[float, float], window: Window) -> None:
    """Erase, in place, the samples whose centres lie beyond the canvas.

    Whole samples: a last line of them with a share of its alpha would read as a translucent fill.
    """
    rows = window.top + window.height / window.rows * (np.arange(window.rows) + 0.5)
    cols = window.left + window.width / window.cols * (np.arange(window.cols) + 0.5)
    pixels[(rows < 0.0) | (rows > canvas[1])] = 0
    pixels[:, (cols < 0.0) | (cols > canvas[0])] = 0


def around(canvas: tuple[float, float]) -> Window:
    """A window on the canvas and half its longest side about it."""
    longest = max(canvas)
    unit = 2.0 * longest / LOOKED_AT_PX
    return Window(
        left=-0.5 * longest,
        top=-0.5 * longest,
        unit_per_px=unit,
        rows=round((canvas[1] + longest) / unit),
        cols=round((canvas[0] + longest) / unit),
    )


def share_beyond(alpha: NDArray[np.uint8], canvas: tuple[float, float], window: Window) -> float:
    """Share of what is painted that lies clearly beyond the canvas; 0 where nothing is painted."""
    rows = window.top + window.unit_per_px * (np.arange(window.rows) + 0.5)
    cols = window.left + window.unit_per_px * (np.arange(window.cols) + 0.5)
    near = _TOLERATED_PX * window.unit_per_px
    inside_rows = (rows > -near) & (rows < canvas[1] + near)
    inside_cols = (cols > -near) & (cols < canvas[0] + near)
    solid = alpha >= _SOLID
    total = int(np.count_nonzero(solid))
    within = int(np.count_nonzero(solid & inside_rows[:, None] & inside_cols))
    return (total - within) / total if total else 0.0
