"""What the surfaces do with light, as Mitsuba scatters it."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from pinrender.appearance import Appearance, MetalMaterial
from pinrender.render.pathtrace._conductor import conductor_index
from pinrender.render.pathtrace._enamel import EPOXY_ALPHA, INDEX, as_mitsuba_has_it, glossy, solved_albedo
from pinrender.scene import Environment

__all__ = ["materials"]

LEAST_ALPHA = 0.001


def materials(appearance: Appearance, environment: Environment) -> dict[str, dict[str, Any]]:
    """Mitsuba's description of each material that `Surface` names."""
    maps, metal = appearance.maps, appearance.metal
    share = maps.share.astype(np.float32) / np.float32(255.0)
    rough = np.float32(metal.roughness) * (1.0 - share[..., 1]) + share[..., 3] * share[..., 1]
    alpha = texture(np.maximum(np.sqrt(rough**4 + 2.0 * share[..., 2]), LEAST_ALPHA))
    of_metal = texture(share[..., 0])
    bare_alpha = max(appearance.enamel.roughness**2, LEAST_ALPHA)
    albedo = as_mitsuba_has_it(solved_albedo(appearance, environment, bare_alpha), bare_alpha)
    enamel = glossy(bare_alpha, texture(albedo))
    bare = _two_sided(_blend(of_metal, enamel, _conductor(metal.f0, metal, alpha)))
    made = {"bare": bare, "plain": _two_sided(_conductor(metal.f0, metal, metal.roughness**2))}
    if maps.dome is not None:
        body = {
            "type": "diffuse",
            "reflectance": texture(solved_albedo(appearance, environment, EPOXY_ALPHA)),
        }
        immersed = _conductor(metal.f0_immersed, metal, alpha)
        clear = {"type": "dielectric", "int_ior": INDEX, "ext_ior": 1.0}
        made["domed"] = _blend({"type": "mesh_attribute", "name": "vertex_epoxy"}, bare, clear)
        made["immersed"] = _two_sided(_blend(of_metal, body, immersed))
    return made


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


def _conductor(f0: tuple[float, ...], metal: MetalMaterial, alpha: float | dict[str, Any]) -> dict[str, Any]:
    index = [conductor_index(at_normal, tint) for at_normal, tint in zip(f0, metal.f82, strict=True)]
    return {
        "type": "roughconductor",
        "distribution": "ggx",
        "eta": {"type": "rgb", "value": [eta for eta, _ in index]},
        "k": {"type": "rgb", "value": [k for _, k in index]},
        "alpha": max(alpha, LEAST_ALPHA) if isinstance(alpha, float) else alpha,
    }
