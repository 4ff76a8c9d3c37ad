"""Swatch books that a person supplies, and what else is said of an artwork's colours."""

from __future__ import annotations

from pinrender.swatches._book import SUFFIXES, SwatchBook, read_book
from pinrender.swatches._coloring import MERGED_DE00, Coloring
from pinrender.swatches._entry import Swatch
from pinrender.swatches._names import reference_in, swatch_key

__all__ = [
    "MERGED_DE00",
    "SUFFIXES",
    "Coloring",
    "Swatch",
    "SwatchBook",
    "read_book",
    "reference_in",
    "swatch_key",
]
