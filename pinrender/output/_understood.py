"""A sheet of what was understood of an artwork: the flat plan, then each layer with its role and colours."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pinrender.artwork import Artwork, Layer, Plan, Role
from pinrender.color import hex_to_srgb8
from pinrender.output._marked import Projection
from pinrender.output._sheet import BLANK, Cell, draw_sheet
from pinrender.render import Frame
from pinrender.units import frozen

__all__ = ["changes_frame", "draw_understood", "layer_frame", "plan_frame", "plan_projection"]

SIDE_PX = 360
_METAL = (150, 150, 156)
_RECESS = (196, 188, 170)
_FLOOR = (226, 224, 218)
_GAINED, _LOST = (214, 40, 40), (30, 90, 210)
_FADED = 0.3
"""How much of enamel's colour is left where changes of metal are shown."""
_COLUMNS = 3
_MOST_LAYERS = 23


def draw_understood(art: Artwork) -> Frame:
    """Draw the plan, in its enamel colours with metal grey, and every layer that is made.

    Parameters
    ----------
    art : Artwork
        As read; of more than 23 layers the lowest 23 are shown.

    Returns
    -------
    Frame
        A labelled sheet, opaque.
    """
    shown = [
        layer
        for layer in art.layers
        if layer.visible and layer.role is not Role.IGNORE and layer.coverage.any()
    ]
    width_mm, height_mm = art.size_mm
    colors = ", ".join(art.plan.palette) or "no enamel"
    cells = [
        Cell(frame=_framed(_plan(art.plan)), label="Seen from above", meaning=f"Grey is metal; {colors}.")
    ]
    cells += [
        Cell(frame=_framed(_layer(layer)), label=f"{layer.name}: {layer.role}", meaning=_told(layer))
        for layer in shown[:_MOST_LAYERS]
    ]
    subtitle = f"{width_mm:.1f} by {height_mm:.1f} mm, {len(shown)} layers"
    return draw_sheet(art.name, subtitle, cells, text={"Title": f"{art.name}: layers"}, columns=_COLUMNS)


def plan_frame(plan: Plan, side_px: int) -> Frame:
    """The plan, square on a pale ground, so many pixels wide."""
    return _framed(_plan(plan), side_px)


def layer_frame(layer: Layer, side_px: int) -> Frame:
    """One layer as it is drawn, square on a pale ground, so many pixels wide."""
    return _framed(_layer(layer), side_px)


def changes_frame(
    plan: Plan,
    before: NDArray[np.float32],
    after: NDArray[np.float32],
    side_px: int,
    *,
    floor: NDArray[np.float32],
) -> Frame:
    """Metal of two makings on the pale plan: what both have grey, what is gained red, what is lost blue.

    Parameters
    ----------
    plan : Plan
        What is drawn.
    before, after : (H, W) float32 ndarray
        Share of each sample that shows raised metal.
    side_px : int
        Width and height of the picture.
    floor : (H, W) float32 ndarray
        Share of each sample that is bare floor, pale grey.
    """
    body = (plan.body / np.float32(255.0))[..., None]
    both, gained, lost = (
        share[..., None]
        for share in (
            np.minimum(before, after),
            np.maximum(after - before, 0.0),
            np.maximum(before - after, 0.0),
        )
    )
    faded = _FADED * plan.color_srgb8 + (1.0 - _FADED) * 255.0
    faded = np.where(floor[..., None] > 0.0, np.asarray(_FLOOR, np.float32), faded)
    inks = [np.asarray(ink, np.float32) for ink in (_METAL, _GAINED, _LOST)]
    face = (1.0 - both - gained - lost) * faded + both * inks[0] + gained * inks[1] + lost * inks[2]
    return _framed(
        np.asarray(body * face + (1.0 - body) * np.asarray(BLANK, np.float32), np.float32), side_px
    )


def plan_projection(plan: Plan) -> Projection:
    """Where places of the pin lie on the picture that `plan_frame` draws."""
    rows, cols = plan.grid.shape
    longest = max(rows, cols)

    def project(xy_mm: NDArray[np.float64]) -> NDArray[np.float64]:
        row, col = plan.grid.to_index(xy_mm)
        across = (np.asarray(col) + 0.5 + 0.5 * (longest - cols)) / longest
        down = (np.asarray(row) + 0.5 + 0.5 * (longest - rows)) / longest
        return np.stack([across, down], axis=-1)

    return project


def _told(layer: Layer) -> str:
    colors = ", ".join(layer.palette) or "no colour"
    return f"{layer.area_mm2:.1f} mm², {layer.reason}; {colors}."


def _plan(plan: Plan) -> NDArray[np.float32]:
    """Colours, (H, W, 3), on the page; all shares are of the whole sample, also where the outline cuts it."""
    body = plan.body.astype(np.float32)
    enamel = np.maximum(body - plan.recess - plan.metal, 0.0)
    parts = ((255.0 - body, BLANK), (plan.metal, _METAL), (plan.recess, _RECESS), (enamel, plan.color_srgb8))
    total = sum(
        np.asarray(share, np.float32)[..., None] * np.asarray(color, np.float32) for share, color in parts
    )
    return np.asarray(np.clip(total / np.float32(255.0), 0.0, 255.0), np.float32)


def _layer(layer: Layer) -> NDArray[np.float32]:
    palette = np.array([BLANK, *map(hex_to_srgb8, layer.palette)], np.float32)
    color = palette[layer.cells[::2, ::2]]
    return _over(np.full_like(color, BLANK), color, layer.coverage)


def _over(
    below: NDArray[np.float32], color: NDArray[np.float32], share: NDArray[np.uint8]
) -> NDArray[np.float32]:
    part = share[..., None].astype(np.float32) / np.float32(255.0)
    return np.asarray(below + part * (color - below), np.float32)


def _framed(color: NDArray[np.float32], side_px: int = SIDE_PX) -> Frame:
    """Shrink or enlarge to the sheet's square, in the middle of an empty place."""
    import cv2

    scale = side_px / max(color.shape[:2])
    size = tuple(max(1, round(scale * side)) for side in color.shape[1::-1])
    fitted = cv2.resize(color, size, interpolation=cv2.INTER_AREA)
    square = np.full((side_px, side_px, 4), (*BLANK, 255), np.uint8)
    top, left = (side_px - size[1]) // 2, (side_px - size[0]) // 2
    square[top : top + size[1], left : left + size[0], :3] = np.rint(fitted)
    return Frame(rgba_srgb8=frozen(square))
