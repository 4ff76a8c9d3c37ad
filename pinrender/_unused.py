"""Options that were given and change nothing, so that nobody believes they did."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pinrender.findings import Finding, Severity

if TYPE_CHECKING:
    from pinrender.design import PinDesign, Shot
    from pinrender.relief import Relief

__all__ = ["unused"]


def unused(design: PinDesign, shot: Shot, made: Relief) -> tuple[Finding, ...]:
    """What is said of a pin or its picture to no effect.

    Parameters
    ----------
    design, shot : PinDesign, Shot
        What to make, and how to look at it.
    made : Relief
        What became of it.

    Returns
    -------
    tuple of Finding
        Notices, code ``option-unused``.
    """
    found = []
    if design.epoxy_age_years > 0.0 and made.dome_mm is None:
        found.append(
            _unused(f"no epoxy is poured that could be {design.epoxy_age_years:g} years old", "add --epoxy")
        )
    if design.made_by.enamel == "none" and design.enamel != "opaque":
        found.append(
            _unused(
                f"{design.process} leaves its recesses bare, so none is filled with '{design.enamel}'",
                "choose a process with enamel, such as soft-enamel",
            )
        )
    if shot.samples is not None and shot.quality != "studio":
        found.append(
            _unused("samples are for light that is traced; a preview has none", "add --quality studio")
        )
    return tuple(found)


def _unused(message: str, suggestion: str) -> Finding:
    return Finding(code="option-unused", severity=Severity.NOTICE, message=message, suggestion=suggestion)
