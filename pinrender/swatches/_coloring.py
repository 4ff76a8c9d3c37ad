"""What is said of an artwork's colours: whose values its names have, which change, which count as one."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from pinrender.errors import UsageError
from pinrender.separation import color_named
from pinrender.swatches._book import SwatchBook

__all__ = ["MERGED_DE00", "MOST_DE00", "Coloring"]

MERGED_DE00 = 2.0
"""CIEDE2000 below which two colours are hardly told apart side by side, let alone through a metal line."""
MOST_DE00 = 20.0
"""Farther apart no two colours are nearly equal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coloring:
    """What is said of colours.

    Attributes
    ----------
    book : SwatchBook or None
        Gives colours that have a name their value.
    merge_de00 : float or None
        CIEDE2000 below which enamel colours become one, above 0 and at most 20; None: they are told of only.

    changes : tuple of (str, str)
        ``#rrggbb`` of enamel or ink, drawn or by the book, and what it becomes.

    Raises
    ------
    UsageError
        If the difference is outside its range, or a change names no colour or one colour twice.
    """

    book: SwatchBook | None = None
    merge_de00: float | None = None
    changes: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "changes", _changes(self.changes))
        apart = self.merge_de00
        if apart is not None and not (math.isfinite(apart) and 0.0 < apart <= MOST_DE00):
            raise UsageError(
                f"colours {apart:g} apart are not nearly equal; merge those of a CIEDE2000 above 0 and at "
                f"most {MOST_DE00:g}, such as {MERGED_DE00:g}"
            )


def _changes(pairs: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Changes as ``#rrggbb``, in a settled order; what becomes itself is none."""
    read: dict[str, str] = {}
    for before, after in pairs:
        old, new = color_named(before, "recolor"), color_named(after, "recolor")
        if read.setdefault(old, new) != new:
            raise UsageError(f"colour '{old}' becomes {read[old]} and {new} too; say one of them")
    return tuple(sorted((old, new) for old, new in read.items() if old != new))
