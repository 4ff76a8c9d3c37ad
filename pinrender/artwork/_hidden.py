"""Layers of which nothing is seen: usually a background that was meant to be transparent lies over them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from pinrender.artwork._cells import Cells
from pinrender.artwork._document import DocumentLayer
from pinrender.artwork._model import Role
from pinrender.artwork._roles import Assignment
from pinrender.artwork._stack import BODY_ROLES
from pinrender.catalog import Enamel, load
from pinrender.findings import Finding, Severity

__all__ = ["hidden_layers"]

_STEP = 4
"""Of so many fine samples one is looked at, both ways: every 0.05 mm at 40 samples of the grid to a mm."""
_HALF = 128
"""Coverage from which on a sample is painted."""
_WHOLLY = 0.98
"""Share of a layer that one other covers, to hide it (by eye): the rest is an edge that shows."""


def hidden_layers(
    layers: Sequence[DocumentLayer], assigned: Sequence[Assignment], painted: Mapping[int, Cells]
) -> tuple[Finding, ...]:
    """Warn of every layer of enamel or ink that one other covers wholly; several together may mean to.

    Parameters
    ----------
    layers, assigned : sequence
        Bottom to top.
    painted : mapping of int to Cells
        What each layer paints, by its index.

    Returns
    -------
    tuple of Finding
        Code ``layer-hidden``, bottom to top.
    """
    found: list[Finding] = []
    above: list[tuple[str, NDArray[np.bool_]]] = []
    for index in sorted(painted, reverse=True):
        role = assigned[index].role
        if role not in (*BODY_ROLES, Role.PRINT):
            continue
        own = painted[index].coverage[::_STEP, ::_STEP] >= _HALF
        if role in (Role.ENAMEL, Role.PRINT) and (over := _covering(own, above)):
            found.append(_hidden(layers[index].name, over))
        if not _is_clear(assigned[index]):
            above.append((layers[index].name, own))
    return tuple(reversed(found))


def _covering(own: NDArray[np.bool_], above: Sequence[tuple[str, NDArray[np.bool_]]]) -> str:
    """Name of the layer that covers all of another's samples; empty if none does."""
    count = int(np.count_nonzero(own))
    covers = (name for name, over in above if count and np.count_nonzero(own & over) >= _WHOLLY * count)
    return next(covers, "")


def _is_clear(assignment: Assignment) -> bool:
    """Whether one sees what lies below it."""
    return assignment.filled is not None and load(Enamel, assignment.filled).transmission > 0.0


def _hidden(name: str, over: str) -> Finding:
    return Finding(
        code="layer-hidden",
        severity=Severity.WARNING,
        message=f"nothing is seen of layer '{name}': '{over}' covers it wholly",
        suggestion="give upper layers a transparent background, or change their order",
    )
