"""Colours that have a name, from their layer or the file, and the values that a swatch book gives them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from pinrender.artwork._bytes import relabelled
from pinrender.artwork._cells import Cells
from pinrender.artwork._mixtures import Mixtures, touching
from pinrender.color import hex_to_srgb8, srgb8_to_hex
from pinrender.findings import Finding, Severity
from pinrender.swatches import Coloring, SwatchBook, reference_in

__all__ = ["NamedCells", "named", "recolored", "reference_of"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class NamedCells:
    """A layer's cells in the values of the book.

    Attributes
    ----------
    cells : Cells
        As drawn, but for colours that the book has.
    names : dict of str to str
        ``#rrggbb`` as it is now to its name.
    findings : tuple of Finding
        Names that the book does not know, or cannot give a value.
    before : tuple of str
        ``#rrggbb`` of its colours as drawn, or by the book.
    """

    cells: Cells
    names: dict[str, str]
    findings: tuple[Finding, ...]
    before: tuple[str, ...] = ()


def reference_of(layer: str, book: SwatchBook | None) -> str | None:
    """What a layer's name calls its colour: all of it where the book has that, else the reference in it."""
    if book is not None and book.find(layer) is not None:
        return layer.strip()
    return reference_in(layer)


def named(cells: Cells, layer: str, spots: Mapping[str, str], said: Coloring) -> NamedCells:
    """Name the colours of a layer, and give them the values of the book, or those that a person says.

    Parameters
    ----------
    cells : Cells
        As drawn.
    layer : str
        The layer's name; a reference in it is the name of its colour, if it has one only.
    spots : mapping of str to str
        What the file calls colours, ``#rrggbb`` to a name.
    said : Coloring
        The book, without which colours stay as drawn, and the colours that become others. Such a one
        loses its name, and one that flows into others stays.
    """
    book = said.book
    drawn = [srgb8_to_hex(color) for color in cells.palette_srgb8]
    called = {color: spots[color] for color in drawn if color in spots}
    reference = reference_of(layer, book)
    findings: list[Finding] = []
    if reference is not None and len(drawn) == 1 and not cells.is_gradient:
        called[drawn[0]] = reference
    elif reference is not None and len(drawn) > 1:
        findings.append(_unclear(layer, reference, len(drawn)))
    now = dict(zip(drawn, drawn, strict=True))
    for color, name in called.items():
        swatch = None if book is None else book.find(name)
        if swatch is not None and swatch.color is not None:
            now[color] = swatch.color
        findings += _notes(name, color, book)
    before = dict(now)
    if not cells.is_gradient:
        changes = dict(said.changes)
        now = {color: changes.get(value, value) for color, value in now.items()}
        called = {color: name for color, name in called.items() if now[color] == before[color]}
    colors = np.array([hex_to_srgb8(now[color]) for color in drawn], np.uint8).reshape(-1, 3)
    return NamedCells(
        cells=recolored(cells, colors),
        names={now[color]: name for color, name in called.items()},
        findings=tuple(findings),
        before=tuple(dict.fromkeys(before.values())),
    )


def recolored(cells: Cells, colors_srgb8: NDArray[np.uint8]) -> Cells:
    """Cells in other colours (N, 3), one for each of their palette; equal ones become one."""
    if np.array_equal(colors_srgb8, cells.palette_srgb8):
        return cells
    palette, first, index = np.unique(colors_srgb8, axis=0, return_index=True, return_inverse=True)
    order = np.argsort(first)
    place = np.argsort(order)
    table = np.zeros(256, np.uint8)
    table[1 : len(colors_srgb8) + 1] = place[index.ravel()] + 1
    labels = relabelled(cells.labels, table)
    mixtures = cells.mixtures
    if len(palette) < len(colors_srgb8):
        apart = np.isin(mixtures.index, touching(labels)[0])
        mixtures = Mixtures(index=mixtures.index[apart], share=mixtures.share[apart])
    return replace(cells, labels=labels, palette_srgb8=palette[order], mixtures=mixtures)


def _unclear(layer: str, reference: str, count: int) -> Finding:
    return Finding(
        code="swatch-unclear",
        severity=Severity.NOTICE,
        message=f"layer '{layer}' has {count} colours, so it does not say which of them is {reference}",
        suggestion="put each colour on a layer of its own name",
    )


def _notes(name: str, drawn: str, book: SwatchBook | None) -> Iterator[Finding]:
    if book is None:
        return
    swatch = book.find(name)
    if swatch is None:
        near = book.nearest(name)
        yield Finding(
            code="unknown-swatch",
            severity=Severity.WARNING,
            message=f"swatch book '{book.name}' has no '{name}', so it stays {drawn} as drawn",
            suggestion=f"did you mean '{near}'?" if near else "add it to the book",
        )
    elif swatch.color is None:
        yield Finding(
            code="swatch-in-ink",
            severity=Severity.WARNING,
            message=f"swatch book '{book.name}' gives '{name}' as amounts of ink without a profile, so it "
            f"stays {drawn} as drawn",
            suggestion="save the book in Lab or RGB",
        )
    elif swatch.clipped:
        yield Finding(
            code="swatch-out-of-srgb",
            severity=Severity.NOTICE,
            message=f"'{name}' is more saturated than sRGB can be; it is shown as {swatch.color}",
            suggestion="order it by its name: the enamel can be more saturated than the picture",
        )
