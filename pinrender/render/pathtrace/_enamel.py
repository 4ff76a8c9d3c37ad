"""Enamel: a diffuse body under a clear skin, and the albedo that keeps the promise on its colour."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from pinrender.color import FRESNEL_DIFFUSE, INTERNAL_DIFFUSE, TRANSMITTED, enamel_albedo
from pinrender.scene import Environment, mirrored_up
from pinrender.scene._studio import directions

__all__ = ["EPOXY_ALPHA", "INDEX", "as_mitsuba_has_it", "dimmed", "glossy", "light_on_flat", "solved_albedo"]

INDEX = 1.5
"""Of enamel's skin and of epoxy, as the colour promise has it."""
EPOXY_ALPHA = 0.02
"""GGX roughness that the promise reckons with for the gloss of a dome, which is never quite level."""

Array = NDArray[np.float64]


def glossy(alpha: float, albedo: float | dict[str, Any]) -> dict[str, Any]:
    """Mitsuba's description: light that the body throws back against its skin is not lost."""
    return {
        "type": "roughplastic",
        "distribution": "ggx",
        "int_ior": INDEX,
        "ext_ior": 1.0,
        "nonlinear": True,
        "alpha": alpha,
        "diffuse_reflectance": albedo,
    }


def as_mitsuba_has_it(albedo: NDArray[np.float32], alpha: float) -> NDArray[np.float32]:
    """Albedo that comes out, through what Mitsuba's skin keeps in, as the given one does in truth.

    Its table of a rough skin's inner reflectance is a percent or two low, which a white furnace
    shows; white needs an albedo a hundredth above 1.
    """
    kept = _kept_in(alpha)
    leaving = albedo / (1.0 - INTERNAL_DIFFUSE * albedo)
    return np.asarray(leaving / (1.0 + kept * leaving), np.float32)


def _kept_in(alpha: float) -> float:
    """Mitsuba's inner reflectance, from how much more a white body sends out than a grey one."""
    import mitsuba as mi

    context, seen = mi.BSDFContext(), mi.SurfaceInteraction3f()
    seen.wi = mi.Vector3f(0.0, 0.0, 1.0)
    outward = mi.Vector3f(0.8, 0.0, 0.6)
    white, gray = (
        float(np.ravel(mi.load_dict(glossy(alpha, albedo)).eval(context, seen, outward))[0])
        for albedo in (1.0, 0.5)
    )
    ratio = white / gray
    return (ratio - 2.0) / (ratio - 1.0)


def solved_albedo(
    requested: NDArray[np.uint8], environment: Environment, alpha: float
) -> NDArray[np.float32]:
    """Albedo under the gloss by which a flat lit patch comes out as the requested sRGB; (H, W, 3)."""
    entering, gloss = light_on_flat(environment, alpha)
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


def light_on_flat(environment: Environment, alpha: float) -> tuple[Array, Array]:
    """What a patch facing up lets in, over pi, and what a lobe `alpha` wide mirrors up; each (3,)."""
    radiance = environment.radiance_linear.astype(np.float64)
    toward = directions((radiance.shape[0], radiance.shape[1]))
    polar_sine = np.sqrt(1.0 - toward[..., 1] ** 2)
    cosine = np.maximum(toward[..., 2], 0.0)
    weight = polar_sine / polar_sine.sum() * 4.0
    entering = ((1.0 - _fresnel(cosine)) * cosine * weight)[..., None] * radiance
    return entering.sum(axis=(0, 1)), mirrored_up(environment, alpha)


def dimmed(
    albedo: NDArray[np.float32], given_off: NDArray[np.float32] | None, environment: Environment
) -> NDArray[np.float32]:
    """Albedo of a body that gives off some light itself, (H, W, 3): the two together show the same."""
    if given_off is None:
        return albedo
    entering, _ = light_on_flat(environment, EPOXY_ALPHA)
    light = TRANSMITTED / (1.0 - FRESNEL_DIFFUSE) * entering
    left = np.maximum(light * albedo / (1.0 - INTERNAL_DIFFUSE * albedo) - given_off, 0.0)
    return np.asarray(left / (light + INTERNAL_DIFFUSE * left), np.float32)


def _fresnel(cosine: Array) -> Array:
    """Exact unpolarised reflectance of a dielectric of index `INDEX`, from outside."""
    inner = np.sqrt(1.0 - (1.0 - cosine**2) / INDEX**2)
    across = (cosine - INDEX * inner) / (cosine + INDEX * inner)
    along = (inner - INDEX * cosine) / (inner + INDEX * cosine)
    return np.asarray(0.5 * (across**2 + along**2))
