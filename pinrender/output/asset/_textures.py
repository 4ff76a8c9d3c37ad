"""The maps of an appearance as the pictures that materials of metal and roughness take."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from pinrender.appearance import Appearance, MetalMaterial
from pinrender.output.asset._colors import base_color
from pinrender.output.asset._shares import Shares
from pinrender.units import frozen

__all__ = ["Textures", "textures_of", "unit_normals"]

MOSTLY = 0.8
"""Share of clear enamel from which on a sample shows the floor's own slope."""
STEEPEST = 0.6
"""Sine of the steepest lean of a floor under clear enamel: its walls, a sample wide, would be specks."""
COARSE = 8
"""Levels between those that openness, roughness and share of metal are rounded to: no eye sees it, and the
file is a third of the size."""

Field = NDArray[np.float32]
Picture = NDArray[np.uint8]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Textures:
    """Pictures on the plan, (H, W, C) uint8 and read-only, in the channels that glTF gives them.

    Normals are float32, x and y of unit vectors, as `unit_normals` takes them.

    Attributes
    ----------
    base_color : (H, W, 3 or 4)
        sRGB: reflectance of metal, colour of enamel. Alpha, if any enamel is clear: share that is not.
    surface : (H, W, 3)
        Linear: share of the sky that is open, perceptual roughness, share of metal.
    normal : (H, W, 2)
        Of the face; of the floor where enamel is clear, of flakes where it holds any.
    skin_normal : (H, W, 2) or None
        Of the face, where something is seen below it; None where nothing is.
    clearcoat : (H, W, 3) or None
        Red: share of flakes under a skin in air; None without any.
    specular : (H, W, 4) or None
        Alpha: share in air, where enamel mirrors by itself; None where all or nothing is.
    anisotropy : (H, W, 3) or None
        Red and green: +x; blue: share of brushed metal. None if nothing is brushed.
    iridescence : (H, W, 3) or None
        Red: share of metal; green: where in its range the film's thickness lies. None without a film.
    emissive : (H, W, 3) or None
        sRGB; None if nothing glows.
    skin : (H, W, 4) or None
        Alpha: share of clear enamel, of which the skin is cut out; None without any.
    dome_normal : (H / 2, W / 2, 2) or None
        Of the epoxy; None without any.
    skin_depth, dome_depth : (H / 2, W / 2, 3) or None
        Green: depth of clear enamel over `skin_mm`, of epoxy over `dome_mm`; None without any.
    skin_mm, dome_mm : float
        The greatest depths.
    """

    base_color: Picture
    surface: Picture
    normal: Field
    skin_normal: Field | None
    clearcoat: Picture | None
    specular: Picture | None
    anisotropy: Picture | None
    iridescence: Picture | None
    emissive: Picture | None
    skin: Picture | None
    dome_normal: Field | None
    skin_depth: Picture | None
    dome_depth: Picture | None
    skin_mm: float
    dome_mm: float


def textures_of(look: Appearance, *, tinted: bool = False) -> Textures:
    """Turn maps and materials into pictures; equal input gives equal pictures.

    Parameters
    ----------
    look : Appearance
        What it looks like.
    tinted : bool
        Whether the base colour holds what films and aged epoxy make of it, straight on, for files that have
        no other word for that.
    """
    maps, of = look.maps, Shares.of(look)
    depth_mm = _clear_mm(look)
    skin_mm = float(depth_mm.max())
    epoxy_mm = np.zeros(maps.grid.shape, np.float32) if maps.epoxy_mm is None else maps.epoxy_mm
    dome_mm = float(epoxy_mm.max())
    open_share = np.where(of.clear > 0.5, np.float32(1.0), maps.face[..., 2])
    metal_like = (of.metal + of.clear) * (1.0 - of.coat) + of.flakes
    looked_into = maps.floor is not None or maps.flakes is not None
    brushed = any(metal.brushed > 0.0 for metal in look.metals)
    return Textures(
        base_color=base_color(look, of, depth_mm, tinted=tinted),
        surface=_coarser(_packed(open_share, _roughness(look, of), metal_like)),
        normal=_leaning(look, of),
        skin_normal=maps.face[..., :2] if looked_into else None,
        clearcoat=_packed(of.flakes * (1.0 - of.epoxy)) if maps.flakes is not None else None,
        specular=_alpha(1.0 - of.epoxy) if maps.epoxy is not None else None,
        anisotropy=_packed(1.0, 0.5, of.metal * (1.0 - of.floor) * (1.0 - of.coat)) if brushed else None,
        iridescence=None if maps.film is None else _packed(of.metal, maps.film),
        emissive=maps.glow,
        skin=_alpha(of.clear) if skin_mm > 0.0 else None,
        dome_normal=None if maps.dome is None else _halved(maps.dome),
        skin_depth=_packed(0.0, _halved(depth_mm / skin_mm)) if skin_mm > 0.0 else None,
        dome_depth=_packed(0.0, _halved(epoxy_mm / dome_mm)) if dome_mm > 0.0 else None,
        skin_mm=skin_mm,
        dome_mm=dome_mm,
    )


