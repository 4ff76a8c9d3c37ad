"""`pinrender check`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from pinrender.cli._options import (
    Art,
    BaseMetal,
    Dimensions,
    Enamel,
    Epoxy,
    Json,
    Layers,
    Pixels,
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
from pinrender.cli._show import print_json, printable, timed
from pinrender.cli._tables import stdout_console, table

if TYPE_CHECKING:
    from pinrender import Pin, design, separation
    from pinrender.findings import Finding
    from pinrender.inspect import Check

__all__ = ["check"]

Overlay = Annotated[
    Path | None,
    typer.Option(
        "-o", "--output", metavar="FILE", help="Also draw the pin with a numbered mark at each place, a PNG."
    ),
]
Every = Annotated[
    bool, typer.Option("--all", help="Check every process in turn, and list what each would refuse.")
]


def check(
    art: Art,
    process: Process = None,
    epoxy: Epoxy = None,
    plating: Plating = None,
    enamel: Enamel = None,
    base_metal: BaseMetal = None,
    size: Size = None,
    output: Overlay = None,
    every: Every = False,
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
    pixels: Pixels = None,
    quiet: Quiet = False,
    json: Json = False,
) -> None:
    """Say whether a pin can be made: what is too fine, what does not go together, and from which size on.

    Ends with 1 where something cannot be made, with --all where no process can make it.
    """
    import pinrender
    from pinrender.errors import UsageError

    if every and process is not None:
        raise UsageError("--all checks every process; leave out --process, or --all")
    pin = pinrender.load(
        art,
        process=process,
        epoxy=epoxy,
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
        pixels=pixels,
    )
    able = _each(pin, output, quiet=quiet, as_json=json) if every else _one(pin, output, quiet, json)
    if not able:
        raise typer.Exit(1)


def _one(pin: Pin, output: Path | None, quiet: bool, as_json: bool) -> bool:
    from pinrender._checked import draw_check
    from pinrender.output import settle

    path = None if output is None else settle(output, art=pin.path, name=pin.name, ending="check")
    with timed(quiet=quiet) as timings:
        checked = pin.check(timings=timings)
        if path is not None:
            draw_check(pin, checked, timings).save(path)
    if as_json:
        told = {"path": str(path)} if path is not None else {}
        print_json({"art": str(pin.path), **told, **checked.as_dict()})
    elif not quiet:
        _print_one(pin, checked)
        if path is not None:
            typer.echo(printable(str(path)))
    return checked.can_be_made


def _each(pin: Pin, output: Path | None, *, quiet: bool, as_json: bool) -> bool:
    from pinrender._checked import check_each
    from pinrender.errors import UsageError

    if output is not None:
        raise UsageError("--all checks every process and draws none; leave out --output, or --all")
    with timed(quiet=quiet) as timings:
        checks = check_each(pin, timings)
    if as_json:
        print_json({"art": str(pin.path), "checks": [each.as_dict() for each in checks]})
    elif not quiet:
        _print_each(checks)
    return any(each.can_be_made for each in checks)


def _print_one(pin: Pin, checked: Check) -> None:
    from pinrender._checked import verdict

    console = stdout_console()
    width_mm, height_mm = checked.size_mm
    console.print(f"{printable(pin.name)}, {checked.title}: {width_mm:.1f} by {height_mm:.1f} mm")
    console.print(verdict(checked))
    if checked.weight is not None:
        count = len(checked.posts_mm)
        posts = "one post" if count == 1 else f"{count} posts"
        console.print(f"Weighs {checked.weight.total_g:.1f} g of {pin.design.base}, wants {posts}.")
    if checked.findings:
        listed = table("", "", "measured", "limit", "what, and what to do")
        for number, finding in enumerate(checked.findings, start=1):
            listed.add_row(str(number), finding.severity, *_measures(finding), printable(_told(finding)))
        console.print(listed)


def _measures(finding: Finding) -> tuple[str, str]:
    if finding.measured is None or finding.limit is None:
        return "", ""
    return f"{finding.measured:.3g} {finding.unit}", f"{finding.limit:.3g} {finding.unit}"


def _told(finding: Finding) -> str:
    advice = f" ({finding.suggestion})" if finding.suggestion else ""
    source = f" [{finding.source}]" if finding.source else ""
    return f"{finding.message}{advice}{source}"


def _print_each(checks: Sequence[Check]) -> None:
    from pinrender.findings import Severity

    listed = table("process", "can be made", "from", "at risk", "refused because")
    for each in checks:
        refused = [finding.message for finding in each.findings if finding.severity is Severity.ERROR]
        risks = sum(finding.severity is Severity.WARNING for finding in each.findings)
        smallest = "" if each.smallest_mm is None else f"{each.smallest_mm} mm"
        able = "yes" if each.can_be_made else "no"
        listed.add_row(each.process, able, smallest, str(risks), printable("; ".join(refused)))
    stdout_console().print(listed)
