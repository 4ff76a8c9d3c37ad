"""What a person should know of a picture that was taken apart."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pinrender.artwork._flat_regions import Regions
from pinrender.color import srgb8_to_hex
from pinrender.findings import Finding, Severity

__all__ = ["separated_notice", "stepped_notice"]

_NAMED = 12
"""Enamel colours named at most."""


def separated_notice(
    regions: Regions, seen: NDArray[np.uint8], metal: list[int], paper: int | None
) -> Finding:
    """What was taken for metal, how many enamel colours there are, what background was removed."""
    colors = [srgb8_to_hex(color) for color in regions.palette_srgb8]
    used = [number for number in np.unique(seen).tolist() if number > 0 and number not in metal]
    parts = [f"metal is {colors[metal[0] - 1]}" if metal else "no colour is taken for metal"]
    listed = ", ".join(colors[number - 1] for number in used[:_NAMED])
    more = "" if len(used) <= _NAMED else ", ..."
    parts.append(f"{len(used)} enamel colour(s): {listed}{more}" if used else "no colour is enamel")
    parts.append("no background" if paper is None else f"background {colors[paper - 1]} removed")
    return Finding(
        code="separated",
        severity=Severity.NOTICE,
        message=f"the picture has no layers and was taken apart by colour: {'; '.join(parts)}",
        suggestion="say --metal '#rrggbb' or none, --colors N, --paper '#rrggbb' or none, or --separate off",
    )


def stepped_notice(regions: Regions) -> tuple[Finding, ...]:
    """That colours flow into each other, if they do."""
    if not regions.is_gradient:
        return ()
    return (
        Finding(
            code="gradient",
            severity=Severity.WARNING,
            message="the picture has flowing colours; enamel is flat, so they became steps",
            suggestion="redraw it in flat colours, say --colors N, or print it: --layer 'unnamed=print'",
        ),
    )
