"""The catalogue: processes, platings, enamels, finishes, textures and studios as data, one TOML file each.

A file's name is its catalogue name. Every entry carries its sources; a key that the schema
does not know is an error, so that a typing slip in a finish is never silence.
"""

from __future__ import annotations

from pinrender.catalog._entry import Entry, Source
from pinrender.catalog._load import Kind, explain, load, names, parse
from pinrender.catalog._materials import Coating, Enamel, Finish, Flakes, Medium, Plating, Texture
from pinrender.catalog._process import Process
from pinrender.catalog._studio import Softbox, Studio

__all__ = [
    "Coating",
    "Enamel",
    "Entry",
    "Finish",
    "Flakes",
    "Kind",
    "Medium",
    "Plating",
    "Process",
    "Softbox",
    "Source",
    "Studio",
    "Texture",
    "explain",
    "load",
    "names",
    "parse",
]
