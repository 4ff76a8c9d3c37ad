"""Studios: the light, and the surface the pin lies on."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from pinrender.catalog._entry import Entry, LinearRGB, Model, Radiance

__all__ = ["Card", "Softbox", "Studio"]


class _Rectangle(Model):
    """A far rectangle or ellipse with a soft edge."""

    direction: tuple[float, float, float]
    """Toward its middle, world axes; need not be normalised."""
    up: tuple[float, float, float] = (0.0, 1.0, 0.0)
    half_width_deg: Annotated[float, Field(gt=0.0, le=80.0)]
    half_height_deg: Annotated[float, Field(gt=0.0, le=80.0)]
    softness_deg: Annotated[float, Field(gt=0.0, le=60.0)]
    round: bool = False
    """An ellipse of that width and height: a lamp, not a box."""
    with_lens: bool = False
    """It goes where the lens goes: its axes are the camera's, +z toward the lens, +y up in the picture."""
    radiance: Radiance
    tint: LinearRGB = (1.0, 1.0, 1.0)


class Softbox(_Rectangle):
    """A far rectangular or round light with a soft edge; it adds to what is there."""


class Card(_Rectangle):
    """A far rectangle that stands before all lights: a black card, a dark slit, a window's bar.

    Where it stands its radiance takes the place of theirs.
    """


class Studio(Entry):
    """An environment of softboxes over a gradient, and the surface the pin lies on."""

    exposure: Annotated[float, Field(gt=0.0, le=200.0)]
    """Factor between radiance and the tone map; a dark studio has a large one."""
    zenith: Radiance
    """Radiance of the gradient toward +z, the viewer of a front view."""
    horizon: Radiance
    """Radiance of the gradient at z = 0."""
    ground: Radiance
    """Radiance from below the horizon."""
    tint: LinearRGB = (1.0, 1.0, 1.0)
    """Colour of the gradient."""
    dark: bool = False
    """So dark that metal is, too: a room in which to look at what glows."""
    backdrop: LinearRGB
    """Albedo of the surface the pin lies on."""
    softbox: tuple[Softbox, ...] = Field(min_length=1)
    card: tuple[Card, ...] = ()
