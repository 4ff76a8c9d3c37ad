"""Plated metal, as Mitsuba scatters it: in air, on the rim, under epoxy and under clear enamel."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from pinrender.appearance import Appearance, FilmMaterial, MetalMaterial
from pinrender.color import srgb8_to_linear
from pinrender.render._energy import mean_albedo
from pinrender.render.pathtrace._conductor import conductor_index, film_index
from pinrender.render.pathtrace._enamel import EPOXY_ALPHA, INDEX, as_mitsuba_has_it, glossy, solved_albedo
from pinrender.render.pathtrace._film import film_seen, toward_eye, unit_normals
from pinrender.render.pathtrace._nodes import LEAST_ALPHA, Node, blend, rgb, texture
from pinrender.scene import Environment

__all__ = ["Looked", "Place", "plated"]

Place = Literal["air", "rim", "epoxy", "enamel", "enamel under epoxy"]
"""Over what it lies: air on the face, air on the rim, a medium of index 1.5 that is another surface."""
UNDER_ENAMEL, UNDER_EPOXY = ("enamel", "enamel under epoxy"), ("epoxy", "enamel under epoxy")
DARKEST, BRIGHTEST = 0.002, 0.99
"""What a clear colour keeps of the light at its usual depth, as in the preview."""
FLATTEST = math.sqrt(1.0 - 1.0 / INDEX**2)
"""Cosine of the critical angle."""
LINES_APART = 4
"""The studio's table of a rim's film has every fourth line of the preview's: it is smooth."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Looked:
    """A pin's look, the light it lies in and the place of the eye (mm): what its metals are made from.

    `epoxy_kept`, (H, W, 3) or (1, 1, 3), is what the way through the epoxy and back leaves of the light.
    """

    appearance: Appearance
    environment: Environment
    eye_mm: NDArray[np.float64]
    epoxy_kept: NDArray[np.float32]


def plated(looked: Looked, place: Place) -> Node:
    """The metal of a pin at a place, with what lies over it."""
    appearance = looked.appearance
    share = appearance.maps.second
    first = _one(looked, appearance.metal, place)
    if appearance.second is None or share is None or place == "rim":
        return first
    weight = texture(share.astype(np.float32) / np.float32(255.0))
    return blend(weight, first, _one(looked, appearance.second, place))


def _one(looked: Looked, metal: MetalMaterial, place: Place) -> Node:
    alpha = _alpha(looked.appearance, metal, place)
    made = _conductor(looked, metal, place, alpha) | _lobe(looked.appearance, metal, place, alpha)
    return _coated(looked, metal, made, place)


def _alpha(appearance: Appearance, metal: MetalMaterial, place: Place) -> NDArray[np.float32]:
    """GGX roughness, (H, W); one value on the rim."""
    if place == "rim":
        return np.full((1, 1), max(metal.roughness**2, LEAST_ALPHA), np.float32)
    share = appearance.maps.share.astype(np.float32) / np.float32(255.0)
    if place in UNDER_ENAMEL:
        return np.asarray(np.maximum(share[..., 3] ** 2, LEAST_ALPHA), np.float32)
    rough = np.float32(metal.roughness) * (1.0 - share[..., 1]) + share[..., 3] * share[..., 1]
    return np.asarray(np.maximum(np.sqrt(rough**4 + 2.0 * share[..., 2]), LEAST_ALPHA), np.float32)


def _lobe(appearance: Appearance, metal: MetalMaterial, place: Place, alpha: NDArray[np.float32]) -> Node:
    """The same, stretched where it is brushed: u runs along +x, and so do the hairlines."""
    if place == "rim":
        return {"alpha": float(alpha[0, 0])}
    if place in UNDER_ENAMEL or metal.brushed == 0.0:
        return {"alpha": texture(alpha)}
    recess = appearance.maps.share[..., 1].astype(np.float32) / np.float32(255.0)
    left = 1.0 - metal.brushed * (1.0 - recess)
    across = alpha * np.sqrt(2.0 / (1.0 + left**2))
    return {
        "alpha_u": texture(np.maximum(left * across, LEAST_ALPHA)),
        "alpha_v": texture(np.maximum(across, LEAST_ALPHA)),
    }


