"""Studios: the light, and the surface the pin lies on."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from pinrender.catalog._entry import Entry, LinearRGB, Model, Radiance

__all__ = ["Softbox", "Studio"]


class Softbox(Model):
    """A far rectangular light with a soft edge."""

    direction: tuple[float, float, float]
    """Toward the light, world axes; need not be normalised."""
    up: tuple[float, float, float] = (0.0, 1.0, 0.0)
    half_width_deg: Annotated[float, Field(gt=0.0, le=80.0)]
    half_height_deg: Annotated[float, Field(gt=0.0, le=80.0)]
    softness_deg: Annotated[float, Field(gt=0.0, le=60.0)]
    radiance: Radiance
    tint: LinearRGB = (1.0, 1.0, 1.0)


class Studio(Entry):
    """An environment of softboxes over a gradient, and the surface the pin lies on."""

    exposure: Annotated[float, Field(gt=0.0, le=20.0)]
    zenith: Radiance
    """Radiance of the gradient toward +z, the viewer of a front view."""
    horizon: Radiance
    """Radiance of the gradient at z = 0."""
    ground: Radiance
    """Radiance from below the horizon."""
    backdrop: LinearRGB
    """Albedo of the surface the pin lies on."""
    softbox: tuple[Softbox, ...] = Field(min_length=1)
