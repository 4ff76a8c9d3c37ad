"""Enamel that gives off light of its own in the dark."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pinrender import catalog
from pinrender.appearance._enamels import filled_with, painted
from pinrender.artwork import Plan
from pinrender.color import hex_to_srgb8, linear_to_srgb, srgb8_to_linear

__all__ = ["GLOW_RADIANCE", "glow_map"]

GLOW_RADIANCE = 0.01
"""Radiance of a freshly charged pigment, where a studio lays about 1 on a flat face: seen at once in
the dark, never by day; chosen by eye (docs/bibliography.md: strontium-aluminate)."""


def glow_map(
    plan: Plan, process: catalog.Process, metal: NDArray[np.float32], *, enamel: str
) -> NDArray[np.uint8] | None:
    """What each sample of the face gives off, (H, W, 3) sRGB, white for `GLOW_RADIANCE`; None if nothing.

    `metal` is the share of each sample, (H, W), that shows metal.
    """
    if process.enamel == "none":
        return None
    filled = filled_with(plan, enamel)
    if not any(each.night for each in filled):
        return None
    nights = np.array([(0, 0, 0), *(hex_to_srgb8(each.night or "#000000") for each in filled)], np.uint8)
    light = srgb8_to_linear(nights)[plan.cells] * (painted(plan) * (1.0 - metal))[..., None]
    return np.round(255.0 * linear_to_srgb(light)).astype(np.uint8)
