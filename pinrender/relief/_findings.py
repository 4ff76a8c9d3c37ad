"""What the process changes of a drawing, as findings."""

from __future__ import annotations

from collections.abc import Sequence

from pinrender.catalog import Process
from pinrender.findings import Finding, Severity, counted

__all__ = ["colors_left_out", "cut_through", "polished_out", "recess_left_out", "touching_colors"]

LEAST_AREA_MM2 = 0.02
"""Smaller losses are the rounding of corners."""


def touching_colors(process: Process, length_mm: float, *, walls: bool) -> Finding:
    """Colours that share an edge with no metal between them."""
    where = f"enamel colours touch without a metal line along {length_mm:.1f} mm"
    if walls:
        return Finding(
            code="touching-colors",
            severity=Severity.NOTICE,
            message=f"{where}; a wall of {process.min_line_mm:g} mm is set on the edge they share",
            suggestion="draw the line yourself to decide where it runs, or leave walls out: --walls none",
        )
    return Finding(
        code="touching-colors",
        severity=Severity.WARNING,
        message=f"{where}; with nothing between them they run into one another",
        suggestion=f"draw a line of at least {process.min_line_mm:g} mm between them",
        brief="colours run into one another",
    )


def polished_out(process: Process, *, metal_mm2: float, enamel_mm2: float) -> tuple[Finding, ...]:
    """Lines and cells that do not survive stoning."""
    found = []
    if metal_mm2 > LEAST_AREA_MM2:
        found.append(
            Finding(
                code="line-polished-out",
                severity=Severity.WARNING,
                message=f"{metal_mm2:.2f} mm² of metal lines thinner than {process.min_line_mm:g} mm are "
                f"polished out in {process.title.lower()}",
                suggestion="thicken them, order a larger pin, or choose soft enamel",
                brief=f"{metal_mm2:.2g} mm² of lines polished out",
            )
        )
    if enamel_mm2 > LEAST_AREA_MM2:
        found.append(
            Finding(
                code="cell-polished-out",
                severity=Severity.WARNING,
                message=f"{enamel_mm2:.2f} mm² of enamel narrower than {process.min_cell_mm:g} mm cannot be "
                f"filled in {process.title.lower()} and stay metal",
                suggestion="widen them, order a larger pin, or choose soft enamel",
                brief=f"{enamel_mm2:.2g} mm² of narrow ends stay metal",
            )
        )
    return tuple(found)


def cut_through(lowest_mm: float, least_mm: float) -> Finding:
    """Relief layers that would cut too deep."""
    depth = f"{lowest_mm:.2f} mm above the back" if lowest_mm > 0.0 else "through the back"
    return Finding(
        code="relief-too-deep",
        severity=Severity.WARNING,
        message=f"the relief layers would cut to {depth}, but {least_mm:g} mm of metal must stay; "
        "the relief is flat there",
        suggestion="cut less deep, or take a thicker pin: --dimension thickness=2mm",
        brief="the relief is cut too deep",
    )


def recess_left_out(process: Process, area_mm2: float) -> Finding:
    """Bare recesses on a sheet that nothing is struck or etched into."""
    return Finding(
        code="recess-left-out",
        severity=Severity.WARNING,
        message=f"{area_mm2:.1f} mm² of recess is left out: {process.title.lower()} pins are flat sheet",
        suggestion="choose soft-enamel, die-struck or photo-etched to have it",
        brief="the recess is left out",
    )


def colors_left_out(process: Process, areas_mm2: Sequence[float]) -> tuple[Finding, ...]:
    """Enamel colours, of such areas, where nothing is filled."""
    seen_mm2 = [area_mm2 for area_mm2 in areas_mm2 if area_mm2 > LEAST_AREA_MM2]
    if not seen_mm2:
        return ()
    are = "is" if len(seen_mm2) == 1 else "are"
    return (
        Finding(
            code="colors-left-out",
            severity=Severity.WARNING,
            message=f"{counted(len(seen_mm2), 'enamel colour')}, {sum(seen_mm2):.1f} mm² in all, {are} left "
            f"out: {process.title.lower()} pins are bare metal",
            suggestion="choose soft-enamel to have colours; where bare floor is meant, make the layer recess",
            brief=f"{counted(len(seen_mm2), 'colour')} left out",
        ),
    )
