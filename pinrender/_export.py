"""A pin becomes a file that other programs make things from."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pinrender import _captions, pipeline
from pinrender.errors import UsageError

if TYPE_CHECKING:
    from pinrender._pin import Pin
    from pinrender._timings import Timings
    from pinrender.output import Exported

__all__ = ["export"]

PIXELS_PER_MM = (4.0, 80.0)
MAX_ERROR_MM = (0.001, 0.5)
"""From finer than a grid of 80 to the millimetre tells of a contour, to about the depth of a recess."""


def export(
    pin: Pin, path: str | Path, timings: Timings, *, pixels_per_mm: float, max_error_mm: float
) -> Exported:
    """Write a pin's solid or its heights, whole or not at all.

    Parameters
    ----------
    pin : Pin
        What to make.
    path : str or Path
        Its ending says what to write, as in `Pin.export`.
    timings : Timings
        Records the stages that run.
    pixels_per_mm : float
        Samples to the millimetre, 4 to 80. A very large pin is read at as many as the limits on
        artwork allow; the result says how many.
    max_error_mm : float
        How far the solid may leave the surface, 0.001 to 0.5.

    Raises
    ------
    ArtworkError
        If the artwork cannot be used.
    OutputError
        If the place cannot be written, or its ending is not known.
    UsageError
        If a number is out of range.
    """
    from pinrender import inspect, output

    _check_range("pixels per mm", pixels_per_mm, PIXELS_PER_MM, "")
    _check_range("max error", max_error_mm, MAX_ERROR_MM, " mm")
    path = output.check_export(path)
    suffix = path.suffix.lower()
    art = pipeline.read(pin, timings, pixels_per_mm=pixels_per_mm)
    shape, relief = pipeline.relief(pin, art, timings)
    title = f"{pin.name}: {_captions.label(pin.design)}"
    mesh = (
        pipeline.solid(shape, relief, timings, max_error_mm=max_error_mm)
        if suffix in output.SOLID_SUFFIXES
        else None
    )
    with timings.stage("write"):
        if mesh is None:
            text = _captions.text_chunks(title, _captions.recipe(pin, art))
            data = output.encode_height(relief, art.plan, suffix, text=text)
        else:
            data = output.encode_solid(mesh, suffix, title=title, software=_captions.software())
        output.write_whole(path, data)
    return output.Exported(
        path=path,
        size_mm=art.size_mm,
        pixels_per_mm=art.plan.grid.pixels_per_mm,
        triangles=None if mesh is None else len(mesh.faces),
        findings=(*art.findings, *inspect.lint(art, pin.design.made_by), *relief.findings),
    )


def _check_range(what: str, value: float, within: tuple[float, float], unit: str) -> None:
    low, high = within
    if not low <= value <= high:
        raise UsageError(f"{what} {value:g}{unit} is outside {low:g} to {high:g}{unit}")
