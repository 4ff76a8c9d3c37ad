"""What a person should know about the layers of an artwork."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from pinrender.artwork._bytes import histogram
from pinrender.artwork._cells import Cells
from pinrender.artwork._document import DocumentLayer
from pinrender.artwork._model import Role
from pinrender.artwork._roles import Assignment
from pinrender.color import ciede2000, srgb8_to_hex, srgb8_to_lab
from pinrender.findings import Finding, Severity, quoted

__all__ = ["layer_findings", "text_live"]

_HALF = 128
_FONTS = 6
"""Fonts named at most."""
_NAMED = 8
"""Layers named at most."""
_COLORLESS = (Role.EPOXY, Role.CUTOUT, Role.RELIEF)
_BEYOND = 0.01
"""Less is the width of an outline on the edge."""
MANY_UNNAMED = 3
"""From so many on, layers that no rule names are told in one notice."""


def layer_findings(
    layers: Sequence[DocumentLayer],
    assigned: Sequence[Assignment],
    painted: Mapping[int, Cells],
    beyond: Mapping[int, float],
    pitch_mm: float,
) -> list[Finding]:
    """Findings layer by layer, bottom to top, and one for all that are empty.

    Parameters
    ----------
    layers, assigned : sequence
        Bottom to top.
    painted : mapping of int to Cells
        What each layer paints, by its index.
    beyond : mapping of int to float
        Share of a layer that lies beyond the canvas.
    pitch_mm : float
        Of the grid.
    """
    found = [
        finding
        for index, layer in enumerate(layers)
        for finding in (
            *assigned[index].findings,
            *_of_layer(layer, assigned[index], painted.get(index), pitch_mm),
            *_beyond(layer, assigned[index], beyond.get(index, 0.0)),
        )
    ]
    holders = {layer.parent for layer in layers}
    empty = [
        f"'{layer.name}'"
        for index, layer in enumerate(layers)
        if layer.visible and index not in holders and _is_empty(layer, assigned[index], painted.get(index))
    ]
    found = _merged(found, layers, assigned)
    roles = {assigned[index].role for index in painted}
    if Role.ENAMEL in roles and not roles & {Role.METAL, Role.RECESS}:
        found.append(
            Finding(
                code="no-metal",
                severity=Severity.WARNING,
                message="no layer is metal, so the pin has no lines, only the rim that closes its colours",
                suggestion="name the layer of lines 'metal', or say --layer NAME=metal; of a picture without "
                "layers say which colour it is: --metal '#1a1a1a'",
            )
        )
    if empty:
        found.append(
            Finding(
                code="empty-layer",
                severity=Severity.NOTICE,
                message=f"nothing is painted in {', '.join(empty)}",
                suggestion="delete it, or move what belongs there into it",
            )
        )
    return found


def _merged(
    found: list[Finding], layers: Sequence[DocumentLayer], assigned: Sequence[Assignment]
) -> list[Finding]:
    """Say once, at the first of them, what several unnamed layers would say in turn."""
    unnamed = [finding for finding in found if finding.code == "unnamed-layer"]
    if len(unnamed) < MANY_UNNAMED:
        return found
    names = [
        layer.name
        for layer, own in zip(layers, assigned, strict=True)
        if any(finding.code == "unnamed-layer" for finding in own.findings)
    ]
    others = [finding for finding in found if finding.code != "unnamed-layer"]
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    merged = Finding(
        code="unnamed-layer",
        severity=Severity.NOTICE,
        message=f"no rule knows the names of {len(unnamed)} layers, so they are filled with enamel: "
        f"{', '.join(map(repr, names[:_NAMED]))}{more}",
        suggestion="name a layer after its role, or say --layer NAME=ROLE",
    )
    return [merged, *others]


def _is_empty(layer: DocumentLayer, assignment: Assignment, cells: Cells | None) -> bool:
    if layer.has_text:
        return False
    if assignment.role is Role.IGNORE or cells is None:
        return not layer.painted
    return not cells.coverage.any()


def _of_layer(
    layer: DocumentLayer, assignment: Assignment, cells: Cells | None, pitch_mm: float
) -> Iterator[Finding]:
    if cells is None:
        return
    if layer.has_text:
        yield text_live(layer)
    area_mm2 = float(np.count_nonzero(cells.coverage >= _HALF)) * (0.5 * pitch_mm) ** 2
    if cells.is_gradient and assignment.role is Role.ENAMEL:
        yield Finding(
            code="gradient",
            severity=Severity.WARNING,
            message=f"layer '{layer.name}' has flowing colours on {area_mm2:.1f} mm²; enamel is flat, so "
            f"they became {len(cells.palette_srgb8)} steps",
            suggestion=f"print it as it flows: --layer {quoted(layer.name + '=print')}, or fill it with the "
            f"nearest flat colour, {nearest_flat(cells)}",
        )
    if cells.is_translucent and assignment.role not in _COLORLESS:
        yield Finding(
            code="semi-transparent",
            severity=Severity.WARNING,
            message=f"layer '{layer.name}' has see-through paint on its {area_mm2:.1f} mm²; it became "
            "opaque, as it looks on white, or in the full colour that a swatch book has for its name",
            suggestion="use opaque colours; for enamel that one sees through, name it 'transparent'",
        )


def text_live(layer: DocumentLayer) -> Finding:
    """That a layer's text is not drawn, and in which fonts it is set."""
    fonts = f" in {', '.join(map(repr, layer.fonts[:_FONTS]))}" if layer.fonts else ""
    return Finding(
        code="text-live",
        severity=Severity.WARNING,
        message=f"layer '{layer.name}' holds live text{fonts}, which is not drawn: no fonts are read",
        suggestion="convert the text to outlines (paths) and save again",
    )


def nearest_flat(cells: Cells) -> str:
    """The step of a gradient that differs least from the others, by their areas."""
    lab = srgb8_to_lab(cells.palette_srgb8)
    areas = histogram(cells.labels)[1 : len(lab) + 1]
    cost = (ciede2000(lab[:, None], lab[None]) * areas).sum(axis=1)
    return srgb8_to_hex(cells.palette_srgb8[int(cost.argmin())])


def _beyond(layer: DocumentLayer, assignment: Assignment, share: float) -> Iterator[Finding]:
    if share >= _BEYOND and assignment.role not in _COLORLESS:
        yield Finding(
            code="outside-canvas",
            severity=Severity.NOTICE,
            message=f"{100.0 * share:.0f} % of layer '{layer.name}' lies outside the canvas and is cut off",
            suggestion="fit the canvas (page, artboard) to the drawing, or delete what lies outside",
        )
