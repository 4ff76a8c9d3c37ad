"""What every reader promises: named layers, and pictures of them at any size."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from pinrender.findings import Finding

__all__ = ["UNNAMED", "Document", "DocumentLayer", "Picture", "Window"]

UNNAMED = "unnamed"
"""Name of the layer that shapes outside every layer form."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentLayer:
    """One layer of a file, before anybody asks what it means.

    Attributes
    ----------
    name : str
        As the designer wrote it, decoded.
    visible : bool
        False if the file hides it.
    painted : bool
        False if there is nothing in it that could be drawn.
    parent : int or None
        Index of the layer it lies in.
    has_text : bool
        Whether it holds live text, which is drawn only in fonts the engine has: none.
    fonts : tuple of str
        Fonts that this text names, the first of each list.
    palette : tuple of str
        Its flat colours (``#rrggbb``), at most 254, where it was made of no others; empty where they must
        be found.
    """

    name: str
    visible: bool = True
    painted: bool = True
    parent: int | None = None
    has_text: bool = False
    fonts: tuple[str, ...] = ()
    palette: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A rectangle of the canvas and the raster that it becomes.

    Attributes
    ----------
    left, top : float
        Corner in canvas units; may lie outside the canvas, where nothing is painted.
    unit_per_px : float
        Canvas units in one pixel, > 0.
    rows, cols : int
        Size of the raster.
    """

    left: float
    top: float
    unit_per_px: float
    rows: int
    cols: int

    @property
    def width(self) -> float:
        """Width in canvas units."""
        return self.cols * self.unit_per_px

    @property
    def height(self) -> float:
        """Height in canvas units."""
        return self.rows * self.unit_per_px


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A request: these layers, over one another, seen through this window."""

    layers: tuple[int, ...]
    window: Window


class Document(Protocol):
    """An opened file; close it when done."""

    @property
    def name(self) -> str:
        """File name, for messages."""
        ...

    @property
    def canvas(self) -> tuple[float, float]:
        """Width and height in canvas units, both > 0."""
        ...

    @property
    def unit_mm(self) -> float | None:
        """Millimetres of a canvas unit; None where the file does not say how large it is."""
        ...

    @property
    def edge_width(self) -> float:
        """Width of an anti-aliased edge in canvas units: 0 for vectors, 1 for pixels."""
        ...

    @property
    def is_plain(self) -> bool:
        """Whether a small part of it, magnified, shows more and costs little."""
        ...

    @property
    def layers(self) -> Sequence[DocumentLayer]:
        """Bottom to top."""
        ...

    @property
    def findings(self) -> Sequence[Finding]:
        """What was noticed on opening."""
        ...

    @property
    def color_names(self) -> Mapping[str, str]:
        """What the file calls colours: ``#rrggbb`` to a name; empty where it names none."""
        ...

    def draw(self, pictures: Iterator[Picture]) -> Iterator[NDArray[np.uint8]]:
        """Draw pictures in order, lazily.

        Yields
        ------
        (rows, cols, 4) uint8 ndarray
            Blue, green, red, alpha; sRGB, straight alpha.

        Raises
        ------
        ArtworkError
            If a picture cannot be drawn.
        """
        ...

    def grey(self, layer: int, window: Window) -> NDArray[np.float32] | None:
        """One layer's greys where the file has more of them than `draw` can tell.

        Returns
        -------
        (rows, cols) float32 ndarray or None
            0 black to 1 white; None where `draw` loses nothing.
        """
        ...

    def beyond_canvas(self, layers: Sequence[int]) -> Mapping[int, float]:
        """Which of these layers paint beyond the canvas, where all is cut off.

        Returns
        -------
        mapping of int to float
            Share of what the layer paints that lies there, > 0; empty where the reader cannot tell.
        """
        ...

    def close(self) -> None:
        """Give back whatever the file holds open."""
        ...
