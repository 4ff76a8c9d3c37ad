"""What a person should know of a picture that was taken apart."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pinrender.artwork._flat_regions import Regions
from pinrender.artwork._metal_colors import wide_share
from pinrender.color import srgb8_to_hex
from pinrender.findings import Finding, Severity, counted
from pinrender.separation import MOST_COLORS

__all__ = ["joined_notice", "separated_notice", "stepped_notice", "wide_notice"]

_WIDE = 0.05
"""Share of a picture from which metal that is no line is told of (by eye): pupils and noses are less."""
_NAMED = 12
"""Enamel colours named at most."""


def separated_notice(
    regions: Regions, seen: NDArray[np.uint8], metal: list[int], paper: int | None
) -> Finding:
    """What was taken for metal, how many enamel colours there are, what background was removed.

    Parameters
    ----------
    regions : Regions
        The colours.
    seen : (R, C) uint8 ndarray
        Its labels, 0 where there is paper.
    metal : list of int
        The metal's number, if there is any.
    paper : int or None
        The background's number.
    """
    colors = [srgb8_to_hex(color) for color in regions.palette_srgb8]
    used = [number for number in np.unique(seen).tolist() if number > 0 and number not in metal]
    parts = [f"metal is {colors[metal[0] - 1]}" if metal else "no colour is taken for metal"]
    listed = ", ".join(colors[number - 1] for number in used[:_NAMED])
    more = "" if len(used) <= _NAMED else ", ..."
    parts.append(f"{counted(len(used), 'enamel colour')}: {listed}{more}" if used else "no colour is enamel")
    parts.append("no background" if paper is None else f"background {colors[paper - 1]} removed")
    return Finding(
        code="separated",
        severity=Severity.NOTICE,
        message=f"the picture has no layers and was taken apart by colour: {'; '.join(parts)}",
        suggestion="say --metal '#rrggbb' or none, --colors N, --paper '#rrggbb' or none, or --separate off",
    )


def joined_notice(
    regions: Regions, before: NDArray[np.uint8], after: NDArray[np.uint8], most: int | None
) -> tuple[Finding, ...]:
    """Which colours became others because only `most` were asked for; none where nothing was.

    Parameters
    ----------
    regions : Regions
        The colours.
    before, after : (R, C) uint8 ndarray
        Labels of the enamel, 0 elsewhere, before any were joined and after.
    most : int or None
        Enamel colours asked for at most.
    """
    colors = [srgb8_to_hex(color) for color in regions.palette_srgb8]
    lost = sorted(set(np.unique(before).tolist()) - set(np.unique(after).tolist()))
    if most is None or not lost:
        return ()
    became = [(number, int(after[before == number][0])) for number in lost]
    listed = ", ".join(f"{colors[old - 1]} became {colors[new - 1]}" for old, new in became[:_NAMED])
    more = "" if len(became) <= _NAMED else f", and {len(became) - _NAMED} more"
    return (
        Finding(
            code="colors-joined",
            severity=Severity.NOTICE,
            message=f"only {counted(most, 'enamel colour')} asked for (--colors {most}): {listed}{more}",
            suggestion=f"ask for {most + len(lost)} to keep them all"
            if most + len(lost) <= MOST_COLORS
            else f"{MOST_COLORS} is the most that can be kept",
        ),
    )


def wide_notice(regions: Regions, seen: NDArray[np.uint8], metal: list[int]) -> tuple[Finding, ...]:
    """That some of the metal is far wider than a line, and may be meant as enamel.

    Parameters
    ----------
    regions : Regions
    seen : (R, C) uint8 ndarray
        Its labels, 0 where there is paper.
    metal : list of int
        The metal's number, if there is any.
    """
    share = wide_share(seen, metal[0]) if metal else 0.0
    if share < _WIDE:
        return ()
    color = srgb8_to_hex(regions.palette_srgb8[metal[0] - 1])
    return (
        Finding(
            code="wide-metal",
            severity=Severity.NOTICE,
            message=f"{100.0 * share:.0f} % of the picture has the outline's colour {color} but is far wider "
            "than a line; it becomes metal too",
            suggestion="if it is enamel, give it a colour of its own, a little off the outline's",
        ),
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
