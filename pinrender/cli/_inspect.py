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
from pinrender.cli._separation_options import Colors, Metal, Paper, Separate
from pinrender.cli._show import print_json, printable, show_findings
from pinrender.cli._tables import stdout_console, swatches, table

if TYPE_CHECKING:
    from pinrender import ArtworkReport, separation

__all__ = ["inspect"]

Preview = Annotated[
    Path | None,
    typer.Option(
        "--preview",
        metavar="FILE",
        help="Also draw a sheet of what was understood, a PNG: the plan from above, and each layer.",
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
    dimension: Dimensions = None,
    preview: Preview = None,
    json: Json = False,
) -> None:
    """Show what an artwork holds: layers, roles, colours, areas in mm² and size.

    Findings are those on the pin that 'pinrender render' with the same options makes of it. Nothing is
    written but the sheet that --preview names.
    """
    import pinrender
    from pinrender._told import made_of
    from pinrender.output import check_writable, draw_understood

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
        dimensions=name_values(dimension),
    )
    if preview is not None:
        check_writable(preview, suffix=".png")
        draw_understood(pin.artwork()).save(preview)
    report = pin.report()
    if json:
        print_json({**report.as_dict(), "design": made_of(pin)})
        return
    _print_report(report, pin.design.title)
    show_findings(report.findings)


def _print_report(report: ArtworkReport, made_as: str) -> None:
    console = stdout_console()
    width_mm, height_mm = report.size_mm
    console.print(f"{printable(report.name)}: {width_mm:.2f} by {height_mm:.2f} mm")
    console.print(f"body {report.body_area_mm2:.1f} mm², of it raised metal {report.metal_area_mm2:.1f} mm²")
    layers = table("layer", "role", "why", "colours", area="area mm²")
    for layer in report.layers:
        role = f"{layer.role}, {layer.plating}" if layer.plating else layer.role
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
