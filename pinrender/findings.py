"""Findings about artwork and process: values, never prints."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["UNUSED", "Finding", "Severity", "counted", "option_unused"]

UNUSED = "option-unused"
"""Code of findings on what was asked for to no effect."""


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


def option_unused(message: str, suggestion: str) -> Finding:
    """A notice that something was asked for to no effect."""
    return Finding(code=UNUSED, severity=Severity.NOTICE, message=message, suggestion=suggestion)
