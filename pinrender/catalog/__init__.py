"""The catalogue, as TOML files: processes, platings, enamels, studios, rules of what goes together, and more.

A file's name is its catalogue name. Every entry carries its sources; a key that the schema
does not know is an error, so that a typing slip in a finish is never silence.
"""

from __future__ import annotations

from pinrender.catalog._advice import Dome, Factor, More, Ranked, Use, Want
from pinrender.catalog._backdrop import Backdrop, Drape, Grain, PaperCard, Weave
from pinrender.catalog._dyed import plated, plating_named
from pinrender.catalog._entry import Entry, Source
from pinrender.catalog._explain import explain
from pinrender.catalog._grade import Buffing, Grade, Waves
from pinrender.catalog._load import Kind, load, named, names, parse
from pinrender.catalog._materials import Coating, Enamel, Film, Finish, Flakes, Medium, Plating, Texture
from pinrender.catalog._process import Process
from pinrender.catalog._rule import Metal, MetalFinish, Rule, When
from pinrender.catalog._studio import Card, Softbox, Studio

__all__ = [
    "Backdrop",
    "Buffing",
    "Card",
    "Coating",
    "Dome",
    "Drape",
    "Enamel",
    "Entry",
    "Factor",
    "Film",
    "Finish",
    "Flakes",
    "Grade",
    "Grain",
    "Kind",
    "Medium",
    "Metal",
    "MetalFinish",
    "More",
    "PaperCard",
    "Plating",
    "Process",
    "Ranked",
    "Rule",
    "Softbox",
    "Source",
    "Studio",
    "Texture",
    "Use",
    "Want",
    "Waves",
    "Weave",
    "When",
    "explain",
    "load",
    "named",
    "names",
    "parse",
    "plated",
    "plating_named",
]
