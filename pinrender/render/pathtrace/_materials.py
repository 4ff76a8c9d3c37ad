"""What the surfaces do with light, as Mitsuba scatters it."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from pinrender.appearance import Appearance, MetalMaterial
from pinrender.color import FRESNEL_DIFFUSE, enamel_albedo
from pinrender.render.pathtrace._conductor import conductor_index
from pinrender.scene import Environment
from pinrender.scene._studio import directions

__all__ = ["INDEX", "materials"]

INDEX = 1.5
"""Of enamel's skin and of epoxy, as the colour promise has it."""
EPOXY_ALPHA = 0.02
"""GGX roughness of the lobe that a dome mirrors, for the promise only: its surface is a clean interface."""
LEAST_ALPHA = 0.001

Array = NDArray[np.float64]


def materials(appearance: Appearance, environment: Environment) -> dict[str, dict[str, Any]]:
    """Mitsuba's description of each material that `Surface` names."""
    maps, metal = appearance.maps, appearance.metal
    share = maps.share.astype(np.float32) / np.float32(255.0)
    rough = np.float32(metal.roughness) * (1.0 - share[..., 1]) + share[..., 3] * share[..., 1]
    alpha = texture(np.maximum(np.sqrt(rough**4 + 2.0 * share[..., 2]), LEAST_ALPHA))
    of_metal = texture(share[..., 0])
    bare_alpha = max(appearance.enamel.roughness**2, LEAST_ALPHA)
    enamel = {
        "type": "roughplastic",
        "distribution": "ggx",
        "int_ior": INDEX,
        "ext_ior": 1.0,
        "nonlinear": True,
        "alpha": bare_alpha,
        "diffuse_reflectance": texture(_albedo(appearance, environment, bare_alpha)),
    }
    bare = _two_sided(_blend(of_metal, enamel, _conductor(metal.f0, metal, alpha)))
    made = {"bare": bare, "plain": _two_sided(_conductor(metal.f0, metal, metal.roughness**2))}
    if maps.dome is not None:
        body = {"type": "diffuse", "reflectance": texture(_albedo(appearance, environment, EPOXY_ALPHA))}
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


def _albedo(appearance: Appearance, environment: Environment, alpha: float) -> NDArray[np.float32]:
    """Albedo under the gloss by which a flat lit patch comes out as the requested colour; (H, W, 3)."""
    entering, gloss = _light_on_flat(environment, max(alpha, EPOXY_ALPHA))
    requested = appearance.maps.color_srgb8
    packed = requested.astype(np.uint32) @ np.array([65536, 256, 1], np.uint32)
    _, first, which = np.unique(packed, return_index=True, return_inverse=True)
    colors = requested.reshape(-1, 3)[first]
    albedo, _ = enamel_albedo(
        colors,
        irradiance=entering / (1.0 - FRESNEL_DIFFUSE),
        gloss=gloss,
        exposure=environment.exposure,
    )
    return albedo.astype(np.float32)[which].reshape(requested.shape)


def _light_on_flat(environment: Environment, alpha: float) -> tuple[Array, Array]:
    """What a patch that faces up lets in, over pi, and what its gloss mirrors straight up; each (3,)."""
    radiance = environment.radiance_linear.astype(np.float64)
    toward = directions((radiance.shape[0], radiance.shape[1]))
    polar_sine = np.sqrt(1.0 - toward[..., 1] ** 2)
    cosine = np.maximum(toward[..., 2], 0.0)
    weight = polar_sine / polar_sine.sum() * 4.0
    entering = ((1.0 - _fresnel(cosine)) * cosine * weight)[..., None] * radiance
    half2 = 0.5 * (1.0 + cosine)
    lobe = (half2 * (alpha**2 - 1.0) + 1.0) ** -2 * weight * (cosine > 0.0)
    gloss = (lobe[..., None] * radiance).sum(axis=(0, 1)) / lobe.sum()
    return entering.sum(axis=(0, 1)), gloss


def _fresnel(cosine: Array) -> Array:
    """Exact unpolarised reflectance of a dielectric of index `INDEX`, from outside."""
    inner = np.sqrt(1.0 - (1.0 - cosine**2) / INDEX**2)
    across = (cosine - INDEX * inner) / (cosine + INDEX * inner)
    along = (inner - INDEX * cosine) / (inner + INDEX * cosine)
    return np.asarray(0.5 * (across**2 + along**2))
