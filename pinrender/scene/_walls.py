"""What the relief's own walls leave of the sky's light, from horizons all around each place.

Light that comes from one side is hidden by the wall on that side; so a floor is dark at the foot of one
wall and bright at that of the next, and how open it is on the whole does not say which.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from pinrender.appearance import Maps
from pinrender.scene._studio import ENVIRONMENT_SHAPE, Environment, directions
from pinrender.units import frozen

__all__ = ["hidden_by_walls", "walled_light"]

TURNS = 12
"""Azimuths in which the horizon is looked for; on struck pins 16, or 8, change FLIP by 0.0003 at most."""
AWAY = (1, 2, 3, 5, 8, 12, 18, 27)
"""In samples, where the relief is looked at: from the foot of a wall to more than a millimetre away."""
SAMPLE_MM = 0.05
"""A wall of usual height is as wide; finer samples cost time and show nothing."""
LEVELS = 256
"""Of the sine of an elevation, -1..1, that light above it is summed for: those of a byte."""
NORMALS = 65
"""Of x, and of y, of a normal, -1..1, for which all of the light is summed beforehand."""
LUMINANCE = (0.2126, 0.7152, 0.0722)
"""Of linear Rec.709 (ITU-R BT.709)."""
UPRIGHT = 0.03
"""Least z of a normal: no face of a height function is steeper."""

Field = NDArray[np.float32]


class _Sky(NamedTuple):
    """Luminance over pi above each elevation, by azimuth; (TURNS, LEVELS).

    `aside` is what falls on an upright face that looks there, `down` what falls on a level one.
    """

    aside: Field
    down: Field


@lru_cache(maxsize=2)
def walled_light(maps: Maps, environment: Environment) -> Field:
    """What walls leave and what they hide at each place of the face, (h, w, 2), on a coarser grid.

    See `hidden_by_walls`; both grids cover the same rectangle.
    """
    step = max(1, round(SAMPLE_MM / maps.grid.pitch_mm))
    shrunk = cv2.resize(maps.face, None, fx=1.0 / step, fy=1.0 / step, interpolation=cv2.INTER_AREA)
    face = np.asarray(shrunk, np.float32)
    return hidden_by_walls(face[..., 3], face[..., :2], step * maps.grid.pitch_mm, environment)


def hidden_by_walls(
    height_mm: Field, normal_xy: NDArray[np.float32], pitch_mm: float, environment: Environment
) -> Field:
    """Clip the sky at the horizon of a relief.

    Parameters
    ----------
    height_mm : (H, W) float32 ndarray
    normal_xy : (H, W, 2) float32 ndarray
        Unit normal's x and y.
    pitch_mm : float
    environment : Environment
        Its luminance alone counts.

    Returns
    -------
    (H, W, 2) float32 ndarray
        Share that is left of the irradiance that the normal would have in the open; then the share,
        0..1, that relief fills of what the normal looks at, weighted by the cosine.

    References
    ----------
    Timonen and Westerholm, "Scalable height field self-shadowing", Computer Graphics Forum 29, 2010
    (docs/bibliography.md: horizons): light above the horizon, summed over azimuths.
    """
    across, along = (np.ascontiguousarray(normal_xy[..., axis]) for axis in (0, 1))
    upright = _upright(across, along)
    skies = _sky(environment), _even_sky()
    above = [np.zeros(height_mm.shape, np.float32) for _ in skies]
    horizons = _horizons(np.ascontiguousarray(height_mm), pitch_mm)
    for turn, horizon in enumerate(horizons):
        toward, own = _plane(across, along, upright, turn)
        level = _level(np.maximum(own, horizon, out=own))
        for number, sky in enumerate(skies):
            above[number] += _above(sky, turn, level, toward, upright)
    left, seen = (
        some / np.maximum(_in_the_open(sky, across, along), np.float32(1e-4))
        for some, sky in zip(above, skies, strict=True)
    )
    return frozen(np.dstack([left, np.clip(1.0 - seen, 0.0, 1.0)]))


def _in_the_open(sky: _Sky, across: Field, along: Field) -> Field:
    """What falls on normals with nothing around."""
    col, row = (np.asarray((each + 1.0) * (0.5 * (NORMALS - 1)), np.float32) for each in (across, along))
    return np.asarray(cv2.remap(_open(sky), col, row, cv2.INTER_LINEAR), np.float32)


def _upright(across: Field, along: Field) -> Field:
    """Z of normals."""
    return np.sqrt(np.maximum(1.0 - across * across - along * along, np.float32(UPRIGHT**2)))


def _plane(across: Field, along: Field, upright: Field, turn: int) -> tuple[Field, Field]:
    """Of normals: the part toward an azimuth, and the sine at which their plane rises there."""
    angle = 2.0 * math.pi * turn / TURNS
    toward = across * np.float32(math.cos(angle)) + along * np.float32(math.sin(angle))
    return toward, -toward / np.sqrt(toward * toward + upright * upright)


def _level(sine: Field) -> NDArray[np.uint8]:
    return np.asarray((sine + np.float32(1.0)) * np.float32(0.5 * (LEVELS - 1)) + np.float32(0.5), np.uint8)


def _above(sky: _Sky, turn: int, level: NDArray[np.uint8], toward: Field, upright: Field) -> Field:
    """What falls on a face from an azimuth."""
    light = toward * cv2.LUT(level, sky.aside[turn]) + upright * cv2.LUT(level, sky.down[turn])
    return np.asarray(np.maximum(light, 0.0), np.float32)


def _horizons(height_mm: Field, pitch_mm: float) -> Iterator[Field]:
    """Sine of the elevation up to which relief stands in each azimuth, >= 0."""
    rows, cols = height_mm.shape
    edge = max(AWAY)
    around = cv2.copyMakeBorder(height_mm, edge, edge, edge, edge, cv2.BORDER_REPLICATE)
    rise = np.zeros_like(height_mm)
    for turn in range(TURNS):
        angle = 2.0 * math.pi * turn / TURNS
        tangent = np.zeros_like(height_mm)
        for nearer, away in pairwise((1, *AWAY)):
            down, right = -round(away * math.sin(angle)), round(away * math.cos(angle))
            there = around[edge + down : edge + down + rows, edge + right : edge + right + cols]
            np.subtract(there, height_mm, out=rise)
            # a wall that is met here begins anywhere since the last look
            met_mm = pitch_mm * math.hypot(down, right) * 0.5 * (1.0 + nearer / away)
            rise *= np.float32(1.0 / met_mm)
            np.maximum(tangent, rise, out=tangent)
        yield tangent / np.sqrt(1.0 + tangent * tangent)


@lru_cache(maxsize=4)
def _sky(environment: Environment) -> _Sky:
    return _summed(environment.radiance_linear @ np.array(LUMINANCE, np.float32), environment.turn_rad)


@lru_cache(maxsize=1)
def _even_sky() -> _Sky:
    """The same light from everywhere."""
    return _summed(np.ones(ENVIRONMENT_SHAPE, np.float32))


def _summed(luminance: Field, turn_rad: float = 0.0) -> _Sky:
    """Light of a latitude-longitude picture, turned about +z by so much, above each elevation."""
    rows, cols = luminance.shape
    toward = directions((rows, cols))
    solid_angle = np.sqrt(1.0 - toward[..., 1] ** 2) * (math.pi / rows) * (2.0 * math.pi / cols)
    around = np.arctan2(toward[..., 1], toward[..., 0]) + turn_rad
    turn = np.round(around * (TURNS / (2.0 * math.pi))).astype(int) % TURNS
    level = turn * LEVELS + _level(toward[..., 2].astype(np.float32))
    light = luminance * solid_angle / math.pi
    # light from the sides of a sector counts as from its middle, and is weaker for it
    aside = np.cos(around - 2.0 * math.pi * turn / TURNS) * np.sqrt(1.0 - toward[..., 2] ** 2)
    sums = (
        np.bincount(level.ravel(), (light * weight).ravel(), TURNS * LEVELS).reshape(TURNS, LEVELS)
        for weight in (aside, toward[..., 2])
    )
    return _Sky(*(frozen(np.cumsum(each[:, ::-1], axis=1)[:, ::-1].astype(np.float32)) for each in sums))


def _open(sky: _Sky) -> Field:
    """What falls on each normal with nothing around, by its y and x; (NORMALS, NORMALS)."""
    side = np.linspace(-1.0, 1.0, NORMALS, dtype=np.float32)
    across, along = (np.ascontiguousarray(each) for each in np.meshgrid(side, side))
    total, upright = np.zeros_like(across), _upright(across, along)
    for turn in range(TURNS):
        toward, own = _plane(across, along, upright, turn)
        total += _above(sky, turn, _level(own), toward, upright)
    return total
