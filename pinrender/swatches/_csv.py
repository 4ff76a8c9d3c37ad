"""Tables of colours, ``.csv``: as a spreadsheet saves them."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterator

from pinrender.errors import CatalogError, UsageError
from pinrender.separation import color_named
from pinrender.swatches._entry import Swatch, device, from_lab, from_srgb8, text_of

__all__ = ["parse"]

_HEADINGS: dict[tuple[str, ...], str] = {
    **{(word,): "hex" for word in ("hex", "color", "colour", "srgb", "rgb", "value")},
    ("l", "a", "b"): "lab",
    ("r", "g", "b"): "rgb",
    ("red", "green", "blue"): "rgb",
    ("c", "m", "y", "k"): "ink",
    ("cyan", "magenta", "yellow", "black"): "ink",
}
"""What is below a heading's words; further columns are not read."""
_EXPECTED = "a heading name,hex, name,R,G,B, name,L,a,b or name,C,M,Y,K"


def parse(data: bytes, where: str) -> Iterator[Swatch]:
    """The colours of a table: a name, then ``#rrggbb`` or three numbers; commas, semicolons or tabs between.

    Raises
    ------
    CatalogError
        If a line is none of these; the message names it.
    """
    text = text_of(data)
    first = text.partition("\n")[0]
    between = max(",;\t", key=first.count)
    rows = csv.reader(text.splitlines(), delimiter=between, strict=True)
    kind = ""
    try:
        for number, row in enumerate(rows, 1):
            name, *values = [cell.strip() for cell in row] or [""]
            if number == 1 and (headed := _heading(values)):
                kind = headed
            elif name or any(values):
                plain = values if between == "," else [value.replace(",", ".") for value in values]
                try:
                    yield _swatch(name, plain, kind or _kind_of(plain))
                except ValueError as fault:
                    expected = f"; or write {_EXPECTED}" if number == 1 else ""
                    raise CatalogError(f"swatch book '{where}', line {number}: {fault}{expected}") from fault
    except csv.Error as error:
        raise CatalogError(
            f"swatch book '{where}', line {rows.line_num}: {error}; close each quote that begins a cell"
        ) from error


def _heading(values: list[str]) -> str:
    """What is below these words, from 'hex', 'lab', 'rgb' and 'ink'; empty where they are no heading."""
    words = tuple(value.casefold().rstrip("*") for value in values)
    return next((kind for head, kind in _HEADINGS.items() if words[: len(head)] == head), "")


def _kind_of(values: list[str]) -> str:
    """What stands in a line below no heading.

    Raises
    ------
    ValueError
        If it is four numbers, which may be ink.
    """
    numbers = [math.isfinite(_number(value)) for value in values]
    if len(numbers) > 3 and all(numbers[:4]):
        raise ValueError("of four numbers nobody can tell how they look")
    return "rgb" if len(numbers) >= 3 and all(numbers[:3]) else "hex"


def _swatch(name: str, values: list[str], kind: str) -> Swatch:
    """A line of a table of that kind.

    Raises
    ------
    ValueError
        If it holds something else; the text says what.
    """
    if kind == "ink":
        return device(name)
    if kind == "hex":
        try:
            return Swatch(name=name, color=color_named(values[0] if values else "", "colour"))
        except UsageError as fault:
            raise ValueError(str(fault)) from fault
    levels = [_number(value) for value in values[:3]]
    said = ", ".join(values[:3])
    if len(levels) < 3 or not all(math.isfinite(level) for level in levels):
        raise ValueError(f"'{said}' are not three numbers")
    if kind == "lab":
        return from_lab(name, *levels)
    if not all(0.0 <= level <= 255.0 for level in levels):
        raise ValueError(f"'{said}' are not red, green and blue of 0 to 255")
    return from_srgb8(name, *levels)


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return math.nan
