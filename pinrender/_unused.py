"""Options that were given and change nothing, so that nobody believes they did."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from pinrender.findings import Finding, option_unused

if TYPE_CHECKING:
    from pinrender.design import PinDesign, Shot
    from pinrender.relief import Relief

__all__ = ["unused", "unused_in_file"]


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
            option_unused(
                f"no epoxy is poured that could be {design.epoxy_age_years:g} years old", "add --epoxy"
            )
        )
    if design.made_by.enamel == "none" and design.enamel != "opaque":
        found.append(
            option_unused(
                f"{design.process} leaves its recesses bare, so none is filled with '{design.enamel}'",
                "choose a process with enamel, such as soft-enamel",
            )
        )
    if design.walls == "none" and not any(finding.code == "touching-colors" for finding in made.findings):
        found.append(
            option_unused("no enamel colours touch, so there is no wall to leave out", "leave out --walls")
        )
    if shot.quality != "studio":
        if shot.samples is not None:
            found.append(
                option_unused(
                    "samples are for light that is traced; a preview has none", "add --quality studio"
                )
            )
        if shot.denoise is not None:
            found.append(
                option_unused("a preview has no grain to take off, or to leave", "add --quality studio")
            )
    return tuple(found)


def unused_in_file(suffix: str, given: Mapping[str, object]) -> tuple[Finding, ...]:
    """That a solid or its heights hold shape only, and which of the options given are about looks.

    Parameters
    ----------
    suffix : str
        What the file ends in, such as ``.stl``.
    given : mapping of str to object
        Options that only looks depend on, by name; None where one was not given.
    """
    names = [f"--{name}" for name, value in given.items() if value is not None]
    if not names:
        return ()
    change = "changes" if len(names) == 1 else "change"
    return (
        option_unused(
            f"a {suffix} file holds shape without colour, so {', '.join(names)} {change} nothing in it",
            "'pinrender render' shows it",
        ),
    )
