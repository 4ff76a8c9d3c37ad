"""`pinrender compare`."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from pinrender.cli._options import (
    Art,
    BackdropOption,
    Denoise,
    Dimensions,
    Enamel,
    EpoxyAge,
    EpoxyHeight,
    EpoxyVolume,
    Grade,
    Json,
    Layers,
    Output,
    Pixels,
    Plating,
    QualityOption,
    Quiet,
    Samples,
    Seed,
    Size,
    Studio,
    ViewOption,
    Walls,
    layer_roles,
    name_values,
)
from pinrender.cli._separation_options import (
    Colors,
    MergeColors,
    Metal,
    Paper,
    Separate,
    Swatches,
    merged_below,
)
from pinrender.cli._show import print_json, printable, rounded, show_findings, timed, written

if TYPE_CHECKING:
    from pinrender import Pin, Timings, design, separation

__all__ = ["compare"]

Processes = Annotated[
    list[str] | None,
    typer.Option(
        "--process",
        metavar="NAME[+epoxy]",
        help="What to compare, repeated or separated by commas; soft enamel, soft enamel with epoxy and hard "
        "enamel if not given.",
    ),
]


def compare(
    art: Art,
    output: Output = None,
    process: Processes = None,
    plating: Plating = None,
    enamel: Enamel = None,
    size: Size = None,
    view: ViewOption = "three-quarter",
    pixels: Pixels = None,
    layer: Layers = None,
    separate: Separate = None,
    metal: Metal = None,
    colors: Colors = None,
    paper: Paper = None,
    swatches: Swatches = None,
    merge_colors: MergeColors = None,
    studio: Studio = None,
    backdrop: BackdropOption = None,
    walls: Walls = None,
    epoxy_height: EpoxyHeight = None,
    epoxy_volume: EpoxyVolume = None,
    epoxy_age: EpoxyAge = None,
    dimension: Dimensions = None,
    grade: Grade = None,
    seed: Seed = None,
    quality: QualityOption = None,
    samples: Samples = None,
    denoise: Denoise = None,
    quiet: Quiet = False,
    json: Json = False,
) -> None:
    """Draw the same pin made in several ways, side by side on a labelled sheet.

    Here --pixels is the side of each picture, 720 if not given.
    """
    import pinrender
    from pinrender._choices import COMPARED, COMPARED_PIXELS
    from pinrender.output import settle

    names = _names(process or COMPARED)
    pixels = COMPARED_PIXELS if pixels is None else pixels
    pin = pinrender.load(
        art,
        size=size,
        plating=plating,
        enamel=enamel,
        studio=studio,
        backdrop=backdrop,
        walls=cast("design.Walls | None", walls),
        epoxy_height=epoxy_height,
        epoxy_volume=epoxy_volume,
        epoxy_age=epoxy_age,
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
        view=view,
        pixels=pixels,
        quality=cast("design.Quality | None", quality),
        samples=samples,
        denoise=denoise,
    )
    path = settle(output, art=art, name=pin.name, ending="compare")
    with timed(quiet=quiet) as timings:
        frame = pin.compare(names, view=pin.shot.view, pixels=pixels, timings=timings)
        with timings.stage("write"):
            frame.save(path)
    _show(pin, names, path, timings, quiet=quiet, as_json=json)


def _show(pin: Pin, names: list[str], path: Path, timings: Timings, *, quiet: bool, as_json: bool) -> None:
    """Print where the sheet is, and what there is to know of the pins on it."""
    from pinrender._told import compared, compared_findings

    findings = compared_findings(pin, names)
    if as_json:
        more = {**compared(pin, names), "size_mm": rounded(pin.artwork().size_mm), "processes": names}
        print_json(written(path, pin, timings, more=more, findings=findings))
    elif not quiet:
        show_findings(findings)
        typer.echo(printable(str(path)))


def _names(options: Iterable[str]) -> list[str]:
    """Process names from repeated and comma-separated options."""
    names = [name.strip() for option in options for name in option.split(",")]
    return [name for name in names if name]
