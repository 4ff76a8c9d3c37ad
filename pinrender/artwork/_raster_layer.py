"""What the child process finds in a file of pixels: layers, each somewhere on one canvas."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pinrender.artwork._document import DocumentLayer, Window
from pinrender.findings import Finding, Severity
from pinrender.units import MM_PER_INCH

__all__ = ["Keep", "RasterLayer", "Seen", "mixed_layers", "resolution"]

SCREEN_PPI = (72, 96)
"""Pixels per inch that programs write where nobody chose any."""
LEAST_PPI = 10.0
"""Fewer are no resolution but a proportion of width to height, as 1 to 1 in JPEG files."""

_MANY_MIXED = 3
"""More are told in one notice."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RasterLayer:
    """The pixels of one layer.

    Attributes
    ----------
    layer : DocumentLayer
        Its name, and whether it is seen.
    bgra : (H, W, 4) uint8 ndarray or None
        Blue, green, red, alpha; sRGB, straight alpha. None where nothing is painted.
    left, top : int
        Its corner on the canvas, in pixels; it may reach over the canvas's edge.
    grey16 : (H, W) uint16 ndarray or None
        Its greys, where the file has more of them than eight bits hold.
    """

    layer: DocumentLayer
    bgra: NDArray[np.uint8] | None
    left: int = 0
    top: int = 0
    grey16: NDArray[np.uint16] | None = None

    def seen_from(self, window: Window) -> Window:
        """The window, in pixels of this layer."""
        return dataclasses.replace(window, left=window.left - self.left, top=window.top - self.top)


class Seen(NamedTuple):
    """What a reader of pixels says beside the layers: the canvas in pixels, and what it noticed."""

    canvas: tuple[int, int]
    findings: Sequence[Finding] = ()
    pixels_per_mm: float | None = None


def resolution(pixels_per_inch: float) -> float | None:
    """Pixels in a millimetre; None for what programs write when nobody said: those of a screen, or none."""
    if not math.isfinite(pixels_per_inch) or pixels_per_inch < LEAST_PPI:
        return None
    return None if round(pixels_per_inch) in SCREEN_PPI else pixels_per_inch / MM_PER_INCH


Keep = Callable[[RasterLayer], None]
"""Takes layers over, bottom to top, as they are read."""


def mixed_layers(mixed: Sequence[tuple[str, str]]) -> list[Finding]:
    """Notices that layers have not the colours they show in the program that made them; one where many have.

    Parameters
    ----------
    mixed : sequence of (str, str)
        Names of layers, and how the file mixes them with what lies below.
    """
    messages = [
        f"layer '{name}' is mixed with what lies below it ({mode}); its own colours are used"
        for name, mode in mixed
    ]
    if len(mixed) > _MANY_MIXED:
        modes = ", ".join(sorted({mode for _, mode in mixed}))
        messages = [
            f"{len(mixed)} layers are mixed with what lies below them ({modes}); their own colours are used"
        ]
    advice = "flatten it, or draw it in the colours it should have"
    return [
        Finding(code="blend-mode", severity=Severity.NOTICE, message=message, suggestion=advice)
        for message in messages
    ]
