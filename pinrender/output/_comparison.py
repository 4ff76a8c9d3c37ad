"""Ways to make a pin, side by side: the picture, a close-up, a cut, and the four factors of a choice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw

from pinrender.output._sheet import BLANK
from pinrender.output._text import INK, PAGE, QUIET_INK, RED_INK, Ink, Text, fit, write
from pinrender.render import Frame
from pinrender.units import frozen

__all__ = ["STEPS", "Column", "Comparison", "Factor", "draw_comparison"]

NARROWEST_PX = 220
"""Room for words at the smallest text."""
STEPS = 5
"""Of a factor that is ranked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Factor:
    """One of the four that decide: look, feel, cost, durability.

    Attributes
    ----------
    name, words : str
        Which, and what it is like.
    of_5 : int or None
        Little to much, where it can be ranked.
    """

    name: str
    words: str
    of_5: int | None = None

    @property
    def named(self) -> str:
        """Its name, and its rank if it has one."""
        return self.name if self.of_5 is None else f"{self.name}: {self.of_5} of {STEPS}"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Column:
    """One way to make the pin.

    Attributes
    ----------
    label, meaning : str
        What it is, and what that means, in plain words.
    picture, closeup, section : Frame or None
        From the same camera; the same spot from near in raking light; cut along the same line. None where it
        cannot be made.
    factors : tuple of Factor
        Look, feel, cost, durability.
    refusal : str
        Why it cannot be made; empty where it can.
    cannot, risks : str
        What of it is too fine or does not go together, and what may disappoint, each in a sentence or empty.
    """

    label: str
    meaning: str
    picture: Frame | None
    closeup: Frame | None
    section: Frame | None
    factors: tuple[Factor, ...]
    refusal: str = ""
    cannot: str = ""
    risks: str = ""

    @property
    def said(self) -> str:
        """What it means, or why it cannot be made, in plain words."""
        return f"Not possible: {self.refusal}." if self.refusal else self.meaning


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Comparison:
    """All ways, and what they have in common.

    Attributes
    ----------
    title, subtitle : str
        The artwork's name; size and plating.
    columns : tuple of Column
        Left to right.
    closeup_words, section_words : str
        What close-ups and sections show.
    per_row : int
        Columns beside each other before a new row of them begins.
    text : mapping of str to str
        Text chunks, or the metadata of a page.
    """

    title: str
    subtitle: str
    columns: tuple[Column, ...]
    closeup_words: str
    section_words: str
    per_row: int
    text: Mapping[str, str]

    @property
    def rows(self) -> list[tuple[Column, ...]]:
        """The columns, row by row."""
        starts = range(0, len(self.columns), self.per_row)
        return [self.columns[first : first + self.per_row] for first in starts]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Band:
    """A row of the sheet: for each column a picture, or nothing, and the words below it."""

    pictures: list[Frame | None]
    words: list[list[Text]]
    blank_px: int = 0

    @property
    def picture_px(self) -> int:
        heights = [len(picture.rgba_srgb8) for picture in self.pictures if picture is not None]
        return max([*heights, self.blank_px])

    @property
    def words_px(self) -> int:
        return max(sum(text.height_px for text in words) for words in self.words)


def draw_comparison(comparison: Comparison) -> Frame:
    """Draw a comparison as one picture: a column each, words below pictures, never over them.

    Returns
    -------
    Frame
        Opaque.
    """
    columns = comparison.columns
    side_px = max(column.picture.rgba_srgb8.shape[1] for column in columns if column.picture is not None)
    column_px = max(side_px, NARROWEST_PX)
    margin_px, gap_px = round(0.12 * column_px), round(0.05 * column_px)
    beside = min(comparison.per_row, len(columns))
    page_px = 2 * margin_px + beside * column_px + (beside - 1) * gap_px
    heads = [
        fit(comparison.title, 0.064 * column_px, INK, page_px - 2 * margin_px),
        fit(comparison.subtitle, 0.034 * column_px, QUIET_INK, page_px - 2 * margin_px),
    ]
    bands = [band for row in comparison.rows for band in _bands(row, comparison, column_px, side_px)]
    top_px = margin_px + sum(head.height_px for head in heads) + margin_px // 2
    caption_px = round(0.03 * column_px)
    heights = [band.picture_px + caption_px + band.words_px + margin_px // 3 for band in bands]
    page = Image.new("RGB", (page_px, top_px + sum(heights) + margin_px), PAGE)
    pen = ImageDraw.Draw(page)
    write(pen, heads, margin_px, margin_px)
    for band, height_px in zip(bands, heights, strict=True):
        for index, (picture, words) in enumerate(zip(band.pictures, band.words, strict=True)):
            left_px = margin_px + index * (column_px + gap_px)
            _paste(page, picture, (left_px, top_px), (column_px, band.blank_px))
            write(pen, words, left_px, top_px + band.picture_px + caption_px)
        top_px += height_px
    return Frame(rgba_srgb8=frozen(np.asarray(page.convert("RGBA"))), text=comparison.text)


def _bands(columns: tuple[Column, ...], comparison: Comparison, column_px: int, side_px: int) -> list[_Band]:
    """The pictures, close-ups, sections and factors of one row of columns."""
    size_px = 0.034 * column_px

    def small(words: str, ink: Ink = QUIET_INK) -> Text:
        return fit(words, size_px, ink, column_px)

    made = [
        [
            fit(column.label, 0.046 * column_px, INK, column_px),
            small(column.said),
            *([small(column.cannot, RED_INK)] if column.cannot else []),
            *([small(column.risks, INK)] if column.risks else []),
        ]
        for column in columns
    ]
    bands = [_Band(pictures=[column.picture for column in columns], words=made, blank_px=side_px)]
    near = [[small(comparison.closeup_words)] if column.closeup else [] for column in columns]
    cut = [[small(comparison.section_words)] if column.section else [] for column in columns]
    bands.append(_Band(pictures=[column.closeup for column in columns], words=near))
    bands.append(_Band(pictures=[column.section for column in columns], words=cut))
    factors = [
        [text for factor in column.factors for text in (small(factor.named, INK), small(f"{factor.words}."))]
        for column in columns
    ]
    bands.append(_Band(pictures=[None for _ in columns], words=factors))
    return bands


def _paste(
    page: Image.Image, picture: Frame | None, corner_px: tuple[int, int], blank: tuple[int, int]
) -> None:
    if picture is not None:
        shown = Image.fromarray(picture.rgba_srgb8)
        page.paste(shown, corner_px, shown)
    elif blank[1]:
        page.paste(BLANK, (*corner_px, corner_px[0] + blank[0], corner_px[1] + blank[1]))
