"""Findings about artwork and process: values, never prints."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["Finding", "Severity", "counted"]


class Severity(StrEnum):
    """How much a finding matters: `notice` informs, `warning` may disappoint, `error` cannot be made."""

    NOTICE = "notice"
    WARNING = "warning"
    ERROR = "error"


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
    """

    code: str
    severity: Severity
    message: str
    suggestion: str = ""


def counted(count: int, noun: str) -> str:
    """A number and a noun whose plural ends in s: ``1 layer``, ``3 layers``."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
