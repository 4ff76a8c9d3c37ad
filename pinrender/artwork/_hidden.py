"""Enamel of which nothing is seen: usually a background that was meant to be transparent lies over it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from pinrender.artwork._cells import Cells
from pinrender.artwork._document import DocumentLayer
from pinrender.artwork._model import Role
from pinrender.artwork._roles import Assignment
from pinrender.artwork._stack import BODY_ROLES
from pinrender.findings import Finding, Severity

__all__ = ["hidden_layers"]

_STEP = 4
"""Of so many samples one is looked at, both ways: on a grid of 40 to the millimetre, every 0.05 mm."""
_HALF = 128


def hidden_layers(
    layers: Sequence[DocumentLayer], assigned: Sequence[Assignment], painted: Mapping[int, Cells]
) -> tuple[Finding, ...]:
    """Warn of every enamel layer that lies wholly below others.

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
    above: NDArray[np.bool_] | None = None
    over = ""
    for index in sorted(painted, reverse=True):
        role = assigned[index].role
        if role not in BODY_ROLES:
            continue
        own = painted[index].coverage[::_STEP, ::_STEP] >= _HALF
        if role is Role.ENAMEL and above is not None and own.any() and not (own & ~above).any():
            found.append(_hidden(layers[index].name, over))
        above = own if above is None else above | own
        over = over or layers[index].name
    return tuple(reversed(found))


def _hidden(name: str, over: str) -> Finding:
    return Finding(
        code="layer-hidden",
        severity=Severity.WARNING,
        message=f"nothing is seen of layer '{name}': '{over}' and what lies with it cover it wholly",
        suggestion="give upper layers a transparent background, or change their order",
    )
