"""Findings about artwork and process: values, never prints."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

__all__ = ["UNUSED", "Finding", "Place", "Severity", "counted", "option_unused", "quoted", "without_options"]

UNUSED = "option-unused"
"""Code of findings on what was asked for to no effect."""


class Severity(StrEnum):
    """How much a finding matters: `notice` informs, `warning` may disappoint, `error` cannot be made."""

    NOTICE = "notice"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where on the pin, in world millimetres."""

    x_mm: float
    y_mm: float

    def __str__(self) -> str:
        """In words, from the pin's middle."""
        across = f"{abs(self.x_mm):.1f} mm {'right' if self.x_mm >= 0.0 else 'left'} of"
        upward = f"{abs(self.y_mm):.1f} mm {'above' if self.y_mm >= 0.0 else 'below'}"
        off = [words for words in (across, upward) if not words.startswith("0.0 ")]
        return f"{' and '.join(off)} the middle" if off else "in the middle"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing worth saying about a design.

    Attributes
    ----------
    code : str
        Stable kebab-case name, for example ``"unnamed-layer"``.
    severity : Severity
        How much it matters.
    message : str
        One sentence: what and where.
    suggestion : str
        What to do about it; may be empty.
    places : tuple of Place
        Where, the worst first; empty where it is about all of the pin, or no place was measured.
    measured, limit : float or None
        What was measured, and what it is held against, both in `unit`; None where nothing is measured.
    unit : str
        Of both, such as ``"mm"``.
    source : str
        Whose limit or rule it is: the title of a source in the catalogue.
    brief : str
        What is found in a few words, for where there is no room for a sentence; may be empty.
    """

    code: str
    severity: Severity
    message: str
    suggestion: str = ""
    places: tuple[Place, ...] = ()
    measured: float | None = None
    limit: float | None = None
    unit: str = ""
    source: str = ""
    brief: str = ""

    def as_dict(self) -> dict[str, Any]:
        """Plain values for JSON; what was not measured is left out.

        Returns
        -------
        dict
            ``code``, ``severity``, ``message``, ``suggestion``; with a place ``places_mm``, pairs of x and
            y; with a measure ``measured``, ``limit``, ``unit``; with a source ``source``.
        """
        told: dict[str, Any] = {
            "code": self.code,
            "severity": self.severity.value,
            "message": self.message,
            "suggestion": self.suggestion,
        }
        if self.places:
            told["places_mm"] = [[round(each.x_mm, 3), round(each.y_mm, 3)] for each in self.places]
        if self.measured is not None:
            told |= {"measured": self.measured, "limit": self.limit, "unit": self.unit}
        return told | {"source": self.source} if self.source else told


def without_options(advice: str) -> str:
    """Advice as far as it is no option of a command: what a customer can be told; may be empty."""
    plain, option, _ = advice.partition("--")
    if not option:
        return advice
    return plain[: max(plain.rfind(mark) for mark in (", ", ": ", "; ")) + 1].rstrip(",:; ")


def counted(count: int, noun: str) -> str:
    """A number and a noun whose plural ends in s: ``1 layer``, ``3 layers``."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def quoted(text: str) -> str:
    """In quotes, as a shell takes it: ready to be pasted."""
    return "'" + text.replace("'", "'\"'\"'") + "'"


def option_unused(message: str, suggestion: str) -> Finding:
    """A notice that something was asked for to no effect."""
    return Finding(code=UNUSED, severity=Severity.NOTICE, message=message, suggestion=suggestion)
