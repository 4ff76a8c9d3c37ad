"""`pinrender advise`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Annotated, cast

import typer

from pinrender.cli._options import (
    Art,
    Enamel,
    Json,
    Layers,
    Plating,
    Size,
    layer_roles,
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
    from pinrender import separation
    from pinrender.inspect import Advice, Reason

__all__ = ["advise"]

UseOption = Annotated[
    str | None,
    typer.Option(
        "--use",
        metavar="NAME",
        help="What it is for: trading, corporate, award, ...: see 'pinrender list uses'.",
    ),
]
BudgetOption = Annotated[
    str | None, typer.Option("--budget", metavar="low|mid|high", help="How much a pin may cost.")
]
Wants = Annotated[
    list[str] | None,
    typer.Option(
        "--wants",
        metavar="NAME,...",
        help="What is wished, repeated or separated by commas: antique, 3d, smooth, ...: see 'pinrender list "
        "wants'.",
    ),
]
_SIGNS = {"for": "+", "against": "-", "refused": "no"}


def advise(
    art: Art,
    use: UseOption = None,
    budget: BudgetOption = None,
    wants: Wants = None,
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
    json: Json = False,
) -> None:
    """Rank the processes for a design, with every reason and whose rule it is.

    Each reason for counts one and each against takes one away; what cannot be made comes last.
    """
    import pinrender
    from pinrender._advised import advise as ranked
    from pinrender.design import plated
    from pinrender.errors import UsageError
    from pinrender.inspect import budget_called

    wished = _listed(wants or ())
    if wants and not wished:
        raise UsageError("--wants names nothing; leave it out, or see 'pinrender list wants'")
    pin = pinrender.load(
        art,
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
    )
    with timed(quiet=json) as timings:
        found, disputed, worn = ranked(pin, timings, use=use, budget=budget, wants=wished)
    if json:
        told = {key: value for key, value in (("disputed", disputed), ("plating", worn)) if value}
        print_json({"art": str(pin.path), **told, "advice": [each.as_dict() for each in found]})
        return
    _print(pin.name, found)
    if worn:
        typer.echo(f"Judged in {plated(worn).title.lower()}, as is wished: order it with --plating {worn}.")
    if budget is not None and budget_called(budget) == "high":
        typer.echo("A high budget rules no process out.")
    if disputed:
        typer.echo(f"{disputed[:1].upper()}{disputed[1:]}.")


def _listed(options: Iterable[str]) -> list[str]:
    names = [name.strip() for option in options for name in option.split(",")]
    return list(dict.fromkeys(name for name in names if name))


def _print(name: str, found: Sequence[Advice]) -> None:
    console = stdout_console()
    console.print(f"{printable(name)}: {_verdict(found)}")
    listed = table("", "process", "balance", "why")
    for place, advice in enumerate(found, start=1):
        balance = "-" if advice.is_refused else f"{advice.balance:+d}" if advice.balance else "0"
        lines = [_line(reason) for reason in advice.reasons] or ["nothing speaks for it or against"]
        if advice.is_refused and advice.smallest_mm is not None:
            lines.append(f"could be made from {advice.smallest_mm} mm on")
        listed.add_row(str(place), advice.process, balance, "\n".join(lines))
    console.print(listed)


def _verdict(found: Sequence[Advice]) -> str:
    """Which suits best, or which do alike."""
    from pinrender.catalog import Process, load

    if found[0].is_refused:
        return "No process can make it as it is drawn."
    best = [each.title for each in found if not each.is_refused and each.balance == found[0].balance]
    if len(best) == 1:
        return f"{best[0]} suits it best."
    first = ", ".join([best[0], *(title.lower() for title in best[1:-1])])
    costs = {load(Process, each.process).cost.of_5 for each in found[: len(best)]}
    order = "the cheapest comes first" if len(costs) > 1 else "they cost about the same"
    return f"{first} and {best[-1].lower()} suit it alike; {order}."


def _line(reason: Reason) -> str:
    source = f", {reason.source}" if reason.source else ""
    return printable(f"{_SIGNS[reason.side]} {reason.words} [{reason.rule}{source}]")
