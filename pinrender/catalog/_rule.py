"""Rules of what goes together, and the metals that pins are made of."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from pinrender.catalog._entry import Entry, Model

__all__ = ["Metal", "MetalFinish", "Rule", "When"]

MetalFinish = Literal["bright", "satin", "antique", "dyed", "rainbow"]
"""What is done to a plated metal: polished; brushed; darkened in its low places; dyed; grown a film."""


class Metal(Entry):
    """What a pin is struck, cast or etched of, below its plating."""

    density_g_cm3: Annotated[float, Field(gt=0.5, le=25.0)]


class When(Model):
    """What a rule is about: all that is said must hold, of a list any one."""

    processes: tuple[str, ...] = ()
    """Catalogue names; none said: any."""
    finishes: tuple[MetalFinish, ...] = ()
    """Of the pin's plating, or of the second one that a layer names."""
    floors: tuple[str, ...] = ()
    """Textures of bare floors; ``sandblasted`` also where the process blasts them."""

    @model_validator(mode="after")
    def _says_something(self) -> When:
        if not (self.processes or self.finishes or self.floors):
            raise ValueError("name processes, finishes or floors; a rule of everything is none")
        return self


class Rule(Entry):
    """What does not go together, and what to do about it."""

    severity: Literal["notice", "warning", "error"]
    message: str
    """One sentence; ``{process}`` and ``{plating}`` become their titles in small letters."""
    suggestion: str
    when: When
