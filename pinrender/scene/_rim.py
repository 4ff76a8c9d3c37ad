"""Light that the rim of a pin mirrors onto the surface beside it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple, Self

import cv2
import numpy as np
from numpy.typing import NDArray

from pinrender.scene._studio import Environment

__all__ = ["Outline", "mirrored_light"]

DIRECTIONS = 36
"""Spread over the half sphere as a matt surface gathers light, and denser where the sky is bright so high."""
BANDS, EVENLY = 32, 0.3
"""Heights of the sky that are told apart, and the share of directions that does not ask for brightness."""
TILE = 4
"""Each sample of a tile of so many by so many has directions of its own, and the tile's mean is taken:
together they are one spiral."""
GOLDEN_RAD = math.pi * (3.0 - math.sqrt(5.0))
"""The angle by which each is turned on from the last, so that they lie evenly (`vogel`)."""
REACH_MM = 6.0
"""A rim is too low to mirror light much farther."""
COARSE_SKY = (24, 12)
"""Columns and rows of the sky as it is looked up: as coarse as the directions lie apart."""
TOUCHES_PX = 0.1
"""A ray so near the wall has met it."""
LEAST_STEP_PX = 0.4
MOST_STEPS = 48
"""A ray goes on at least so far at a time, and so often: about the way over the widest reach."""
SOFT = 0.2
"""So much of the way is blurred: tangent of the angle between directions, of which there are few."""
SMOOTH_PX = 1.0
"""Standard deviation of the blur that takes the samples' steps off the outline."""
BENDS_MM = 0.6
"""A wall's bends are looked at over so much: the mesh has it in flat pieces, each of which throws a ray."""

Field = NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Outline:
    """A wall's place in the plane.

    Attributes
    ----------
    away_px : (H, W) float32 ndarray
        Distance to it, negative inside.
    right, down : (H, W) float32 ndarray
        Unit direction away from it, in columns and rows.
    pitch_mm : float
        One sample.
    """

    away_px: Field
    right: Field
    down: Field
    pitch_mm: float

    @classmethod
    def of(cls, drawn: NDArray[np.uint8], finer: int, pitch_mm: float) -> Self:
        """Of a filled outline, 0 or 1, drawn with `finer` samples to one of `pitch_mm`."""
        out, within = (
            cv2.distanceTransform(side, cv2.DIST_L2, cv2.DIST_MASK_PRECISE) for side in (1 - drawn, drawn)
        )
        size = drawn.shape[1] // finer, drawn.shape[0] // finer
        coarse = cv2.resize((out - within) / np.float32(finer), size, interpolation=cv2.INTER_AREA)
        away = np.asarray(cv2.GaussianBlur(coarse, (0, 0), SMOOTH_PX), np.float32)
        down, right = np.gradient(cv2.GaussianBlur(away, (0, 0), BENDS_MM / pitch_mm))
        length = np.maximum(np.hypot(down, right), 1e-3)
        right, down = np.asarray(right / length, np.float32), np.asarray(down / length, np.float32)
        return cls(away_px=away, right=right, down=down, pitch_mm=pitch_mm)

    def from_outside(self, field: Field, foot_px: float, under_px: float) -> Field:
        """The field, but at the wall and just under the pin what it is a little before the wall."""
        moved = np.where(self.away_px > -under_px, np.maximum(foot_px - self.away_px, 0.0), 0.0)
        rows, cols = np.indices(field.shape, dtype=np.float32)
        there = (cols + moved * self.right).astype(np.float32), (rows + moved * self.down).astype(np.float32)
        return np.asarray(
            cv2.remap(field, *there, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE), np.float32
        )


def mirrored_light(
    outline: Outline, height_mm: float, environment: Environment, *, foot_px: float, under_px: float
) -> Field:
    """Light that an upright, perfectly mirroring wall adds to a matt surface at its foot.

    Rays leave each sample near the wall in directions spread as a matt surface gathers light. One that
    meets the wall goes on as from a mirror, until it has risen above it; there it brings the sky's light.

    Parameters
    ----------
    outline : Outline
        Where the wall stands.
    height_mm : float
        How high.
    environment : Environment
        The sky.
    foot_px, under_px : float
        Samples nearer to the wall, and as far under the pin, get what one `foot_px` before it gets.

    Returns
    -------
    (H, W, 2) float32 ndarray
        Shares of the unhindered light: after one mirroring, and after more.
    """
    rays = _rays(outline, height_mm, environment.own, foot_px, under_px)
    light = rays.weight * _sky(environment, rays.toward) / (DIRECTIONS * environment.irradiance_up.mean())
    beside = np.stack(
        [
            np.bincount(rays.place[some], light[some], outline.away_px.size)
            for some in (rays.is_once, ~rays.is_once)
        ],
        axis=-1,
    ).astype(np.float32)
    blurred = cv2.blur(beside.reshape(*outline.away_px.shape, 2), (TILE, TILE))
    return _softened(np.asarray(blurred, np.float32), outline)


class _Rays(NamedTuple):
    """Rays that a wall has mirrored up to the sky: whence, whither, what they count for."""

    place: NDArray[np.int64]
    toward: NDArray[np.float32]
    weight: Field
    is_once: NDArray[np.bool_]


