"""A plating by its name, and a dyed one in any colour."""

from __future__ import annotations

import re

from pinrender import catalog
from pinrender.errors import UsageError

__all__ = ["plated"]

_COLOR = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)


def plated(name: str) -> catalog.Plating:
    """Look a plating up.

    Parameters
    ----------
    name : str
        A catalogue name; one whose coating lies everywhere may be followed by a colour, as in
        ``dyed:#2f5faa``.

    Raises
    ------
    UsageError
        If there is no such plating, it cannot be dyed, or the colour is none.
    """
    base, colon, color = name.partition(":")
    plating: catalog.Plating = catalog.load(catalog.Plating, base)
    if not colon:
        return plating
    coating = plating.coating
    if coating is None or coating.where != "everywhere":
        example = f"dyed:{color or '#2f5faa'}"
        raise UsageError(f"plating '{base}' comes in its own colour only; write for example {example}")
    if not _COLOR.fullmatch(color):
        raise UsageError(f"'{color}' in plating '{name}' is no colour; write for example {base}:#2f5faa")
    digits = color[1:].lower()
    hexadecimal = "#" + (digits if len(digits) == 6 else "".join(2 * digit for digit in digits))
    dyed: catalog.Plating = plating.model_copy(
        update={
            "title": f"{plating.title} {hexadecimal}",
            "swatch": hexadecimal,
            "coating": coating.model_copy(update={"color": hexadecimal}),
        }
    )
    return dyed
