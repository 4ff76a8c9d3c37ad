"""A plating by its name, and a dyed one in any colour."""

from __future__ import annotations

import re

from pinrender.catalog._load import load, named, names
from pinrender.catalog._materials import Plating
from pinrender.errors import UsageError

__all__ = ["plated", "plating_named"]

_COLOR = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)


def plating_named(name: str) -> str:
    """A plating's name as the catalogue spells it, with its colour as six hexadecimal digits.

    Parameters
    ----------
    name : str
        A catalogue name; one that comes in any colour is followed by it, as in ``dyed:#2f5faa``.

    Raises
    ------
    UsageError
        If there is no such plating, its colour is missing or none, or it has no choice of colour.
    """
    base, colon, color = (part.strip() for part in str(name).partition(":"))
    base = named(Plating, base)
    plating = load(Plating, base)
    if plating.coating is None or not plating.coating.any_color:
        if colon:
            example = f"{_dyed()}:{color if _COLOR.fullmatch(color) else _example(_dyed())}"
            raise UsageError(f"plating '{base}' comes in its own colour only; write for example {example}")
        return base
    if not color:
        raise UsageError(
            f"plating '{base}' comes in any colour and needs one; write for example {base}:{_example(base)}"
        )
    if _COLOR.fullmatch(f"#{color}"):
        raise UsageError(f"'{color}' in plating '{name}' lacks its '#'; write {base}:#{color}")
    if not _COLOR.fullmatch(color):
        raise UsageError(
            f"'{color}' in plating '{name}' is no colour; write for example {base}:{_example(base)}"
        )
    digits = color[1:].lower()
    return f"{base}:#{digits if len(digits) == 6 else ''.join(2 * digit for digit in digits)}"


def plated(name: str) -> Plating:
    """Look a plating up, in its colour; names and errors are those of `plating_named`."""
    base, _, color = plating_named(name).partition(":")
    plating: Plating = load(Plating, base)
    if plating.coating is None or not color:
        return plating
    dyed: Plating = plating.model_copy(
        update={
            "title": f"{plating.title} {color}",
            "swatch": color,
            "coating": plating.coating.model_copy(update={"color": color}),
        }
    )
    return dyed


def _dyed() -> str:
    """The plating that comes in any colour."""
    entries = ((each, load(Plating, each)) for each in names("platings"))
    return next(each for each, entry in entries if entry.coating is not None and entry.coating.any_color)


def _example(name: str) -> str:
    """A colour that a plating may have."""
    coating = load(Plating, name).coating
    return "" if coating is None else coating.color
