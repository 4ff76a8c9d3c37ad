"""Light that total reflection carries sideways under epoxy, from enamel of one colour to that of another.

What a matt body sends up beyond the critical angle comes back from the top of the epoxy some way off, on
whatever lies there; so a white cell amid red ones takes on some of their colour.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from pinrender.appearance import EPOXY_ROUGHNESS, Appearance, epoxy_kept
from pinrender.color import INTERNAL_DIFFUSE, enamel_albedo, srgb8_to_linear
from pinrender.scene._promise import mirrored_up
from pinrender.scene._studio import Environment
from pinrender.units import frozen

__all__ = ["carried_light", "spread_by"]

Field = NDArray[np.float32]

LOOKED_AT_MM, SAMPLE_MM = 0.15, 0.3
"""Colours are looked up so far apart, and the light is followed so far apart: most of it lands 1.8 depths of
the epoxy away or farther."""
REACH = 8.0
"""In depths of the epoxy: a tenth of what is kept in goes farther, and is spread over what is nearer."""
CRITICAL_SINE_SQUARE = 1.0 / 1.5**2
"""Of the critical angle of index 1.5."""
SHALLOW = 0.4
"""Of the epoxy's greatest depth: thinner epoxy, near the outline, counts as so deep."""
WEDGE = 0.2
"""Of the same: in thinner epoxy light leaves by the sloped top, and the less of it lands there."""
LEAST_SHARE = 0.05
"""A sample with less than this of its surroundings under epoxy gets what one with so much would get."""
TURNS = 6
"""So often light is followed to the top and back, after a guess that is right for one wide colour."""
POLISHED, BARE = 0.6, 0.5
"""Share of the light on metal that its shoulders send beyond the critical angle, and how much more a bare
struck floor sends there; by the traced pictures."""


@lru_cache(maxsize=2)
def carried_light(appearance: Appearance, promised: Environment) -> Field:
    """Light that comes back from the top of the epoxy, over the light that came in, (h, w, 3), >= 0.

    Over one wide colour of albedo `a` this is `k a / (1 - k a)`, with `k` the share that is kept in, as in
    `enamel_albedo`, which solves pigments for such a colour.

    Parameters
    ----------
    appearance : Appearance
        Of a pin with epoxy.
    promised : Environment
        The light that pigments are solved in.

    Raises
    ------
    ValueError
        If there is no epoxy.

    References
    ----------
    Saunderson, "Calculation of the color of pigmented plastics", JOSA 32(12), 1942 (docs/bibliography.md:
    saunderson): the wide colour.
    """
    maps = appearance.maps
    if maps.epoxy_mm is None:
        raise ValueError("there is no epoxy")
    stride = max(1, round(LOOKED_AT_MM / maps.grid.pitch_mm))
    depth_mm = maps.epoxy_mm[::stride, ::stride]
    under = depth_mm > 0.0
    if not under.any():
        return frozen(np.zeros((1, 1, 3), np.float32))
    matt, metal = _reflecting(appearance, promised, stride)
    struck = maps.share[::stride, ::stride, 1:2] / np.float32(255.0)
    sent = matt + (POLISHED + BARE * struck) * metal
    coarser = stride * maps.grid.pitch_mm / SAMPLE_MM
    size = tuple(max(1, round(side * coarser)) for side in under.shape[::-1])
    lit = _Lit(*(_shrunk(each * under[..., None], size) for each in (under[..., None], sent, matt, metal)))
    deep_mm = _shrunk(depth_mm, size)
    count, domes = cv2.connectedComponents((deep_mm > 0.0).astype(np.uint8))
    back = np.zeros_like(lit.matt)
    for dome in range(1, count):
        rows, cols = (slice(place.min(), place.max() + 1) for place in np.nonzero(domes == dome))
        here = (domes[rows, cols] == dome)[..., None]
        within = _within_a_dome(
            _Lit(*(each[rows, cols] * here for each in lit)), deep_mm[rows, cols] * here[..., 0]
        )
        back[rows, cols] += within * here
    return frozen(back)


class _Lit(NamedTuple):
    """Share of each sample under epoxy, what sends light up there at first, what later; (h, w, 1 or 3)."""

    inside: Field
    sent: Field
    matt: Field
    metal: Field


