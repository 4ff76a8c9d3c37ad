"""A number of a process, and how findings speak of what is below it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from pinrender.catalog import Process
from pinrender.design import SIZE_RANGE_MM
from pinrender.findings import Finding, Place, Severity
from pinrender.inspect._pieces import Piece
from pinrender.widths import TOLERATED, Stretch

__all__ = ["Limit", "length_of", "small_pieces"]

MOST_PLACES = 12
"""Places that one finding names."""
APART = 0.12
"""Least distance between two of them, in longest sides of the pin: marks of one cluster hide each other."""
WHAT = {"line": "lines", "cell": "cells", "cutout": "cut-outs", "bridge": "strips"}
"""What the fields of a process are about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """A least number of a process, for a pin of a size.

    Attributes
    ----------
    field : str
        Of the process, a length in mm.
    process : Process
        Whose it is.
    size_mm : float
        Longest side of the pin.
    """

    field: str
    process: Process
    size_mm: float

    @property
    def mm(self) -> float:
        """The least length."""
        return float(getattr(self.process, self.field))

    @property
    def title(self) -> str:
        """The process within a sentence."""
        return self.process.title.lower()

    def failed(self, width_mm: float) -> bool:
        """Whether a length is below it, errors of measuring left aside."""
        return width_mm < TOLERATED * self.mm

    def findings(
        self,
        code: str,
        severity: Severity,
        message: str,
        remedy: str,
        found: Sequence[Stretch | Piece],
        *,
        what: str = "",
        grows: bool = True,
    ) -> tuple[Finding, ...]:
        """A finding on what is below it, with what would mend that; none if nothing is.

        Parameters
        ----------
        code, severity : str, Severity
            As of the finding.
        message : str
            What is found, up to the narrowest.
        remedy : str
            What to do; ``{times}`` is how many times as wide it must be, ``{more}`` how much wider in mm.
        found : sequence of Stretch or Piece
            The narrowest first.
        what : str
            What that is, in a word, where the field does not say it.
        grows : bool
            Whether its width grows as the pin does; beside walls of a fixed width it does not.
        """
        if not found:
            return ()
        width_mm = found[0].width_mm
        places = _spread(found, APART * self.size_mm)
        return (
            Finding(
                code=code,
                severity=severity,
                message=f"{message} is {width_mm:.2f} mm wide, {places[0]}",
                suggestion=remedy.format(times=self.times(width_mm), more=self.mm - width_mm)
                + (self.or_larger(width_mm) if grows else ", or the pin larger"),
                places=places,
                measured=round(width_mm, 3),
                limit=self.mm,
                unit="mm",
                source=self.process.source_of(self.field),
                brief=f"{what or WHAT[self.field.split('_')[1]]} {width_mm:.2f} mm, limit {self.mm:g}",
            ),
        )

    def times(self, length_mm: float) -> float:
        """How many times as long a length must be to do, in tenths, as `or_larger` has it of the pin."""
        return math.ceil(10.0 * TOLERATED * self.mm / length_mm - 1e-6) / 10.0

    def or_larger(self, length_mm: float) -> str:
        """In words, the size of the pin at which a length would do; empty where no pin is as large."""
        needed_mm = math.ceil(self.size_mm * TOLERATED * self.mm / length_mm - 1e-6)
        return f", or make the pin {needed_mm} mm" if needed_mm <= SIZE_RANGE_MM[1] else ""


def _spread(found: Sequence[Stretch | Piece], apart_mm: float) -> tuple[Place, ...]:
    """Where the worst are: the narrowest, the longest, then others as they are given, none beside another."""
    longest = max(found, key=lambda each: each.length_mm if isinstance(each, Stretch) else 0.0)
    places: list[Place] = []
    for each in (found[0], longest, *found):
        away_mm = (math.hypot(each.x_mm - other.x_mm, each.y_mm - other.y_mm) for other in places)
        if all(distance_mm >= apart_mm for distance_mm in away_mm):
            places.append(Place(x_mm=each.x_mm, y_mm=each.y_mm))
    return tuple(places[:MOST_PLACES])


def small_pieces(every: Sequence[Piece], limit: Limit) -> list[Piece]:
    """Pieces narrower than a limit, the narrowest first."""
    small = [each for each in every if limit.failed(each.width_mm)]
    return sorted(small, key=lambda each: round(each.width_mm, 3))  # like widths stay in order of place


def length_of(found: Sequence[Stretch]) -> str:
    """How long stretches are in all, in words."""
    return f"{sum(each.length_mm for each in found):.1f} mm"
