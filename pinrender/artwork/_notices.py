"""What a person should know about the layers of an artwork."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pinrender.artwork._cells import Cells
from pinrender.artwork._document import DocumentLayer
from pinrender.artwork._model import Role
from pinrender.artwork._roles import Assignment
from pinrender.findings import Finding, Severity

__all__ = ["layer_findings"]


def layer_findings(
    layers: Sequence[DocumentLayer], assigned: Sequence[Assignment], painted: Mapping[int, Cells]
) -> list[Finding]:
    """Findings layer by layer, bottom to top, and one for all that are empty."""
    found = [
        finding
        for index, layer in enumerate(layers)
        for finding in (*assigned[index].findings, *_of_layer(layer, assigned[index], painted.get(index)))
    ]
    holders = {layer.parent for layer in layers}
    empty = [
        f"'{layer.name}'"
        for index, layer in enumerate(layers)
        if layer.visible and index not in holders and _is_empty(layer, assigned[index], painted.get(index))
    ]
    if empty:
        found.append(
            Finding(
                code="empty-layer",
                severity=Severity.NOTICE,
                message=f"nothing is painted in {', '.join(empty)}",
            )
        )
    return found


def _is_empty(layer: DocumentLayer, assignment: Assignment, cells: Cells | None) -> bool:
    if assignment.role is Role.IGNORE or cells is None:
        return not layer.painted
    return not len(cells.palette_srgb8)


def _of_layer(layer: DocumentLayer, assignment: Assignment, cells: Cells | None) -> Iterator[Finding]:
    if cells is None:
        return
    if layer.has_text:
        yield Finding(
            code="text-live",
            severity=Severity.WARNING,
            message=f"layer '{layer.name}' holds live text, which is not drawn: no fonts are read",
            suggestion="convert the text to outlines (paths) and save again",
        )
    if cells.is_gradient and assignment.role is Role.ENAMEL:
        yield Finding(
            code="gradient",
            severity=Severity.WARNING,
            message=f"layer '{layer.name}' has flowing colours; enamel is flat, so they became steps",
            suggestion="redraw it in flat colours",
        )
    if cells.is_translucent:
        yield Finding(
            code="semi-transparent",
            severity=Severity.WARNING,
            message=f"layer '{layer.name}' has see-through paint; it became opaque, as it looks on white",
            suggestion="use opaque colours",
        )
