"""Every error that pinrender raises on purpose.

::

    PinrenderError
    ├── InputRefused          exit 1   something given is not usable
    │   ├── ArtworkError               the artwork: file, layers, limits
    │   │   └── CannotBeMade           this artwork by this process
    │   ├── CatalogError               a file of the catalogue, a swatch book or a pin.toml
    │   └── OutputError                the place or format to write to
    ├── UsageError            exit 2   an option or argument makes no sense
    └── RendererUnavailable   exit 3   no back end can draw here

A message is one sentence: what, where, what was expected, the nearest valid choice.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable

__all__ = [
    "ArtworkError",
    "CannotBeMade",
    "CatalogError",
    "InputRefused",
    "OutputError",
    "PinrenderError",
    "RendererUnavailable",
    "UsageError",
    "chosen",
    "kebab",
    "unknown_choice",
]


class PinrenderError(Exception):
    """Base of every deliberate error.

    `exit_code` is what the command line returns, `kind` what its JSON calls the error.
    """

    exit_code = 1
    kind = "refused"


class InputRefused(PinrenderError):
    """Something that was given cannot be used."""


class ArtworkError(InputRefused):
    """The artwork cannot be read, or holds nothing to make a pin of."""

    kind = "artwork"


class CannotBeMade(ArtworkError):
    """The artwork asks for something that the chosen process cannot do; another can.

    Attributes
    ----------
    reason, remedy : str
        Why not, for a customer to read; and what to choose or say instead.
    """

    kind = "cannot-be-made"

    def __init__(self, reason: str, *, remedy: str) -> None:
        super().__init__(f"{reason}; {remedy}")
        self.reason = reason
        self.remedy = remedy


class CatalogError(InputRefused):
    """A catalogue entry, a swatch book or a `pin.toml` cannot be used."""

    kind = "catalog"


class OutputError(InputRefused):
    """The result cannot be written where it was asked for."""

    kind = "output"


class UsageError(PinrenderError):
    """An option's value makes no sense."""

    exit_code = 2
    kind = "usage"


class RendererUnavailable(PinrenderError):
    """No renderer can run on this machine as it is set up."""

    exit_code = 3
    kind = "no-renderer"


NEAR = 0.6
"""Likeness from which on another name may have been meant: 'wedding' and 'trading' are 0.57 alike."""


def chosen(what: str, given: str, choices: Iterable[str]) -> str:
    """The one of `choices` that `given` names: case, spaces and underscores make no difference.

    Parameters
    ----------
    what : str
        The noun for the kind of thing, for example ``"plating"``.
    given : str
        What was asked for, for example ``"Black Nickel"``.
    choices : iterable of str
        The valid names, for example ``"black-nickel"``.

    Returns
    -------
    str
        The name as it is among `choices`.

    Raises
    ------
    UsageError
        If it names none of them; the message names the nearest.
    """
    names = tuple(choices)
    plain = kebab(str(given))
    for name in names:
        if kebab(name) == plain:
            return str(name)
    raise UsageError(unknown_choice(what, str(given), names))


def kebab(name: str) -> str:
    """A name as the catalogue spells names: small letters, and hyphens between words."""
    return re.sub(r"[\s_-]+", "-", name.strip().casefold())


def unknown_choice(what: str, given: str, choices: Iterable[str], *, also: Iterable[str] = ()) -> str:
    """Say that `given` is not one of `choices`, and name the nearest that is.

    Parameters
    ----------
    what : str
        The noun for the kind of thing, for example ``"plating"``.
    given : str
        What was asked for.
    choices : iterable of str
        The valid names.
    also : iterable of str
        Names that are valid too, too many to list.

    Returns
    -------
    str
        One sentence, ready for an error message.
    """
    names = sorted(choices)
    every, plain = [*names, *also], kebab(given)
    begun = [name for name in every if plain and name.startswith(plain)]
    near = begun or difflib.get_close_matches(plain, every, n=1, cutoff=NEAR)
    hint = f"did you mean '{near[0]}'? " if near else ""
    return f"no {what} is called '{given}'; {hint}choose one of: {', '.join(names)}"
