"""Files of the catalogue, found by name and validated."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Literal, TypeVar

from pydantic import ValidationError

from pinrender.catalog._advice import Dome, Use, Want
from pinrender.catalog._backdrop import Backdrop
from pinrender.catalog._entry import Entry
from pinrender.catalog._explain import explain
from pinrender.catalog._grade import Grade
from pinrender.catalog._materials import Enamel, Finish, Plating, Texture
from pinrender.catalog._process import Process
from pinrender.catalog._rule import Metal, Rule
from pinrender.catalog._studio import Studio
from pinrender.errors import CatalogError, chosen

__all__ = ["Kind", "load", "named", "names", "parse"]

Kind = Literal[
    "processes",
    "platings",
    "enamels",
    "finishes",
    "textures",
    "grades",
    "studios",
    "backdrops",
    "metals",
    "rules",
    "uses",
    "wants",
    "domes",
]
"""The folders of the catalogue."""

EntryT = TypeVar("EntryT", bound=Entry)

_FOLDERS: dict[type[Entry], Kind] = {
    Process: "processes",
    Plating: "platings",
    Enamel: "enamels",
    Finish: "finishes",
    Texture: "textures",
    Grade: "grades",
    Studio: "studios",
    Backdrop: "backdrops",
    Metal: "metals",
    Rule: "rules",
    Use: "uses",
    Want: "wants",
    Dome: "domes",
}
_MODELS: dict[Kind, type[Entry]] = {kind: model for model, kind in _FOLDERS.items()}
_SINGULAR: dict[Kind, str] = {
    "processes": "process",
    "platings": "plating",
    "enamels": "enamel",
    "finishes": "finish",
    "textures": "texture",
    "grades": "grade",
    "studios": "studio",
    "backdrops": "backdrop",
    "metals": "base metal",
    "rules": "rule",
    "uses": "use",
    "wants": "wish",
    "domes": "dome",
}


def _folder(kind: Kind) -> Traversable:
    return resources.files("pinrender.assets").joinpath(kind)


@cache
def names(kind: Kind) -> tuple[str, ...]:
    """Names of every entry of a kind, sorted."""
    files = (f.name for f in _folder(kind).iterdir())
    return tuple(sorted(n.removesuffix(".toml") for n in files if n.endswith(".toml")))


def parse(model: type[EntryT], text: str, *, where: str) -> EntryT:
    """Validate one catalogue file.

    Parameters
    ----------
    model : type
        Which schema applies: `Process`, `Plating`, ...
    text : str
        The TOML.
    where : str
        What to call the file in an error message.

    Raises
    ------
    CatalogError
        Naming the file, the key and what was expected.
    """
    try:
        return model.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise CatalogError(f"{where} is not valid TOML: {error}") from error
    except ValidationError as error:
        raise CatalogError(f"{where}: {explain(error, model)}") from error


def named(model: type[Entry], name: str) -> str:
    """The catalogue's own spelling of a name, for example ``black-nickel`` for ``Black Nickel``.

    Raises
    ------
    UsageError
        If there is no such entry; the message names the nearest.
    """
    kind = _FOLDERS[model]
    return chosen(_SINGULAR[kind], name, names(kind))


@cache
def load(model: type[EntryT], name: str) -> EntryT:
    """Load a catalogue entry by name, for example ``load(Plating, "gold")``; spelt as `named` takes it.

    Raises
    ------
    UsageError
        If there is no such entry; the message names the nearest.
    CatalogError
        If the file does not validate.
    """
    kind, file = _FOLDERS[model], f"{named(model, name)}.toml"
    text = _folder(kind).joinpath(file).read_text(encoding="utf-8")
    return parse(model, text, where=f"assets/{kind}/{file}")
