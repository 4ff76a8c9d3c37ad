"""Draw every layer that is made, bottom to top, and give each to what its role makes of it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from pinrender.artwork._cells import Cells, layer_cells, no_cells
from pinrender.artwork._document import Document, DocumentLayer, Picture
from pinrender.artwork._model import Role
from pinrender.artwork._named_colors import named
from pinrender.artwork._overlays import Overlays, covered, domed, printed
from pinrender.artwork._roles import Assignment
from pinrender.artwork._sculpt import sculpted
from pinrender.artwork._stack import BODY_ROLES, Stack, empty_stack, over
from pinrender.artwork._window import Framing
from pinrender.color import hex_to_srgb8
from pinrender.errors import UsageError
from pinrender.findings import Finding, Severity, option_unused
from pinrender.swatches import Coloring, SwatchBook

__all__ = ["Painting", "paint"]

COLORED = (Role.ENAMEL, Role.PRINT)
"""Roles whose colours are made."""


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
    color_names : dict of str to str
        ``#rrggbb`` of enamel or ink to what the file or its layer calls it.
    """

    stack: Stack
    overlays: Overlays
    painted: dict[int, Cells]
    findings: tuple[Finding, ...]
    color_names: dict[str, str] = field(default_factory=dict)


def paint(document: Document, assigned: Sequence[Assignment], framing: Framing, said: Coloring) -> Painting:
    """Draw the layers on the fine raster, enamel and ink in the colours that a book or a person gives them.

    Where nothing but ink is drawn, it is printed on a raised metal plate of its own shape.

    Raises
    ------
    ArtworkError
        If a layer cannot be drawn.
    UsageError
        If a colour is to become another and nothing has it.
    """
    window = framing.window
    made = _made(document, assigned)
    on_plate = not any(assigned[index].role in BODY_ROLES for index in made)
    stack = empty_stack((window.rows, window.cols))
    overlays = Overlays()
    painted: dict[int, Cells] = {}
    names: dict[str, str] = {}
    findings = _plate(on_plate=on_plate)
    colors: dict[str, None] = {}
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
        cells = layer_cells(bgra, framing.sample_mm**2, _known(document.layers[index]))
        if own.role in COLORED:
            told = named(cells, document.layers[index].name, document.color_names, said)
            colors |= dict.fromkeys(told.before)
            cells, names, findings = told.cells, {**told.names, **names}, (*findings, *told.findings)
        if own.role is Role.EPOXY:
            overlays, cells = domed(overlays, cells), no_cells(cells.coverage)
        elif own.role is Role.PRINT:
            overlays = printed(overlays, cells, bgra)
        elif own.role in BODY_ROLES:
            overlays = covered(overlays, cells)
        plate = on_plate and own.role is Role.PRINT
        role = Role.METAL if plate else own.role
        stack = over(stack, cells, role, filled=own.filled, plating=own.plating, texture=own.texture)
        painted[index] = cells
    _check_changes(said, colors)
    once = (*dict.fromkeys((*findings, *_idle(said.book, named_any=bool(names)))),)
    return Painting(stack=stack, overlays=overlays, painted=painted, findings=once, color_names=names)


def _made(document: Document, assigned: Sequence[Assignment]) -> list[int]:
    """The layers of which something is made."""
    return [
        index
        for index, layer in enumerate(document.layers)
        if layer.visible and layer.painted and assigned[index].role is not Role.IGNORE
    ]


def _known(layer: DocumentLayer) -> NDArray[np.uint8] | None:
    """The colours (N, 3) that the layer was made of, if that is known."""
    return np.array([hex_to_srgb8(color) for color in layer.palette], np.uint8) if layer.palette else None


def _clear_border(bgra: NDArray[np.uint8]) -> None:
    """Erase the outermost samples: all that the body has ends far inside, but other layers may go on."""
    bgra[[0, -1]] = 0
    bgra[:, [0, -1]] = 0


def _idle(book: SwatchBook | None, *, named_any: bool) -> tuple[Finding, ...]:
    if book is None or named_any:
        return ()
    advice = f"name a layer after its colour, such as '{book.swatches[0].name}'"
    return (option_unused(f"nothing is named after a colour, so '{book.name}' gives none its value", advice),)


def _check_changes(said: Coloring, colors: Collection[str]) -> None:
    """Refuse to change a colour that nothing has."""
    for before, _ in said.changes:
        if before not in colors:
            has = ", ".join(colors) or "none"
            raise UsageError(f"no enamel or ink is {before}; colours that can become another: {has}")


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
