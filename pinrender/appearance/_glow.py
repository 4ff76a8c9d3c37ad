"""Enamel that gives off light of its own in the dark."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pinrender import catalog
from pinrender.appearance._enamels import by_day, filled_with, painted
from pinrender.artwork import Plan
from pinrender.color import hex_to_srgb8, linear_to_srgb, srgb8_to_linear

__all__ = ["GLOW_RADIANCE", "given_off", "glow_map"]

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
    nights = [given_off(color, each) for color, each in zip(plan.palette, filled, strict=True)]
    light = np.array([(0.0, 0.0, 0.0), *nights])[plan.cells] * (painted(plan) * (1.0 - metal))[..., None]
    return np.round(255.0 * linear_to_srgb(light)).astype(np.uint8)


def given_off(color: str, enamel: catalog.Enamel) -> NDArray[np.float64]:
    """What enamel of a colour gives off in the dark, (3,) linear, over `GLOW_RADIANCE`.

    The light that charges the powder goes in through the pigment beside it, and the light given off comes
    out through it: it is weakened as daylight is that the body sends back, so that black hardly glows.
    """
    if enamel.night is None:
        return np.zeros(3)
    night = srgb8_to_linear(np.array(hex_to_srgb8(enamel.night), np.uint8))
    if enamel.powder is None:
        return night
    asked, pure = (np.array(hex_to_srgb8(each), np.uint8) for each in (color, enamel.powder.color))
    sent_back = srgb8_to_linear(by_day(asked, enamel)) / srgb8_to_linear(pure)
    return np.asarray(night * np.minimum(sent_back, 1.0), np.float64)
