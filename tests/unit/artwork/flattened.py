"""Layered drawings as one flat picture, and how near two readings of them are."""

from __future__ import annotations

import io
from pathlib import Path

import cv2
import numpy as np
import resvg_py
from PIL import Image

from pinrender.artwork import Artwork
from pinrender.color import ciede2000, hex_to_srgb8, srgb8_to_lab

__all__ = ["areas_mm2", "counterpart", "flatten", "metal_overlap", "picture"]

WHITE = (255, 255, 255)


def flatten(svg: Path, target: Path, *, pixels: int, paper: tuple[int, int, int] | None = WHITE) -> Path:
    """Draw all that an SVG shows into one picture of the kind that the target's name says."""
    drawn = resvg_py.svg_to_bytes(svg_string=svg.read_text("utf-8"), width=pixels, dpi=96)
    image = Image.open(io.BytesIO(bytes(drawn))).convert("RGBA")
    if paper is not None:
        below = Image.new("RGBA", image.size, (*paper, 255))
        below.alpha_composite(image)
        image = below.convert("RGB")
    image.save(target, **({} if target.suffix == ".png" else {"quality": 85}))
    return target


def picture(target: Path, rgb: np.ndarray) -> Path:
    """Save (H, W, 3 or 4) uint8 pixels."""
    Image.fromarray(rgb).save(target)
    return target


def areas_mm2(art: Artwork) -> dict[str, float]:
    """What is seen of each enamel colour."""
    plan = art.plan
    shown = np.maximum(plan.body.astype(int) - plan.metal - plan.recess, 0)
    sums = np.bincount(plan.cells.ravel(), shown.ravel() / 255.0, 256)
    return dict(zip(plan.palette, sums[1:] * plan.grid.pitch_mm**2, strict=False))


def counterpart(color: str, found: dict[str, float]) -> float:
    """Area of the found colour that looks like this one; 0 if none does."""
    lab = srgb8_to_lab(np.array(hex_to_srgb8(color)))
    near = {c: float(ciede2000(lab, srgb8_to_lab(np.array(hex_to_srgb8(c))))) for c in found}
    best = min(near, key=near.__getitem__)
    return found[best] if near[best] < 3.0 else 0.0


def metal_overlap(one: Artwork, other: Artwork) -> float:
    """Intersection over union of raised metal, both seen at the same places of the world."""
    first, second = (_at(art) for art in (one, other))
    return float((first & second).sum() / (first | second).sum())


def _at(art: Artwork) -> np.ndarray:
    side = np.linspace(-16.0, 16.0, 1281)
    x, y = np.meshgrid(side, side[::-1])
    rows, cols = art.plan.grid.to_index(np.stack([x, y], axis=-1))
    metal = art.plan.metal.astype(np.float32) / 255.0
    return cv2.remap(metal, cols.astype(np.float32), rows.astype(np.float32), cv2.INTER_LINEAR) > 0.5
