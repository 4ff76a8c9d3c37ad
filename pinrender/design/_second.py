"""Two platings on one pin: what layers name beside the pin's own."""

from __future__ import annotations

from collections.abc import Sequence

from pinrender.catalog import plated
from pinrender.errors import CannotBeMade
from pinrender.findings import Finding, Severity

__all__ = ["plating_findings", "second_plating"]


def second_plating(own: str, named: Sequence[str]) -> str | None:
    """The plating beside the pin's own, if layers name one; the rim and the back have the pin's.

    Makers plate the whole pin, mask it, and plate it once more, so there are two at most
    (docs/bibliography.md: dual-plating).

    Parameters
    ----------
    own : str
        The pin's plating.
    named : sequence of str
        Catalogue names that layers of metal say.

    Raises
    ------
    CannotBeMade
        If they are more than two in all, or both have a film.
    """
    others = list(dict.fromkeys(name for name in named if name != own))
    if len(others) > 1:
        said = ", ".join(f"'{name}'" for name in others)
        raise CannotBeMade(
            f"a pin has two platings at most, but its layers name {said} and all else of it is '{own}'",
            remedy=f"make the pin one of them, for example --plating {others[0]}",
        )
    if not others:
        return None
    if plated(own).film is not None and plated(others[0]).film is not None:
        raise CannotBeMade(
            f"platings '{own}' and '{others[0]}' each grow a coloured film, and one bath grows one",
            remedy="make one of them a plain metal",
        )
    return others[0]


def plating_findings(own: str, named: Sequence[str]) -> tuple[Finding, ...]:
    """That a pin has two platings, so that nobody orders it unawares.

    Raises
    ------
    CannotBeMade
        As `second_plating`.
    """
    other = second_plating(own, named)
    if other is None:
        return ()
    titles = [plated(name).title.lower() for name in (other, own)]
    return (
        Finding(
            code="two-platings",
            severity=Severity.NOTICE,
            message=f"layers that name {other} are plated {titles[0]}; rim, back and all other metal "
            f"{titles[1]}; makers charge for the second bath and its mask",
            suggestion=f"for one plating throughout: --plating {other}, or --layer 'NAME=metal'",
        ),
    )
