"""Photoshop files for tests, made by psd-tools."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import numpy as np
from PIL import Image
from psd_tools import PSDImage

SIDE = 200


def picture(content: bytes) -> Image.Image:
    """A PNG, decoded."""
    return Image.open(io.BytesIO(content)).convert("RGBA")


def disc(side: int, radius: float, color: tuple[int, int, int]) -> Image.Image:
    """A centred anti-aliased disc on nothing."""
    offset = np.arange(side) + 0.5 - side / 2
    rgba = np.zeros((side, side, 4), np.uint8)
    rgba[..., :3] = color
    rgba[..., 3] = np.rint(255 * np.clip(radius - np.hypot(offset[:, None], offset[None]) + 0.5, 0, 1))
    return Image.fromarray(rgba)


def save_psd(
    path: Path,
    draw: Callable[[PSDImage], None],
    *,
    mode: str = "RGB",
    depth: int = 8,
    size: tuple[int, int] = (SIDE, SIDE),
    color: float = 1.0,
    large: bool = False,
) -> Path:
    """A file on white with what `draw` puts in it; a PSB where it is to be `large`."""
    document = PSDImage.new(mode, size, color=color, depth=depth)
    if large:
        document._record.header.version = 2
    draw(document)
    document.save(path)
    return path
