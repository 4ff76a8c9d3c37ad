"""Layers of pixels, each somewhere on one canvas, as a `Document`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from pinrender.artwork._document import Picture, Window
from pinrender.artwork._raster_layer import RasterLayer
from pinrender.artwork._resample import resampled, resampled_grey
from pinrender.findings import Finding

__all__ = ["RasterDocument"]

_SOLID = 128


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
    unit_mm : float or None
        Millimetres of a pixel, where the file says it.
    color_names : mapping of str to str
        What the file calls colours: ``#rrggbb`` to a name.
    """

    edge_width = 1.0
    is_plain = False

    def __init__(
        self,
        name: str,
        canvas: tuple[float, float],
        rasters: Sequence[RasterLayer],
        findings: Sequence[Finding] = (),
        unit_mm: float | None = None,
        color_names: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self.name = name
        self.canvas = canvas
        self.findings = tuple(findings)
        self.unit_mm = unit_mm
        self.color_names = color_names
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
