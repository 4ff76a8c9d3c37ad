"""`pinrender export`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from pinrender.cli._export_options import (
    ExportFile,
    MaxError,
    PixelsPerMm,
    Variants,
    fineness,
    variants,
)
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
    from pinrender import Pin, design, separation
    from pinrender.output import Exported

__all__ = ["export"]


def export(
    art: Art,
    output: ExportFile = None,
    process: Process = None,
    epoxy: Epoxy = None,
    plating: Plating = None,
    enamel: Enamel = None,
    size: Size = None,
    variant: Variants = None,
    pixels_per_mm: PixelsPerMm = None,
    max_error: MaxError = None,
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
    """Write one pin for other programs: with its look (.html, .glb, .usdz), as a solid, or its heights.

    Options override the pin.toml beside ART, as in 'pinrender render'. A solid and heights are in
    millimetres and have no colour: plating, enamel, grade and the age of the epoxy change nothing in them.
    """
    import pinrender
    from pinrender._export import export as write
    from pinrender._unused import unused_in_file
    from pinrender.output import check_export, settle

    fine = fineness(pixels_per_mm, max_error)
    several = variants(variant)
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
    path = settle(output, art=art, name=pin.name, ending=_made_as(pin), suffix=".stl", check=check_export)
    with timed(quiet=quiet) as timings:
        made = write(pin, path, timings, **several, **fine)
    looks = {"plating": plating, "enamel": enamel, "epoxy-age": epoxy_age, "grade": grade}
    findings = (*made.findings, *unused_in_file(made.path.suffix.lower(), {} if made.variants else looks))
    if json:
        print_json(written(made.path, pin, timings, more=_measures(pin, made), findings=findings))
    elif not quiet:
        show_written_file(made.path, findings)


def _made_as(pin: Pin) -> str:
    """The process in a file's name."""
    return f"{pin.design.process}-epoxy" if pin.design.domed else pin.design.process


def _measures(pin: Pin, made: Exported) -> dict[str, Any]:
    """What was made, how finely, and how large; the light is no part of it."""
    from pinrender._told import design_of

    design = design_of(pin, pixels_per_mm=made.pixels_per_mm)
    del design["studio"]
    told = {
        "design": design,
        "size_mm": rounded(made.size_mm),
        "pixels_per_mm": round(made.pixels_per_mm, 3),
    }
    if made.triangles is not None:
        told |= {"max_error_mm": made.max_error_mm, "triangles": made.triangles}
    return told | ({"variants": list(made.variants)} if made.variants else {})
