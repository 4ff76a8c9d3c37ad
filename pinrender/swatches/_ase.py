"""Adobe Swatch Exchange, ``.ase``: as Illustrator, InDesign and Photoshop save swatches.

There is no published specification; the layout is that of every reader of it: ``ASEF``, a version, the
number of blocks, then blocks of a type, a length and, of a colour, its name, model and values.
"""

from __future__ import annotations

from collections.abc import Iterator

from pinrender.errors import CatalogError
from pinrender.swatches._cursor import Cursor
from pinrender.swatches._entry import Swatch, device, from_lab, from_srgb8

__all__ = ["parse"]

_COLOR = 0x0001
_VALUES = {b"RGB ": 3, b"LAB ": 3, b"CMYK": 4, b"Gray": 1}


def parse(data: bytes, where: str) -> Iterator[Swatch]:
    """The colours of a book; groups are passed over, RGB is taken to be sRGB.

    Raises
    ------
    CatalogError
        If it is no such file, or damaged.
    """
    book = Cursor(data, where)
    if book.left < 12 or book.take(4) != b"ASEF":
        raise CatalogError(f"'{where}' is no Adobe swatch exchange file, whatever its name says")
    _, _, blocks = book.numbers("HHI")
    for _ in range(blocks):
        kind, length = book.numbers("HI")
        block = Cursor(book.take(length), where)
        if kind == _COLOR:
            yield _color(block)


def _color(block: Cursor) -> Swatch:
    name = block.text(block.numbers("H")[0])
    model = block.take(4)
    if model not in _VALUES:
        raise block.damaged()
    values = block.numbers("f" * _VALUES[model])
    if model == b"RGB ":
        return from_srgb8(name, *(255.0 * value for value in values))
    if model == b"LAB ":
        return from_lab(name, 100.0 * values[0], values[1], values[2])
    return device(name)
