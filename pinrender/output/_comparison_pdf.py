"""A comparison as a PDF: A4 across, five columns to the page, real text."""

from __future__ import annotations

import json

from pinrender.output._comparison import Column, Comparison
from pinrender.output._pdf_page import A4_MM, INK, QUIET, RED, Page, Rgb, pdf

__all__ = ["encode_comparison_pdf"]

COLUMNS = 5
MARGIN_MM, GAP_MM = 10.0, 4.0
LABEL_PT, TEXT_PT = 9.0, 6.4
PICTURE, CLOSE, LEAST_CLOSE = 0.74, 0.6, 0.3
"""Heights of a picture and a close-up, in widths: their middles are shown. Many words take from close-ups."""
LABEL_GAP_MM, CAPTION_GAP_MM, PARAGRAPH_MM = 1.0, 0.5, 1.5
"""Room below a picture over a label, over a caption, and below a paragraph."""
BLANK = (0.93, 0.93, 0.92)


def encode_comparison_pdf(comparison: Comparison) -> bytes:
    """The bytes of the document."""
    size_mm = (A4_MM[1], A4_MM[0])
    subject = json.dumps(dict(comparison.text), sort_keys=True)
    with pdf(size_mm, title=comparison.title, subject=subject) as (page, held):
        parts = [row[at : at + COLUMNS] for row in comparison.rows for at in range(0, len(row), COLUMNS)]
        for number, columns in enumerate(parts):
            if number:
                page.next()
            _page(page, comparison, columns)
    return held.getvalue()


def _page(page: Page, comparison: Comparison, columns: tuple[Column, ...]) -> None:
    width_mm = (page.size_mm[0] - 2.0 * MARGIN_MM - (COLUMNS - 1) * GAP_MM) / COLUMNS
    top_mm = MARGIN_MM + page.text(comparison.title, MARGIN_MM, MARGIN_MM, size_pt=16.0, bold=True)
    top_mm += page.text(comparison.subtitle, MARGIN_MM, top_mm, size_pt=9.0, ink=QUIET) + 2.0
    places = [(column, MARGIN_MM + index * (width_mm + GAP_MM)) for index, column in enumerate(columns)]
    words_mm = max(
        sum(page.height_mm(words, TEXT_PT, width_mm) for words, _ in _said(column)) for column in columns
    )
    label_mm = max(page.height_mm(column.label, LABEL_PT, width_mm, bold=True) for column in columns)
    head_mm = label_mm + words_mm + LABEL_GAP_MM + PARAGRAPH_MM
    foot_mm = max(_foot_mm(page, comparison, column, width_mm) for column in columns)
    room_mm = page.size_mm[1] - MARGIN_MM - top_mm - head_mm - foot_mm
    close = min(max(room_mm / width_mm - PICTURE, LEAST_CLOSE), CLOSE)
    picture = min(room_mm / width_mm - close, PICTURE)
    for column, x_mm in places:
        _head(page, column, (x_mm, top_mm), width_mm, label_mm, picture)
    top_mm += picture * width_mm + head_mm
    for column, x_mm in places:
        if column.picture is not None:
            _foot(page, comparison, column, (x_mm, top_mm), width_mm, close)


def _said(column: Column) -> list[tuple[str, Rgb]]:
    """Paragraphs below the label, each in its ink."""
    every = ((column.said, INK), (column.cannot, RED), (column.risks, INK))
    return [(words, ink) for words, ink in every if words]


def _head(
    page: Page, column: Column, at_mm: tuple[float, float], width_mm: float, label_mm: float, upright: float
) -> None:
    x_mm, y_mm = at_mm
    if column.picture is None:
        page.box((x_mm, y_mm), (width_mm, upright * width_mm), fill=BLANK)
    else:
        page.picture(column.picture, x_mm, y_mm, width_mm, upright=upright)
    y_mm += upright * width_mm + LABEL_GAP_MM
    page.text(column.label, x_mm, y_mm, size_pt=LABEL_PT, bold=True, width_mm=width_mm)
    y_mm += label_mm
    for words, ink in _said(column):
        y_mm += page.text(words, x_mm, y_mm, size_pt=TEXT_PT, width_mm=width_mm, ink=ink)


def _foot(
    page: Page,
    comparison: Comparison,
    column: Column,
    at_mm: tuple[float, float],
    width_mm: float,
    upright: float,
) -> None:
    x_mm, y_mm = at_mm
    for frame, words, high in (
        (column.closeup, comparison.closeup_words, upright),
        (column.section, comparison.section_words, None),
    ):
        if frame is not None:
            y_mm += page.picture(frame, x_mm, y_mm, width_mm, upright=high) + CAPTION_GAP_MM
            y_mm += page.text(words, x_mm, y_mm, size_pt=TEXT_PT, width_mm=width_mm, ink=QUIET) + PARAGRAPH_MM
    for factor in column.factors:
        y_mm += page.text(factor.named, x_mm, y_mm, size_pt=TEXT_PT, bold=True)
        y_mm += page.text(f"{factor.words}.", x_mm, y_mm, size_pt=TEXT_PT, width_mm=width_mm)


def _foot_mm(page: Page, comparison: Comparison, column: Column, width_mm: float) -> float:
    """Height of all that `_foot` draws but the close-up itself."""
    height_mm = 0.0
    for frame, words in (
        (column.closeup, comparison.closeup_words),
        (column.section, comparison.section_words),
    ):
        if frame is not None:
            height_mm += CAPTION_GAP_MM + page.height_mm(words, TEXT_PT, width_mm) + PARAGRAPH_MM
    if column.section is not None:
        rows, cols = column.section.rgba_srgb8.shape[:2]
        height_mm += width_mm * rows / cols
    for factor in column.factors:
        height_mm += page.height_mm(factor.named, TEXT_PT, width_mm, bold=True)
        height_mm += page.height_mm(f"{factor.words}.", TEXT_PT, width_mm)
    return height_mm
