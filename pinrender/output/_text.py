"""Words on a page: broken into lines that fit, in the face that printed pages have too."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from PIL import ImageDraw, ImageFont

__all__ = ["INK", "PAGE", "QUIET_INK", "RED_INK", "Ink", "Text", "drawable", "face", "fit", "write"]

Ink = tuple[int, int, int]

PAGE: Ink = (250, 250, 248)
INK: Ink = (28, 28, 32)
QUIET_INK: Ink = (104, 104, 112)
RED_INK: Ink = (170, 24, 24)
LINE_HEIGHT = 1.36
"""Baseline to baseline, in font sizes."""
PARAGRAPH_GAP = 0.2
"""Room below a label or a sentence, in font sizes."""
SMALLEST_TEXT_PX = 11.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """Words broken into lines that fit a width, with the face to draw them in."""

    lines: tuple[str, ...]
    font: ImageFont.FreeTypeFont
    size_px: float
    ink: Ink

    @property
    def height_px(self) -> int:
        """Room that it takes, the gap below included."""
        return math.ceil((len(self.lines) * LINE_HEIGHT + PARAGRAPH_GAP) * self.size_px)


def fit(words: str, size_px: float, ink: Ink, width_px: int) -> Text:
    """Break words into lines no wider than `width_px`, splitting a word only if it alone is wider."""
    size_px = max(size_px, SMALLEST_TEXT_PX)
    font = face(size_px)
    lines = [""]
    for word in drawable(words).split():
        longer = f"{lines[-1]} {word}".strip()
        if _ink_px(font, longer) <= width_px:
            lines[-1] = longer
            continue
        lines.append("")
        for letter in word:
            if _ink_px(font, lines[-1] + letter) > width_px:
                lines.append("")
            lines[-1] += letter
    return Text(lines=tuple(line for line in lines if line), font=font, size_px=size_px, ink=ink)


def _ink_px(font: ImageFont.FreeTypeFont, line: str) -> float:
    """Width of what is really inked; a letter may overhang its advance."""
    left_px, _, right_px, _ = font.getbbox(line)
    return right_px - left_px


@cache
def face(size_px: float) -> ImageFont.FreeTypeFont:
    """Bitstream Vera, which comes with ReportLab."""
    import reportlab

    return ImageFont.truetype(str(Path(reportlab.__file__).parent / "fonts" / "Vera.ttf"), size_px)


def drawable(words: str) -> str:
    """The words in letters that the face has: those of Windows-1252, others as their base letters."""
    plain = "".join(map(_letter, unicodedata.normalize("NFC", words)))
    return plain.strip() or "Pin"


def _letter(letter: str) -> str:
    try:
        letter.encode("cp1252")
    except UnicodeEncodeError:
        return unicodedata.normalize("NFKD", letter).encode("ascii", "ignore").decode()
    return letter


def write(pen: ImageDraw.ImageDraw, texts: Sequence[Text], left_px: int, top_px: int) -> None:
    """Draw texts below one another."""
    y_px = float(top_px)
    for text in texts:
        for line in text.lines:
            overhang_px = text.font.getbbox(line)[0]
            pen.text((left_px - overhang_px, round(y_px)), line, fill=text.ink, font=text.font)
            y_px += text.size_px * LINE_HEIGHT
        y_px += PARAGRAPH_GAP * text.size_px
