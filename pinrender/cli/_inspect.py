"""`pinrender inspect`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from pinrender.cli._options import (
    Art,
    Dimensions,
    Enamel,
    Epoxy,
    Json,
    Layers,
    Plating,
    Process,
    Size,
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
from pinrender.cli._show import print_json, printable, show_findings
from pinrender.cli._tables import stdout_console, swatches, table

if TYPE_CHECKING:
    from pinrender import ArtworkReport, Pin, separation

__all__ = ["inspect"]

Preview = Annotated[
    Path | None,
    typer.Option(
        "--preview",
        metavar="FILE",
        help="Also draw a sheet of what was understood, a PNG: the plan from above, and each layer.",
    ),
]
WriteSvg = Annotated[
    Path | None,
    typer.Option(
        "--write-svg",
        metavar="FILE",
        help="Also save the layers as they were understood, to go on with in a drawing program: an SVG in mm "
        "with layers, exact outlines and flat fills.",
    ),
]


def inspect(
    art: Art,
    process: Process = None,
    epoxy: Epoxy = None,
    plating: Plating = None,
    enamel: Enamel = None,
    size: Size = None,
    layer: Layers = None,
    separate: Separate = None,
    metal: Metal = None,
    colors: Colors = None,
    paper: Paper = None,
    swatches: Swatches = None,
    merge_colors: MergeColors = None,
    recolor: Recolor = None,
    dimension: Dimensions = None,
    preview: Preview = None,
    write_svg: WriteSvg = None,
    json: Json = False,
) -> None:
    """Show what an artwork holds: layers, roles, colours, areas in mm² and size.

    Findings are those on the pin that 'pinrender render' with the same options makes of it. Nothing is
    written but what --preview and --write-svg name.
    """
    import pinrender
    from pinrender._told import made_of

    pin = pinrender.load(
        art,
        process=process,
        epoxy=epoxy,
        plating=plating,
        enamel=enamel,
        size=size,
        layers=layer_roles(layer),
        separate=cast("separation.Separate | None", separate),
        metal=metal,
        colors=colors,
        paper=paper,
        swatches=swatches,
        merge_colors=merged_below(merge_colors),
        recolor=color_changes(recolor),
        dimensions=name_values(dimension),
    )
    _write(pin, preview, write_svg)
    report = pin.report()
    if json:
        print_json({**report.as_dict(), "design": made_of(pin)})
        return
    _print_report(report, pin.design.title)
    show_findings(report.findings)


def _write(pin: Pin, preview: Path | None, layers: Path | None) -> None:
    """Write the files that are asked for; nothing is read where one of them cannot be written."""
    from pinrender.output import draw_understood, encode_layers_svg, settle, write_whole

    settled = {
        suffix: None if where is None else settle(where, art=pin.path, name="", ending="", suffix=suffix)
        for suffix, where in ((".png", preview), (".svg", layers))
    }
    if (sheet := settled[".png"]) is not None:
        draw_understood(pin.artwork()).save(sheet)
    if (drawing := settled[".svg"]) is not None:
        write_whole(drawing, encode_layers_svg(pin.artwork()))


def _print_report(report: ArtworkReport, made_as: str) -> None:
    console = stdout_console()
    width_mm, height_mm = report.size_mm
    console.print(f"{printable(report.name)}: {width_mm:.2f} by {height_mm:.2f} mm")
    console.print(f"body {report.body_area_mm2:.1f} mm², of it raised metal {report.metal_area_mm2:.1f} mm²")
    layers = table("layer", "role", "why", "colours", area="area mm²")
    for layer in report.layers:
        kind = layer.plating or layer.filled
        role = f"{layer.role}, {kind}" if kind else layer.role
        if not layer.visible:
            role += " (hidden)"
        layers.add_row(
            printable(layer.name),
            role,
            printable(layer.reason),
            swatches(layer.colors),
            f"{layer.area_mm2:.1f}",
        )
    console.print(layers)
    if report.palette:
        named = any(color.name for color in report.palette)
        enamels = table("enamel", *(["called"] if named else []), area="seen mm²")
        for color in report.palette:
            called = [printable(color.name or "")] if named else []
            enamels.add_row(swatches([color.color]), *called, f"{color.area_mm2:.1f}")
        console.print(enamels)
    if report.findings:
        typer.echo(f"made as {made_as[:1].lower()}{made_as[1:]}:", err=True)
