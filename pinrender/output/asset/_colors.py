"""The colour of a face: reflectance of metal, colour of enamel, and what lies on and over them."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from pinrender.appearance import Appearance, CoatingMaterial, MetalMaterial
from pinrender.color import linear_to_srgb, srgb8_to_linear
from pinrender.output.asset._shares import Shares
from pinrender.units import frozen

__all__ = ["base_color"]

ALUMINIUM = np.float32(0.91)
"""Reflectance of the foil of flakes, as both renderers have it."""
DARKEST = 1e-3
"""Linear: so much of each channel a clear colour is taken to let through at least."""

Field = NDArray[np.float32]
Picture = NDArray[np.uint8]


def base_color(look: Appearance, of: Shares, depth_mm: Field, *, tinted: bool) -> Picture:
    """Reflectance and colour, mixed in linear light by what each sample shows.

    Parameters
    ----------
    look, of : Appearance, Shares
        What it looks like, and what each sample is made of.
    depth_mm : (H, W) float32 ndarray
        Of clear enamel.
    tinted : bool
        As in `textures_of`.

    Returns
    -------
    ndarray
        (H, W, 3 or 4) uint8, sRGB; alpha, if any enamel is clear, is the share that is not.
    """
    asked = srgb8_to_linear(look.maps.color_srgb8).astype(np.float32)
    metal = _plated(look, of, of.epoxy, tinted=tinted)
    color = of.metal[..., None] * metal + of.body[..., None] * asked
    if look.maps.floor is not None:
        tint = np.maximum(asked, DARKEST) ** (depth_mm / np.float32(look.enamel.depth_mm))[..., None]
        color += of.clear[..., None] * tint * _plated(look, of, np.ones_like(of.epoxy), tinted=tinted)
    if look.maps.flake_kind is not None:
        dyed = look.maps.flake_kind[..., 1:2] / np.float32(255.0)
        color += of.flakes[..., None] * (ALUMINIUM + dyed * (asked - ALUMINIUM))
    if tinted and look.epoxy_is_tinted and look.maps.epoxy_mm is not None:  # down and up again
        absorption = np.array(look.epoxy_absorption_per_mm, np.float32)
        color *= np.exp(-2.0 * absorption * look.maps.epoxy_mm[..., None])
    picture = np.round(255.0 * linear_to_srgb(color)).astype(np.uint8)
    if look.maps.floor is None:
        return frozen(picture)
    opaque = np.round(255.0 * (1.0 - of.clear)).astype(np.uint8)
    return frozen(np.dstack([picture, opaque]))


def _plated(look: Appearance, of: Shares, immersed: Field, *, tinted: bool) -> Field:
    """Colour of the metal with what lies on it, (H, W, 3) linear; `immersed` is the share under a medium."""
    film = look.maps.film if tinted else None
    first, *second = (_metal(metal, of.coat, immersed, film) for metal in look.metals)
    return first if not second else first + of.second[..., None] * (second[0] - first)


def _metal(metal: MetalMaterial, coat: Field, immersed: Field, film: Field | None) -> Field:
    """Straight on; of a metal with a film that of its base, or of the film where it lies so thick."""
    f0: tuple[Any, Any] = (metal.f0, metal.f0_immersed)
    if metal.film is not None and film is None:
        f0 = (metal.film.base_f0, metal.film.base_f0)
    elif metal.film is not None and film is not None:
        f0 = (_looked_up(metal.film.table, film), _looked_up(metal.film.table_immersed, film))
    bare, wet = (np.clip(np.array(each, np.float32), 0.0, 1.0) for each in f0)
    color: Field = bare + immersed[..., None] * (wet - bare)
    if metal.coating is None:
        return color
    return np.asarray(color + coat[..., None] * (_coat_color(metal.coating) - color), np.float32)


def _looked_up(table: Field, film: Field) -> Field:
    """Reflectance straight on of a film, whose thickness lies there in its range, (H, W, 3)."""
    thickness = np.linspace(0.0, 1.0, len(table))
    channels = [np.interp(film, thickness, table[:, -1, channel]) for channel in range(3)]
    return np.stack(channels, axis=-1).astype(np.float32)


def _coat_color(coating: CoatingMaterial) -> Field:
    color: Field = srgb8_to_linear(np.array(coating.color_srgb8, np.uint8)).astype(np.float32)
    return color
