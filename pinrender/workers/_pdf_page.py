"""Draws a page of a PDF, some of its objects at a time.

Reference: the public headers of PDFium, https://pdfium.googlesource.com/pdfium/+/main/public/.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pypdfium2_raw as pdfium

__all__ = ["Page", "Shape", "fill_srgb8", "missing_font", "start_engine"]

_SHEAR = 1e-5
"""The engine draws upright rectangles along whole pixels; leaning by this, they have edges like any shape.
Over a raster of 5,120 samples it moves nothing by more than a fortieth of one."""
_TEXT_UNITS = 512


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """One thing that is drawn.

    Attributes
    ----------
    handle : object
        The engine's.
    kind : int
        {FPDF_PAGEOBJ_PATH, FPDF_PAGEOBJ_TEXT, FPDF_PAGEOBJ_IMAGE, FPDF_PAGEOBJ_SHADING}
    marks : tuple of int
        Numbers of the optional-content marks around it, outermost first.
    """

    handle: Any
    kind: int
    marks: tuple[int, ...]


def start_engine() -> None:
    """Start PDFium, without any font of the system's."""
    paths = (ctypes.POINTER(ctypes.c_char) * 1)()
    pdfium.FPDF_InitLibraryWithConfig(pdfium.FPDF_LIBRARY_CONFIG(version=2, m_pUserFontPaths=paths))


class Page:
    """One page of a document, as shapes in painting order.

    Raises
    ------
    ValueError
        If the engine cannot read it.
    """

    def __init__(self, data: bytes, number: int) -> None:
        self._data = data
        self._document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
        self._page = pdfium.FPDF_LoadPage(self._document, number) if self._document else None
        if not self._page:
            raise ValueError("its page is damaged; save it again")
        self.size = pdfium.FPDF_GetPageWidthF(self._page), pdfium.FPDF_GetPageHeightF(self._page)
        self.shapes = list(_shapes(self._page))
        for shape in self.shapes:
            if shape.kind == pdfium.FPDF_PAGEOBJ_PATH:
                _unlike_a_rectangle(shape.handle)

    def text(self) -> str:
        """The words on the page."""
        page = pdfium.FPDFText_LoadPage(self._page)
        if not page:
            return ""
        units = (ctypes.c_ushort * _TEXT_UNITS)()
        count = pdfium.FPDFText_GetText(page, 0, _TEXT_UNITS - 1, units)
        pdfium.FPDFText_ClosePage(page)
        return bytes(units)[: 2 * max(count - 1, 0)].decode("utf-16-le", "replace")

    def show(self, shown: Sequence[bool]) -> None:
        """Show these shapes and no other."""
        for shape, active in zip(self.shapes, shown, strict=True):
            pdfium.FPDFPageObj_SetIsActive(shape.handle, active)

    def draw(self, left: float, top: float, px_per_unit: float, rows: int, cols: int) -> bytes:
        """Draw a window of the page, its corner in units from the page's upper left.

        Returns
        -------
        bytes
            rows * cols * (blue, green, red, alpha), straight alpha.
        """
        bitmap = pdfium.FPDFBitmap_Create(cols, rows, 1)
        if not bitmap:
            raise MemoryError
        shear = _SHEAR * px_per_unit
        matrix = pdfium.FS_MATRIX(
            *(px_per_unit, shear, shear, px_per_unit),
            -left * px_per_unit - _SHEAR * (top * px_per_unit + rows / 2),
            -top * px_per_unit - _SHEAR * (left * px_per_unit + cols / 2),
        )
        pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, cols, rows, 0)
        pdfium.FPDF_RenderPageBitmapWithMatrix(
            bitmap, self._page, matrix, pdfium.FS_RECTF(0, 0, cols, rows), 0
        )
        stride = pdfium.FPDFBitmap_GetStride(bitmap)
        pixels = ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), stride * rows)
        pdfium.FPDFBitmap_Destroy(bitmap)
        if stride == 4 * cols:
            return pixels
        return b"".join(pixels[row * stride : row * stride + 4 * cols] for row in range(rows))


def fill_srgb8(shape: Shape) -> tuple[int, int, int]:
    """The colour that a shape is filled with."""
    channels = [ctypes.c_uint() for _ in range(4)]
    pdfium.FPDFPageObj_GetFillColor(shape.handle, *channels)
    red, green, blue, _ = (channel.value for channel in channels)
    return red, green, blue


def missing_font(shape: Shape) -> str | None:
    """Name of the font that a visible text needs and the file does not hold."""
    if shape.kind != pdfium.FPDF_PAGEOBJ_TEXT:
        return None
    font = pdfium.FPDFTextObj_GetFont(shape.handle)
    invisible = pdfium.FPDFTextObj_GetTextRenderMode(shape.handle) == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE
    if not font or invisible or pdfium.FPDFFont_GetIsEmbedded(font) == 1:
        return None
    name = ctypes.create_string_buffer(_TEXT_UNITS)
    pdfium.FPDFFont_GetBaseFontName(font, name, _TEXT_UNITS)
    return name.value.decode("utf-8", "replace").strip() or "a font without a name"


def _shapes(page: Any) -> Iterator[Shape]:
    """All shapes in painting order, those inside forms too."""
    outer = _objects(pdfium.FPDFPage_CountObjects, pdfium.FPDFPage_GetObject, page)
    waiting: list[tuple[Any, tuple[int, ...]]] = [(each, ()) for each in reversed(outer)]
    while waiting:
        handle, around = waiting.pop()
        marks = (*around, *_marks(handle))
        kind = pdfium.FPDFPageObj_GetType(handle)
        if kind == pdfium.FPDF_PAGEOBJ_FORM:
            inner = _objects(pdfium.FPDFFormObj_CountObjects, pdfium.FPDFFormObj_GetObject, handle)
            waiting += [(each, marks) for each in reversed(inner)]
        else:
            yield Shape(handle=handle, kind=kind, marks=marks)


def _objects(count: Callable[[Any], int], get: Callable[[Any, int], Any], holder: Any) -> list[Any]:
    return [get(holder, index) for index in range(max(count(holder), 0))]


def _marks(handle: Any) -> Iterator[int]:
    for index in range(max(pdfium.FPDFPageObj_CountMarks(handle), 0)):
        mark = pdfium.FPDFPageObj_GetMark(handle, index)
        units = (ctypes.c_ushort * 32)()
        size = ctypes.c_ulong()
        if not pdfium.FPDFPageObjMark_GetName(mark, units, 64, size) or _text(units, size) != "OC":
            continue
        if pdfium.FPDFPageObjMark_GetParamStringValue(mark, b"Name", units, 64, size):
            number = _text(units, size)
            if number.isascii() and number.isdigit():
                yield int(number)


def _text(units: Any, size: Any) -> str:
    return bytes(units)[: min(max(size.value - 2, 0), 64)].decode("utf-16-le", "replace")


def _unlike_a_rectangle(path: Any) -> None:
    """Go back to where the path began: it draws nothing, and small rectangles keep their edges too."""
    x, y = ctypes.c_float(), ctypes.c_float()
    segment = pdfium.FPDFPath_GetPathSegment(path, 0)
    if segment and pdfium.FPDFPathSegment_GetPoint(segment, x, y):
        pdfium.FPDFPath_MoveTo(path, x, y)
