"""Layers that paint no part of the body: sculpture, printed ink, areas to be domed."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from pinrender.artwork._bytes import halved, multiply
from pinrender.artwork._cells import Cells
from pinrender.artwork._ink import HALF, Ink, blended_srgb8, inked
from pinrender.artwork._model import Plan, ReliefLayer
from pinrender.units import frozen

__all__ = ["Overlays", "covered", "domed", "printed", "with_overlays"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Overlays:
    """What lies over the body or shapes it, so far.

    Attributes
    ----------
    sculpture : tuple of ReliefLayer
        Bottom to top.
    ink : Ink or None
        All that is printed.
    epoxy : (R, C) uint8 ndarray or None
        Share of each fine sample to be domed.
    """

    sculpture: tuple[ReliefLayer, ...] = ()
    ink: Ink | None = None
    epoxy: NDArray[np.uint8] | None = None

    @property
    def inked(self) -> NDArray[np.bool_] | None:
        """Which fine samples are printed, (R, C); None without ink."""
        return None if self.ink is None else self.ink.solid


def printed(overlays: Overlays, cells: Cells, bgra: NDArray[np.uint8]) -> Overlays:
    """Print one more layer over all that is painted so far."""
    return replace(overlays, ink=inked(overlays.ink, cells, bgra))


def covered(overlays: Overlays, cells: Cells) -> Overlays:
    """Leave ink out where a layer of the body is painted over it: it is printed last, but not seen there."""
    ink = overlays.ink
    if ink is None:
        return overlays
    through = np.uint8(255) - cells.coverage
    left = multiply(ink.coverage, through)
    return replace(overlays, ink=replace(ink, coverage=left, solid=ink.solid & (left >= HALF)))


def domed(overlays: Overlays, cells: Cells) -> Overlays:
    """Dome one more area."""
    none = np.uint8(255)
    below = overlays.epoxy
    epoxy = cells.coverage if below is None else none - multiply(none - below, none - cells.coverage)
    return replace(overlays, epoxy=epoxy)


def with_overlays(plan: Plan, overlays: Overlays) -> Plan:
    """The plan with its overlays, cut off at the body's edge."""
    plan = replace(plan, sculpture=overlays.sculpture)
    if overlays.epoxy is not None:
        plan = replace(plan, epoxy=frozen(np.minimum(halved(overlays.epoxy), plan.body)))
    if overlays.ink is None:
        return plan
    coverage = np.minimum(halved(overlays.ink.coverage), plan.body)
    enamel = plan.body - plan.metal - plan.recess
    color_srgb8 = blended_srgb8(overlays.ink, coverage, enamel, plan.color_srgb8)
    return replace(plan, print=frozen(coverage), color_srgb8=frozen(color_srgb8))
