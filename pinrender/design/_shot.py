"""The frozen description of one look at a pin."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from pinrender.errors import UsageError, unknown_choice

__all__ = ["PIXELS_RANGE", "Background", "Shot", "View"]

View = Literal["front", "three-quarter", "low"]
"""Where the eye is."""
Background = Literal["studio", "transparent"]
"""The studio's surface with a contact shadow, or nothing at all."""

PIXELS_RANGE = (16, 4096)
"""From an icon to the largest picture a software renderer draws in reasonable memory."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """How to look at a pin.

    Attributes
    ----------
    view : {'front', 'three-quarter', 'low'}
        Where the eye is.
    pixels : int
        Width and height of the square picture, 16 to 4096.
    background : {'studio', 'transparent'}
        What lies behind the pin.

    Raises
    ------
    UsageError
        If a value is none of these.
    """

    view: View = "front"
    pixels: int = 1024
    background: Background = "studio"

    def __post_init__(self) -> None:
        if self.view not in get_args(View):
            raise UsageError(unknown_choice("view", str(self.view), get_args(View)))
        if self.background not in get_args(Background):
            raise UsageError(unknown_choice("background", str(self.background), get_args(Background)))
        low, high = PIXELS_RANGE
        if not isinstance(self.pixels, int):
            raise UsageError(f"pixels {self.pixels!r} is not a whole number; write for example 1024")
        if not low <= self.pixels <= high:
            raise UsageError(f"pixels {self.pixels} is outside {low} to {high}")
