"""`pinrender compare`."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from pinrender.cli._options import (
    Art,
    AsMade,
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
    Pixels,
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
    Recolor,
    Separate,
    Swatches,
    color_changes,
    merged_below,
)
from pinrender.cli._show import print_json, rounded, show_written_file, timed, written

if TYPE_CHECKING:
    from pinrender import Pin, Timings, design, separation
    from pinrender.findings import Finding

__all__ = ["compare"]

Sheet = Annotated[
    Path | None,
    typer.Option(
        "-o",
        "--output",
        metavar="FILE",
        help="Ends in .png, .html (one file, for a phone too) or .pdf; a PNG beside ART if not given.",
    ),
]
Processes = Annotated[
    list[str] | None,
    typer.Option(
        "--process",
        metavar="NAME[+epoxy]",
        help="What to compare, repeated or separated by commas; soft enamel, soft enamel with epoxy, hard "
        "enamel, cloisonne and die-struck if not given.",
    ),
]
Platings = Annotated[
    list[str] | None,
    typer.Option(
        "--plating",
        metavar="NAME",
        help="The metal; of several, repeated or separated by commas, each has a row of its own.",
    ),
]
DrawnVsMade = Annotated[
    bool,
    typer.Option(
        "--drawn-vs-made",
        help="Each process as drawn, as the factory would make it, and the metal gained and lost.",
    ),
]


def compare(
    art: Art,
    output: Sheet = None,
    process: Processes = None,
    plating: Platings = None,
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
    recolor: Recolor = None,
    studio: Studio = None,
    backdrop: BackdropOption = None,
    as_made: AsMade = None,
    drawn_vs_made: DrawnVsMade = False,
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

    Here --pixels is the side of each picture, 480 if not given.
    """
    import pinrender
    from pinrender._choices import COMPARED_PIXELS
    from pinrender.output import check_comparison, settle

    platings = _names(plating or ())
    names = _columns(process, platings, as_made, drawn_vs_made=drawn_vs_made)
    pin = pinrender.load(
        art,
        size=size,
        plating=platings[0] if platings else None,
        enamel=enamel,
        studio=studio,
        backdrop=backdrop,
        as_made=as_made,
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
        recolor=color_changes(recolor),
        view=view,
        pixels=COMPARED_PIXELS if pixels is None else pixels,
        quality=cast("design.Quality | None", quality),
        samples=samples,
        denoise=denoise,
    )
    ending, check = ("drawn-vs-made", None) if drawn_vs_made else ("compare", check_comparison)
    path = settle(output, art=art, name=pin.name, ending=ending, check=check)
    with timed(quiet=quiet) as timings:
        findings = _draw(pin, names, platings, path, timings, drawn_vs_made=drawn_vs_made)
    _show(pin, names, platings, path, timings, findings, quiet=quiet, as_json=json)


def _draw(
    pin: Pin, names: list[str], platings: list[str], path: Path, timings: Timings, *, drawn_vs_made: bool
) -> dict[str, tuple[Finding, ...]]:
    """Draw the sheet and write it, its pins always on something; return what there is to know of each."""
    from pinrender._compared import compared as compare_ways
    from pinrender._made import compare_made
    from pinrender._told import findings_each
    from pinrender.output import encode_comparison, write_whole

    findings = findings_each(pin, names, platings)
    pin = pin.replace(background="studio")
    if drawn_vs_made:
        frame = compare_made(pin, names, timings)
        with timings.stage("write"):
            frame.save(path)
        return findings
    comparison = compare_ways(pin, names, timings, platings=platings, findings=findings)
    with timings.stage("write"):
        write_whole(path, encode_comparison(comparison, path.suffix.lower()))
    return findings


def _columns(
    process: Iterable[str] | None, platings: list[str], as_made: bool | None, *, drawn_vs_made: bool
) -> list[str]:
    """The processes that are asked for, or those that are compared if none is."""
    from pinrender._choices import COMPARED, COMPARED_MADE
    from pinrender.errors import UsageError

    if drawn_vs_made and as_made is not None:
        raise UsageError("--drawn-vs-made shows both; leave out --as-made and --as-drawn")
    if drawn_vs_made and len(platings) > 1:
        raise UsageError("--drawn-vs-made shows metal lost and gained, in one plating; name one")
    return _names(process or (COMPARED_MADE if drawn_vs_made else COMPARED))


def _show(
    pin: Pin,
    names: list[str],
    platings: list[str],
    path: Path,
    timings: Timings,
    each: dict[str, tuple[Finding, ...]],
    *,
    quiet: bool,
    as_json: bool,
) -> None:
    """Print where the sheet is, and what there is to know of the pins on it."""
    from pinrender._told import compared, compared_findings

    findings = compared_findings(pin, each)
    if as_json:
        more = {
            **compared(pin, names, platings),
            "size_mm": rounded(pin.artwork().size_mm),
            "processes": names,
        }
        print_json(written(path, pin, timings, more=more, findings=findings))
    elif not quiet:
        show_written_file(path, findings)


def _names(options: Iterable[str]) -> list[str]:
    """Names from repeated and comma-separated options, each once."""
    from pinrender.errors import UsageError

    names = [name.strip() for option in options for name in option.split(",") if name.strip()]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise UsageError(f"'{twice}' is named twice, and would be the same pin twice; name it once")
    return names
