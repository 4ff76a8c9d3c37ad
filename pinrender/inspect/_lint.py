"""Whether a drawing fits the size it is made in: its pixels, and the size that its file has."""

from __future__ import annotations

import math

from pinrender.artwork import Artwork
from pinrender.catalog import Process
from pinrender.design import SIZE_RANGE_MM
from pinrender.findings import Finding, Severity, counted
from pinrender.inspect._thin_lines import thin_lines

__all__ = ["lint"]

PIXELS_ACROSS = 3
"""Pixels across a line, so that one of them at least shows nothing but the line's own colour."""
PIXELS_TOLD = 1.5
"""Pixels across a line below which its width is a guess."""
SAMPLES_TOLD = 3.5
"""Samples across the thinnest line below which a picture is too coarse to measure it; a check is finer."""
SAME_SIZE = 0.1
"""Share by which a pin may differ from the drawing untold (by eye): its lines hardly change."""


def lint(art: Artwork, process: Process) -> tuple[Finding, ...]:
    """Findings on lines that cannot be made, a picture too coarse for them, and another size than the file's.

    Parameters
    ----------
    art : Artwork
        As read, at the size that it is made in.
    process : Process
        Its least line is the limit.
    """
    return (*_lost_lines(art, process), *_low_resolution(art, process), *_resized(art))


def _lost_lines(art: Artwork, process: Process) -> list[Finding]:
    """Lines that cannot be made, where the drawing has pixels enough to tell."""
    per_mm = art.drawn_pixels_per_mm
    if per_mm is not None and per_mm * process.min_line_mm < PIXELS_TOLD:
        return []
    if art.plan.grid.pixels_per_mm * process.min_line_mm < SAMPLES_TOLD:
        return []
    fine = thin_lines(art.plan, process, size_mm=max(art.size_mm))
    return [finding for finding in fine if finding.severity is Severity.ERROR]


def _low_resolution(art: Artwork, process: Process) -> tuple[Finding, ...]:
    """That a line of the least width is fewer than three pixels across."""
    drawn_per_mm, size_mm = art.drawn_pixels_per_mm, max(art.size_mm)
    least_per_mm = PIXELS_ACROSS / process.min_line_mm
    if drawn_per_mm is None or drawn_per_mm >= least_per_mm:
        return ()
    side_px = drawn_per_mm * size_mm
    needed = math.ceil(least_per_mm * size_mm / 10.0) * 10
    fits_mm = math.floor(side_px / least_per_mm)
    smaller = f", or make it {fits_mm} mm" if fits_mm >= SIZE_RANGE_MM[0] else ""
    return (
        Finding(
            code="low-resolution",
            severity=Severity.WARNING,
            message=f"the drawing is {counted(round(side_px), 'pixel')} long, {drawn_per_mm:.1f} to the "
            f"millimetre at {size_mm:.4g} mm; lines of {process.min_line_mm:g} mm, the thinnest of "
            f"{process.title.lower()}, need {least_per_mm:.3g}",
            suggestion=f"send it at {needed} pixels{smaller}",
            brief="too few pixels to tell",
        ),
    )


def _resized(art: Artwork) -> tuple[Finding, ...]:
    """That the pin is not as large as the file has it, where that is the size of a pin."""
    drawn_mm, made_mm = art.drawn_mm, max(art.size_mm)
    if drawn_mm is None or not SIZE_RANGE_MM[0] <= drawn_mm <= SIZE_RANGE_MM[1]:
        return ()
    if abs(made_mm / drawn_mm - 1.0) < SAME_SIZE:
        return ()
    return (
        Finding(
            code="resized",
            severity=Severity.NOTICE,
            message=f"the file has it {drawn_mm:.1f} mm long; at {made_mm:.4g} mm all of it is "
            f"{made_mm / drawn_mm:.2f} times as large, its lines too",
            suggestion=f"--size {drawn_mm:.1f}mm makes it as large as it is drawn",
        ),
    )
