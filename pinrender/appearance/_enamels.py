"""What each cell is filled with, and whether makers can do that."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np
from numpy.typing import NDArray

from pinrender import catalog
from pinrender.artwork import Plan
from pinrender.findings import Finding, Severity
from pinrender.relief import Relief

__all__ = ["enamel_findings", "filled_with", "names_filled", "painted", "per_sample"]

LEAST_AREA_MM2 = 0.1
"""Less of an enamel is the edge of something else."""
COVERED = 0.95
"""Share of an enamel that must lie under epoxy: domes keep clear of edges."""
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
        At most one for each enamel, codes ``enamel-not-made-so`` and ``enamel-needs-epoxy``.
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
        covered = 0.0 if relief.epoxy is None else float((seen * relief.epoxy).sum() / seen.sum())
        if process.enamel_medium not in each.media:
            found.append(_not_made_so(each, process))
        elif each.needs_epoxy and covered < COVERED:
            found.append(_needs_epoxy(each, covered))
    return tuple(found)


def _not_made_so(enamel: catalog.Enamel, process: catalog.Process) -> Finding:
    medium = MIXED_INTO[process.enamel_medium]
    able = [
        name
        for name in catalog.names("processes")
        if catalog.load(catalog.Process, name).enamel_medium in enamel.media
    ]
    return Finding(
        code="enamel-not-made-so",
        severity=Severity.WARNING,
        message=f"{enamel.title.lower()} is not made in {process.title.lower()}: it is not mixed into "
        f"{medium}, but drawn all the same",
        suggestion=f"choose {' or '.join(able)}, or another enamel",
    )


def _needs_epoxy(enamel: catalog.Enamel, covered: float) -> Finding:
    bare = "no epoxy is over" if covered <= 0.0 else f"{1.0 - covered:.0%} lies bare of"
    return Finding(
        code="enamel-needs-epoxy",
        severity=Severity.WARNING,
        message=f"{bare} the {enamel.title.lower()}: {enamel.needs_epoxy}",
        suggestion="dome it: --epoxy, or an epoxy layer over those areas",
    )
