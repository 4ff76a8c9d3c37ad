"""What a person should know about the layers of an artwork."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pinrender.artwork._cells import Cells
from pinrender.artwork._document import DocumentLayer
from pinrender.artwork._model import Role
from pinrender.artwork._roles import Assignment
from pinrender.findings import Finding, Severity

__all__ = ["layer_findings"]

MANY_UNNAMED = 3
"""From so many on, layers that no rule names are told in one notice."""


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
    found = _merged(found)
    roles = {assigned[index].role for index in painted}
    if Role.ENAMEL in roles and not roles & {Role.METAL, Role.RECESS}:
        found.append(
            Finding(
                code="no-metal",
                severity=Severity.WARNING,
                message="no layer is metal, so the pin has no lines, only the rim that closes its colours",
                suggestion="name the layer of lines 'metal', or say --layer NAME=metal",
            )
        )
    if empty:
        found.append(
            Finding(
                code="empty-layer",
                severity=Severity.NOTICE,
                message=f"nothing is painted in {', '.join(empty)}",
            )
        )
    return found


def _merged(found: list[Finding]) -> list[Finding]:
    """Say once, at the first of them, what several unnamed layers would say in turn."""
    unnamed = [finding for finding in found if finding.code == "unnamed-layer"]
    if len(unnamed) < MANY_UNNAMED:
        return found
    others = [finding for finding in found if finding.code != "unnamed-layer"]
    merged = Finding(
        code="unnamed-layer",
        severity=Severity.NOTICE,
        message=f"no rule knows the names of {len(unnamed)} layers, so they are filled with enamel",
        suggestion="'pinrender inspect' lists them; name a layer after its role, or say --layer NAME=ROLE",
    )
    return [merged, *others]


def _is_empty(layer: DocumentLayer, assignment: Assignment, cells: Cells | None) -> bool:
    if assignment.role is Role.IGNORE or cells is None:
        return not layer.painted
    return not cells.coverage.any()


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
