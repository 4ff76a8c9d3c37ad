"""What each cell is filled with, and whether makers can do that."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np
from numpy.typing import NDArray

from pinrender import catalog
from pinrender.artwork import Plan

__all__ = ["NAMES", "filled_with", "painted", "per_sample"]

NAMES = ("recessed", "flush", "printed")
"""Kinds of process that have enamel or ink at all."""


def filled_with(plan: Plan, enamel: str) -> tuple[catalog.Enamel, ...]:
    """The enamel of each colour of the palette; `enamel` where its layer says nothing."""
    names = [name or enamel for name in plan.enamels or [None] * len(plan.palette)]
    return tuple(catalog.load(catalog.Enamel, name) for name in names)


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
