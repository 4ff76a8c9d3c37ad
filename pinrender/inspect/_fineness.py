"""Whether a process can make what is drawn: lines, cells, holes and strips against its limits."""

from __future__ import annotations

from functools import partial

import cv2
import numpy as np
from numpy.typing import NDArray

from pinrender.artwork import Plan
from pinrender.catalog import Process
from pinrender.findings import Finding, Severity
from pinrender.inspect._limit import Limit
from pinrender.inspect._pieces import pieces
from pinrender.inspect._small_cells import lost_colors, small_cells, small_lettering
from pinrender.inspect._thin_body import small_cutouts, thin_strips
from pinrender.inspect._thin_lines import thin_lines

__all__ = ["fineness"]

Mask = NDArray[np.uint8]


def fineness(plan: Plan, process: Process, *, size_mm: float, lines: Mask) -> tuple[Finding, ...]:
    """Findings on everything drawn that is finer than a process makes.

    Parameters
    ----------
    plan : Plan
        What is drawn, in the size that it is made in.
    process : Process
        Its least and its good widths are the limits.
    size_mm : float
        Longest side of the pin.
    lines : (H, W) uint8 ndarray
        Coverage of raised metal, rim and walls included, before any of it is lost.

    Returns
    -------
    tuple of Finding
        Lines, cells, cut-outs, strips and the number of colours; of each code at most one.
    """
    limit = partial(_limit, process, size_mm)
    sunk: Mask = _less(plan.body, lines)
    if process.enamel in ("recessed", "flush"):
        sunk = _less(sunk, plan.recess)
    cells = pieces(sunk, plan.grid, finer_below_mm=limit("good_cell_mm").mm)
    return (
        *thin_lines(plan, process, size_mm=size_mm),
        *lost_colors(plan, sunk, process),
        *small_cells(sunk, cells, plan.grid, process, limit),
        *small_cutouts(plan, limit),
        *thin_strips(plan, limit("min_bridge_mm")),
        *small_lettering(plan, cells, limit("min_text_mm")),
        *_colors(plan, process),
    )


def _less(coverage: Mask, other: Mask) -> Mask:
    return np.asarray(cv2.subtract(coverage, other), np.uint8)


def _limit(process: Process, size_mm: float, field: str) -> Limit:
    return Limit(field=field, process=process, size_mm=size_mm)


def _colors(plan: Plan, process: Process) -> list[Finding]:
    if process.enamel not in ("recessed", "flush") or len(plan.palette) <= process.usual_colors:
        return []
    return [
        Finding(
            code="many-colors",
            severity=Severity.NOTICE,
            message=f"{len(plan.palette)} enamel colours, where a price usually includes "
            f"{process.usual_colors}; each is filled by hand",
            suggestion="ask what more cost, or join near ones: --merge-colors",
            measured=float(len(plan.palette)),
            limit=float(process.usual_colors),
            unit="colours",
            source=process.source_of("usual_colors"),
        )
    ]
