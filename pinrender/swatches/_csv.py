"""Tables of colours, ``.csv``: as a spreadsheet saves them."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterator

from pinrender.errors import CatalogError, UsageError
from pinrender.separation import color_named
from pinrender.swatches._entry import Swatch, from_lab, from_srgb8

__all__ = ["parse"]

_HEX_HEADS = {"hex", "color", "colour", "srgb", "rgb", "value"}
_LAB_HEAD = ["l", "a", "b"]
_RGB_HEADS = (["r", "g", "b"], ["red", "green", "blue"])


def parse(data: bytes, where: str) -> Iterator[Swatch]:
    """The colours of a table: a name, then ``#rrggbb`` or three numbers; commas, semicolons or tabs between.

    Raises
    ------
    CatalogError
        If a line is none of these; the message names it.
    """
    text = data.decode("utf-8-sig", errors="replace")
    first = text.partition("\n")[0]
    between = max(",;\t", key=first.count)
    lab = False
    try:
        for number, row in enumerate(csv.reader(text.splitlines(), delimiter=between, strict=True), 1):
            cells = [cell.strip() for cell in row]
            if not any(cells):
                continue
            head = [cell.casefold().rstrip("*") for cell in cells[1:4]]
            if number == 1 and (head in (_LAB_HEAD, *_RGB_HEADS) or (head and head[0] in _HEX_HEADS)):
                lab = head == _LAB_HEAD
                continue
            yield _swatch(cells, where, number, lab=lab)
    except csv.Error as error:
        raise CatalogError(f"swatch book '{where}' is no table: {error}") from error


def _swatch(cells: list[str], where: str, number: int, *, lab: bool) -> Swatch:
    name, *values = cells
    if lab or len([value for value in values if value]) >= len(_LAB_HEAD):
        levels = [_number(value) for value in values[:3]]
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
