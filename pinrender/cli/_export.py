"""`pinrender export`."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from pinrender.cli._options import (
    Art,
    Dimensions,
    Epoxy,
    EpoxyHeight,
    EpoxyVolume,
    Grade,
    Json,
    Layers,
    Process,
    Quiet,
    Seed,
    Size,
    Walls,
    layer_roles,
    name_values,
    number,
)
from pinrender.cli._show import print_json, printable, show_findings, timed

if TYPE_CHECKING:
    from pinrender import Pin, Timings, design
    from pinrender.output import Exported

__all__ = ["export"]

ExportFile = Annotated[
    Path | None,
    typer.Option(
        "-o",
        "--output",
        metavar="FILE",
        help="Ends in .stl, .3mf, .obj or .ply for the solid, in .png (16-bit) or .npz for its heights; an "
        "STL beside ART if not given.",
    ),
]
PixelsPerMm = Annotated[
    float,
    typer.Option(
        "--pixels-per-mm",
        metavar="N",
        parser=number("--pixels-per-mm", "", "40"),
        help="Samples to the millimetre, 4 to 80.",
    ),
]
MaxError = Annotated[
    str,
    typer.Option(
        "--max-error", metavar="LENGTH", help="How far the solid may leave the surface: 0.001mm to 0.5mm."
    ),
]


def export(
    art: Art,
    output: ExportFile = None,
    process: Process = None,
    epoxy: Epoxy = None,
    size: Size = None,
    pixels_per_mm: PixelsPerMm = 40.0,
    max_error: MaxError = "0.005mm",
    layer: Layers = None,
    walls: Walls = None,
    epoxy_height: EpoxyHeight = None,
    epoxy_volume: EpoxyVolume = None,
    dimension: Dimensions = None,
    grade: Grade = None,
    seed: Seed = None,
    quiet: Quiet = False,
    json: Json = False,
) -> None:
    """Write one pin as a closed solid, or its heights, in millimetres.

    Options override the pin.toml beside ART, as in 'pinrender render'.
    """
    import pinrender
    from pinrender._export import export as write
    from pinrender.output import check_export, settle
    from pinrender.units import parse_length_mm

    max_error_mm = parse_length_mm(max_error, what="--max-error")
    pin = pinrender.load(
        art,
        size=size,
        process=process,
        epoxy=epoxy,
        epoxy_height=epoxy_height,
        epoxy_volume=epoxy_volume,
        walls=cast("design.Walls | None", walls),
        dimensions=name_values(dimension),
        grade=grade,
        seed=seed,
        layers=layer_roles(layer),
    )
    made_as = f"{pin.design.process}-epoxy" if pin.design.domed else pin.design.process
    path = settle(output, art=art, name=pin.name, ending=made_as, suffix=".stl", check=check_export)
    with timed(quiet=quiet) as timings:
        written = write(pin, path, timings, pixels_per_mm=pixels_per_mm, max_error_mm=max_error_mm)
    if json:
        _show_json(written, pin, timings, max_error_mm)
    elif not quiet:
        show_findings(written.findings)
        typer.echo(printable(str(written.path)))


def _show_json(written: Exported, pin: Pin, timings: Timings, max_error_mm: float) -> None:
    print_json(
        {
            "path": str(written.path),
            "art": str(pin.path),
            "design": dataclasses.asdict(pin.design),
            "size_mm": [round(length_mm, 3) for length_mm in written.size_mm],
            "pixels_per_mm": round(written.pixels_per_mm, 3),
            "max_error_mm": max_error_mm,
            "triangles": written.triangles,
            "findings": [dataclasses.asdict(finding) for finding in written.findings],
            "timings": {stage: round(seconds, 4) for stage, seconds in timings.seconds.items()},
        }
    )
