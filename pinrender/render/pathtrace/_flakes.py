"""Flakes in enamel, as Mitsuba scatters light from them below the enamel's skin."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from pinrender.appearance import Maps
from pinrender.appearance._pearl import pearl_table
from pinrender.color import FRESNEL_DIFFUSE, FRESNEL_NORMAL, INTERNAL_DIFFUSE, TRANSMITTED
from pinrender.render.pathtrace._enamel import EPOXY_ALPHA, INDEX, light_on_flat, solved_albedo
from pinrender.scene import Environment

__all__ = ["Flaked", "flaked"]

ALUMINIUM = 0.91
"""Reflectance of the foil under its dye, as in the preview."""
LEAST_ALPHA = 0.01
ALPHAS, FACETS = 33, 256
"""Widths of lobe, and facets of each, by which it is known how much of it leaves the skin."""

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Flaked:
    """What lies below the skin of enamel with flakes; every array (H, W, ...) float32.

    Attributes
    ----------
    albedo : (H, W, 3)
        Of the body between the flakes.
    mirror : (H, W, 3)
        Reflectance of the flakes.
    normal : (H, W, 3)
        Their unit normals against the face, 0..1 for -1..1.
    alpha, share : (H, W)
        Their GGX roughness, and how much of the enamel they cover.
    """

    albedo: Floats
    mirror: Floats
    normal: Floats
    alpha: Floats
    share: Floats


def flaked(maps: Maps, environment: Environment, eye_mm: NDArray[np.float64]) -> Flaked | None:
    """Solve body and flakes so that a flat patch shows, straight on, the colour that was asked for.

    Parameters
    ----------
    maps : Maps
        The flakes.
    environment : Environment
        The light that they are seen in.
    eye_mm : (3,) float64 ndarray
        Where the eye is: a film's tint is that of the angle under which it sees each flake.

    Returns
    -------
    Flaked or None
        None if no enamel holds flakes.
    """
    if maps.flakes is None or maps.flake_kind is None:
        return None
    rough, dyed, film, mean_share = np.moveaxis(maps.flake_kind.astype(np.float32) / np.float32(255.0), -1, 0)
    entering, _ = light_on_flat(environment, EPOXY_ALPHA)
    irradiance = (entering / (1.0 - FRESNEL_DIFFUSE)).astype(np.float32)
    solved = solved_albedo(maps.color_srgb8, environment, EPOXY_ALPHA)
    asked = TRANSMITTED * irradiance * solved / (1.0 - INTERNAL_DIFFUSE * solved)
    alpha = np.maximum(maps.flakes[..., 3] ** 2, LEAST_ALPHA).astype(np.float32)
    up = _mirrored_up(environment, rough) * _leaving(alpha)[..., None]
    foil = asked / np.maximum(up, 1e-6)
    foil *= np.minimum(1.0, ALUMINIUM / np.maximum(foil.max(axis=-1, keepdims=True), 1e-4))
    mirror = ALUMINIUM + dyed[..., None] * (foil - ALUMINIUM)
    share = mean_share[..., None]
    left = np.maximum(asked - share * mirror * up, 0.0) / (1.0 - share)
    x, y = maps.flakes[..., 0], maps.flakes[..., 1]
    normal = np.dstack([x, y, np.sqrt(np.maximum(1.0 - x**2 - y**2, 1e-4))])
    tint = _tint(film, normal, eye_mm)
    return Flaked(
        albedo=(left / (TRANSMITTED * irradiance + INTERNAL_DIFFUSE * left)).astype(np.float32),
        mirror=np.minimum(mirror * tint, 1.0).astype(np.float32),
        normal=(0.5 * normal + 0.5).astype(np.float32),
        alpha=alpha,
        share=maps.flakes[..., 2],
    )


def _mirrored_up(environment: Environment, rough: Floats) -> Floats:
    """What very many perfect flakes send straight up through the skin; (H, W, 3)."""
    values, which = np.unique(rough, return_inverse=True)
    lights = []
    for value in values:
        # seen from outside a lobe is half as wide again
        _, light = light_on_flat(environment, max(1.5 * float(value) ** 2, EPOXY_ALPHA))
        lights.append((1.0 - FRESNEL_NORMAL) ** 2 * light)
    return np.array(lights, np.float32)[which].reshape(*rough.shape, 3)


def _leaving(alpha: Floats) -> Floats:
    """Of what a level flake mirrors straight on the share that the skin lets out, over that of a mirror.

    The wings of a GGX lobe, `alpha` wide, meet the skin past the critical angle and are kept in.
    """
    steps = np.linspace(0.0, 1.0, ALPHAS)[:, None]
    share = (np.arange(FACETS) + 0.5) / FACETS
    lean = np.arctan(np.maximum(steps, 1e-3) * np.sqrt(share / (1.0 - share)))
    up = np.cos(2.0 * lean)
    out = np.sqrt(np.maximum(1.0 - INDEX**2 * (1.0 - up**2), 0.0))
    along, across = (out - INDEX * up) / (out + INDEX * up), (INDEX * out - up) / (INDEX * out + up)
    passed = np.where((up > 0.0) & (out > 0.0), 1.0 - 0.5 * (along**2 + across**2), 0.0)
    table = passed.mean(axis=1) / (1.0 - FRESNEL_NORMAL)
    return np.asarray(np.interp(alpha, steps[:, 0], table), np.float32)


def _tint(film: Floats, normal: Floats, eye_mm: NDArray[np.float64]) -> Floats:
    """Colour of the film under the angle at which the eye sees each flake through a flat skin."""
    toward = eye_mm / np.linalg.norm(eye_mm)
    sideways = toward[:2] / INDEX
    within = np.array([*sideways, np.sqrt(1.0 - float(sideways @ sideways))], np.float32)
    table = pearl_table()
    films, cosines = (np.float32(side) for side in table.shape[:2])
    cosine = np.clip(normal @ within, 0.05, 1.0)
    place = cosine * cosines - np.float32(0.5), film * films - np.float32(0.5)
    looked = cv2.remap(table, *place, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(np.where(film[..., None] > 0.0, looked, 1.0), np.float32)
