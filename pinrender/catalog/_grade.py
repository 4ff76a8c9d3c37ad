"""Grades: how near to perfect the surfaces of a pin are as it is sold."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from pinrender.catalog._entry import Entry, Fraction, Model

__all__ = ["Buffing", "Grade", "Waves"]

_Degrees = Annotated[float, Field(ge=0.0, le=5.0)]
_Length = Annotated[float, Field(gt=0.0, le=50.0)]


class Waves(Model):
    """Waves that no flat surface is without: how steep, root mean square."""

    over_mm: _Length
    """Distance over which they rise and fall."""
    polished_deg: _Degrees
    """Of metal, and of enamel polished level with it."""
    enamel_deg: _Degrees
    """Of the skin of enamel that dried below the lines, and of ink."""
    epoxy_deg: _Degrees


class Buffing(Model):
    """Hairline marks of the wheel, in arcs that cross each other."""

    slope_deg: _Degrees
    """Root mean square slope across them, all polished surface counted."""
    width_mm: _Length
    length_mm: _Length
    share: Annotated[Fraction, Field(gt=0.0)]
    """Of the surface that has any."""


class Grade(Entry):
    """How a pin's polished surfaces differ from a mathematician's."""

    waves: tuple[Waves, ...] = ()
    buffing: Buffing | None = None
