"""`pinrender inspect`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pinrender.cli._options import Art, Json, Layers, Size, layer_roles
from pinrender.cli._show import print_json, printable, show_findings
from pinrender.cli._tables import stdout_console, swatches, table

if TYPE_CHECKING:
    from pinrender import ArtworkReport

__all__ = ["inspect"]


def inspect(art: Art, size: Size = None, layer: Layers = None, json: Json = False) -> None:
    """Show what an artwork holds: layers, roles, colours, areas in mm² and size."""
    import pinrender

    report = pinrender.load(art, size=size, layers=layer_roles(layer)).report()
    if json:
        print_json(report.as_dict())
        return
    _print_report(report)
    show_findings(report.findings)


def _print_report(report: ArtworkReport) -> None:
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
        enamels = table("enamel", area="seen mm²")
        for color in report.palette:
            enamels.add_row(swatches([color.color]), f"{color.area_mm2:.1f}")
        console.print(enamels)
