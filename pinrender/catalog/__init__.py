"""The catalogue: processes, platings, enamels, finishes, textures, studios and backdrops, one TOML file each.

A file's name is its catalogue name. Every entry carries its sources; a key that the schema
does not know is an error, so that a typing slip in a finish is never silence.
"""

from __future__ import annotations

from pinrender.catalog._backdrop import Backdrop, Drape, Grain, PaperCard, Weave
from pinrender.catalog._entry import Entry, Source
from pinrender.catalog._load import Kind, explain, load, names, parse
from pinrender.catalog._materials import Coating, Enamel, Finish, Plating, Texture
from pinrender.catalog._process import Process
from pinrender.catalog._studio import Card, Softbox, Studio

__all__ = [
    "Backdrop",
    "Card",
    "Coating",
    "Drape",
    "Enamel",
    "Entry",
    "Finish",
    "Grain",
    "Kind",
    "PaperCard",
    "Plating",
    "Process",
    "Softbox",
    "Source",
    "Studio",
    "Texture",
    "Weave",
    "explain",
    "load",
    "names",
    "parse",
]
