"""Whether a pin can be made, in one value: findings, the smallest size, weight and posts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pinrender.findings import Finding, Severity
from pinrender.inspect._weight import Weight

__all__ = ["Check"]

_MG = 3
"""Digits of a gram that are told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """What a maker would say of a pin.

    Attributes
    ----------
    process : str
        Catalogue name.
    title : str
        How it is made, in words.
    size_mm : tuple of float
        Width and height.
    findings : tuple of Finding
        The gravest first.
    smallest_mm : int or None
        Longest side at which nothing drawn is too fine, in whole millimetres; None where no size will do.
    weight : Weight or None
        What it weighs; None where it cannot be made.
    posts_mm : tuple of (float, float)
        Where posts would stand on its back, x and y.
    """

    process: str
    title: str
    size_mm: tuple[float, float]
    findings: tuple[Finding, ...]
    smallest_mm: int | None
    weight: Weight | None = None
    posts_mm: tuple[tuple[float, float], ...] = ()

    @property
    def can_be_made(self) -> bool:
        """Whether no finding is an error."""
        return not any(finding.severity is Severity.ERROR for finding in self.findings)

    def as_dict(self) -> dict[str, Any]:
        """Plain values for JSON; the keys are stable (docs/json.md)."""
        told: dict[str, Any] = {
            "process": self.process,
            "title": self.title,
            "size_mm": [round(side, 3) for side in self.size_mm],
            "can_be_made": self.can_be_made,
            "smallest_mm": self.smallest_mm,
            "findings": [finding.as_dict() for finding in self.findings],
        }
        if self.weight is not None:
            told["weight_g"] = round(self.weight.total_g, _MG)
            told["center_mm"] = [round(each, 3) for each in self.weight.center_mm]
            told["posts_mm"] = [[round(x_mm, 3), round(y_mm, 3)] for x_mm, y_mm in self.posts_mm]
        return told
