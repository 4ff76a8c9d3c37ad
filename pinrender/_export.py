"""A pin becomes a file that other programs show it from, or make things from."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pinrender import _captions, pipeline
from pinrender.errors import UsageError

if TYPE_CHECKING:
    from pinrender._pin import Pin
    from pinrender._timings import Timings
    from pinrender.artwork import Artwork
    from pinrender.output import Exported

__all__ = ["export"]

PIXELS_PER_MM = (4.0, 80.0)
MAX_ERROR_MM = (0.001, 0.5)
"""From finer than a grid of 80 to the millimetre tells of a contour, to about the depth of a recess."""


class _Fineness(NamedTuple):
    pixels_per_mm: float
    max_error_mm: float


AS_SHAPE = _Fineness(40.0, 0.005)
AS_LOOK = _Fineness(28.0, 0.03)
"""Where maps of normals tell the eye what triangles leave out: a usual pin is below 2 MB."""


def export(
    pin: Pin,
    path: str | Path,
    timings: Timings,
    *,
    pixels_per_mm: float | None = None,
    max_error_mm: float | None = None,
    platings: Sequence[str] = (),
    processes: Sequence[str] = (),
) -> Exported:
    """Write a pin's solid, its heights, its asset or a page with it, whole or not at all.

    Parameters
    ----------
    pin : Pin
        What to make.
    path : str or Path
        Its ending says what to write, as in `Pin.export`.
    timings : Timings
        Records the stages that run.
    pixels_per_mm : float, optional
        Samples to the millimetre, 4 to 80; if not given 40, or 28 of an asset. A very large pin is read at
        as many as the limits on artwork allow; the result says how many.
    max_error_mm : float, optional
        How far the solid may leave the surface, 0.001 to 0.5; if not given 0.005, or 0.03 of an asset.
    platings : sequence of str
        Catalogue names that an asset can be seen in beside the pin's own; four on a page if none is given.
    processes : sequence of str
        Catalogue names, ``+epoxy`` after one, of what a page shows side by side; the pin's own and the one
        most people compare it with if none is given.

    Raises
    ------
    ArtworkError
        If the artwork cannot be used.
    OutputError
        If the place cannot be written, its ending is not known, or what writes it is not installed.
    UsageError
        If a number is out of range, or a file is to hold platings that has no look.
    """
    from pinrender import output

    path = output.check_export(path)
    suffix = path.suffix.lower()
    looks = suffix in (*output.ASSET_SUFFIXES, output.PAGE_SUFFIX)
    usual = AS_LOOK if looks else AS_SHAPE
    fine = _Fineness(
        _within("pixels per mm", pixels_per_mm, PIXELS_PER_MM, "", usual.pixels_per_mm),
        _within("max error", max_error_mm, MAX_ERROR_MM, " mm", usual.max_error_mm),
    )
    if (platings or processes) and not looks:
        raise UsageError(
            f"a {suffix} file holds shape without colour, so it has no variants; "
            f"end it in {', '.join(output.ASSET_SUFFIXES)} or {output.PAGE_SUFFIX}"
        )
    if processes and suffix != output.PAGE_SUFFIX:
        raise UsageError(f"a {suffix} file shows one process; end it in {output.PAGE_SUFFIX} to see several")
    art = pipeline.read(pin, timings, pixels_per_mm=fine.pixels_per_mm)
    if suffix == output.PAGE_SUFFIX:
        return _page(pin, art, path, timings, fine, platings, processes)
    if suffix in output.ASSET_SUFFIXES:
        return _asset(pin, art, path, timings, fine, platings)
    return _shape(pin, art, path, timings, fine)


def _asset(
    pin: Pin, art: Artwork, path: Path, timings: Timings, fine: _Fineness, platings: Sequence[str]
) -> Exported:
    from pinrender import output
    from pinrender._baked import bake
    from pinrender._page import known

    asset = bake(pin, art, platings, timings, max_error_mm=fine.max_error_mm)
    with timings.stage("write"):
        encode = output.encode_usdz if path.suffix.lower() == ".usdz" else output.encode_glb
        title = f"{pin.name}: {pin.design.title}"
        data = encode(asset, software=_captions.software(), title=title, recipe=_captions.recipe(pin, art))
        output.write_whole(path, data)
    solids = [asset.body] if asset.domed is None else [asset.body, asset.domed]
    return output.Exported(
        path=path,
        size_mm=art.size_mm,
        pixels_per_mm=art.plan.grid.pixels_per_mm,
        triangles=sum(len(solid.faces) for solid in solids),
        max_error_mm=fine.max_error_mm,
        findings=known(pin, art, [look.name for look in asset.looks], timings),
        variants=tuple(look.name for look in asset.looks),
    )


def _page(
    pin: Pin,
    art: Artwork,
    path: Path,
    timings: Timings,
    fine: _Fineness,
    platings: Sequence[str],
    processes: Sequence[str],
) -> Exported:
    from pinrender import output
    from pinrender._page import page_of
    from pinrender.output.page import encode_page

    several = {"platings": platings, "processes": processes}
    page, findings = page_of(pin, art, timings, max_error_mm=fine.max_error_mm, **several)
    with timings.stage("write"):
        output.write_whole(path, encode_page(page))
    return output.Exported(
        path=path,
        size_mm=art.size_mm,
        pixels_per_mm=art.plan.grid.pixels_per_mm,
        triangles=None,
        max_error_mm=fine.max_error_mm,
        findings=findings,
        variants=tuple(swatch.name for swatch in page.platings),
    )


def _shape(pin: Pin, art: Artwork, path: Path, timings: Timings, fine: _Fineness) -> Exported:
    from pinrender import inspect, output

    suffix = path.suffix.lower()
    shape, relief = pipeline.relief(pin, art, timings)
    title = f"{pin.name}: {_captions.label(pin.design)}"
    mesh = None
    if suffix in output.SOLID_SUFFIXES:
        mesh = pipeline.solid(shape, relief, timings, max_error_mm=fine.max_error_mm)
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
        max_error_mm=None if mesh is None else fine.max_error_mm,
        findings=(*art.findings, *inspect.lint(art, pin.design.made_by), *relief.findings),
    )


def _within(what: str, value: float | None, within: tuple[float, float], unit: str, usual: float) -> float:
    low, high = within
    if value is not None and not low <= value <= high:
        raise UsageError(f"{what} {value:g}{unit} is outside {low:g} to {high:g}{unit}")
    return usual if value is None else value
