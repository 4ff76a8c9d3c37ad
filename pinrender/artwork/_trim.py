"""What an engine draws beyond the canvas is erased."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pinrender.artwork._document import Window

__all__ = ["trim_to_canvas"]


def trim_to_canvas(pixels: NDArray[np.uint8], canvas: tuple[float, float], window: Window) -> None:
    """Erase, in place, the samples whose centres lie beyond the canvas.

    Whole samples: a last line of them with a share of its alpha would read as a translucent fill.
    """
    rows = window.top + window.height / window.rows * (np.arange(window.rows) + 0.5)
    cols = window.left + window.width / window.cols * (np.arange(window.cols) + 0.5)
    pixels[(rows < 0.0) | (rows > canvas[1])] = 0
    pixels[:, (cols < 0.0) | (cols > canvas[0])] = 0
