"""`pinrender proof`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from pinrender.cli._options import (
    Art,
    BaseMetal,
    Dimensions,
    Enamel,
    Epoxy,
    EpoxyHeight,
    Json,
    Layers,
    Plating,
    Process,
    Quiet,
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
from pinrender.cli._show import print_json, show_written_file, timed

if TYPE_CHECKING:
    from pinrender import design, separation

__all__ = ["proof"]

ProofFile = Annotated[
    Path | None,
    typer.Option("-o", "--output", metavar="FILE", help="Where to write the PDF; beside ART if not given."),
]
Sheet = Annotated[str, typer.Option("--sheet", metavar="a4|letter", help="Size of the paper.")]
Customer = Annotated[str, typer.Option("--customer", metavar="TEXT", help="Who orders it.")]
Job = Annotated[
    str, typer.Option("--job", metavar="TEXT", help="What it is called; the artwork's name if not given.")
]
Revision = Annotated[str, typer.Option("--revision", metavar="TEXT", help="Which proof of it this is.")]
Date = Annotated[
    str, typer.Option("--date", metavar="TEXT", help="Printed as it is written; blank if not given.")
]
Quantity = Annotated[str, typer.Option("--quantity", metavar="TEXT", help="How many are ordered.")]
Attachment = Annotated[str, typer.Option("--attachment", metavar="TEXT", help="What holds it.")]


def proof(
    art: Art,
    output: ProofFile = None,
    process: Process = None,
    epoxy: Epoxy = None,
    epoxy_height: EpoxyHeight = None,
    plating: Plating = None,
    enamel: Enamel = None,
    base_metal: BaseMetal = None,
    size: Size = None,
    sheet: Sheet = "a4",
    customer: Customer = "",
    job: Job = "",
    revision: Revision = "",
    date: Date = "",
    quantity: Quantity = "",
    attachment: Attachment = "butterfly clutch",
    layer: Layers = None,
    separate: Separate = None,
    metal: Metal = None,
    colors: Colors = None,
    paper: Paper = None,
    swatches: Swatches = None,
    merge_colors: MergeColors = None,
    recolor: Recolor = None,
    walls: Walls = None,
    dimension: Dimensions = None,
    quiet: Quiet = False,
    json: Json = False,
) -> None:
    """Write the sheet that a factory and a customer sign: drawings, dimensions, colours, findings."""
    import pinrender
    from pinrender._proofed import proof as proofed
    from pinrender.errors import chosen
    from pinrender.output import PAPERS, Order, encode_proof, settle, write_whole

    sheet = chosen("size of paper", sheet, PAPERS)
    pin = pinrender.load(
        art,
        process=process,
        epoxy=epoxy,
        epoxy_height=epoxy_height,
        plating=plating,
        enamel=enamel,
        base_metal=base_metal,
        size=size,
        layers=layer_roles(layer),
        separate=cast("separation.Separate | None", separate),
        metal=metal,
        colors=colors,
        paper=paper,
        swatches=swatches,
        merge_colors=merged_below(merge_colors),
        recolor=color_changes(recolor),
        walls=cast("design.Walls | None", walls),
        dimensions=name_values(dimension),
    )
    order = Order(
        customer=customer, job=job, revision=revision, date=date, quantity=quantity, attachment=attachment
    )
    path = settle(output, art=art, name=pin.name, ending="proof", suffix=".pdf")
    with timed(quiet=quiet) as timings:
        made = proofed(pin, order, timings)
        write_whole(path, encode_proof(made, paper=sheet))
    if json:
        findings = [finding.as_dict() for finding in made.findings]
        print_json({"path": str(path), "art": str(art), "digest": made.digest, "findings": findings})
    elif not quiet:
        show_written_file(path, made.findings)