@lru_cache(maxsize=1)
def _rays(
    outline: Outline, height_mm: float, environment: Environment, foot_px: float, under_px: float
) -> _Rays:
    """Follow the rays of every sample near the wall; they are the same however the light is turned."""
    near = (outline.away_px > -under_px) & (outline.away_px * outline.pitch_mm < REACH_MM)
    row, col = np.nonzero(near)
    away_px = outline.away_px[near]
    moved = np.maximum(np.float32(foot_px) - away_px, 0.0)
    rows = row.astype(np.float32) + moved * outline.down[near]
    cols = col.astype(np.float32) + moved * outline.right[near]
    place = (row % TILE) * TILE + col % TILE  # tells neighbours apart
    number = np.arange(DIRECTIONS)
    planar, weight = _aimed((number + (place[:, None] + 0.5) / TILE**2) / DIRECTIONS, environment)
    rise = np.sqrt(1.0 - planar**2)
    farthest_px = np.float32(height_mm / outline.pitch_mm) * planar / rise
    start, way = np.nonzero(away_px[:, None] < farthest_px)
    turn = (GOLDEN_RAD * (TILE**2 * number[way] + place[start])).astype(np.float32)
    planar, rise, weight, farthest_px = (each[start, way] for each in (planar, rise, weight, farthest_px))
    mirrorings, right, down = _followed(outline, cols[start], rows[start], turn, farthest_px)
    met = mirrorings > 0
    toward = np.stack([planar * right, -planar * down, rise], axis=-1)[met]
    return _Rays(np.flatnonzero(near)[start[met]], toward, weight[met], mirrorings[met] == 1)


def _aimed(share: NDArray[np.float64], environment: Environment) -> tuple[Field, Field]:
    """How far over the plane directions lean, and their weights; `share` is theirs of all, 0..1, low last.

    A wall turns a ray about the vertical and keeps its height, so heights are what can be chosen well.
    """
    edges = np.linspace(0.0, 1.0, BANDS + 1)
    planar = np.sqrt((edges[1:] + edges[:-1]) / 2.0)[:, None]
    turn = 2.0 * math.pi * np.arange(COARSE_SKY[0]) / COARSE_SKY[0]
    rise = np.broadcast_to(np.sqrt(1.0 - planar**2), (BANDS, len(turn)))
    toward = np.stack([planar * np.cos(turn), planar * np.sin(turn), rise], axis=-1)
    bright = _sky(environment, toward.reshape(-1, 3)).reshape(rise.shape).mean(axis=1)
    density = EVENLY + (1.0 - EVENLY) * bright / bright.mean()
    square = np.interp(share, np.concatenate([[0.0], np.cumsum(density) / BANDS]), edges)
    weight = 1.0 / density[np.minimum((square * BANDS).astype(int), BANDS - 1)]
    return np.sqrt(square).astype(np.float32), weight.astype(np.float32)


def _softened(light: Field, outline: Outline) -> Field:
    """Blurred in proportion to the way from the wall, as by the width of lights: no bend throws stripes."""
    soft, sigma_px = light, 1.0
    away_px = SOFT * outline.away_px
    while sigma_px < SOFT * REACH_MM / outline.pitch_mm:
        blurred = cv2.GaussianBlur(light, (0, 0), sigma_px)
        share = np.clip(away_px / sigma_px - 1.0, 0.0, 1.0)[..., None]
        soft = soft + share * (blurred - soft)
        sigma_px *= 2.0
    return np.asarray(soft, np.float32)


def _followed(
    outline: Outline, col: Field, row: Field, turn_rad: Field, left_px: Field
) -> tuple[NDArray[np.int64], Field, Field]:
    """How often each ray is mirrored before it has gone `left_px` over the plane, and where it heads then."""
    mirrorings = np.zeros(len(col), np.int64)
    right, down = np.cos(turn_rad), np.sin(turn_rad)
    going = np.arange(len(col))
    col, row, left_px = col.copy(), row.copy(), left_px.copy()
    for _ in range(MOST_STEPS):
        away = _between(outline.away_px, col, row)
        on = away < left_px
        going, col, row, left_px, away = going[on], col[on], row[on], left_px[on], away[on]
        if not len(going):
            break
        met = np.flatnonzero(away < TOUCHES_PX)
        ray = going[met]
        normal = np.stack([_between(side, col[met], row[met]) for side in (outline.right, outline.down)])
        toward = np.minimum(right[ray] * normal[0] + down[ray] * normal[1], 0.0)
        mirrorings[ray] += toward < 0.0
        right[ray] -= 2.0 * toward * normal[0]
        down[ray] -= 2.0 * toward * normal[1]
        step = np.maximum(away, LEAST_STEP_PX)
        col += step * right[going]
        row += step * down[going]
        left_px -= step
    return mirrorings, right, down


def _between(field: Field, col: Field, row: Field) -> Field:
    """The field between its samples, at any number of places."""
    if not len(col):
        return col
    width = 1024
    cols, rows = (np.resize(place, (-(-len(place) // width), width)) for place in (col, row))
    looked = cv2.remap(field, cols, rows, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(looked, np.float32).ravel()[: len(col)]


def _sky(environment: Environment, toward: NDArray[np.floating]) -> NDArray[np.float64]:
    """Mean radiance about each direction."""
    sky = cv2.resize(environment.radiance_linear.mean(axis=-1), COARSE_SKY, interpolation=cv2.INTER_AREA)
    cols, rows = COARSE_SKY
    toward = environment.into_own(toward)
    row = np.arccos(np.clip(toward[:, 1], -1.0, 1.0)) / math.pi * rows - 0.5
    col = (np.arctan2(toward[:, 0], toward[:, 2]) / (2.0 * math.pi) + 0.5) * cols - 0.5
    return _between(sky, col.astype(np.float32), row.astype(np.float32)).astype(np.float64)
