"""What the shaders are told of materials, and of the light in which colours come out as asked for."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pinrender.appearance import EPOXY_ROUGHNESS, GLOW_RADIANCE, Appearance
from pinrender.color import enamel_albedo, white_peak
from pinrender.render._protocol import RenderOptions
from pinrender.scene import Environment, Scene

__all__ = ["material_uniforms", "promised_uniforms"]


@lru_cache(maxsize=4)
def _zenith(environment: Environment) -> NDArray[np.float32]:
    from pinrender.render.gl._prefilter import zenith

    return zenith(environment)


def _gloss_up(environment: Environment, roughness: float) -> NDArray[np.float64]:
    """Radiance that flat enamel mirrors in the front view, at its own blur."""
    from pinrender.render.gl._prefilter import level_of

    zenith, level = _zenith(environment), level_of(roughness)
    return np.array([np.interp(level, np.arange(len(zenith)), channel) for channel in zenith.T])


def promised_uniforms(appearance: Appearance, promised: Environment) -> dict[str, Any]:
    """What makes flat, lit patches come out as the colours that were asked for."""
    bare = _gloss_up(promised, appearance.enamel.roughness)
    domed = _gloss_up(promised, EPOXY_ROUGHNESS)
    is_bare = appearance.maps.dome is None
    light, exposure = promised.irradiance_up, promised.exposure
    gloss = bare if is_bare else domed
    uniforms: dict[str, Any] = {
        "gloss_up_bare": bare,
        "gloss_up_domed": domed,
        "promised_zenith": _zenith(promised),
        "promised_irradiance": light,
        "promised_exposure": exposure,
        "white_peak": white_peak(irradiance=light, gloss=gloss, exposure=exposure),
    }
    for metal, which in zip(appearance.metals, ("", "_second"), strict=False):
        coating = metal.coating
        if coating is None:
            uniforms[f"coating_everywhere{which}"] = 0.0
            continue
        gloss = _gloss_up(promised, coating.roughness) if is_bare else domed
        color = np.array(coating.color_srgb8, np.uint8)
        albedo, _ = enamel_albedo(color, irradiance=light, gloss=gloss, exposure=exposure)
        uniforms |= {
            f"coating_albedo{which}": albedo,
            f"coating_roughness{which}": coating.roughness,
            f"coating_everywhere{which}": float(coating.everywhere),
        }
    return uniforms


def material_uniforms(scene: Scene, options: RenderOptions) -> dict[str, Any]:
    """What surfaces are made of, and how what is around them lies."""
    metal, enamel = scene.appearance.metal, scene.appearance.enamel
    turn_rad = scene.environment.turn_rad
    uniforms = {
        "rim_mirror": (0.0, 0.0, 0.0) if metal.coating and metal.coating.everywhere else metal.f0,
        "film_is_second": float(metal.film is None),
        "enamel_roughness": enamel.roughness,
        "enamel_depth_mm": enamel.depth_mm,
        "dome_roughness": EPOXY_ROUGHNESS,
        "glow_radiance": GLOW_RADIANCE,
        "epoxy_absorption_per_mm": scene.appearance.epoxy_absorption_per_mm,
        "draws_backdrop": int(options.background == "studio"),
        "light_turn": (math.cos(turn_rad), math.sin(turn_rad)),
    }
    for each, which in zip(scene.appearance.metals, ("", "_second"), strict=False):
        uniforms |= {
            f"f0{which}": each.f0,
            f"f82{which}": each.f82,
            f"f0_immersed{which}": each.f0_immersed,
            f"metal_roughness{which}": each.roughness,
            f"brushed{which}": each.brushed,
        }
    return uniforms
