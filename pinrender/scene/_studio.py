"""A studio as a picture of its light from every direction."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import cache

import numpy as np
from numpy.typing import NDArray

from pinrender.catalog import Card, Softbox, Studio, load
from pinrender.design import Viewpoint
from pinrender.scene._camera import about_z, axes_of
from pinrender.units import frozen

__all__ = [
    "ENVIRONMENT_SHAPE",
    "PROMISED",
    "Environment",
    "directions",
    "light",
    "promised_light",
    "turned_light",
]

ENVIRONMENT_SHAPE = (256, 512)
"""Rows and columns; softboxes have soft edges, so 0.7 degrees a sample is enough."""
PROMISED = "softbox"
"""The studio in whose light enamel comes out as the colour that was asked for."""

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Environment:
    """Far light.

    Attributes
    ----------
    radiance_linear : (256, 512, 3) float32 ndarray
        In the light's own axes, which are the world's unless it is turned. Latitude-longitude; the pole is
        +y at row 0, the middle column looks along +z.
    irradiance_up : (3,) float64 ndarray
        Irradiance / pi on a patch that faces +z.
    exposure : float
        Factor between radiance and the tone map.
    turn_rad : float
        How far the light is turned about world +z, counter-clockwise.
    unturned : Environment or None
        The same light before it was turned; None if it is not.
    """

    radiance_linear: NDArray[np.float32]
    irradiance_up: Array
    exposure: float
    turn_rad: float = 0.0
    unturned: Environment | None = None

    @property
    def own(self) -> Environment:
        """The light in its own axes: one object, however it is turned."""
        return self.unturned or self

    def into_own(self, toward: NDArray[np.floating]) -> NDArray[np.floating]:
        """Directions (..., 3) of the world in the light's own axes."""
        return toward if self.turn_rad == 0.0 else toward @ about_z(self.turn_rad)

    def into_world(self, toward: Array) -> Array:
        """Directions (..., 3) of the light's own axes in the world."""
        return toward if self.turn_rad == 0.0 else toward @ about_z(-self.turn_rad)


def turned_light(environment: Environment, turn_rad: float) -> Environment:
    """The light turned about +z, counter-clockwise, from its own axes; nothing is drawn anew."""
    own = environment.own
    return replace(own, turn_rad=turn_rad, unturned=own) if turn_rad else own


def directions(shape: tuple[int, int]) -> Array:
    """Unit direction of every sample of a latitude-longitude picture; (H, W, 3)."""
    polar = math.pi * (np.arange(shape[0]) + 0.5) / shape[0]
    around = 2.0 * math.pi * ((np.arange(shape[1]) + 0.5) / shape[1] - 0.5)
    sine, cosine = np.sin(polar)[:, None], np.cos(polar)[:, None]
    return np.stack([sine * np.sin(around), np.broadcast_to(cosine, shape), sine * np.cos(around)], axis=-1)


def light(studio: Studio, seen_from: Viewpoint | None = None) -> Environment:
    """Draw a studio's light; the same object for the same light.

    Parameters
    ----------
    studio : Studio
        Whose light.
    seen_from : Viewpoint, optional
        Where the lens is, for what goes with it; straight above if not given.
    """
    follows = any(part.with_lens for part in (*studio.softbox, *studio.card))
    return _drawn(studio, seen_from if follows else None)


@cache
def _drawn(studio: Studio, seen_from: Viewpoint | None) -> Environment:
    toward = directions(ENVIRONMENT_SHAPE)
    from_lens = toward if seen_from is None else toward @ axes_of(seen_from)
    radiance = _gradient(toward[..., 2], studio)[..., None] * np.array(studio.tint)
    for box in studio.softbox:
        radiance += _share(from_lens if box.with_lens else toward, box)[..., None] * (
            box.radiance * np.array(box.tint)
        )
    for card in studio.card:
        share = _share(from_lens if card.with_lens else toward, card)[..., None]
        radiance += share * (card.radiance * np.array(card.tint) - radiance)
    polar_sine = np.sqrt(1.0 - toward[:, :1, 1] ** 2)
    solid_angle = polar_sine * (math.pi / ENVIRONMENT_SHAPE[0]) * (2.0 * math.pi / ENVIRONMENT_SHAPE[1])
    falling = np.maximum(toward[..., 2], 0.0) * solid_angle
    return Environment(
        radiance_linear=frozen(radiance.astype(np.float32)),
        irradiance_up=frozen((falling[..., None] * radiance).sum(axis=(0, 1)) / math.pi),
        exposure=studio.exposure,
    )


def promised_light() -> Environment:
    """The light in which enamel keeps its promise.

    The body of an enamel has one albedo, whatever light falls on it: the one by which a flat patch comes
    out in the default studio as the colour that was asked for. Any other light shows what it makes of
    that pigment: neutral light nearly the same colour, warm light a warmer one, the night hardly any.
    """
    return light(load(Studio, PROMISED))


def _gradient(z: Array, studio: Studio) -> Array:
    """Dome of light: horizon to zenith, and the ground below."""
    up = np.clip(z, 0.0, 1.0)
    sky = studio.horizon + (studio.zenith - studio.horizon) * up
    below = studio.ground + (studio.horizon - studio.ground) * np.exp(20.0 * np.minimum(z, 0.0))
    return np.where(z >= 0.0, sky, below)


def _share(toward: Array, box: Softbox | Card) -> Array:
    """Soft-edged rectangle or ellipse seen along its direction, 0..1."""
    center = np.array(box.direction) / np.linalg.norm(box.direction)
    right = np.cross(box.up, center)
    right /= np.linalg.norm(right)
    up = np.cross(center, right)
    depth = toward @ center
    across = np.degrees(np.arctan2(toward @ right, depth))
    along = np.degrees(np.arctan2(toward @ up, depth))
    if box.round:
        away = np.hypot(across / box.half_width_deg, along / box.half_height_deg)
        return _edge((1.0 - away) * 0.5 * (box.half_width_deg + box.half_height_deg), box.softness_deg)
    return _edge(box.half_width_deg - np.abs(across), box.softness_deg) * _edge(
        box.half_height_deg - np.abs(along), box.softness_deg
    )


def _edge(inward_deg: Array, softness_deg: float) -> Array:
    """Smooth step from 0 to 1 across the edge."""
    t = np.clip(0.5 + inward_deg / softness_deg, 0.0, 1.0)
    return t * t * (3.0 - 2.0 * t)
