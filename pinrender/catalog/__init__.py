"""The catalogue: processes, platings, enamels, finishes, textures, grades, studios, backdrops, as TOML files.

A file's name is its catalogue name. Every entry carries its sources; a key that the schema
does not know is an error, so that a typing slip in a finish is never silence.
"""

from __future__ import annotations

from pinrender.catalog._backdrop import Backdrop, Drape, Grain, PaperCard, Weave
from pinrender.catalog._dyed import plated, plating_named
from pinrender.catalog._entry import Entry, Source
from pinrender.catalog._explain import explain
from pinrender.catalog._grade import Buffing, Grade, Waves
from pinrender.catalog._load import Kind, load, named, names, parse
from pinrender.catalog._materials import Coating, Enamel, Film, Finish, Flakes, Medium, Plating, Texture
from pinrender.catalog._process import Process
from pinrender.catalog._studio import Card, Softbox, Studio

__all__ = [
    "Backdrop",
    "Buffing",
    "Card",
    "Coating",
    "Drape",
    "Enamel",
    "Entry",
    "Film",
    "Finish",
    "Flakes",
    "Grade",
    "Grain",
    "Kind",
    "Medium",
    "PaperCard",
    "Plating",
    "Process",
    "Softbox",
    "Source",
    "Studio",
    "Texture",
    "Waves",
    "Weave",
    "explain",
    "load",
    "named",
    "names",
    "parse",
    "plated",
    "plating_named",
]