def _conductor(looked: Looked, metal: MetalMaterial, place: Place, alpha: NDArray[np.float32]) -> Node:
    """How much it reflects of what colour; under clear enamel tinted by the way down and up again."""
    maps, wet = looked.appearance.maps, place not in ("air", "rim")
    kept = _kept(looked, place)
    node: Node = {"type": "roughconductor", "distribution": "ggx"}
    if metal.film is not None and place == "rim":
        return node | _rim_film(looked.appearance, metal.film)
    if metal.film is not None:
        table = metal.film.table_immersed if wet else metal.film.table
        seen = film_seen(maps, table, looked.eye_mm, within=wet)
        sent = kept * seen * _sent_on(seen, alpha)
        return node | {"material": "none", "specular_reflectance": texture(sent)}
    at_normal = metal.f0_immersed if wet else metal.f0
    index = np.array([conductor_index(f0, tint) for f0, tint in zip(at_normal, metal.f82, strict=True)])
    node |= {"eta": rgb(index[:, 0]), "k": rgb(index[:, 1])}
    sent = kept * _sent_on(np.array(at_normal, np.float32), alpha)
    return node | {"specular_reflectance": texture(sent)}


def _sent_on(f0: NDArray[np.float32], alpha: NDArray[np.float32]) -> NDArray[np.float32]:
    """Factor for what facets send to each other before it leaves, which Mitsuba's conductor loses; (H, W, 3).

    The mean over all directions stands for each (Turquin, "Practical multiple scattering compensation
    for microfacet models", 2019).
    """
    lost = 1.0 / mean_albedo(alpha) - 1.0
    return np.asarray(1.0 + f0 * lost[..., None], np.float32)


def _rim_film(appearance: Appearance, film: FilmMaterial) -> Node:
    """A conductor of its own for every thickness; a wall is seen from all angles at one place of the plan."""
    maps = appearance.maps
    if maps.film is None:
        raise ValueError("no film lies on the metal")
    index = film_index(film.table[::LINES_APART])
    lines = np.linspace(0.0, 1.0, len(film.table))[::LINES_APART]
    return {
        part: texture(np.dstack([np.interp(maps.film, lines, index[:, channel, k]) for channel in range(3)]))
        for k, part in enumerate(("eta", "k"))
    }


def _kept(looked: Looked, place: Place) -> NDArray[np.float32]:
    """Share of the light, (H, W, 3) or (1, 1, 3), that what lies over a place keeps on the way in and out."""
    kept = looked.epoxy_kept if place in UNDER_EPOXY else np.ones((1, 1, 3), np.float32)
    return kept * _left_by_enamel(looked) if place in UNDER_ENAMEL else kept


def _left_by_enamel(looked: Looked) -> NDArray[np.float32]:
    """Share of the light that clear enamel keeps on the way down from the eye and up again; (H, W, 3).

    Light that is mirrored flatter than `FLATTEST` does not leave at once.
    """
    maps, enamel = looked.appearance.maps, looked.appearance.enamel
    if maps.floor is None:
        raise ValueError("no enamel is clear")
    toward, normal = toward_eye(maps, looked.eye_mm, within=True), unit_normals(maps.floor)
    mirrored = 2.0 * (toward * normal).sum(axis=-1, keepdims=True) * normal - toward
    down, up = (np.maximum(way[..., 2], FLATTEST) for way in (toward, mirrored))
    depth_mm = np.maximum(maps.face[..., 3] - maps.floor[..., 3], 0.0)
    path_mm = depth_mm * (1.0 / down + 1.0 / up)
    asked = np.clip(srgb8_to_linear(maps.color_srgb8), DARKEST, BRIGHTEST)
    return np.asarray(asked ** (path_mm / (2.0 * enamel.depth_mm))[..., None], np.float32)


def _coated(looked: Looked, metal: MetalMaterial, bare: Node, place: Place) -> Node:
    """The metal under its patina or dye, if it has any; under epoxy and clear enamel their skin vanishes."""
    coating, wet = metal.coating, place not in ("air", "rim")
    if coating is None or (place == "rim" and not coating.everywhere):
        return bare
    alpha = EPOXY_ALPHA if wet else max(coating.roughness**2, LEAST_ALPHA)
    color = np.array([[coating.color_srgb8]], np.uint8)
    albedo = solved_albedo(color, looked.environment, alpha)
    if wet:
        skin: Node = {"type": "diffuse", "reflectance": texture(albedo * _kept(looked, place))}
    else:
        skin = glossy(alpha, rgb(as_mitsuba_has_it(albedo, alpha)))
    if coating.everywhere:
        return skin
    patina = looked.appearance.maps.patina
    if patina is None:
        raise ValueError("no patina is baked")
    return blend(texture(patina.astype(np.float32) / np.float32(255.0)), bare, skin)
