"""The words that say what a layer is: `assets/roles/roles.toml`, validated and indexed."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib import resources

from pydantic import BaseModel, ConfigDict, Field

from pinrender import catalog
from pinrender.artwork._model import Role
from pinrender.errors import CatalogError

__all__ = ["Meaning", "meaning", "words_of"]

_STRENGTH = (Role.ENAMEL, Role.METAL, Role.RECESS, Role.IGNORE, Role.CUTOUT)
"""Later ones win where a name says two things of equal length."""
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_WORD = re.compile(r"[^\W\d_]+")


class _Instead(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    words: tuple[str, ...]
    role: Role
    note: str


class _RoleTable(catalog.Entry):
    cutout: tuple[str, ...]
    ignore: tuple[str, ...]
    recess: tuple[str, ...]
    metal: tuple[str, ...]
    enamel: tuple[str, ...]
    instead: tuple[_Instead, ...] = Field(default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """What a name says.

    Attributes
    ----------
    role : Role
        What the layer becomes.
    phrase : str
        The words that said so.
    note : str
        Why it becomes this and not what the words mean; empty where they mean it.
    """

    role: Role
    phrase: str
    note: str = ""


def words_of(name: str) -> tuple[str, ...]:
    """The words of a layer name, without case, accents, digits and separators."""
    plain = unicodedata.normalize("NFKD", _CAMEL.sub(" ", name))
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    return tuple(_WORD.findall(plain.casefold()))


def meaning(name: str) -> Meaning | None:
    """What a layer name says, or None if no word in it is known.

    The longest phrase wins; of equally long ones the stronger role:
    cutout > ignore > recess > metal > enamel.
    """
    words = words_of(name)
    table = _table()
    spans = (words[a:b] for a in range(len(words)) for b in range(a + 1, len(words) + 1))
    matches = [found for span in spans if (found := table.get(span))]
    return max(
        matches, key=lambda found: (len(words_of(found.phrase)), _STRENGTH.index(found.role)), default=None
    )


@cache
def _table() -> dict[tuple[str, ...], Meaning]:
    where = "assets/roles/roles.toml"
    text = resources.files("pinrender.assets").joinpath("roles", "roles.toml").read_text(encoding="utf-8")
    parsed = catalog.parse(_RoleTable, text, where=where)
    rules = [(role, "", getattr(parsed, role.value)) for role in _STRENGTH]
    rules += [(rule.role, rule.note, rule.words) for rule in parsed.instead]
    table: dict[tuple[str, ...], Meaning] = {}
    for role, note, phrases in rules:
        for phrase in phrases:
            if (
                table.setdefault(words_of(phrase), Meaning(role=role, phrase=phrase, note=note)).phrase
                != phrase
            ):
                raise CatalogError(f"{where}: '{phrase}' is listed twice")
    return table
