"""A swatch book, whatever kind of file it is."""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from pathlib import Path

from pinrender.errors import CatalogError
from pinrender.limits import byte_size, read_at_most
from pinrender.swatches._entry import Swatch
from pinrender.swatches._names import swatch_key

__all__ = ["MOST_BYTES", "MOST_SWATCHES", "SUFFIXES", "SwatchBook", "read_book"]

MOST_BYTES = 4 * 1024 * 1024
"""The largest books that are sold hold about 3,000 colours in 200 KiB."""
MOST_SWATCHES = 20_000
_MOST_NAME = 200
_PARSERS = {".ase": "_ase", ".aco": "_aco", ".gpl": "_gpl", ".csv": "_csv"}
SUFFIXES = tuple(_PARSERS)
"""Kinds of books that are read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SwatchBook:
    """Colours by their names.

    Attributes
    ----------
    name : str
        File name, for messages.
    swatches : tuple of Swatch
        In the book's order; of one name the first counts.
    digest : str
        SHA-256 of the file.
    """

    name: str
    swatches: tuple[Swatch, ...]
    digest: str

    def find(self, name: str) -> Swatch | None:
        """The swatch of that name, see `swatch_key`; None if there is none."""
        return _index(self).get(swatch_key(name))

    def nearest(self, name: str) -> str | None:
        """The name in the book that is spelt most like this one; None if none is."""
        keys = _index(self)
        near = difflib.get_close_matches(swatch_key(name), keys, n=1, cutoff=0.5)
        return keys[near[0]].name if near else None


@lru_cache(maxsize=8)
def _index(book: SwatchBook) -> dict[str, Swatch]:
    return {swatch_key(swatch.name): swatch for swatch in reversed(book.swatches)}


def read_book(path: str | Path) -> SwatchBook:
    """Read a swatch book.

    Parameters
    ----------
    path : str or Path
        Adobe's swatch exchange (``.ase``) or Photoshop's colours (``.aco``), a GIMP palette (``.gpl``), or
        a table (``.csv``) of names with ``#rrggbb``, or red, green and blue of 0 to 255, or under a
        heading ``name,L,a,b`` CIE Lab under D50.

    Raises
    ------
    CatalogError
        If it is no such book, damaged, too large, or holds nothing but amounts of ink.
    """
    path = Path(path)
    parser = _PARSERS.get(path.suffix.lower())
    if parser is None:
        raise CatalogError(f"'{path.name}' is no swatch book that is read here; give {', '.join(SUFFIXES)}")
    data = _bytes_of(path)
    parse: Callable[[bytes, str], Iterator[Swatch]] = import_module(f"pinrender.swatches.{parser}").parse
    swatches: list[Swatch] = []
    for swatch in parse(data, path.name):
        if len(swatches) == MOST_SWATCHES:
            raise CatalogError(f"swatch book '{path.name}' has more than {MOST_SWATCHES} colours")
        if len(swatch.name) > _MOST_NAME:
            raise CatalogError(f"swatch book '{path.name}' has a name of more than {_MOST_NAME} characters")
        if swatch_key(swatch.name):
            swatches.append(swatch)
    if not swatches:
        raise CatalogError(f"swatch book '{path.name}' names no colours")
    if all(swatch.color is None for swatch in swatches):
        raise CatalogError(
            f"swatch book '{path.name}' gives its colours as amounts of ink (CMYK or grey) without a "
            "profile, so nobody can tell how they look; save it in Lab or RGB"
        )
    return SwatchBook(name=path.name, swatches=tuple(swatches), digest=hashlib.sha256(data).hexdigest())


def _bytes_of(path: Path) -> bytes:
    try:
        data = read_at_most(path, MOST_BYTES)
    except OSError as error:
        raise CatalogError(f"swatch book '{path}' cannot be read: {error.strerror}") from error
    if data is None:
        raise CatalogError(f"swatch book '{path.name}' is larger than {byte_size(MOST_BYTES)}")
    return data
