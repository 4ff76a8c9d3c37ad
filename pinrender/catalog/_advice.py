"""What a choice goes by: factors of a process, of a dome, uses and wishes."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from pinrender.catalog._entry import Entry, Model

__all__ = ["Dome", "Factor", "More", "Ranked", "Use", "Want"]


class Factor(Model):
    """What a factor is like, in a few plain words."""

    words: str


class Ranked(Factor):
    """A factor that can be compared, too."""

    of_5: Annotated[int, Field(ge=1, le=5)]
    """Little to much, among the processes of the catalogue."""


class More(Factor):
    """How a factor changes."""

    more: Annotated[int, Field(ge=-4, le=4)]
    """So many of the five steps."""


class Dome(Entry):
    """What is poured over a face, and what that changes of the four factors."""

    look: Factor
    feel: Factor
    cost: More
    durability: More


class Use(Entry):
    """What a pin is for, and what makers usually make for that."""

    favours: tuple[str, ...] = Field(min_length=1)
    """Processes, catalogue names."""
    reason: str
    """Why, as the end of a sentence."""
    disputed: str = ""
    """What makers disagree about; empty where they do not."""


class Want(Entry):
    """What a person wishes, and which processes can give it."""

    processes: tuple[str, ...] = Field(min_length=1)
    """Catalogue names."""
    reason: str
    """Why those, as the end of a sentence."""
    plating: str = ""
    """What it is to be plated with, a catalogue name; empty where it does not ask for one."""
