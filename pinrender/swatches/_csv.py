"""Tables of colours, ``.csv``: as a spreadsheet saves them."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterator

from pinrender.errors import CatalogError, UsageError
from pinrender.separation import color_named
from pinrender.swatches._entry import Swatch, device, from_lab, from_srgb8, text_of

__all__ = ["parse"]

_HEX_HEADS = {"hex", "color", "colour", "srgb", "rgb", "value"}
_LAB_HEAD = ["l", "a", "b"]
_RGB_HEADS = (["r", "g", "b"], ["red", "green", "blue"])
_INK_HEADS = (["c", "m", "y", "k"], ["cyan", "magenta", "yellow", "black"])


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
    heading: list[str] = []
    try:
        for number, row in enumerate(rows, 1):
            cells = [cell.strip() for cell in row]
            head = [cell.casefold().rstrip("*") for cell in cells[1:5]]
            if number == 1 and _is_heading(head):
                heading = head
            elif any(cells) and heading in _INK_HEADS:
                yield device(cells[0])
            elif any(cells):
                values = cells[1:] if between == "," else [cell.replace(",", ".") for cell in cells[1:]]
                yield _swatch(cells[0], values, where, number, lab=heading[:3] == _LAB_HEAD)
    except csv.Error as error:
        raise CatalogError(
            f"swatch book '{where}', line {rows.line_num}: {error}; close each quote that begins a cell"
        ) from error


def _is_heading(cells: list[str]) -> bool:
    plain = cells[:3] in (_LAB_HEAD, *_RGB_HEADS) or cells[:1] in [[word] for word in _HEX_HEADS]
    return plain or cells in _INK_HEADS


def _swatch(name: str, values: list[str], where: str, number: int, *, lab: bool) -> Swatch:
    numbers = [_number(value) for value in values if value]
    if len(numbers) > len(_LAB_HEAD) and all(math.isfinite(each) for each in numbers[:4]):
        raise CatalogError(
            f"swatch book '{where}', line {number}: of four numbers nobody can tell how they look; for "
            "amounts of ink write a heading name,C,M,Y,K, else red, green, blue of 0 to 255"
        )
    if lab or len(numbers) >= len(_LAB_HEAD):
        levels = numbers[:3]
        if len(levels) == len(_LAB_HEAD) and all(math.isfinite(level) for level in levels):
            if lab:
                return from_lab(name, *levels)
            if all(0.0 <= level <= 255.0 for level in levels):
                return from_srgb8(name, *levels)
    elif values:
        try:
            return Swatch(name=name, color=color_named(values[0], "colour"))
        except UsageError:
            pass
    raise CatalogError(
        f"swatch book '{where}', line {number}: write a name and '#c8102e', or red, green, blue of 0 to 255; "
        "or L, a, b below a heading name,L,a,b"
    )


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return math.nan
