"""Views of a proof: front, back and side, with their dimensions, to any scale."""

from __future__ import annotations

from pinrender.color import hex_to_srgb8
from pinrender.output._outlines import Polygons
from pinrender.output._pdf_page import INK, QUIET, Page, Rgb
from pinrender.output._proof import Proof
from pinrender.units import MM_PER_INCH

__all__ = ["POST_LENGTH_MM", "back", "dimensioned", "front", "rgb", "side"]

FLOOR: Rgb = (0.80, 0.78, 0.72)
STEEL: Rgb = (0.86, 0.86, 0.87)
CLEAR: Rgb = (0.82, 0.90, 0.95)
WHITE: Rgb = (1.0, 1.0, 1.0)
HAIR_MM = 0.1
POST_MM = 1.0
POST_LENGTH_MM = 8.0
"""Length of a post with its clutch on, as stock posts are sold (6 to 7 mm and the clutch)."""
MARK_MM, MARK_PT = 1.7, 5.4
DIMENSION_PT = 7.0


def rgb(color: str) -> Rgb:
    """``#rrggbb`` as a page's colour."""
    red, green, blue = hex_to_srgb8(color)
    return red / 255.0, green / 255.0, blue / 255.0


def fill(
    page: Page,
    polygons: Polygons,
    middle_mm: tuple[float, float],
    scale: float,
    ink: Rgb | None,
    *,
    mirrored: bool = False,
    outline: bool = False,
) -> None:
    """Fill polygons about a place of the page, by the even-odd rule, or draw their outlines."""
    path = page.canvas.beginPath()
    side = -scale if mirrored else scale
    for polygon in polygons:
        for index, (x_mm, y_mm) in enumerate(polygon.tolist()):
            at = (page.x(middle_mm[0] + side * x_mm), page.y(middle_mm[1] - scale * y_mm))
            (path.lineTo if index else path.moveTo)(*at)
        path.close()
    if ink is not None:
        page.canvas.setFillColorRGB(*ink)
    page.stroke(HAIR_MM, INK)
    page.canvas.drawPath(path, stroke=int(outline), fill=int(ink is not None), fillMode=0)


def front(
    page: Page, proof: Proof, middle_mm: tuple[float, float], scale: float, *, numbered: bool = False
) -> None:
    """The face in its colours, what is printed on them, and a number on each."""
    drawing = proof.drawing
    metal: Rgb = tuple(level / 255.0 for level in proof.metal_srgb8)  # type: ignore[assignment]
    fill(page, drawing.body, middle_mm, scale, FLOOR)
    for color, cells in zip(proof.colors, drawing.cells, strict=True):
        fill(page, cells, middle_mm, scale, rgb(color.color))
    fill(page, drawing.metal, middle_mm, scale, metal)
    if drawing.printed is not None:
        ink = drawing.printed
        left, top = middle_mm[0] + scale * ink.left_mm, middle_mm[1] - scale * ink.top_mm
        page.picture(ink.frame, left, top, scale * ink.width_mm)
    fill(page, drawing.body, middle_mm, scale, None, outline=True)
    if numbered:
        for number, color in enumerate(proof.colors, start=1):
            x_mm = middle_mm[0] + scale * color.place_mm[0]
            y_mm = middle_mm[1] - scale * color.place_mm[1]
            page.disc((x_mm, y_mm), MARK_MM, fill=WHITE)
            page.text(str(number), x_mm, y_mm - 0.52 * MARK_PT / 2.2, size_pt=MARK_PT, middle=True)


def back(page: Page, proof: Proof, middle_mm: tuple[float, float], scale: float) -> None:
    """The back, mirrored, with its posts."""
    fill(page, proof.drawing.body, middle_mm, scale, STEEL, mirrored=True, outline=True)
    for x_mm, y_mm in proof.posts_mm:
        at = (middle_mm[0] - scale * x_mm, middle_mm[1] - scale * y_mm)
        page.disc(at, max(0.5 * POST_MM * scale, 0.6), fill=WHITE)
        reach = 1.6
        page.line((at[0] - reach, at[1]), (at[0] + reach, at[1]), width_mm=HAIR_MM)
        page.line((at[0], at[1] - reach), (at[0], at[1] + reach), width_mm=HAIR_MM)


def side(page: Page, proof: Proof, middle_mm: tuple[float, float], scale: float) -> None:
    """The pin from its side, lying on its face's back: sheet, dome or relief, posts below."""
    width_mm = scale * proof.size_mm[0]
    left, base = middle_mm[0] - 0.5 * width_mm, middle_mm[1]
    over_mm = scale * (proof.total_mm - proof.thickness_mm)
    if over_mm > 0.0:
        page.box(
            (left + 0.04 * width_mm, base - scale * proof.total_mm), (0.92 * width_mm, over_mm), fill=CLEAR
        )
    page.box((left, base - scale * proof.thickness_mm), (width_mm, scale * proof.thickness_mm), fill=STEEL)
    for x_mm, _ in proof.posts_mm:
        at = middle_mm[0] + scale * x_mm - 0.5 * POST_MM * scale
        page.box((at, base), (POST_MM * scale, POST_LENGTH_MM * scale), fill=WHITE)


def length(value_mm: float) -> str:
    """A length in both units."""
    return f"{value_mm:.1f} mm ({value_mm / MM_PER_INCH:.2f} in)"


def dimensioned(
    page: Page,
    start_mm: tuple[float, float],
    end_mm: tuple[float, float],
    words: str,
    *,
    size_pt: float = 7.0,
) -> None:
    """A dimension line with ticks, level or upright, and what it measures."""
    page.line(start_mm, end_mm, width_mm=HAIR_MM)
    level = start_mm[1] == end_mm[1]
    tick = (0.0, 1.0) if level else (1.0, 0.0)
    for x_mm, y_mm in (start_mm, end_mm):
        page.line((x_mm - tick[0], y_mm - tick[1]), (x_mm + tick[0], y_mm + tick[1]), width_mm=HAIR_MM)
    middle = (0.5 * (start_mm[0] + end_mm[0]), 0.5 * (start_mm[1] + end_mm[1]))
    if level:
        page.text(words, middle[0], middle[1] + 0.6, size_pt=DIMENSION_PT, middle=True, ink=QUIET)
    else:
        page.turned(words, (middle[0] - 0.8, middle[1]), size_pt=DIMENSION_PT, ink=QUIET)
