"""What is seen of an artwork from above, and how different two of them look."""

from __future__ import annotations

from functools import cache

import flip_evaluator
import numpy as np

from pinrender.artwork import Artwork

__all__ = ["mean_flip", "plan_picture"]

METAL, RECESS = (150, 150, 156), (196, 188, 170)


@cache
def _places(side: int, half_mm: float) -> np.ndarray:
    x, y = np.meshgrid(np.linspace(-half_mm, half_mm, side), np.linspace(half_mm, -half_mm, side))
    return np.stack([x, y], axis=-1)


def plan_picture(art: Artwork, *, side: int = 512, half_mm: float = 16.0) -> np.ndarray:
    """The plan in colour with grey metal, on white: (side, side, 3) of 0..1 at fixed places of the world."""
    import cv2

    plan = art.plan
    seen = plan.color_srgb8.astype(np.float32)
    for share, color in ((plan.recess, RECESS), (plan.metal, METAL)):
        seen += share[..., None] / np.float32(255.0) * (np.array(color, np.float32) - seen)
    seen = 255.0 + plan.body[..., None] / np.float32(255.0) * (seen - 255.0)
    rows, cols = plan.grid.to_index(_places(side, half_mm))
    at = (cols.astype(np.float32), rows.astype(np.float32))
    return cv2.remap(seen, *at, cv2.INTER_LINEAR, borderValue=(255, 255, 255)) / np.float32(255.0)


def mean_flip(one: np.ndarray, other: np.ndarray) -> float:
    """Mean FLIP between two pictures (H, W, 3) of 0..1."""
    errors, _, _ = flip_evaluator.evaluate(
        np.ascontiguousarray(one, np.float32),
        np.ascontiguousarray(other, np.float32),
        "LDR",
        applyMagma=False,
    )
    return float(np.mean(errors))
