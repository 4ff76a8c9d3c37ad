"""PDF, and Illustrator files with PDF in them, as a `Document`."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pinrender.artwork._document import Picture, Window
from pinrender.artwork._engine import Engine, Trade
from pinrender.artwork._files import read_bytes
from pinrender.artwork._pdf_description import PdfPage, described
from pinrender.artwork._trim import trim_to_canvas
from pinrender.errors import ArtworkError
from pinrender.findings import Finding, Severity
from pinrender.limits import Limits
from pinrender.units import MM_PER_INCH

__all__ = ["PDF_TRADE", "PdfDocument"]

PDF_TRADE = Trade(
    kind="PDF",
    worker="pinrender.workers._pdf",
    packages=(("pypdfium2_raw", "pypdfium2"), ("pikepdf", "pikepdf")),
)
_HEADER_BYTES = 1024
"""How far into a file its first line may begin (ISO 32000-2, annex I)."""
_END, _END_BYTES = b"%%EOF", 4096
"""How a whole file ends, and how much may come after that (Acrobat takes 1024 bytes of it)."""
_POSTSCRIPT = (b"%!PS", b"\xc5\xd0\xd3\xc6")
"""How PostScript begins, and EPS with a preview."""


class PdfDocument:
    """The first page of a PDF, read and drawn in processes of their own.

    Parameters
    ----------
    path : Path
        An existing file.
    limits : Limits
        Ceilings.
    names_a_role : callable
        Not asked: the file says what its layers are.
    """

    edge_width = 0.0
    unit_mm = MM_PER_INCH / 72.0

    def __init__(self, path: Path, limits: Limits, names_a_role: Callable[[str], bool]) -> None:
        del names_a_role
        self.name = path.name
        data = read_bytes(path, limits, "pdf_bytes")
        _check_kind(data, path.name)
        self._engine = Engine(PDF_TRADE, path.name, limits)
        try:
            page = described(self._engine.tell(data), path.name, limits)
        except BaseException:
            self._engine.close()
            raise
        self._page: PdfPage = page
        self.canvas = page.canvas_pt
        self.is_plain = page.is_plain
        self.layers = page.layers
        self.findings = (*page.findings, *self._cut_off(data))
        self.color_names = page.color_names

    def draw(self, pictures: Iterator[Picture]) -> Iterator[NDArray[np.uint8]]:
        """Draw pictures in order; see `Document`."""
        windows: deque[Window] = deque()
        for content in self._engine.draw(self._requests(pictures, windows)):
            window = windows.popleft()
            if len(content) != 4 * window.rows * window.cols:
                raise ArtworkError(f"'{self.name}' was drawn as something that is not a picture")
            drawn = np.frombuffer(content, np.uint8).reshape(window.rows, window.cols, 4).copy()
            trim_to_canvas(drawn, self.canvas, window)
            yield drawn

    def grey(self, layer: int, window: Window) -> NDArray[np.float32] | None:
        """None: the engine draws eight bits."""
        return None

    def beyond_canvas(self, layers: Sequence[int]) -> Mapping[int, float]:
        """None: bleed lies beyond a page, and is meant to be cut off."""
        return {}

    def close(self) -> None:
        """End the drawing processes."""
        self._engine.close()

    def _cut_off(self, data: bytes) -> tuple[Finding, ...]:
        """That the file lacks its end; refused where nothing could be read of it."""
        if _END in data[-_END_BYTES:]:
            return ()
        if not any(layer.painted for layer in self.layers):
            self.close()
            raise ArtworkError(f"'{self.name}' is cut off: it ends before its page does; copy it again")
        return (
            Finding(
                code="cut-off",
                severity=Severity.WARNING,
                message=f"'{self.name}' lacks its end, so parts of the drawing may be missing",
                suggestion="copy it again, or save it again as PDF",
            ),
        )

    def _requests(self, pictures: Iterator[Picture], windows: deque[Window]) -> Iterator[bytes]:
        unit_pt = self._page.unit_pt
        for picture in pictures:
            window = picture.window
            windows.append(window)
            request = {
                "layers": picture.layers,
                "left": window.left / unit_pt,
                "top": window.top / unit_pt,
                "px_per_unit": unit_pt / window.unit_per_px,
                "rows": window.rows,
                "cols": window.cols,
            }
            yield json.dumps(request).encode()


def _check_kind(data: bytes, name: str) -> None:
    if b"%PDF-" in data[:_HEADER_BYTES]:
        return
    if data.startswith(_POSTSCRIPT):
        raise ArtworkError(
            f"'{name}' is PostScript, which is not read here; "
            "save it as PDF, or from Illustrator with 'Create PDF Compatible File'"
        )
    raise ArtworkError(f"'{name}' is not a PDF: it does not begin with '%PDF-'; save it again as PDF")
