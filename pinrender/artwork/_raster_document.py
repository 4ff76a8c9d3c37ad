"""Layers of pixels, each somewhere on one canvas, as a `Document`."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from pinrender.artwork._document import DocumentLayer, Picture, Window
from pinrender.artwork._resample import resampled, resampled_grey
from pinrender.findings import Finding, Severity

__all__ = ["RasterDocument", "RasterLayer", "mixed_layers"]

_SOLID = 128
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


class RasterDocument:
    """Layers of pixels, bottom to top.

    Parameters
    ----------
    name : str
        File name, for messages.
    canvas : tuple of float
        Width and height in pixels.
    rasters : sequence of RasterLayer
        Bottom to top.
    findings : sequence of Finding
        What was noticed on opening.
    """

    edge_width = 1.0
    is_plain = False
    color_names: Mapping[str, str] = MappingProxyType({})

    def __init__(
        self,
        name: str,
        canvas: tuple[float, float],
        rasters: Sequence[RasterLayer],
        findings: Sequence[Finding] = (),
    ) -> None:
        self.name = name
        self.canvas = canvas
        self.findings = tuple(findings)
        self.layers = tuple(raster.layer for raster in rasters)
        self._rasters = tuple(rasters)

    def draw(self, pictures: Iterator[Picture]) -> Iterator[NDArray[np.uint8]]:
        """Draw pictures in order; see `Document`."""
        for picture in pictures:
            merged = np.zeros((picture.window.rows, picture.window.cols, 4), np.uint8)
            for index in picture.layers:
                raster = self._rasters[index]
                if raster.bgra is not None:
                    drawn = resampled(raster.bgra, raster.seen_from(picture.window))
                    merged = np.where(drawn[..., 3:] > 0, drawn, merged)
            yield merged

    def grey(self, layer: int, window: Window) -> NDArray[np.float32] | None:
        """The layer's 16-bit greys, if it has them; see `Document`."""
        raster = self._rasters[layer]
        return None if raster.grey16 is None else resampled_grey(raster.grey16, raster.seen_from(window))

    def beyond_canvas(self, layers: Sequence[int]) -> Mapping[int, float]:
        """By the place of each layer; see `Document`."""
        width, height = (round(side) for side in self.canvas)
        found = {}
        for index in layers:
            raster = self._rasters[index]
            if raster.bgra is None:
                continue
            solid = raster.bgra[..., 3] >= _SOLID
            rows = slice(max(0, -raster.top), max(0, height - raster.top))
            cols = slice(max(0, -raster.left), max(0, width - raster.left))
            total, within = int(np.count_nonzero(solid)), int(np.count_nonzero(solid[rows, cols]))
            if total > within:
                found[index] = 1.0 - within / total
        return found

    def close(self) -> None:
        """Let the pixels go."""
        self._rasters = ()


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