def _within_a_dome(lit: _Lit, depth_mm: Field) -> Field:
    """Light that comes back under one dome: none goes from one to another."""
    thick = np.minimum(depth_mm / (WEDGE * depth_mm.max()), 1.0)[..., None]
    inside, sent, matt, metal = (thick * each for each in lit)
    spread = _spread(depth_mm)
    share = INTERNAL_DIFFUSE / np.maximum(spread(inside), LEAST_SHARE)
    back = np.asarray(INTERNAL_DIFFUSE * lit.matt / (1.0 - INTERNAL_DIFFUSE * lit.matt), np.float32)
    for _ in range(TURNS):
        back = np.asarray(share * spread(sent + (matt + metal) * back), np.float32)
    return back


def _shrunk(field: NDArray[Any], size: Sequence[int]) -> Field:
    shrunk = cv2.resize(np.asarray(field, np.float32), size, interpolation=cv2.INTER_AREA)
    return np.asarray(shrunk, np.float32).reshape(*shrunk.shape[:2], *field.shape[2:])


def _reflecting(appearance: Appearance, promised: Environment, stride: int) -> tuple[Field, Field]:
    """Albedo of what is matt and reflectance of what is metal, each by its share of the sample; (h, w, 3)."""
    maps = appearance.maps
    gloss = mirrored_up(promised, EPOXY_ROUGHNESS**2)

    def solved(color_srgb8: NDArray[np.uint8]) -> NDArray[np.float64]:
        irradiance, exposure = promised.irradiance_up, promised.exposure
        return enamel_albedo(color_srgb8, irradiance=irradiance, gloss=gloss, exposure=exposure)[0]

    def some(channel: NDArray[np.uint8]) -> NDArray[np.float32]:
        return np.asarray(channel[::stride, ::stride, None], np.float32) / np.float32(255.0)

    all_metal, asked = some(maps.share[..., 0]), maps.color_srgb8[::stride, ::stride]
    clear = np.float32(0.0) if maps.floor is None else maps.floor[::stride, ::stride, 2:3]
    matt = (1.0 - all_metal) * (1.0 - clear) * solved(asked)
    floor = (1.0 - all_metal) * clear * srgb8_to_linear(asked)
    metal = np.zeros_like(floor)
    second = 0.0 if maps.second is None else some(maps.second)
    for plated, its in zip(appearance.metals, (1.0 - second, second), strict=False):
        shining, coating = all_metal * its, plated.coating
        if plated is appearance.metal:
            shining = shining + floor  # under clear enamel lies the pin's own
        if coating is not None:
            covered = shining * (1.0 if coating.everywhere or maps.patina is None else some(maps.patina))
            matt = matt + covered * solved(np.array(coating.color_srgb8, np.uint8))
            shining = shining - covered
        metal = metal + shining * np.array(plated.f0_immersed, np.float32)
    if appearance.epoxy_is_tinted and maps.epoxy_mm is not None:
        kept = epoxy_kept(appearance.epoxy_absorption_per_mm, maps.epoxy_mm[::stride, ::stride])
        matt, metal = matt * kept, metal * kept
    return np.asarray(matt, np.float32), np.asarray(metal, np.float32)


def _spread(depth_mm: Field) -> Callable[[Field], Field]:
    """The same under a dome: each sample gets what it would under a flat top of its own height."""
    high_mm = float(depth_mm.max())
    low_mm = SHALLOW * high_mm
    low, high = (spread_by(each, SAMPLE_MM, depth_mm.shape) for each in (low_mm, high_mm))
    share = np.clip((depth_mm - low_mm) / (high_mm - low_mm), 0.0, 1.0)[..., None]
    return lambda field: low(field) * (1.0 - share) + high(field) * share


def spread_by(depth_mm: float, pitch_mm: float, shape: tuple[int, int]) -> Callable[[Field], Field]:
    """How matt light spreads that a flat top keeps in: a convolution of fields of one shape, (h, w, 3).

    Light at an angle `t` comes down `2 depth tan t` away; per area that is `cos(t)**4 / (4 pi depth**2)`.
    """
    reach = int(REACH * depth_mm / pitch_mm) + 1
    y, x = np.mgrid[-reach : reach + 1, -reach : reach + 1] * (pitch_mm / (2.0 * depth_mm))
    cosine_square = 1.0 / (1.0 + x * x + y * y)
    kernel = np.where(1.0 - cosine_square > CRITICAL_SINE_SQUARE, cosine_square**2, 0.0)
    size = tuple(cv2.getOptimalDFTSize(side + 2 * reach) for side in shape)
    turned = np.fft.rfft2(kernel / kernel.sum(), size)[..., None]

    def spread(field: Field) -> Field:
        wide = np.fft.irfft2(np.fft.rfft2(field, size, axes=(0, 1)) * turned, size, axes=(0, 1))
        return np.asarray(wide[reach:, reach:][: shape[0], : shape[1]], np.float32)

    return spread
