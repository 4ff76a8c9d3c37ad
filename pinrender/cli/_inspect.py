"""`pinrender inspect`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from pinrender.cli._options import Art, Json, Layers, Size, layer_roles
from pinrender.cli._show import print_json, printable, show_findings, stdout_console

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
    _print_tables(report)
    show_findings(report.findings)


def _print_tables(report: ArtworkReport) -> None:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    width_mm, height_mm = report.size_mm
    typer.echo(f"{printable(report.name)}: {width_mm:.2f} by {height_mm:.2f} mm")
    layers = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for heading in ("layer", "role", "why", "colours"):
        layers.add_column(heading)
    layers.add_column("area mm²", justify="right")
    for row in report.layers:
        layers.add_row(printable(row.name), row.role, printable(row.reason), _swatches(row.colors))
    stdout_console().print(layers)
