"""The surface that the pin lies on, as Mitsuba sees it: smooth, woven or rough, in folds, or a card."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pinrender.catalog import PaperCard
from pinrender.color import hex_to_srgb8, srgb8_to_linear
from pinrender.render.pathtrace._mesh import mesh_of
from pinrender.scene import Backdrop, Folds, Tile

__all__ = ["ground_of"]

BELOW_MM = 1e-3
"""A hair below the pin's back, and what is printed above the paper."""
CORNER_STEPS = 24
FLAT = (0.0, 0.0, 1.0)

Floats = NDArray[np.float64]


def ground_of(backdrop: Backdrop, reach_mm: float) -> dict[str, Any]:
    """Shapes by name; the surface reaches so far from the middle."""
    matt = _matt(backdrop)
    if backdrop.card is not None:
        return {
            **_card(backdrop.card, backdrop.tile, matt),
            "backdrop": _plain(backdrop.around_linear, reach_mm, backdrop.card.thickness_mm),
        }
    if backdrop.folds is not None:
        return {"backdrop": _folded(backdrop.folds, backdrop.tile, matt)}
    if backdrop.tile is not None:
        corners = reach_mm * np.array([[-1.0, -1.0], [1.0, -1.0], [1.0, 1.0], [-1.0, 1.0]])
        return {"backdrop": _flat(corners, np.array([[0, 1, 2], [0, 2, 3]]), BELOW_MM, backdrop.tile, matt)}
    return {"backdrop": _plain(backdrop.albedo_linear, reach_mm, BELOW_MM)}


def _plain(albedo: tuple[float, float, float], reach_mm: float, down_mm: float) -> dict[str, Any]:
    """A matt rectangle."""
    import mitsuba as mi

    place = mi.ScalarTransform4f().translate([0.0, 0.0, -down_mm]).scale([reach_mm, reach_mm, 1.0])
    return {"type": "rectangle", "to_world": place, "bsdf": _diffuse(albedo)}


def _diffuse(albedo: tuple[float, float, float] | Floats) -> dict[str, Any]:
    return {"type": "diffuse", "reflectance": {"type": "rgb", "value": [float(v) for v in albedo]}}


def _matt(backdrop: Backdrop) -> Any:
    """A matt material with the tile's colours and slopes, if it has a tile."""
    import mitsuba as mi

    tile = backdrop.tile
    if tile is None:
        return mi.load_dict(_diffuse(backdrop.albedo_linear))
    x, y = tile.normal[..., 0], tile.normal[..., 1]
    normal = np.dstack([x, y, np.sqrt(np.maximum(1.0 - x**2 - y**2, 0.0))])
    body = {"type": "diffuse", "reflectance": _repeated(srgb8_to_linear(tile.albedo_srgb8))}
    return mi.load_dict({"type": "normalmap", "normalmap": _repeated(0.5 + 0.5 * normal), "bsdf": body})


def _repeated(values: NDArray[np.floating]) -> dict[str, Any]:
    """A texture that repeats, in linear light or plain numbers."""
    import mitsuba as mi

    pixels = mi.Bitmap(np.ascontiguousarray(values, np.float32))
    return {"type": "bitmap", "bitmap": pixels, "raw": True, "filter_type": "bilinear", "wrap_mode": "repeat"}


def _flat(
    plan_mm: Floats, faces: NDArray[np.integer], down_mm: float, tile: Tile | None, material: Any
) -> Any:
    """Triangles that lie flat, so far below z = 0."""
    points = np.column_stack([plan_mm, np.full(len(plan_mm), -down_mm)])
    return mesh_of("ground", points, np.tile(FLAT, (len(points), 1)), _uv(plan_mm, tile), faces, material)


def _uv(plan_mm: Floats, tile: Tile | None) -> Floats:
    return np.asarray(plan_mm / np.array((1.0, 1.0) if tile is None else tile.size_mm))


def _folded(folds: Folds, tile: Tile | None, material: Any) -> Any:
    """The heights as a grid of triangles."""
    count = len(folds.surface)
    place = (np.arange(count) + 0.5) * (2.0 * folds.half_mm / count) - folds.half_mm
    x, y = (values.ravel() for values in np.meshgrid(place, place))
    lean_x, lean_y, height, _ = folds.surface.reshape(-1, 4).astype(np.float64).T
    normals = np.column_stack([lean_x, lean_y, np.sqrt(1.0 - lean_x**2 - lean_y**2)])
    corner = (np.arange(count - 1)[:, None] * count + np.arange(count - 1)).ravel()
    right, up, across = corner + 1, corner + count, corner + count + 1
    faces = np.concatenate([np.column_stack([corner, right, across]), np.column_stack([corner, across, up])])
    points = np.column_stack([x, y, height - BELOW_MM])
    return mesh_of("ground", points, normals, _uv(points[:, :2], tile), faces, material)


def _card(card: PaperCard, tile: Tile | None, paper: Any) -> dict[str, Any]:
    """The paper, the line printed on it, and its cut edge."""
    import mitsuba as mi

    edge = _outline(card, 0.0)
    count = len(edge)
    turn = np.arange(count)
    after = (turn + 1) % count
    fan = np.column_stack([np.zeros(count, int) + count, turn, after])
    middle = edge.mean(axis=0, keepdims=True)
    outer, inner = (_outline(card, card.line_inset_mm + side * 0.5 * card.line_mm) for side in (-1.0, 1.0))
    band = np.concatenate(
        [np.column_stack([turn, after, count + after]), np.column_stack([turn, count + after, count + turn])]
    )
    ink = mi.load_dict(_diffuse(srgb8_to_linear(np.array(hex_to_srgb8(card.line_color), np.uint8))))
    wall = np.concatenate(
        [np.column_stack([edge, np.full(count, -down)]) for down in (card.thickness_mm, 2.0 * BELOW_MM)]
    )
    outward = edge - middle
    outward = np.column_stack([outward / np.linalg.norm(outward, axis=1, keepdims=True), np.zeros(count)])
    return {
        "card": _flat(np.concatenate([edge, middle]), fan, 2.0 * BELOW_MM, tile, paper),
        "card_line": _flat(np.concatenate([outer, inner]), band, BELOW_MM, None, ink),
        "card_edge": mesh_of(
            "ground",
            wall,
            np.tile(outward, (2, 1)),
            np.zeros((2 * count, 2)),
            band,
            mi.load_dict(_two_sided()),
        ),
    }


def _two_sided() -> dict[str, Any]:
    """The board's cut edge: grey, whichever way a wall of it is wound."""
    return {"type": "twosided", "body": _diffuse((0.6, 0.6, 0.58))}


def _outline(card: PaperCard, inset_mm: float) -> Floats:
    """The card's outline, counter-clockwise, moved inward; (N, 2)."""
    radius = max(card.corner_mm - inset_mm, 0.05)
    half = np.array([0.5 * card.width_mm, 0.5 * card.height_mm]) - inset_mm - radius
    middle = np.array([0.0, (card.pin_from_top - 0.5) * card.height_mm])
    corners = []
    for quarter, (right, up) in enumerate(((1, 1), (-1, 1), (-1, -1), (1, -1))):
        angle = 0.5 * math.pi * (quarter + np.linspace(0.0, 1.0, CORNER_STEPS))
        arc = radius * np.column_stack([np.cos(angle), np.sin(angle)])
        corners.append(middle + half * np.array([right, up]) + arc)
    return np.concatenate(corners)
