"""The surface that the pin lies on, as its shader wants it."""

from __future__ import annotations

from typing import Any

import numpy as np

from pinrender.color import hex_to_srgb8, srgb8_to_linear
from pinrender.render.gl import _textures
from pinrender.render.gl._surfaces import CARD, FOLDS, TILE
from pinrender.scene import Backdrop, Folds, Tile

__all__ = ["kind_of_ground", "upload_cloth", "upload_folds", "upload_ground"]


def kind_of_ground(backdrop: Backdrop) -> tuple[str, ...]:
    """What its program is compiled with."""
    has = ((TILE, backdrop.tile), (CARD, backdrop.card), (FOLDS, backdrop.folds))
    return tuple(name for name, part in has if part is not None)


def upload_ground(backdrop: Backdrop) -> tuple[dict[str, int], dict[str, Any]]:
    """Textures and uniforms of a surface and the shadow on it, less those of its threads and folds."""
    textures = {"shadow_map": _textures.upload(backdrop.shadow)}
    uniforms: dict[str, Any] = {
        "shadow_half_mm": [backdrop.half_width_mm, backdrop.half_height_mm],
        "backdrop_albedo": backdrop.albedo_linear,
        "around_albedo": backdrop.around_linear,
    }
    if backdrop.card is not None:
        card = backdrop.card
        uniforms |= {
            "card_middle_mm": [0.0, (card.pin_from_top - 0.5) * card.height_mm],
            "card_half_mm": [0.5 * card.width_mm, 0.5 * card.height_mm],
            "card_mm": [card.corner_mm, card.thickness_mm, card.line_inset_mm, card.line_mm],
            "card_line": srgb8_to_linear(np.array(hex_to_srgb8(card.line_color), np.uint8)),
        }
    return textures, uniforms


def upload_cloth(tile: Tile) -> tuple[dict[str, int], dict[str, Any]]:
    """Textures and uniforms of threads or grain."""
    textures = {
        "tile_color": _textures.upload_tile(tile.albedo_srgb8),
        "tile_normal": _textures.upload_tile(tile.normal),
    }
    return textures, {"tile_mm": tile.size_mm}


def upload_folds(folds: Folds) -> tuple[dict[str, int], dict[str, Any]]:
    """Textures and uniforms of a cloth that does not lie flat."""
    return {"folds": _textures.upload(folds.surface)}, {"folds_half_mm": folds.half_mm}
