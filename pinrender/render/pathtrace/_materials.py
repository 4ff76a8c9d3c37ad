"""What the surfaces do with light, as Mitsuba scatters it."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from pinrender.appearance import Appearance, MetalMaterial, epoxy_kept
from pinrender.color import srgb8_to_linear
from pinrender.render.pathtrace._conductor import conductor_index
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
from pinrender.render.pathtrace._surfaces import seen_within
from pinrender.scene import Environment
from pinrender.units import frozen

__all__ = ["materials", "texture"]

LEAST_ALPHA = 0.001
DARKEST, BRIGHTEST = 0.002, 0.99
"""What a clear colour keeps of the light at its usual depth, as in the preview."""
UNCHANGED = frozen(np.ones((1, 1, 3), np.float32))
"""What clear epoxy keeps of the light."""


def materials(
    appearance: Appearance, environment: Environment, eye_mm: NDArray[np.float64]
) -> dict[str, dict[str, Any]]:
    """Mitsuba's description of each material that `Surface` names, for an eye at `eye_mm`."""
    maps, metal = appearance.maps, appearance.metal
    share = maps.share.astype(np.float32) / np.float32(255.0)
    of_metal = texture(share[..., 0])
    bare_alpha = max(appearance.enamel.roughness**2, LEAST_ALPHA)
    requested = maps.color_srgb8
    glow = given_off(maps)
    albedo = dimmed(solved_albedo(requested, environment, bare_alpha), glow, environment)
    albedo = as_mitsuba_has_it(albedo, bare_alpha)
    lobe = _lobe(metal, share)
    plated = _coated(appearance, environment, _conductor(metal.f0, metal, lobe))
    bare = _two_sided(_blend(of_metal, glossy(bare_alpha, texture(albedo)), plated))
    plain = _conductor(metal.f0, metal, {"alpha": max(metal.roughness**2, LEAST_ALPHA)})
    made = {"bare": bare, "plain": _two_sided(_coated(appearance, environment, plain, rim=True))}
    clear = {"type": "dielectric", "int_ior": INDEX, "ext_ior": 1.0}
    flakes = flaked(maps, environment, eye_mm)
    if (seen := seen_within(maps)) is not None:
        made["skinned"] = _blend(texture(seen * (1.0 - share[..., 0])), bare, clear)
        made["floor"] = _two_sided(_within(appearance, None, _strewn(flakes)))
    if maps.dome is not None:
        kept = _kept(appearance)
        aged = {"specular_reflectance": texture(kept)} if appearance.epoxy_is_tinted else {}
        body: dict[str, Any] = {
            "type": "diffuse",
            "reflectance": texture(
                dimmed(solved_albedo(requested, environment, EPOXY_ALPHA), glow, environment) * kept
            ),
        }
        body = _within(appearance, body, _strewn(flakes, kept), kept)
        plated = _conductor(metal.f0_immersed, metal, lobe) | aged
        immersed = _coated(appearance, environment, plated, wet=True, kept=kept)
        beside = made.get("skinned", bare)
        made["domed"] = _blend({"type": "mesh_attribute", "name": "vertex_epoxy"}, beside, clear)
        made["immersed"] = _two_sided(_blend(of_metal, body, immersed))
    return made


def _kept(appearance: Appearance) -> NDArray[np.float32]:
    """Share of the light, (H, W, 3), that the way down through the epoxy and up again leaves."""
    depth_mm = appearance.maps.epoxy_mm
    if depth_mm is None or not appearance.epoxy_is_tinted:
        return UNCHANGED
    return epoxy_kept(appearance.epoxy_absorption_per_mm, depth_mm)


def _strewn(flakes: Flaked | None, kept: NDArray[np.float32] = UNCHANGED) -> dict[str, Any] | None:
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
    return _blend(
        texture(flakes.share), {"type": "diffuse", "reflectance": texture(flakes.albedo * kept)}, leaning
    )


def _within(
    appearance: Appearance,
    body: dict[str, Any] | None,
    strewn: dict[str, Any] | None,
    kept: NDArray[np.float32] = UNCHANGED,
) -> dict[str, Any]:
    """What lies below the skin: an opaque body if one is given, metal under clear enamel, flakes."""
    maps = appearance.maps
    if maps.floor is not None:
        tinted = _tinted(appearance, kept)
        body = tinted if body is None else _blend(texture(maps.floor[..., 2]), body, tinted)
    if strewn is None or maps.flake_kind is None:
        return body or {"type": "null"}
    held = (maps.flake_kind[..., 3] > 0).astype(np.float32)
    return strewn if body is None else _blend(texture(held), body, strewn)


