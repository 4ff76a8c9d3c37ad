"""Photoshop's colour swatches, ``.aco``.

References
----------
Adobe, "Photoshop File Formats Specification", Color swatches, 2019.
"""

from __future__ import annotations

from collections.abc import Iterator

from pinrender.errors import CatalogError
from pinrender.swatches._cursor import Cursor
from pinrender.swatches._entry import Swatch, device, from_hsb, from_lab, from_srgb8

__all__ = ["parse"]

_RGB, _HSB, _LAB = 0, 1, 7
_FULL = 65535.0
_SIGN = 1 << 15


def parse(data: bytes, where: str) -> Iterator[Swatch]:
    """The colours of a book; RGB and HSB are taken to be sRGB.

    Raises
    ------
    CatalogError
        If it is no such file, damaged, or of version 1, which has no names.
    """
    book = Cursor(data, where)
    if book.left < 4:
        raise CatalogError(f"'{where}' is no file of Photoshop swatches, whatever its name says")
    version, count = book.numbers("HH")
    if version == 1:
        book.take(10 * count)
        if not book.left:
            raise CatalogError(f"swatch book '{where}' has no names; save it with Photoshop 7 or later")
        version, count = book.numbers("HH")
    if version != 2:
        raise CatalogError(f"'{where}' is no file of Photoshop swatches, whatever its name says")
    for _ in range(count):
        space, *values = book.numbers("HHHHH")
        yield _color(book.text(book.numbers("I")[0]), space, values)


def _color(name: str, space: int, values: list[int]) -> Swatch:
    first, second, third, _ = values
    if space == _RGB:
        return from_srgb8(name, *(255.0 * value / _FULL for value in (first, second, third)))
    if space == _HSB:
        return from_hsb(name, first / _FULL, second / _FULL, third / _FULL)
    if space == _LAB:
        return from_lab(name, first / 100.0, _signed(second) / 100.0, _signed(third) / 100.0)
    return device(name)


def _signed(value: int) -> int:
    return value - 2 * _SIGN if value >= _SIGN else value
