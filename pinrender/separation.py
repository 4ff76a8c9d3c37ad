"""How a picture without layers is taken apart: what the person says of it, checked."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from pinrender.errors import UsageError, unknown_choice

__all__ = ["AUTO", "MOST_COLORS", "NONE", "Separate", "Separation", "color_named"]

Separate = Literal["auto", "off"]

AUTO, NONE = "auto", "none"
MODES = (AUTO, "off")
MOST_COLORS = 64
"""Enamel colours that may be asked for."""
MOST_DIFFERENCE = 20.0
_HEX = re.compile(r"#?([0-9a-f]{6}|[0-9a-f]{3})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Separation:
    """What is said of artwork without layers; colours are held as ``#rrggbb``.

    Attributes
    ----------
    mode : {'auto', 'off'}
        Whether artwork in which no layer has a role is taken apart by its colours.
    metal : tuple of str
        Colours that are metal, or ``('none',)``; empty: found by their shape.
    colors : int or None
        Most enamel colours, 1 to 64; None: as many as are found.
    paper : str
        Colour of the background, ``'auto'``, or ``'none'`` where there is none to remove.

    Raises
    ------
    UsageError
        If a value is none of these; the message says what is expected.
    """

    mode: str = AUTO
    metal: tuple[str, ...] = ()
    colors: int | None = None
    paper: str = AUTO

    def __post_init__(self) -> None:
        mode = self.mode.strip().casefold()
        if mode not in MODES:
            raise UsageError(unknown_choice("way to separate", self.mode, MODES))
        if self.colors is not None and not 1 <= self.colors <= MOST_COLORS:
            raise UsageError(f"{self.colors} colours are outside 1 to {MOST_COLORS}")
        object.__setattr__(self, "mode", mode)
        object.__setattr__(self, "metal", _metals(self.metal))
        object.__setattr__(self, "paper", _paper(self.paper))


def color_named(text: str, what: str) -> str:
    """A colour as ``#rrggbb``; three digits and a missing number sign are taken too.

    Raises
    ------
    UsageError
        If it is none.
    """
    found = _HEX.fullmatch(text.strip().casefold())
    if found is None:
        raise UsageError(f"{what} '{text}' is not a colour; write it as '#1a1a1a'")
    digits = found[1]
    return "#" + (digits if len(digits) == 6 else "".join(2 * digit for digit in digits))


def _metals(colors: Iterable[str]) -> tuple[str, ...]:
    given = tuple(colors)
    if any(color.strip().casefold() == NONE for color in given):
        if len(given) > 1:
            raise UsageError("metal is 'none' and a colour too; say one of them")
        return (NONE,)
    return tuple(dict.fromkeys(color_named(color, "metal") for color in given))


def _paper(text: str) -> str:
    word = text.strip().casefold()
    return word if word in {AUTO, NONE} else color_named(text, "paper")
