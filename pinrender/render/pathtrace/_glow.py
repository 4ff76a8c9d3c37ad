"""Light that enamel gives off, as surfaces that emit it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pinrender.appearance import GLOW_RADIANCE, Appearance, Maps, epoxy_kept
from pinrender.color import FRESNEL_NORMAL, srgb8_to_linear
from pinrender.render.pathtrace._enamel import INDEX

__all__ = ["emitted", "given_off"]


def given_off(maps: Maps) -> NDArray[np.float32] | None:
    """Radiance that leaves the face at each sample, (H, W, 3); None if nothing glows."""
    if maps.glow is None:
        return None
    return np.asarray(GLOW_RADIANCE * srgb8_to_linear(maps.glow), np.float32)


def emitted(appearance: Appearance, material: str) -> NDArray[np.float32] | None:
    """Radiance that a surface of a material emits, (H, W, 3); None if it emits nothing.

    Under epoxy it is that within the medium, which is larger by the square of the index: so much
    narrower are the cones that come out. Old epoxy dims it on its one way out.
    """
    maps = appearance.maps
    light = given_off(maps)
    if light is None or material not in ("bare", "skinned", "domed", "immersed"):
        return None
    covered = np.float32(1.0) if maps.epoxy is None else maps.epoxy[..., None] / np.float32(255.0)
    if material == "immersed":
        if appearance.epoxy_is_tinted and maps.epoxy_mm is not None:
            light = light * np.sqrt(epoxy_kept(appearance.epoxy_absorption_per_mm, maps.epoxy_mm))
        return np.asarray(light * covered * (INDEX**2 / (1.0 - FRESNEL_NORMAL)), np.float32)
    if material == "domed":
        return None if maps.epoxy is None else np.asarray(light * (1.0 - covered), np.float32)
    return light
