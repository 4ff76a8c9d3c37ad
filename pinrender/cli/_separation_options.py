"""The options for a picture without layers."""

from __future__ import annotations

from typing import Annotated

import typer

from pinrender.cli._options import whole_number

__all__ = ["Colors", "Metal", "Paper", "Separate"]

Separate = Annotated[
    str | None,
    typer.Option(
        "--separate",
        metavar="auto|off",
        help="Take a picture without layers apart by its colours (if not given), or leave it one layer.",
    ),
]
Metal = Annotated[
    list[str] | None,
    typer.Option(
        "--metal",
        metavar="COLOR",
        help="Which colour of a picture without layers is metal: '#1a1a1a', or none; repeatable. If not "
        "given, its outlines.",
    ),
]
Colors = Annotated[
    int | None,
    typer.Option(
        "--colors",
        metavar="N",
        parser=whole_number("--colors", 6),
        help="How many enamel colours a picture without layers has at most, 1 to 64.",
    ),
]
Paper = Annotated[
    str | None,
    typer.Option(
        "--paper",
        metavar="COLOR",
        help="Background of a picture without layers, which is removed: '#ffffff', or none. If not given, "
        "the colour of most of its border.",
    ),
]
