"""A look's materials as UsdPreviewSurface has them."""

from __future__ import annotations

from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from pinrender.appearance import EPOXY_ROUGHNESS, GLOW_RADIANCE, Appearance, MetalMaterial
from pinrender.color import linear_to_srgb, srgb8_to_linear
from pinrender.output.asset import (
    INDEX,
    OPENNESS_STRENGTH,
    SurfaceName,
    Textures,
    unit_normals,
)
from pinrender.output.usd._dither import dithered

__all__ = ["Input", "Read", "material_of"]

CUT = 0.5
"""Of the share of a sample that is not clear: below, the face is cut out."""
MIRRORS_NOTHING = 1.0
"""Index of enamel over the one of the epoxy that covers it."""


class Read(NamedTuple):
    """An input that is read from a picture.

    Attributes
    ----------
    picture : (H, W, 3) or (H, W) uint8 ndarray
        Without alpha, which a viewer may multiply colours by.
    channel : {'rgb', 'r', 'g', 'b'}
    meaning : {'color', 'data', 'normal'}
        How its numbers are meant: sRGB, or as they are, or over the whole range of directions.
    """

    picture: NDArray[np.uint8]
    channel: Literal["rgb", "r", "g", "b"]
    meaning: Literal["color", "data", "normal"]


Input = float | tuple[float, ...] | Read


def material_of(surface: SurfaceName, look: Appearance, pictures: Textures) -> dict[str, Input]:
    """One surface of one look: inputs of UsdPreviewSurface by name.

    Parameters
    ----------
    surface : {'face', 'floor', 'skin', 'dome', 'rim', 'back'}
        What it is for.
    look, pictures : Appearance, Textures
        What it looks like; the pictures `tinted`.
    """
    if surface == "face" and pictures.base_color.shape[-1] == 4:
        opaque = Read(pictures.base_color[..., 3], "r", "data")
        return _face(look, pictures) | {"opacity": opaque, "opacityThreshold": CUT}
    if surface in {"face", "floor"}:
        return _face(look, pictures)
    if surface == "skin":
        return _clear(look.enamel.roughness, pictures.skin_normal)
    if surface == "dome":
        return _clear(EPOXY_ROUGHNESS, pictures.dome_normal)
    return _plain(look.metal)


def _face(look: Appearance, pictures: Textures) -> dict[str, Input]:
    surface = pictures.surface.copy()
    openness = 1.0 - OPENNESS_STRENGTH * (1.0 - surface[..., 0] / 255.0)
    surface[..., 0] = np.round(255.0 * openness).astype(np.uint8)
    inputs: dict[str, Input] = {
        "diffuseColor": Read(pictures.base_color[..., :3], "rgb", "color"),
        "metallic": Read(surface, "b", "data"),
        "roughness": Read(surface, "g", "data"),
        "occlusion": Read(surface, "r", "data"),
        "normal": _normal(pictures.normal),
    }
    if look.maps.dome is not None and pictures.specular is None:
        inputs["ior"] = MIRRORS_NOTHING
    if pictures.clearcoat is not None and pictures.clearcoat.any():
        inputs["clearcoat"] = Read(pictures.clearcoat, "r", "data")
        inputs["clearcoatRoughness"] = look.enamel.roughness
    if pictures.emissive is not None:
        given = srgb8_to_linear(pictures.emissive) * GLOW_RADIANCE
        picture = np.round(255.0 * linear_to_srgb(given)).astype(np.uint8)
        inputs["emissiveColor"] = Read(picture, "rgb", "color")
    return inputs


def _normal(lean: NDArray[np.float32]) -> Read:
    """Normals as every viewer takes them; rounded, polished metal would show every step of eight bits."""
    normal = unit_normals(lean)
    normal /= np.linalg.norm(normal, axis=-1, keepdims=True)
    across, up = (dithered(0.5 + 0.5 * normal[..., axis], seed=axis) for axis in (0, 1))
    outward = np.round(127.5 + 127.5 * normal[..., 2]).astype(np.uint8)
    return Read(np.dstack([across, up, outward]), "rgb", "normal")


def _clear(roughness: float, lean: NDArray[np.float32] | None) -> dict[str, Input]:
    """Glass, as the specification has it: no light from within, and what its index mirrors."""
    clear: dict[str, Input] = {
        "diffuseColor": (1.0, 1.0, 1.0),
        "metallic": 0.0,
        "roughness": roughness,
        "opacity": 0.0,
        "ior": INDEX,
    }
    return clear if lean is None else clear | {"normal": _normal(lean)}


def _plain(metal: MetalMaterial) -> dict[str, Input]:
    """Rim and back: bright or dyed all over; of a film the mean."""
    coating = metal.coating
    if coating is not None and coating.everywhere:
        color = srgb8_to_linear(np.array(coating.color_srgb8, np.uint8)).tolist()
        return {"diffuseColor": tuple(color), "metallic": 0.0, "roughness": coating.roughness}
    color = tuple(min(float(part), 1.0) for part in metal.f0)
    return {"diffuseColor": color, "metallic": 1.0, "roughness": metal.roughness}
