"""Pages of a PDF: text in an embedded face, pictures, lines, in millimetres from the top left."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PIL import Image

from pinrender.render import Frame

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

__all__ = ["A4_MM", "INK", "LETTER_MM", "QUIET", "RED", "Page", "Rgb", "pdf"]

A4_MM = (210.0, 297.0)
LETTER_MM = (215.9, 279.4)
POINTS_PER_MM = 72.0 / 25.4
LINE_HEIGHT = 1.3
"""Baseline to baseline, in font sizes."""
_FACES = {"regular": ("pinrender-regular", "Vera.ttf"), "bold": ("pinrender-bold", "VeraBd.ttf")}
"""Bitstream Vera, which comes with ReportLab: free to embed."""

Rgb = tuple[float, float, float]
INK: Rgb = (0.11, 0.11, 0.13)
QUIET: Rgb = (0.36, 0.36, 0.40)
RED: Rgb = (0.72, 0.1, 0.1)


class Page:
    """Where things are drawn; y grows downward, as on the screen.

    Parameters
    ----------
    canvas : reportlab.pdfgen.canvas.Canvas
        What is drawn on.
    size_mm : tuple of float
        Width and height.
    """

    def __init__(self, canvas: Canvas, size_mm: tuple[float, float]) -> None:
        self.canvas = canvas
        self.size_mm = size_mm

    def x(self, x_mm: float) -> float:
        """Millimetres from the left, in the canvas's points."""
        return x_mm * POINTS_PER_MM

    def y(self, y_mm: float) -> float:
        """Millimetres from the top, in the canvas's points."""
        return (self.size_mm[1] - y_mm) * POINTS_PER_MM

    def text(
        self,
        words: str,
        x_mm: float,
        y_mm: float,
        *,
        size_pt: float,
        width_mm: float | None = None,
        most: int | None = None,
        bold: bool = False,
        ink: Rgb = INK,
        middle: bool = False,
    ) -> float:
        """Write words, broken into lines within a width; return the height that they took, in mm.

        With `most` no more lines than that are written, the last of them cut short.
        """
        face = _FACES["bold" if bold else "regular"][0]
        self.canvas.setFillColorRGB(*ink)
        self.canvas.setFont(face, size_pt)
        line_mm = LINE_HEIGHT * size_pt / POINTS_PER_MM
        lines = [words] if width_mm is None else self.lines(words, size_pt, width_mm, bold=bold)
        if most is not None and len(lines) > most:
            lines = [*lines[: most - 1], f"{lines[most - 1][:-1]}…"]
        for number, line in enumerate(lines):
            baseline = self.y(y_mm + (number + 0.78) * line_mm)
            draw = self.canvas.drawCentredString if middle else self.canvas.drawString
            draw(self.x(x_mm), baseline, line)
        return len(lines) * line_mm

    def lines(self, words: str, size_pt: float, width_mm: float, *, bold: bool = False) -> list[str]:
        """Words broken into lines no wider than a width."""
        from reportlab.lib.utils import simpleSplit

        face = _FACES["bold" if bold else "regular"][0]
        return list(simpleSplit(words, face, size_pt, width_mm * POINTS_PER_MM)) or [""]

    def height_mm(self, words: str, size_pt: float, width_mm: float, *, bold: bool = False) -> float:
        """Height of words that are broken into lines within a width."""
        return len(self.lines(words, size_pt, width_mm, bold=bold)) * LINE_HEIGHT * size_pt / POINTS_PER_MM

    def picture(
        self, frame: Frame, x_mm: float, y_mm: float, width_mm: float, *, upright: float | None = None
    ) -> float:
        """Place a picture, its upper left corner at a place; return its height in mm.

        What is clear lets the page through. With `upright` its middle is cut out so high, in widths.
        """
        from reportlab.lib.utils import ImageReader

        shown = frame.rgba_srgb8
        if upright is not None:
            rows = min(round(upright * shown.shape[1]), len(shown))
            shown = shown[(len(shown) - rows) // 2 :][:rows]
        height_mm = float(width_mm * shown.shape[0] / shown.shape[1])
        held = io.BytesIO()
        Image.fromarray(shown).save(held, "PNG")
        held.seek(0)
        left, bottom = self.x(x_mm), self.y(y_mm + height_mm)
        size = (width_mm * POINTS_PER_MM, height_mm * POINTS_PER_MM)
        self.canvas.drawImage(ImageReader(held), left, bottom, *size, mask="auto")
        return height_mm

    def line(
        self,
        start_mm: tuple[float, float],
        end_mm: tuple[float, float],
        *,
        width_mm: float = 0.15,
        ink: Rgb = INK,
    ) -> None:
        """Draw a straight line."""
        self.stroke(width_mm, ink)
        self.canvas.line(self.x(start_mm[0]), self.y(start_mm[1]), self.x(end_mm[0]), self.y(end_mm[1]))

    def stroke(self, width_mm: float, ink: Rgb) -> None:
        """Set the width and the colour of lines."""
        self.canvas.setStrokeColorRGB(*ink)
        self.canvas.setLineWidth(width_mm * POINTS_PER_MM)

    def turned(self, words: str, place_mm: tuple[float, float], *, size_pt: float, ink: Rgb) -> None:
        """Write words upward, their middle at a place."""
        self.canvas.saveState()
        self.canvas.translate(self.x(place_mm[0]), self.y(place_mm[1]))
        self.canvas.rotate(90)
        self.canvas.setFillColorRGB(*ink)
        self.canvas.setFont(_FACES["regular"][0], size_pt)
        self.canvas.drawCentredString(0.0, 0.0, words)
        self.canvas.restoreState()

    def disc(self, middle_mm: tuple[float, float], radius_mm: float, *, fill: Rgb) -> None:
        """Fill a disc, with a hair line around it."""
        self.canvas.setFillColorRGB(*fill)
        self.stroke(0.1, QUIET)
        radius = radius_mm * POINTS_PER_MM
        self.canvas.circle(self.x(middle_mm[0]), self.y(middle_mm[1]), radius, stroke=1, fill=1)

    def box(self, corner_mm: tuple[float, float], size_mm: tuple[float, float], *, fill: Rgb) -> None:
        """Fill a rectangle, with a hair line around it."""
        self.canvas.setFillColorRGB(*fill)
        self.stroke(0.1, QUIET)
        left, bottom = self.x(corner_mm[0]), self.y(corner_mm[1] + size_mm[1])
        size = (size_mm[0] * POINTS_PER_MM, size_mm[1] * POINTS_PER_MM)
        self.canvas.rect(left, bottom, *size, stroke=1, fill=1)

    def next(self) -> None:
        """Begin another page."""
        self.canvas.showPage()


@contextmanager
def pdf(size_mm: tuple[float, float], *, title: str, subject: str) -> Iterator[tuple[Page, io.BytesIO]]:
    """Open a document; its bytes are complete when the block ends.

    The same pages give the same bytes: neither a clock nor a chance is in them.
    """
    import reportlab
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    folder = Path(reportlab.__file__).parent / "fonts"
    for name, file in _FACES.values():
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, str(folder / file)))
    held = io.BytesIO()
    options: dict[str, Any] = {
        "pagesize": tuple(side * POINTS_PER_MM for side in size_mm),
        "invariant": 1,
        "initialFontName": _FACES["regular"][0],
    }
    canvas = Canvas(held, **options)
    canvas.setTitle(title)
    canvas.setSubject(subject)
    canvas.setCreator("pinrender")
    page = Page(canvas, size_mm)
    yield page, held
    canvas.showPage()
    canvas.save()
