"""GIMP palettes, ``.gpl``: text that Inkscape, Krita and Scribus read too."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pinrender.errors import CatalogError
from pinrender.swatches._entry import Swatch, from_srgb8, text_of

__all__ = ["parse"]

_LINE = re.compile(r"\s*(\d{1,3})\s+(\d{1,3})\s+(\d{1,3})(?:\s+(.*))?")
_HEADING = re.compile(r"\s*(?:#.*|(?:Name|Columns|Channels)\s*:.*)?", re.IGNORECASE)


def parse(data: bytes, where: str) -> Iterator[Swatch]:
    """The colours of a palette, sRGB; those without a name are passed over.

    Raises
    ------
    CatalogError
        If it is no such file, or a line is none of a palette's.
    """
    lines = text_of(data).splitlines()
    if not lines or not lines[0].strip().casefold().startswith("gimp palette"):
        raise CatalogError(f"'{where}' is no GIMP palette: its first line is not 'GIMP Palette'")
    for number, line in enumerate(lines[1:], 2):
        if _HEADING.fullmatch(line):
            continue
        found = _LINE.fullmatch(line)
        if found is None or max(int(level) for level in found.groups()[:3]) > 255:
            raise CatalogError(
                f"swatch book '{where}', line {number}: write red, green, blue of 0 to 255 and a name"
            )
        name = (found[4] or "").strip()
        if name and name.casefold() != "untitled":
            yield from_srgb8(name, *(int(level) for level in found.groups()[:3]))
