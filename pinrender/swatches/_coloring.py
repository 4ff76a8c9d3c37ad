"""What is said of an artwork's colours: whose values its names have, and which count as one."""

from __future__ import annotations

import math
from dataclasses import dataclass

from pinrender.errors import UsageError
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

    Raises
    ------
    UsageError
        If the difference is outside its range.
    """

    book: SwatchBook | None = None
    merge_de00: float | None = None

    def __post_init__(self) -> None:
        apart = self.merge_de00
        if apart is not None and not (math.isfinite(apart) and 0.0 < apart <= MOST_DE00):
            raise UsageError(
                f"colours {apart:g} apart are not nearly equal; merge those of a CIEDE2000 above 0 and at "
                f"most {MOST_DE00:g}, such as {MERGED_DE00:g}"
            )
