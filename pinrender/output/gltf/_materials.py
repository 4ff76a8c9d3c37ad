"""A look's materials as glTF has them: core, and Khronos extensions for what the core cannot say."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pinrender.appearance import EPOXY_ROUGHNESS, GLOW_RADIANCE, Appearance, MetalMaterial
from pinrender.color import srgb8_to_linear
from pinrender.output.gltf._surfaces import SurfaceName
from pinrender.output.gltf._textures import NORMAL_SCALE, Textures

__all__ = ["M_PER_MM", "Json", "material_of"]

Json = dict[str, Any]
Place = Callable[[NDArray[np.uint8]], Json]
"""Stores a picture and returns a reference to it, as glTF writes one."""

INDEX = 1.5
"""Of enamel and epoxy, as everywhere."""
M_PER_MM = 1e-3
OVERLAP = 0.2
"""The skin reaches to where so little is clear, the face to where all else is metal: no seam between them."""
OPENNESS_STRENGTH = 0.6
"""Of the baked openness, in viewers that take it off all light alike; by eye beside the previews."""


def material_of(surface: SurfaceName, look: Appearance, pictures: Textures, place: Place) -> Json:
    """One surface of one look, without a name.

    Parameters
    ----------
    surface : {'face', 'floor', 'skin', 'dome', 'rim', 'back'}
        Where it goes.
    look, pictures : Appearance, Textures
        What it looks like.
    place : callable
        Stores a picture in the file.
    """
    if surface == "face":
        cut = (
            {"alphaMode": "MASK", "alphaCutoff": 1.0 - OVERLAP} if pictures.base_color.shape[-1] == 4 else {}
        )
        return _face(look, pictures, place) | cut
    if surface == "floor":
        return _face(look, pictures, place)
    if surface == "skin":
        return _skin(look, pictures, place)
    if surface == "dome":
        return _dome(look, pictures, place)
    return _plain(look.metal)


def _face(look: Appearance, pictures: Textures, place: Place) -> Json:
    surface = place(pictures.surface)
    material: Json = {
        "pbrMetallicRoughness": {
            "baseColorTexture": place(pictures.base_color),
            "metallicRoughnessTexture": surface,
        },
        "normalTexture": _normal(place(pictures.normal)),
        "occlusionTexture": {**surface, "strength": OPENNESS_STRENGTH},
    }
    extensions: Json = {}
    if pictures.specular is not None:
        extensions["KHR_materials_specular"] = {"specularTexture": place(pictures.specular)}
    elif look.maps.dome is not None:  # enamel meets epoxy of its own index, and mirrors nothing
        extensions["KHR_materials_specular"] = {"specularFactor": 0.0}
    if pictures.clearcoat is not None and pictures.skin_normal is not None and pictures.clearcoat.any():
        extensions["KHR_materials_clearcoat"] = {
            "clearcoatFactor": 1.0,
            "clearcoatTexture": place(pictures.clearcoat),
            "clearcoatRoughnessFactor": look.enamel.roughness,
            "clearcoatNormalTexture": _normal(place(pictures.skin_normal)),
        }
    if pictures.anisotropy is not None:
        extensions["KHR_materials_anisotropy"] = {
            "anisotropyStrength": max(metal.brushed for metal in look.metals),
            "anisotropyRotation": 0.5 * math.pi,  # rougher across the hairlines, which run along +x
            "anisotropyTexture": place(pictures.anisotropy),
        }
    if pictures.iridescence is not None:
        film = place(pictures.iridescence)
        textures = {"iridescenceTexture": film, "iridescenceThicknessTexture": film}
        extensions["KHR_materials_iridescence"] = {**_film(look), **textures}
    if pictures.emissive is not None:
        material |= {"emissiveTexture": place(pictures.emissive), "emissiveFactor": [1.0, 1.0, 1.0]}
        extensions["KHR_materials_emissive_strength"] = {"emissiveStrength": GLOW_RADIANCE}
    return material | ({"extensions": extensions} if extensions else {})


def _normal(texture: Json) -> Json:
    return {**texture, "scale": NORMAL_SCALE}


def _film(look: Appearance) -> Json:
    film = next(metal.film for metal in look.metals if metal.film is not None)
    thinnest, thickest = film.thickness_nm
    return {
        "iridescenceFactor": 1.0,
        "iridescenceIor": film.index,
        "iridescenceThicknessMinimum": thinnest,
        "iridescenceThicknessMaximum": thickest,
    }


def _skin(look: Appearance, pictures: Textures, place: Place) -> Json:
    clear = _clear(look.enamel.roughness)
    clear["extensions"]["KHR_materials_volume"] = _thickness(pictures.skin_mm, pictures.skin_depth, place)
    if pictures.skin is not None and pictures.skin_normal is not None:
        clear["pbrMetallicRoughness"]["baseColorTexture"] = place(pictures.skin)
        clear |= {
            "alphaMode": "MASK",
            "alphaCutoff": OVERLAP,
            "normalTexture": _normal(place(pictures.skin_normal)),
        }
    return clear


def _dome(look: Appearance, pictures: Textures, place: Place) -> Json:
    clear = _clear(EPOXY_ROUGHNESS)
    volume = _thickness(pictures.dome_mm, pictures.dome_depth, place)
    if look.epoxy_is_tinted:  # down and up again, seen as one way
        kept = np.exp(-2.0 * np.array(look.epoxy_absorption_per_mm))
        volume |= {"attenuationColor": kept.tolist(), "attenuationDistance": M_PER_MM}
    clear["extensions"]["KHR_materials_volume"] = volume
    if pictures.dome_normal is not None:
        clear["normalTexture"] = _normal(place(pictures.dome_normal))
    return clear


def _clear(roughness: float) -> Json:
    return {
        "pbrMetallicRoughness": {"metallicFactor": 0.0, "roughnessFactor": roughness},
        "extensions": {
            "KHR_materials_transmission": {"transmissionFactor": 1.0},
            "KHR_materials_ior": {"ior": INDEX},
        },
    }


def _thickness(deepest_mm: float, depth: NDArray[np.uint8] | None, place: Place) -> Json:
    thick: Json = {"thicknessFactor": M_PER_MM * deepest_mm}
    return thick if depth is None else thick | {"thicknessTexture": place(depth)}


def _plain(metal: MetalMaterial) -> Json:
    """Rim and back: bright, dyed or filmed all over; the wheel leaves no patina there."""
    coating = metal.coating
    if coating is not None and coating.everywhere:
        color = srgb8_to_linear(np.array(coating.color_srgb8, np.uint8)).tolist()
        return _core(color, metallic=0.0, roughness=coating.roughness)
    if metal.film is None:
        return _core(metal.f0, metallic=1.0, roughness=metal.roughness)
    film = {
        "iridescenceFactor": 1.0,
        "iridescenceIor": metal.film.index,
        "iridescenceThicknessMaximum": 0.5 * sum(metal.film.thickness_nm),
    }
    plain = _core(metal.film.base_f0, metallic=1.0, roughness=metal.roughness)
    return plain | {"extensions": {"KHR_materials_iridescence": film}}


def _core(color: tuple[float, ...] | list[float], *, metallic: float, roughness: float) -> Json:
    factor = [*(min(float(part), 1.0) for part in color), 1.0]
    return {
        "pbrMetallicRoughness": {
            "baseColorFactor": factor,
            "metallicFactor": metallic,
            "roughnessFactor": roughness,
        }
    }
