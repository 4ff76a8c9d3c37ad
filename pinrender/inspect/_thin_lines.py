"""Metal lines, points and dots that are finer than a process makes."""

from __future__ import annotations

from pinrender.artwork import Plan
from pinrender.catalog import Process
from pinrender.findings import Finding, Severity, counted
from pinrender.inspect._limit import Limit, length_of, small_pieces
from pinrender.inspect._pieces import pieces
from pinrender.widths import LEAST_WIDTHS, stretches

__all__ = ["thin_lines"]


def thin_lines(plan: Plan, process: Process, *, size_mm: float) -> tuple[Finding, ...]:
    """Findings on lines and dots, of each code at most one.

    Parameters
    ----------
    plan : Plan
        What is drawn, in the size that it is made in.
    process : Process
        Its `min_line_mm` and `good_line_mm` are the limits.
    size_mm : float
        Longest side of the pin.
    """
    least, good = (
        Limit(field=field, process=process, size_mm=size_mm) for field in ("min_line_mm", "good_line_mm")
    )
    every = stretches(plan.metal, plan.grid, good.mm)
    thin = [each for each in every if not each.tapers]
    lost = [each for each in thin if least.failed(each.width_mm)]
    uneven = [each for each in thin if each not in lost and good.failed(each.width_mm)]
    dots = [
        each
        for each in small_pieces(pieces(plan.metal, plan.grid, finer_below_mm=least.mm), least)
        if each.area_mm2 < LEAST_WIDTHS * least.mm * each.width_mm
    ]
    return (
        *least.findings(
            "line-too-thin",
            Severity.ERROR,
            f"metal lines are thinner than the {least.mm:g} mm that {least.title} can make, along "
            f"{length_of(lost)}; the thinnest",
            "draw them {times:.1f} times as thick",
            lost,
        ),
        *good.findings(
            "line-thin",
            Severity.WARNING,
            f"metal lines are thinner than the {good.mm:g} mm from which on {good.title} makes them evenly"
            f", along {length_of(uneven)}; the thinnest",
            "draw them {times:.1f} times as thick",
            uneven,
        ),
        *least.findings(
            "dot-too-small",
            Severity.ERROR,
            f"{counted(len(dots), 'dot')} of metal smaller than the {least.mm:g} mm that {least.title} can "
            "make; the smallest",
            "draw it {times:.1f} times as large",
            dots,
            what="dots",
        ),
    )
