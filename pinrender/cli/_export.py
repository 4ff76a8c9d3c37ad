"""`pinrender export`."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, cast

import typer

from pinrender.cli._options import (
    Art,
    AsMade,
    Dimensions,
    Enamel,
    Epoxy,
    EpoxyAge,
    EpoxyHeight,
    EpoxyVolume,
    Grade,
    Json,
    Layers,
    Plating,
    Process,
    Quiet,
    Seed,
    Size,
    Walls,
    layer_roles,
    name_values,
    number,
)
from pinrender.cli._separation_options import (
    Colors,
    MergeColors,
    Metal,
    Paper,
    Recolor,
    Separate,
    Swatches,
    color_changes,
    merged_below,
)
from pinrender.cli._show import print_json, rounded, show_written_file, timed, written

if TYPE_CHECKING:
    from pinrender import Finding, Pin, Timings, design, separation
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
    plating: Plating = None,
    enamel: Enamel = None,
    size: Size = None,
    pixels_per_mm: PixelsPerMm = 40.0,
    max_error: MaxError = "0.005mm",
    layer: Layers = None,
    separate: Separate = None,
    metal: Metal = None,
    colors: Colors = None,
    paper: Paper = None,
    swatches: Swatches = None,
    merge_colors: MergeColors = None,
    recolor: Recolor = None,
    as_made: AsMade = None,
    walls: Walls = None,
    epoxy_height: EpoxyHeight = None,
    epoxy_volume: EpoxyVolume = None,
    epoxy_age: EpoxyAge = None,
    dimension: Dimensions = None,
    grade: Grade = None,
    seed: Seed = None,
    quiet: Quiet = False,
    json: Json = False,
) -> None:
    """Write one pin as a closed solid, or its heights, in millimetres.

    Options override the pin.toml beside ART, as in 'pinrender render'. A solid has no colour: plating,
    enamel, grade and the age of the epoxy change nothing in it.
    """
    import pinrender
    from pinrender._export import export as write
    from pinrender._unused import unused_in_file
    from pinrender.output import check_export, settle
    from pinrender.units import parse_length_mm

    pin = pinrender.load(
        art,
        size=size,
        process=process,
        plating=plating,
        enamel=enamel,
        epoxy=epoxy,
        epoxy_age=epoxy_age,
        epoxy_height=epoxy_height,
        epoxy_volume=epoxy_volume,
        as_made=as_made,
        walls=cast("design.Walls | None", walls),
        dimensions=name_values(dimension),
        grade=grade,
        seed=seed,
        layers=layer_roles(layer),
        separate=cast("separation.Separate | None", separate),
        metal=metal,
        colors=colors,
        paper=paper,
        swatches=swatches,
        merge_colors=merged_below(merge_colors),
        recolor=color_changes(recolor),
    )
    max_error_mm = parse_length_mm(max_error, what="--max-error")
    path = settle(output, art=art, name=pin.name, ending=_made_as(pin), suffix=".stl", check=check_export)
    with timed(quiet=quiet) as timings:
        made = write(pin, path, timings, pixels_per_mm=pixels_per_mm, max_error_mm=max_error_mm)
    looks = {"plating": plating, "enamel": enamel, "epoxy-age": epoxy_age, "grade": grade}
    findings = (*made.findings, *unused_in_file(made.path.suffix.lower(), looks))
    if json:
        print_json(_told(pin, made, timings, max_error_mm, pixels_per_mm, findings))
    elif not quiet:
        show_written_file(made.path, findings)


def _made_as(pin: Pin) -> str:
    """The process in a file's name."""
    return f"{pin.design.process}-epoxy" if pin.design.domed else pin.design.process


def _told(
    pin: Pin,
    made: Exported,
    timings: Timings,
    max_error_mm: float,
    pixels_per_mm: float,
    findings: Iterable[Finding],
) -> dict[str, Any]:
    """What was made, how finely, and how large; the light is no part of it."""
    from pinrender._told import design_of

    design = design_of(pin, pixels_per_mm=pixels_per_mm)
    del design["studio"]
    told = {
        "design": design,
        "size_mm": rounded(made.size_mm),
        "pixels_per_mm": round(made.pixels_per_mm, 3),
    }
    solid = {"max_error_mm": max_error_mm, "triangles": made.triangles}
    more = told if made.triangles is None else {**told, **solid}
    return written(made.path, pin, timings, more=more, findings=findings)
