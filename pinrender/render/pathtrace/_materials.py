"""What the surfaces do with light, as Mitsuba scatters it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pinrender.appearance import Appearance, epoxy_kept
from pinrender.render.pathtrace._enamel import (
    EPOXY_ALPHA,
    INDEX,
    as_mitsuba_has_it,
    dimmed,
    glossy,
    solved_albedo,
)
from pinrender.render.pathtrace._flakes import Flaked, flaked
from pinrender.render.pathtrace._glow import given_off
from pinrender.render.pathtrace._metal import Looked, plated
from pinrender.render.pathtrace._nodes import LEAST_ALPHA, Node, blend, texture
from pinrender.render.pathtrace._surfaces import seen_within
from pinrender.scene import Environment
from pinrender.units import frozen

__all__ = ["materials", "texture"]

FEWEST = np.float32(1e-3)
"""A sample with less than this that is not looked into counts as wholly clear."""
UNCHANGED = frozen(np.ones((1, 1, 3), np.float32))
"""What clear epoxy keeps of the light."""


def materials(
    appearance: Appearance, promised: Environment, *, eye_mm: NDArray[np.float64]
) -> dict[str, Node]:
    """Mitsuba's description of each material that `Surface` names, for an eye at a place.

    Colours come out as they were asked for in the light that is `promised`.
    """
    maps = appearance.maps
    kept = _left_by_epoxy(appearance)
    looked = Looked(appearance=appearance, environment=promised, eye_mm=eye_mm, epoxy_kept=kept)
    share = maps.share.astype(np.float32) / np.float32(255.0)
    of_metal = texture(share[..., 0])
    bare_alpha = max(appearance.enamel.roughness**2, LEAST_ALPHA)
    requested = maps.color_srgb8
    glow = given_off(maps)
    albedo = dimmed(solved_albedo(requested, promised, bare_alpha), glow, promised)
    albedo = as_mitsuba_has_it(albedo, bare_alpha)
    filled = glossy(bare_alpha, texture(albedo))
    bare = _two_sided(blend(of_metal, filled, plated(looked, "air")))
    made = {"bare": bare, "plain": _two_sided(plated(looked, "rim"))}
    clear = {"type": "dielectric", "int_ior": INDEX, "ext_ior": 1.0}
    flakes = flaked(maps, promised, eye_mm)
    if (seen := seen_within(maps)) is not None:
        within = seen * (1.0 - share[..., 0])
        lines = texture(_of_the_rest(share[..., 0], within))
        around = _two_sided(blend(lines, filled, plated(looked, "air")))
        made["skinned"] = blend(texture(within), around, clear)
        made["floor"] = _two_sided(_within(looked, None, _strewn(flakes)))
    if maps.dome is not None:
        albedo = dimmed(solved_albedo(requested, promised, EPOXY_ALPHA), glow, promised)
        opaque: Node = {"type": "diffuse", "reflectance": texture(albedo * kept)}
        body = _within(looked, opaque, _strewn(flakes, kept))
        beside = made.get("skinned", bare)
        made["domed"] = blend({"type": "mesh_attribute", "name": "vertex_epoxy"}, beside, clear)
        made["immersed"] = _two_sided(blend(of_metal, body, plated(looked, "epoxy")))
    return made


def _of_the_rest(metal: NDArray[np.float32], within: NDArray[np.float32]) -> NDArray[np.float32]:
    """Share of metal in what is not looked into, (H, W): a line beside clear enamel is nothing else."""
    rest = 1.0 - within
    return np.where(rest > FEWEST, metal / np.maximum(rest, FEWEST), np.float32(1.0)).astype(np.float32)


def _left_by_epoxy(appearance: Appearance) -> NDArray[np.float32]:
    """Share of the light, (H, W, 3), that the way down through the epoxy and up again leaves."""
    depth_mm = appearance.maps.epoxy_mm
    if depth_mm is None or not appearance.epoxy_is_tinted:
        return UNCHANGED
    return epoxy_kept(appearance.epoxy_absorption_per_mm, depth_mm)


def _strewn(flakes: Flaked | None, kept: NDArray[np.float32] = UNCHANGED) -> Node | None:
    """Flakes and the body between them, under a skin of its own."""
    if flakes is None:
        return None
    mirror = {
        "type": "roughconductor",
        "distribution": "ggx",
        "material": "none",
        "alpha": texture(flakes.alpha),
        "specular_reflectance": texture(flakes.mirror * kept),
    }
    leaning = {"type": "normalmap", "normalmap": texture(flakes.normal), "bsdf": mirror}
    between = {"type": "diffuse", "reflectance": texture(flakes.albedo * kept)}
    return blend(texture(flakes.share), between, leaning)


def _within(looked: Looked, body: Node | None, strewn: Node | None) -> Node:
    """What lies below the skin: an opaque body if one is given, metal under clear enamel, flakes."""
    maps = looked.appearance.maps
    if maps.floor is not None:
        tinted = plated(looked, "enamel" if body is None else "enamel under epoxy")
        body = tinted if body is None else blend(texture(maps.floor[..., 2]), body, tinted)
    if strewn is None or maps.flake_kind is None:
        return body or {"type": "null"}
    held = (maps.flake_kind[..., 3] > 0).astype(np.float32)
    return strewn if body is None else blend(texture(held), body, strewn)


def _two_sided(material: Node) -> Node:
    """Also where a smooth normal looks away from an eye that sees the triangle."""
    return {"type": "twosided", "material": material}
