"""A sheet of labelled pictures in rows, on a plain light page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw

from pinrender.output._text import INK, PAGE, QUIET_INK, Ink, Text, fit, write
from pinrender.render import Frame
from pinrender.units import frozen

__all__ = ["Cell", "draw_sheet"]

BLANK: Ink = (238, 238, 235)
NARROWEST_COLUMN_PX = 220
"""Room for a label on one line at the smallest text."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Cell:
    """One picture of a sheet.

    Attributes
    ----------
    frame : Frame or None
        The picture; None leaves its place blank, and a row of none has words only.
    label : str
        What it is, in two or three words.
    meaning : str
        What that means for the pin, in one plain sentence; may be empty, as the label may.
    """

    frame: Frame | None
    label: str
    meaning: str


def draw_sheet(
    title: str,
    subtitle: str,
    cells: Sequence[Cell],
    *,
    text: Mapping[str, str],
    columns: int | None = None,
) -> Frame:
    """Draw pictures side by side under a title, each with its label and meaning below.

    Columns are at least wide enough for their words, so that text never overlaps however
    small the pictures are. Characters that the face lacks are reduced to their base letters.

    Parameters
    ----------
    title, subtitle : str
        The artwork's name; its size and finish.
    cells : sequence of Cell, at least one
        Left to right, top to bottom; every frame has the same size, and there is one at least.
    text : mapping of str to str
        Text chunks for the sheet.
    columns : int, optional
        Pictures in a row, >= 1; all of them if not given.

    Returns
    -------
    Frame
        Opaque.
    """
    columns = min(columns or len(cells), len(cells))
    side_px = next(cell.frame.rgba_srgb8.shape[1] for cell in cells if cell.frame is not None)
    column_px = max(side_px, NARROWEST_COLUMN_PX)
    margin_px, gap_px = round(0.12 * column_px), round(0.05 * column_px)
    page_px = 2 * margin_px + columns * column_px + (columns - 1) * gap_px
    inner_px = page_px - 2 * margin_px
    heads = [
        fit(title, column_px * 0.064, INK, inner_px),
        fit(subtitle, column_px * 0.033, QUIET_INK, inner_px),
    ]
    rows = [_Row.of(cells[first : first + columns], column_px) for first in range(0, len(cells), columns)]
    top_px = margin_px + sum(head.height_px for head in heads) + round(0.5 * margin_px)
    caption_gap_px = round(0.3 * margin_px)
    high_px = [side_px if any(cell.frame is not None for cell in row.cells) else 0 for row in rows]
    row_px = [high + caption_gap_px + row.foot_px for high, row in zip(high_px, rows, strict=True)]
    page = Image.new("RGB", (page_px, top_px + sum(row_px) + len(rows) * margin_px), PAGE)
    pen = ImageDraw.Draw(page)
    write(pen, heads, margin_px, margin_px)
    for row, high, height_px in zip(rows, high_px, row_px, strict=True):
        for index, (cell, foot) in enumerate(zip(row.cells, row.feet, strict=True)):
            left_px = margin_px + index * (column_px + gap_px)
            if high:
                _paste(page, cell.frame, (left_px, top_px), side_px)
            write(pen, foot, left_px, top_px + high + caption_gap_px)
        top_px += height_px + margin_px
    opaque = page.convert("RGBA")
    return Frame(rgba_srgb8=frozen(np.asarray(opaque)), text=text)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Row:
    """Pictures beside each other, and the words below each."""

    cells: Sequence[Cell]
    feet: list[list[Text]]

    @classmethod
    def of(cls, cells: Sequence[Cell], column_px: int) -> _Row:
        return cls(cells=cells, feet=[_caption(cell, column_px) for cell in cells])

    @property
    def foot_px(self) -> int:
        return max(sum(text.height_px for text in foot) for foot in self.feet)


def _caption(cell: Cell, column_px: int) -> list[Text]:
    words = ((cell.label, 0.042, INK), (cell.meaning, 0.031, QUIET_INK))
    return [fit(said, column_px * size, ink, column_px) for said, size, ink in words if said]


def _paste(page: Image.Image, frame: Frame | None, corner_px: tuple[int, int], side_px: int) -> None:
    if frame is None:
        page.paste(BLANK, (*corner_px, corner_px[0] + side_px, corner_px[1] + side_px))
        return
    picture = Image.fromarray(frame.rgba_srgb8)
    page.paste(picture, corner_px, picture)
