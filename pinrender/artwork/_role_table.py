"""The words that say what a layer is: `assets/roles/roles.toml`, validated and indexed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, Field

from pinrender import catalog
from pinrender.artwork._model import Combine, Role, Texture
from pinrender.errors import CatalogError

__all__ = ["Meaning", "height_mm_in", "meaning", "words_of"]

_WHERE = "assets/roles/roles.toml"
_STRENGTH = (
    *(Role.ENAMEL, Role.METAL, Role.RECESS, Role.RELIEF),
    *(Role.PRINT, Role.EPOXY, Role.IGNORE, Role.CUTOUT),
)
"""Later ones win where a name says two things of equal length."""
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_WORD = re.compile(r"[^\W\d_]+")
_SEPARATORS = re.compile(r"[\W_]+")
_HEIGHT_MM = re.compile(r"(?<![\d.,])(\d{1,4}(?:[.,]\d{1,6})?)\s*mm(?![^\W_])", re.IGNORECASE)

_Found = TypeVar("_Found")


class _Rule(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    words: tuple[str, ...]


class _Instead(_Rule):
    role: Role
    note: str


class _FilledRule(_Rule):
    name: str


class _PlatingRule(_Rule):
    name: str


class _TextureRule(_Rule):
    name: Texture


class _CombineRule(_Rule):
    mode: Combine


class _RoleTable(catalog.Entry):
    cutout: tuple[str, ...]
    ignore: tuple[str, ...]
    recess: tuple[str, ...]
    relief: tuple[str, ...]
    print: tuple[str, ...]
    epoxy: tuple[str, ...]
    metal: tuple[str, ...]
    enamel: tuple[str, ...]
    instead: tuple[_Instead, ...] = Field(default=())
    filled: tuple[_FilledRule, ...] = Field(default=())
    plating: tuple[_PlatingRule, ...] = Field(default=())
    texture: tuple[_TextureRule, ...] = Field(default=())
    combine: tuple[_CombineRule, ...] = Field(default=())
    whole_name: dict[str, Role] = Field(default={})


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
    filled : str or None
        What enamel is filled with, a catalogue name; None where the name does not say.
    plating : str or None
        Of metal, raised or recessed, a catalogue name; None where the name does not say.
    texture : {'sandblasted', 'brushed', 'ribbed', 'stippled'} or None
        Of a recess, or of the floor under enamel that says what it is filled with.
    combine : {'add', 'subtract', 'merge-high', 'merge-low'} or None
        Of a relief; None where the name does not say.
    height_mm : float or None
        Of a relief; None where the name does not say.
    """

    role: Role
    phrase: str
    note: str = ""
    filled: str | None = None
    plating: str | None = None
    texture: Texture | None = None
    combine: Combine | None = None
    height_mm: float | None = None


def words_of(name: str) -> tuple[str, ...]:
    """The words of a layer name, without case, accents, digits and separators."""
    plain = unicodedata.normalize("NFKD", _CAMEL.sub(" ", name))
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    return tuple(_WORD.findall(plain.casefold()))


def height_mm_in(name: str) -> float | None:
    """The first length in millimetres that a name holds, as in ``relief 0,8 mm``."""
    found = _HEIGHT_MM.search(name)
    return float(found.group(1).replace(",", ".")) if found else None


def meaning(name: str) -> Meaning | None:
    """What a layer name says, or None if no word in it is known.

    The longest phrase wins; of equally long ones the stronger role:
    cutout > ignore > epoxy > print > relief > recess > metal > enamel. A relief that says its height
    or how it combines is a relief whatever else it is called; a textured recess that says what it is
    filled with is enamel over such a floor; metal that names a plating has it, and a plating named by
    itself is metal.
    """
    table = _tables()
    key = _SEPARATORS.sub("", name).casefold()
    if key in table.whole_names:
        said = Meaning(role=table.whole_names[key], phrase=key)
    else:
        matches = list(_matches(name, table.roles)) or list(_matches(name, table.platings))
        if not matches:
            return None
        said = max(_without_colors(matches), key=_weight)
        sculpted = [found for found in matches if found.role is Role.RELIEF]
        if sculpted and (height_mm_in(name) is not None or any(_matches(name, table.modes))):
            said = max(sculpted, key=_weight)  # nothing else has a height or a way to combine
    if said.role in (Role.ENAMEL, Role.RECESS):
        said = _filled(name, said)
    if said.role in (Role.METAL, Role.RECESS):
        return _plated(name, said)
    if said.role is not Role.RELIEF:
        return said
    modes = list(_matches(name, table.modes))
    mode = max(modes, key=lambda found: len(words_of(found)), default=None)
    return Meaning(role=said.role, phrase=said.phrase, combine=mode, height_mm=height_mm_in(name))


