"""The height field as numbers: a 16-bit picture with its scale, or NumPy arrays."""

from __future__ import annotations

import io
from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from pinrender.artwork import Plan
from pinrender.relief import Relief

__all__ = ["HEIGHT_SUFFIXES", "encode_height", "encode_height_npz", "encode_height_png"]

HEIGHT_SUFFIXES = (".png", ".npz")
FULL_SCALE = 65535
OUTSIDE, METAL, RECESS, FIRST_ENAMEL = 0, 1, 2, 3
MM_PER_INCH = 25.4


def encode_height(relief: Relief, plan: Plan, suffix: str, *, text: Mapping[str, str]) -> bytes:
    """Turn heights into the bytes of a file ending in `suffix`, {'.png', '.npz'}."""
    if suffix == ".png":
        return encode_height_png(relief, text=text)
    return encode_height_npz(relief, plan, text=text)


def encode_height_png(relief: Relief, *, text: Mapping[str, str] = MappingProxyType({})) -> bytes:
    """Turn heights into a 16-bit grey picture.

    Millimetres above the back plane are ``value * Height-Scale-mm + Height-Offset-mm`` to half a
    step; the offset is 0, so 0 is the back plane, and everything outside the outline is 0.

    Parameters
    ----------
    relief : Relief
        The pin's surface.
    text : mapping of str to str
        More text chunks.

    Returns
    -------
    bytes
        A PNG with the chunks ``Height-Scale-mm``, ``Height-Offset-mm``, ``Pitch-mm``,
        ``Origin-Row`` and ``Origin-Column`` (where x = y = 0 lies, pixel (0, 0) centred at 0.5, 0.5)
        and ``Units``, besides `text`; its resolution is also in its pHYs chunk.
    """
    height_mm = _height_mm(relief)
    scale_mm = float(height_mm.max()) / FULL_SCALE
    values = np.round(height_mm.astype(np.float64) / max(scale_mm, 1e-12)).astype(np.uint16)
    chunks = PngInfo()
    for keyword, value in {**_scale_text(relief, scale_mm), **text}.items():
        chunks.add_text(keyword, value)
    dots_per_inch = relief.grid.pixels_per_mm * MM_PER_INCH
    file = io.BytesIO()
    Image.fromarray(values).save(file, "PNG", pnginfo=chunks, dpi=(dots_per_inch, dots_per_inch))
    return file.getvalue()


def _scale_text(relief: Relief, scale_mm: float) -> dict[str, str]:
    grid = relief.grid
    return {
        "Units": "mm above the back plane = value * Height-Scale-mm + Height-Offset-mm; outside the pin 0",
        "Height-Scale-mm": repr(scale_mm),
        "Height-Offset-mm": "0.0",
        "Pitch-mm": repr(grid.pitch_mm),
        "Origin-Row": repr(grid.center_row),
        "Origin-Column": repr(grid.center_col),
    }


def _height_mm(relief: Relief) -> NDArray[np.float32]:
    """Top of the solid, 0 outside the outline."""
    return np.where(relief.outline_mm > 0.0, relief.top_mm, np.float32(0.0)).astype(np.float32)


def encode_height_npz(relief: Relief, plan: Plan, *, text: Mapping[str, str] = MappingProxyType({})) -> bytes:
    """Turn heights and labels into a NumPy archive, readable without pickle.

    Parameters
    ----------
    relief : Relief
        The pin's surface.
    plan : Plan
        What it was made from, for the colours.
    text : mapping of str to str
        Kept as the string arrays ``text_keys`` and ``text_values``.

    Returns
    -------
    bytes
        ``height_mm`` (H, W) float32 above the back plane, 0 outside; ``labels`` (H, W) uint16, an
        index into ``label_names`` (``outside``, ``metal``, ``recess``, then each enamel's
        ``#rrggbb``); ``pitch_mm`` float64; ``origin_row_col`` (2,) float64, where x = y = 0 lies,
        pixel (0, 0) centred at (0.5, 0.5). +x is along columns, +y against rows.
    """
    grid = relief.grid
    file = io.BytesIO()
    np.savez_compressed(
        file,
        height_mm=_height_mm(relief),
        labels=_labels(relief, plan),
        label_names=np.array(
            ["outside", "metal", "recess", *plan.palette, *(["ink"] if plan.print is not None else [])]
        ),
        pitch_mm=np.float64(grid.pitch_mm),
        origin_row_col=np.array([grid.center_row, grid.center_col]),
        text_keys=np.array(list(text), np.str_),
        text_values=np.array(list(text.values()), np.str_),
    )
    return file.getvalue()


def _labels(relief: Relief, plan: Plan) -> NDArray[np.uint16]:
    """What is seen at each sample, by the larger share."""
    inside = relief.outline_mm > 0.0
    enamel = inside & (relief.metal < 0.5) & (plan.cells > 0)
    labels = np.where(inside, METAL, OUTSIDE).astype(np.uint16)
    labels[inside & (relief.recess >= 0.5)] = RECESS
    labels[enamel] = plan.cells[enamel].astype(np.uint16) + (FIRST_ENAMEL - 1)
    if plan.print is not None:
        labels[inside & (plan.print >= 128)] = FIRST_ENAMEL + len(plan.palette)
    return labels
