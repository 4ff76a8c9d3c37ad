"""What each cell is filled with, and whether makers can do that."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np
from numpy.typing import NDArray

from pinrender import catalog
from pinrender.artwork import Plan
from pinrender.color import hex_to_srgb8, linear_to_srgb, srgb8_to_hex, srgb8_to_linear
from pinrender.findings import Finding, Severity
from pinrender.relief import Relief
from pinrender.units import frozen

__all__ = [
    "by_day",
    "colors_by_day",
    "enamel_findings",
    "filled_with",
    "names_filled",
    "painted",
    "per_sample",
    "tint_findings",
]

LEAST_AREA_MM2 = 0.1
"""Less of an enamel is the edge of something else."""
COVERED = 0.95
"""Share of an enamel that must lie under epoxy: domes keep clear of edges."""
UNTINTED = 0.6
"""A metal whose least channel is more than so much of its greatest hardly tints what lies over it; by eye."""
DIMMEST = 0.4
"""A floor that reflects less than this in every channel, which is less than nickel does, leaves of a colour
over it next to nothing; by eye."""
DARKEST = 0.002
"""Reflectance of the blackest pigment; by eye."""
MIXED_INTO = {
    "paint": "paint that dries in the recess",
    "resin": "resin that is stoned flush",
    "glass": "glass that is fused in a furnace",
    "ink": "printing ink",
}


def filled_with(plan: Plan, enamel: str) -> tuple[catalog.Enamel, ...]:
    """The enamel of each colour of the palette; `enamel` where its layer says nothing."""
    return tuple(catalog.load(catalog.Enamel, name) for name in names_filled(plan, enamel))


def names_filled(plan: Plan, enamel: str) -> tuple[str, ...]:
    """Catalogue name of the enamel of each colour of the palette; `enamel` where its layer says nothing."""
    return tuple(name or enamel for name in plan.enamels or [None] * len(plan.palette))


def per_sample(
    plan: Plan, enamels: Iterable[catalog.Enamel], number: Callable[[catalog.Enamel], float]
) -> NDArray[np.float32]:
    """A number of the enamel at each sample, (H, W); 0 where there is none."""
    return np.array([0.0, *map(number, enamels)], np.float32)[plan.cells]


def by_day(color_srgb8: NDArray[np.uint8], enamel: catalog.Enamel) -> NDArray[np.uint8]:
    """What a colour asked for, (..., 3) sRGB, becomes with the enamel's own powder in it.

    References
    ----------
    Kubelka and Munk: absorptions of what is mixed add up (docs/bibliography.md: kubelka-munk).
    """
    if enamel.powder is None:
        return color_srgb8
    asked, own = (
        srgb8_to_linear(color)
        for color in (color_srgb8, np.array(hex_to_srgb8(enamel.powder.color), np.uint8))
    )
    share = enamel.powder.share
    absorbed = (1.0 - share) * _absorbed(asked) + share * _absorbed(own)
    mixed = 1.0 + absorbed - np.sqrt(absorbed**2 + 2.0 * absorbed)
    return np.asarray(np.round(255.0 * linear_to_srgb(mixed)), np.uint8)


def _absorbed(reflectance: NDArray[np.float64]) -> NDArray[np.float64]:
    """Absorption over scattering of a body that hides what is below."""
    some = np.clip(reflectance, DARKEST, 1.0)
    return np.asarray((1.0 - some) ** 2 / (2.0 * some))


def colors_by_day(plan: Plan, process: catalog.Process, *, enamel: str) -> NDArray[np.uint8]:
    """Colour that each sample of enamel shows by day, (H, W, 3) sRGB; of ink its own."""
    filled = filled_with(plan, enamel)
    milky = [number for number, each in enumerate(filled, start=1) if each.powder is not None]
    if process.enamel == "none" or not milky:
        return plan.color_srgb8
    colors = plan.color_srgb8.copy()
    bare = painted(plan) > 0.5
    for number in milky:
        here = bare & (plan.cells == number)
        colors[here] = by_day(colors[here], filled[number - 1])
    return frozen(colors)


def painted(plan: Plan) -> NDArray[np.float32]:
    """Share of each sample, (H, W), that no ink lies on."""
    if plan.print is None:
        return np.ones(plan.grid.shape, np.float32)
    return np.asarray(1.0 - plan.print / np.float32(255.0), np.float32)


def enamel_findings(
    plan: Plan, relief: Relief, process: catalog.Process, *, enamel: str
) -> tuple[Finding, ...]:
    """Enamels that makers do not use in this process, or not without epoxy.

    Parameters
    ----------
    plan, relief, process : Plan, Relief, Process
        What lies where, what is left of it once it is made, and how.
    enamel : str
        Catalogue name of what cells are filled with that say nothing themselves.

    Returns
    -------
    tuple of Finding
        Of each enamel at most one of the codes ``enamel-not-made-so`` and ``enamel-needs-epoxy``, and
        ``enamel-paler`` where a powder in it makes colours milky.
    """
    if process.enamel == "none":
        return ()
    filled = filled_with(plan, enamel)
    found = []
    for each in dict.fromkeys(filled):
        cells = np.array([False, *(other == each for other in filled)])[plan.cells]
        seen = np.where(cells, 1.0 - relief.metal, 0.0)
        if seen.sum() * plan.grid.pitch_mm**2 < LEAST_AREA_MM2:
            continue
        if each.powder is not None:
            found.append(
                _paler(
                    each, [color for color, other in zip(plan.palette, filled, strict=True) if other == each]
                )
            )
        covered = 0.0 if relief.epoxy is None else float((seen * relief.epoxy).sum() / seen.sum())
        if process.enamel_medium not in each.media:
            found.append(_not_made_so(each, process))
        elif each.needs_epoxy and covered < COVERED:
            found.append(_needs_epoxy(each, covered))
    return tuple(found)


def tint_findings(
    plan: Plan, process: catalog.Process, plating: catalog.Plating, *, enamel: str
) -> tuple[Finding, ...]:
    """Say what a dark or coloured plating makes of clear enamel: at most one notice.

    Its code is ``plating-darkens-enamel`` or ``plating-tints-enamel``.
    """
    metal = _floor_reflectance(plating)
    dark = metal.max() < DIMMEST
    if process.enamel == "none" or (metal.min() > UNTINTED * metal.max() and not dark):
        return ()
    filled = zip(plan.palette, filled_with(plan, enamel), strict=True)
    clear = tuple(dict.fromkeys(color for color, each in filled if each.transmission > 0.0))
    if not clear:
        return ()
    if dark:
        return (_darkened(plating, float(metal.max())),)
    asked = srgb8_to_linear(np.array([hex_to_srgb8(color) for color in clear], np.uint8))
    shown = np.round(255.0 * linear_to_srgb(np.minimum(asked * metal / metal.max(), 1.0))).astype(np.uint8)
    tints = [srgb8_to_hex(tint) for tint in shown]
    pairs = [f"{color} tends to {tint}" for color, tint in zip(clear, tints, strict=True) if color != tint]
    if not pairs:
        return ()
    return (
        Finding(
            code="plating-tints-enamel",
            severity=Severity.NOTICE,
            message=f"{plating.title.lower()} tints the transparent enamel over it: {', '.join(pairs)}",
            suggestion="silver or nickel keeps it clear: --plating silver",
        ),
    )


def _floor_reflectance(plating: catalog.Plating) -> NDArray[np.float64]:
    """Of what lies under clear enamel, (3,) linear: dye or patina where the plating has any, or its metal."""
    if plating.coating is None:
        return np.array(plating.f0_immersed)
    return srgb8_to_linear(np.array(hex_to_srgb8(plating.coating.color), np.uint8))


def _darkened(plating: catalog.Plating, reflectance: float) -> Finding:
    return Finding(
        code="plating-darkens-enamel",
        severity=Severity.NOTICE,
        message=f"transparent enamel over {plating.title.lower()} shows nearly black: the floor below it "
        f"sends back only {reflectance:.0%} of the light",
        suggestion="silver or nickel lets it shine: --plating silver; or fill those cells with opaque enamel",
    )


def _paler(enamel: catalog.Enamel, palette: list[str]) -> Finding:
    shown = [srgb8_to_hex(by_day(np.array(hex_to_srgb8(color), np.uint8), enamel)) for color in palette]
    pairs = (f"{color} shows as {pale}" for color, pale in zip(palette, shown, strict=True))
    return Finding(
        code="enamel-paler",
        severity=Severity.NOTICE,
        message=f"{enamel.title.lower()} is milky by day: {', '.join(dict.fromkeys(pairs))}",
        suggestion="pale colours change least, and shine best",
    )


def _not_made_so(enamel: catalog.Enamel, process: catalog.Process) -> Finding:
    medium = MIXED_INTO[process.enamel_medium]
    able = [
        name
        for name in catalog.names("processes")
        if catalog.load(catalog.Process, name).enamel_medium in enamel.media
    ]
    return Finding(
        code="enamel-not-made-so",
        severity=Severity.ERROR,
        message=f"{enamel.title.lower()} is not made in {process.title.lower()}: it is not mixed into "
        f"{medium}, but drawn all the same",
        suggestion=f"choose {' or '.join(able)}, or another enamel",
    )


def _needs_epoxy(enamel: catalog.Enamel, covered: float) -> Finding:
    bare = "no epoxy is over" if covered <= 0.0 else f"no epoxy is over {1.0 - covered:.0%} of"
    return Finding(
        code="enamel-needs-epoxy",
        severity=Severity.WARNING,
        message=f"{bare} the {enamel.title.lower()}: {enamel.needs_epoxy}",
        suggestion="dome it: --epoxy, or an epoxy layer over those areas",
    )
