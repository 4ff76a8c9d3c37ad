"""Words on a section: its scale, its headline, and dimensions whose labels never overlap."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Sequence
from dataclasses import dataclass

from PIL import ImageDraw

from pinrender.inspect import Dimension
from pinrender.output._text import INK, PAGE, QUIET_INK, drawable, face

__all__ = [
    "ROW_PX",
    "Axes",
    "Label",
    "draw_dimension",
    "draw_headline",
    "draw_scale",
    "place",
    "ticks",
    "words",
]

TITLE_PX, TEXT_PX, ROW_PX = 18.0, 13.0, 22.0
LABEL_GAP_PX, LEADER_GAP_PX = 14.0, 4.0
"""Clear space between two labels on one row, and between words and a leader that passes them."""
SHARES_LEFT = (0.5, 0.9, 0.1, 0.75, 0.25, -0.05, 1.05)
"""Share of a label's words to the left of its leader, the most pleasing first."""
STUB_PX = 9.0
"""Ticks, and the arrows that point at a dimension too small to hold them."""
ARROW_PX = 5.0
STEPS_MM = (0.1, 0.2, 0.25, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Axes:
    """Where millimetres lie on the page, in pixels of a canvas `finer` times larger.

    Attributes
    ----------
    finer : int
        Pixels of the canvas to a pixel of the picture.
    left_px, base_px : float
        The section's start, and the back plane.
    along_px, up_px : float
        Pixels to a millimetre, across and upward.
    length_mm, peak_mm : float
        What the axes span.
    """

    finer: int
    left_px: float
    base_px: float
    along_px: float
    up_px: float
    length_mm: float
    peak_mm: float

    def x(self, along_mm: float) -> float:
        """Column of a distance along the section."""
        return self.left_px + along_mm * self.along_px

    def y(self, height_mm: float) -> float:
        """Row of a height."""
        return self.base_px - height_mm * self.up_px


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """Words and where they go, in pixels of the picture.

    Attributes
    ----------
    words : str
        What is written.
    anchor_px : float
        Column of the leader that comes up to it.
    left_px, right_px : float
        Columns that the words take.
    row : int
        0 is the lowest.
    """

    words: str
    anchor_px: float
    left_px: float
    right_px: float
    row: int

    def disturbs(self, other: Label) -> bool:
        """Whether the two overlap, or the leader of the upper runs through the words of the lower."""
        if self.row == other.row:
            clear = LABEL_GAP_PX
            return self.left_px - clear < other.right_px and other.left_px - clear < self.right_px
        upper, lower = (self, other) if self.row > other.row else (other, self)
        return lower.left_px - LEADER_GAP_PX < upper.anchor_px < lower.right_px + LEADER_GAP_PX


def words(each: Dimension) -> str:
    """A dimension as it is written beside its arrow."""
    digits = 2 if each.length_mm >= 0.05 else 3
    return f"{each.name} {each.length_mm:.{digits}f} mm"


def place(anchored: Sequence[tuple[float, str]], *, left_px: float, right_px: float) -> list[Label]:
    """Give every label a place above its anchor, as low as can be, where it disturbs no other.

    Parameters
    ----------
    anchored : sequence of (float, str)
        Column of each label's leader, and its words; a handful.
    left_px, right_px : float
        Labels stay between these.

    Returns
    -------
    list of Label
        In the order given: no two overlap, and no leader runs through another's words. Where
        anchors are too near each other and an edge for that, one below the other.
    """
    wished = []
    for anchor_px, text in anchored:
        width_px = face(TEXT_PX).getlength(text)
        starts = [anchor_px - share * width_px for share in SHARES_LEFT]
        wished.append(
            [
                Label(words=text, anchor_px=anchor_px, left_px=start, right_px=start + width_px, row=row)
                for row in range(len(anchored))
                for start in starts
                if left_px <= start <= right_px - width_px
            ]
        )
    return _settled(wished, []) or [
        dataclasses.replace(labels[0], row=row) for row, labels in enumerate(wished) if labels
    ]


def _settled(wished: Sequence[Sequence[Label]], placed: list[Label]) -> list[Label] | None:
    """Depth-first search: the first choice of all that does not disturb; None if there is none."""
    if len(placed) == len(wished):
        return placed
    for label in wished[len(placed)]:
        if not any(map(label.disturbs, placed)):
            found = _settled(wished, [*placed, label])
            if found is not None:
                return found
    return None


def ticks(upto_mm: float, px_per_mm: float, closest_px: float) -> list[float]:
    """Round millimetres from 0 to `upto_mm`, at least `closest_px` apart."""
    step = next((each for each in STEPS_MM if each * px_per_mm >= closest_px), STEPS_MM[-1])
    return [step * k for k in range(math.floor(upto_mm / step + 1e-6) + 1)]


def draw_headline(pen: ImageDraw.ImageDraw, axes: Axes, title: str, note: str, top_px: float) -> None:
    """Title at the left, note after it on the same baseline."""
    finer = axes.finer
    x, y = axes.left_px, finer * (top_px + TITLE_PX)
    font = face(finer * TITLE_PX)
    title = drawable(title)
    pen.text((x, y), title, fill=INK, font=font, anchor="ls")
    after = x + font.getlength(title) + finer * TITLE_PX * 0.8
    pen.text((after, y), note, fill=QUIET_INK, font=face(finer * TEXT_PX), anchor="ls")


def draw_scale(pen: ImageDraw.ImageDraw, axes: Axes) -> None:
    """Millimetres along the bottom and up the left side."""
    finer = axes.finer
    font = face(finer * TEXT_PX)
    stub, below = finer * 5, axes.base_px + finer * 8
    pen.line([(axes.x(0.0), below), (axes.x(axes.length_mm), below)], fill=QUIET_INK, width=finer)
    across = ticks(axes.length_mm, axes.along_px, finer * 56.0)
    for along_mm in across:
        x = axes.x(along_mm)
        pen.line([(x, below), (x, below + stub)], fill=QUIET_INK, width=finer)
        unit = " mm" if along_mm == across[-1] else ""
        number = f"{along_mm:g}"
        start = x - 0.5 * font.getlength(number)
        start = min(start, axes.x(axes.length_mm) + finer * 20 - font.getlength(number + unit))
        pen.text((start, below + stub + finer * 3), number + unit, fill=QUIET_INK, font=font, anchor="la")
    upward = ticks(axes.peak_mm, axes.up_px, finer * 30.0)
    for height_mm in upward:
        unit = " mm" if height_mm == upward[-1] else ""
        place_at = (axes.left_px - finer * 10, axes.y(height_mm))
        pen.text(place_at, f"{height_mm:g}{unit}", fill=QUIET_INK, font=font, anchor="rm")


def draw_dimension(
    pen: ImageDraw.ImageDraw, axes: Axes, each: Dimension, label: Label, baseline_px: float
) -> None:
    """An arrow between two heights, a thin leader up from it, and the words at its end."""
    finer = axes.finer
    x, high, low = axes.x(each.along_mm), axes.y(each.high_mm), axes.y(each.low_mm)
    leader_end = finer * (baseline_px + 4)
    pen.line([(x, high), (x, leader_end)], fill=QUIET_INK, width=max(1, round(0.8 * finer)))
    stub = finer * STUB_PX
    small = low - high < finer * 16.0
    ends = [(high - stub, high), (low + stub, low)] if small else [(high, low)]
    _stroke(pen, [[(x, a), (x, b)] for a, b in ends], finer)
    for y in (high, low):
        _stroke(pen, [[(x - stub, y), (x + stub, y)]], finer)
    outward = -1.0 if small else 1.0
    for y, direction in ((high, outward), (low, -outward)):
        _arrow(pen, x, y, direction * finer * ARROW_PX)
    pen.text(
        (finer * label.left_px, finer * baseline_px),
        label.words,
        fill=INK,
        font=face(finer * TEXT_PX),
        anchor="ls",
    )


def _stroke(pen: ImageDraw.ImageDraw, lines: Sequence[list[tuple[float, float]]], finer: int) -> None:
    """Ink with a pale border, to be seen on dark enamel too."""
    for color, width in ((PAGE, round(3.0 * finer)), (INK, round(1.2 * finer))):
        for line in lines:
            pen.line(line, fill=color, width=width)


def _arrow(pen: ImageDraw.ImageDraw, x: float, y: float, length: float) -> None:
    half = 0.45 * abs(length)
    pen.polygon([(x, y), (x - half, y + length), (x + half, y + length)], fill=INK)
