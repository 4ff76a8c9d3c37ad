"""Draw every layer that is made, bottom to top, and give each to what its role makes of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from pinrender.artwork._cells import Cells, layer_cells, no_cells
from pinrender.artwork._document import Document, Picture
from pinrender.artwork._model import Role
from pinrender.artwork._overlays import Overlays, domed, printed
from pinrender.artwork._roles import Assignment
from pinrender.artwork._sculpt import sculpted
from pinrender.artwork._stack import BODY_ROLES, Stack, empty_stack, over
from pinrender.artwork._window import Framing
from pinrender.findings import Finding, Severity

__all__ = ["Painting", "paint"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Painting:
    """All layers, drawn.

    Attributes
    ----------
    stack : Stack
        What makes the body.
    overlays : Overlays
        What lies over it or shapes it.
    painted : dict of int to Cells
        What each layer paints, by its index.
    findings : tuple of Finding
        What was done to the layers together.
    """

    stack: Stack
    overlays: Overlays
    painted: dict[int, Cells]
    findings: tuple[Finding, ...]


def paint(document: Document, assigned: Sequence[Assignment], framing: Framing) -> Painting:
    """Draw the layers on the fine raster.

    Where nothing but ink is drawn, it is printed on a raised metal plate of its own shape.

    Raises
    ------
    ArtworkError
        If a layer cannot be drawn.
    """
    window = framing.window
    made = [
        index
        for index, layer in enumerate(document.layers)
        if layer.visible and layer.painted and assigned[index].role is not Role.IGNORE
    ]
    on_plate = not any(assigned[index].role in BODY_ROLES for index in made)
    stack = empty_stack((window.rows, window.cols))
    overlays = Overlays()
    painted: dict[int, Cells] = {}
    pictures = document.draw(Picture(layers=(index,), window=window) for index in made)
    for index, bgra in zip(made, pictures, strict=True):
        own = assigned[index]
        _clear_border(bgra)
        if own.role is Role.RELIEF:
            grey = document.grey(index, window)
            layer = sculpted(bgra, grey, own.combine, own.height_mm)
            overlays = replace(overlays, sculpture=(*overlays.sculpture, layer))
            painted[index] = no_cells(np.ascontiguousarray(bgra[..., 3]))
            continue
        cells = layer_cells(bgra, framing.sample_mm**2)
        if own.role is Role.EPOXY:
            overlays, cells = domed(overlays, cells), no_cells(cells.coverage)
        elif own.role is Role.PRINT:
            overlays = printed(overlays, cells, bgra)
        plate = on_plate and own.role is Role.PRINT
        role = Role.METAL if plate else own.role
        stack = over(stack, cells, role, filled=own.filled, plating=own.plating, texture=own.texture)
        painted[index] = cells
    return Painting(stack=stack, overlays=overlays, painted=painted, findings=_plate(on_plate=on_plate))


def _clear_border(bgra: NDArray[np.uint8]) -> None:
    """Erase the outermost samples: all that the body has ends far inside, but other layers may go on."""
    bgra[[0, -1]] = 0
    bgra[:, [0, -1]] = 0


def _plate(*, on_plate: bool) -> tuple[Finding, ...]:
    if not on_plate:
        return ()
    return (
        Finding(
            code="printed-plate",
            severity=Severity.NOTICE,
            message="only ink is drawn, so it is printed on a plain metal plate of its own shape",
            suggestion="draw the plate on a layer named 'metal', or say --layer NAME=metal",
        ),
    )