def _lobe(metal: MetalMaterial, share: NDArray[np.float32]) -> dict[str, Any]:
    """GGX roughness of the metal at each sample; u runs along +x, and so do its hairlines."""
    recess = share[..., 1]
    rough = np.float32(metal.roughness) * (1.0 - recess) + share[..., 3] * recess
    alpha = np.sqrt(rough**4 + 2.0 * share[..., 2])
    if metal.brushed == 0.0:
        return {"alpha": texture(np.maximum(alpha, LEAST_ALPHA))}
    left = 1.0 - metal.brushed * (1.0 - recess)
    across = alpha * np.sqrt(2.0 / (1.0 + left**2))
    return {
        "alpha_u": texture(np.maximum(left * across, LEAST_ALPHA)),
        "alpha_v": texture(np.maximum(across, LEAST_ALPHA)),
    }


def _coated(
    appearance: Appearance,
    environment: Environment,
    metal: dict[str, Any],
    *,
    wet: bool = False,
    rim: bool = False,
    kept: NDArray[np.float32] = UNCHANGED,
) -> dict[str, Any]:
    """The metal under its patina or dye, if it has any; `wet` under epoxy, where its skin vanishes."""
    coating = appearance.metal.coating
    if coating is None or (rim and not coating.everywhere):
        return metal
    alpha = EPOXY_ALPHA if wet else max(coating.roughness**2, LEAST_ALPHA)
    color = np.array([[coating.color_srgb8]], np.uint8)
    albedo = solved_albedo(color, environment, alpha)
    if wet:
        skin: dict[str, Any] = {"type": "diffuse", "reflectance": texture(albedo * kept)}
    else:
        skin = glossy(alpha, _rgb(as_mitsuba_has_it(albedo, alpha)))
    patina = appearance.maps.patina
    if coating.everywhere or patina is None:
        return skin
    return _blend(texture(patina.astype(np.float32) / np.float32(255.0)), metal, skin)


def _tinted(appearance: Appearance, passed: NDArray[np.float32] = UNCHANGED) -> dict[str, Any]:
    """The metal under clear enamel, its light tinted by the way straight down and up again."""
    maps, metal, enamel = appearance.maps, appearance.metal, appearance.enamel
    if maps.floor is None:
        raise ValueError("no enamel is clear")
    depth_mm = np.maximum(maps.face[..., 3] - maps.floor[..., 3], 0.0)
    asked = np.clip(srgb8_to_linear(maps.color_srgb8), DARKEST, BRIGHTEST)
    kept = asked ** (depth_mm / enamel.depth_mm)[..., None]
    rough = maps.share[..., 3].astype(np.float32) / np.float32(255.0)
    lobe = {"alpha": texture(np.maximum(rough**2, LEAST_ALPHA))}
    return _conductor(metal.f0_immersed, metal, lobe) | {"specular_reflectance": texture(kept * passed)}


def _rgb(albedo: NDArray[np.float32]) -> dict[str, Any]:
    return {"type": "rgb", "value": [float(v) for v in albedo.ravel()]}


def texture(values: NDArray[np.floating]) -> dict[str, Any]:
    """A map in linear light or plain numbers, (H, W) or (H, W, 3), v = 0 at the top row."""
    import mitsuba as mi

    layers = np.atleast_3d(np.ascontiguousarray(values, np.float32))
    return {
        "type": "bitmap",
        "bitmap": mi.Bitmap(np.ascontiguousarray(layers)),
        "raw": True,
        "filter_type": "bilinear",
        "wrap_mode": "clamp",
    }


def _blend(weight: dict[str, Any], one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    """`one` where the weight is 0, `other` where it is 1."""
    return {"type": "blendbsdf", "weight": weight, "bsdf_0": one, "bsdf_1": other}


def _two_sided(material: dict[str, Any]) -> dict[str, Any]:
    """Also where a smooth normal looks away from an eye that sees the triangle."""
    return {"type": "twosided", "material": material}


def _conductor(f0: tuple[float, ...], metal: MetalMaterial, lobe: dict[str, Any]) -> dict[str, Any]:
    index = [conductor_index(at_normal, tint) for at_normal, tint in zip(f0, metal.f82, strict=True)]
    return {
        "type": "roughconductor",
        "distribution": "ggx",
        "eta": {"type": "rgb", "value": [eta for eta, _ in index]},
        "k": {"type": "rgb", "value": [k for _, k in index]},
        **lobe,
    }