def _without_colors(matches: list[Meaning]) -> list[Meaning]:
    """Beside what enamel is filled with, the name of a metal is its colour: metallic gold, pearl silver."""
    if not any(found.filled for found in matches):
        return matches
    return [found for found in matches if found.phrase not in catalog.names("platings")]


def _filled(name: str, said: Meaning) -> Meaning:
    """Enamel, with all that its name says of it, or the recess as it is."""
    found = list(_matches(name, _tables().roles))
    filled = max((match for match in found if match.filled), key=_weight, default=None)
    textured = max((match for match in found if match.texture), key=_weight, default=None)
    if filled is None or (said.role is Role.RECESS and said.texture is None):
        return said
    return replace(filled, texture=textured.texture if textured else None)


def _plated(name: str, said: Meaning) -> Meaning:
    """Metal, with the plating that its name says; of several the one in the most words."""
    found = list(_matches(name, _tables().platings))
    most = max((len(words_of(match.phrase)) for match in found), default=0)
    platings = {match.plating for match in found if len(words_of(match.phrase)) == most}
    if len(platings) > 1:
        return replace(
            said, plating=None, note=_TWO_PLATINGS, phrase=" and ".join(sorted(filter(None, platings)))
        )
    return replace(said, plating=next(iter(platings), None))


_TWO_PLATINGS = "a layer has one plating, so it has the pin's"


def _matches(name: str, table: Mapping[tuple[str, ...], _Found]) -> Iterator[_Found]:
    words = words_of(name)
    longest = max(map(len, table), default=0)  # names come from strangers, and may be long
    spans = (words[a:b] for a in range(len(words)) for b in range(a + 1, min(a + longest, len(words)) + 1))
    return (found for span in spans if (found := table.get(span)))


def _weight(said: Meaning) -> tuple[int, int, bool]:
    return len(words_of(said.phrase)), _STRENGTH.index(said.role), said.texture is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tables:
    roles: dict[tuple[str, ...], Meaning]
    platings: dict[tuple[str, ...], Meaning]
    modes: dict[tuple[str, ...], Combine]
    whole_names: dict[str, Role]


@cache
def _tables() -> _Tables:
    text = resources.files("pinrender.assets").joinpath("roles", "roles.toml").read_text(encoding="utf-8")
    parsed = catalog.parse(_RoleTable, text, where=_WHERE)
    meanings = [Meaning(role=role, phrase=phrase) for role in _STRENGTH for phrase in getattr(parsed, role)]
    meanings += [
        Meaning(role=rule.role, phrase=phrase, note=rule.note)
        for rule in parsed.instead
        for phrase in rule.words
    ]
    meanings += [
        Meaning(role=Role.ENAMEL, phrase=phrase, filled=rule.name)
        for rule in parsed.filled
        for phrase in rule.words
    ]
    meanings += [
        Meaning(role=Role.RECESS, phrase=phrase, texture=rule.name)
        for rule in parsed.texture
        for phrase in rule.words
    ]
    own_names = [(name, name.replace("-", " ")) for name in catalog.names("platings") if "-" in name]
    named = [(rule.name, phrase) for rule in parsed.plating for phrase in rule.words]
    platings = [
        Meaning(role=Role.METAL, phrase=phrase, plating=name) for name, phrase in (*own_names, *named)
    ]
    modes = [(phrase, rule.mode) for rule in parsed.combine for phrase in rule.words]
    return _Tables(
        roles=_indexed([(said.phrase, said) for said in meanings]),
        platings=_indexed([(said.phrase, said) for said in platings]),
        modes=_indexed(modes),
        whole_names=parsed.whole_name,
    )


def _indexed(entries: list[tuple[str, _Found]]) -> dict[tuple[str, ...], _Found]:
    table: dict[tuple[str, ...], _Found] = {}
    for phrase, found in entries:
        if words_of(phrase) in table:
            raise CatalogError(f"{_WHERE}: '{phrase}' is listed twice")
        table[words_of(phrase)] = found
    return table
