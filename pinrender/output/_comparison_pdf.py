"""A comparison as a PDF: A4 across, five columns to the page, real text."""

from __future__ import annotations

import json

from pinrender.output._comparison import STEPS, Column, Comparison
from pinrender.output._pdf_page import A4_MM, QUIET, Page, pdf

__all__ = ["encode_comparison_pdf"]

COLUMNS = 5
MARGIN_MM, GAP_MM = 10.0, 4.0
LABEL_PT, TEXT_PT = 9.0, 6.4
PICTURE, CLOSE = 0.74, 0.6
"""Heights of a picture and a close-up, in widths: their middles are shown."""
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
    words_mm = max(page.height_mm(_said(column), TEXT_PT, width_mm) for column in columns)
    label_mm = max(page.height_mm(column.label, LABEL_PT, width_mm, bold=True) for column in columns)
    for column, x_mm in places:
        _head(page, column, x_mm, top_mm, width_mm, label_mm)
    top_mm += PICTURE * width_mm + 1.0 + label_mm + words_mm + 1.5
    for column, x_mm in places:
        if column.picture is not None:
            _foot(page, comparison, column, x_mm, top_mm, width_mm)


def _said(column: Column) -> str:
    return f"Not possible: {column.refusal}." if column.picture is None else column.meaning


def _head(page: Page, column: Column, x_mm: float, y_mm: float, width_mm: float, label_mm: float) -> None:
    if column.picture is None:
        page.box((x_mm, y_mm), (width_mm, PICTURE * width_mm), fill=BLANK)
    else:
        page.picture(column.picture, x_mm, y_mm, width_mm, upright=PICTURE)
    y_mm += PICTURE * width_mm + 1.0
    page.text(column.label, x_mm, y_mm, size_pt=LABEL_PT, bold=True, width_mm=width_mm)
    page.text(_said(column), x_mm, y_mm + label_mm, size_pt=TEXT_PT, width_mm=width_mm)


def _foot(
    page: Page, comparison: Comparison, column: Column, x_mm: float, y_mm: float, width_mm: float
) -> None:
    for frame, words, upright in (
        (column.closeup, comparison.closeup_words, CLOSE),
        (column.section, comparison.section_words, None),
    ):
        if frame is not None:
            y_mm += page.picture(frame, x_mm, y_mm, width_mm, upright=upright) + 0.5
            y_mm += page.text(words, x_mm, y_mm, size_pt=TEXT_PT, width_mm=width_mm, ink=QUIET) + 1.5
    for factor in column.factors:
        named = factor.name if factor.of_5 is None else f"{factor.name}: {factor.of_5} of {STEPS}"
        y_mm += page.text(named, x_mm, y_mm, size_pt=TEXT_PT, bold=True)
        y_mm += page.text(f"{factor.words}.", x_mm, y_mm, size_pt=TEXT_PT, width_mm=width_mm)