def unit_normals(lean: Field) -> Field:
    """Normals, (H, W, 3), from the x and y of their unit vectors, (H, W, 2)."""
    z = np.sqrt(np.maximum(1.0 - (lean**2).sum(axis=-1, keepdims=True), 1e-4))
    return np.concatenate([lean, z], axis=-1)


def _clear_mm(look: Appearance) -> Field:
    """Depth of clear enamel, (H, W)."""
    maps = look.maps
    if maps.floor is None:
        return np.zeros(maps.grid.shape, np.float32)
    depth_mm = np.maximum(maps.face[..., 3] - maps.floor[..., 3], 0.0)
    return np.where(maps.floor[..., 2] > 0.0, depth_mm, np.float32(0.0))


def _roughness(look: Appearance, of: Shares) -> Field:
    """Perceptual roughness of what is seen, with the spread of the normals in each sample (Toksvig)."""
    maps = look.maps
    first, *second = (_metal_roughness(metal, of.coat) for metal in look.metals)
    polished = first if not second else first + of.second * (second[0] - first)
    floor = maps.share[..., 3] / np.float32(255.0)
    metal = polished + of.floor * (1.0 - of.coat) * (floor - polished)
    rough = (of.metal + of.clear) * metal + of.body * np.float32(look.enamel.roughness)
    if maps.flakes is not None:
        rough = rough + of.flakes * maps.flakes[..., 3]
    spread = maps.share[..., 2] / np.float32(255.0)
    return np.asarray(np.sqrt(np.sqrt(rough**4 + 2.0 * spread)), np.float32)


def _metal_roughness(metal: MetalMaterial, coat: Field) -> Field:
    rough = 0.0 if metal.coating is None else metal.coating.roughness - metal.roughness
    return np.asarray(metal.roughness + coat * np.float32(rough), np.float32)


def _leaning(look: Appearance, of: Shares) -> Field:
    """Sideways parts of the normals of what is seen, (H, W, 2)."""
    maps = look.maps
    lean: NDArray[np.floating] = maps.face[..., :2]
    if maps.floor is not None:
        floor = maps.floor[..., :2]
        steep = np.maximum(np.linalg.norm(floor, axis=-1, keepdims=True) / np.float32(STEEPEST), 1.0)
        # only where it is all floor: the edge of the face beside it would mirror what lies behind
        wholly = np.clip((of.clear[..., None] - MOSTLY) / np.float32(1.0 - MOSTLY), 0.0, 1.0)
        lean = lean + wholly * (floor / steep - lean)
    if maps.flakes is not None:
        lean = lean + (of.flakes > 0.5)[..., None] * maps.flakes[..., :2]
    return np.asarray(lean, np.float32)


def _halved(field: Field) -> Field:
    """What is smooth at half the resolution, (H, W) or (H, W, C)."""
    size = (max(1, field.shape[1] // 2), max(1, field.shape[0] // 2))
    return np.asarray(cv2.resize(field, size, interpolation=cv2.INTER_AREA), np.float32)


def _packed(red: Field | float, green: Field | float = 0.0, blue: Field | float = 0.0) -> Picture:
    """Three shares, 0..1, in one linear picture."""
    channels = np.stack(np.broadcast_arrays(red, green, blue), axis=-1)
    return frozen(np.round(255.0 * np.clip(channels, 0.0, 1.0)).astype(np.uint8))


def _coarser(picture: Picture) -> Picture:
    """The same rounded to every `COARSE`-th level, and to the last."""
    levels = np.round(np.arange(256) / COARSE) * COARSE
    return frozen(np.minimum(levels, 255.0).astype(np.uint8)[picture])


def _alpha(share: Field) -> Picture:
    """A share, 0..1, in the alpha of a white picture."""
    picture = np.full((*share.shape, 4), 255, np.uint8)
    picture[..., 3] = np.round(255.0 * share)
    return frozen(picture)
