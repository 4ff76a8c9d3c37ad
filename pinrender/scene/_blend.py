"""Which colours epoxy blends with those around them, and what comes out."""

from __future__ import annotations

import cv2
import numpy as np

from pinrender.appearance import EPOXY_ROUGHNESS, Appearance, filled_with
from pinrender.artwork import Plan
from pinrender.color import ciede2000, hex_to_srgb8, srgb8_to_hex, srgb8_to_lab
from pinrender.findings import Finding, Severity
from pinrender.scene._carried import carried_light
from pinrender.scene._promise import shown
from pinrender.scene._studio import promised_light

__all__ = ["blend_findings"]

BLENDED_DELTA_E = 3.0
"""CIEDE2000 between a colour among others and alone, over all its cells: clearly another; chosen by eye."""


def blend_findings(plan: Plan, appearance: Appearance, enamel: str) -> tuple[Finding, ...]:
    """Report the colours that look otherwise under epoxy, on the whole, because of what lies around them.

    Parameters
    ----------
    plan, appearance : Plan, Appearance
        The cells, and what a pin of them looks like.
    enamel : str
        Catalogue name of what fills the cells that say nothing themselves.

    Returns
    -------
    tuple of Finding
        Empty, or a notice: code ``epoxy-blends`` names each colour and what it shows as.
    """
    maps = appearance.maps
    if maps.epoxy_mm is None:
        return ()
    light, blended = promised_light(), []
    back = carried_light(appearance, light)
    size = back.shape[1::-1]
    cells = cv2.resize(plan.cells, size, interpolation=cv2.INTER_NEAREST)
    deep = cv2.resize(maps.epoxy_mm, size, interpolation=cv2.INTER_NEAREST) > 0.0
    for number, (color, kind) in enumerate(zip(plan.palette, filled_with(plan, enamel), strict=True), 1):
        here = deep & (cells == number)
        if kind.transmission > 0.0 or kind.flakes or kind.powder or not here.any():
            continue
        asked = np.array(hex_to_srgb8(color), np.uint8)
        alone = shown(asked, light, EPOXY_ROUGHNESS)
        among = shown(asked, light, EPOXY_ROUGHNESS, back[here].mean(axis=0))
        if ciede2000(srgb8_to_lab(alone), srgb8_to_lab(among)) > BLENDED_DELTA_E:
            blended.append(f"{color} shows as {srgb8_to_hex(among)}")
    if not blended:
        return ()
    message = (
        f"light goes sideways under epoxy: beside other colours and metal {', '.join(dict.fromkeys(blended))}"
    )
    advice = "the colours to order are those you asked for; without epoxy, or in larger cells, they show so"
    return (
        Finding(
            code="epoxy-blends",
            severity=Severity.NOTICE,
            message=message,
            suggestion=advice,
            brief="colours blend a little under epoxy",
        ),
    )
