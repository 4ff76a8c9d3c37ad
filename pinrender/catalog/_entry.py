"""What every catalogue file has, and the ranges that their numbers share."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

__all__ = ["Entry", "Fraction", "LinearRGB", "Millimetres", "Model", "Radiance", "Source"]

Fraction = Annotated[float, Field(ge=0.0, le=1.0)]
Millimetres = Annotated[float, Field(ge=0.0, le=20.0)]
Radiance = Annotated[float, Field(ge=0.0, le=500.0)]
LinearRGB = tuple[
    Annotated[float, Field(ge=0.0, le=1.2)],
    Annotated[float, Field(ge=0.0, le=1.2)],
    Annotated[float, Field(ge=0.0, le=1.2)],
]
"""Linear light, Rec.709 primaries; measured gold reaches 1.02 in red."""


class Model(BaseModel):
    """A frozen part of an entry that knows all of its keys; made ready when the first entry is loaded."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False, defer_build=True)


class Source(Model):
    """Where a number comes from."""

    title: str
    url: str = ""
    licence: str = ""
    note: str = ""


class Entry(Model):
    """What every catalogue file has."""

    schema_: Literal[1] = Field(alias="schema")
    title: str
    description: str = ""
    source: tuple[Source, ...] = Field(min_length=1)
