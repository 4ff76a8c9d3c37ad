"""The options for the colours of an artwork, and for a picture without layers."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from pinrender.cli._options import number, pairs, whole_number

__all__ = [
    "Colors",
    "MergeColors",
    "Metal",
    "Paper",
    "Recolor",
    "Separate",
    "Swatches",
    "color_changes",
    "merged_below",
    "spelled_out",
]

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
Swatches = Annotated[
    Path | None,
    typer.Option(
        "--swatches",
        metavar="BOOK",
        help="A swatch book of yours (.ase, .aco, .gpl, .csv): spot colours, and layers named after a colour "
        "such as 'PMS 186 C', take its values.",
    ),
]
Recolor = Annotated[
    list[str] | None,
    typer.Option(
        "--recolor",
        metavar="OLD=NEW",
        help="A colour of enamel or ink becomes another: '#c8102e=#b01020'; repeatable.",
    ),
]
_MERGE = "--merge-colors"
_AUTO = "auto"
MergeColors = Annotated[
    str | None,
    typer.Option(
        _MERGE,
        metavar="[DIFFERENCE]",
        help="Make nearly equal enamel colours one, the larger area's: those below a CIEDE2000 of 2, or of "
        "what follows. If not given, they are told of only.",
    ),
]


def color_changes(options: Iterable[str] | None) -> list[tuple[str, str]]:
    """Split each ``OLD=NEW`` of ``--recolor``.

    Raises
    ------
    UsageError
        If a part is missing.
    """
    return pairs(options, "--recolor", "OLD=NEW", "'#c8102e=#b01020'")


def merged_below(text: str | None) -> float | None:
    """The CIEDE2000 below which colours become one; None if they do not.

    Raises
    ------
    UsageError
        If it is neither a number nor ``auto``.
    """
    from pinrender.swatches import MERGED_DE00

    if text is None:
        return None
    if text.strip().casefold() == _AUTO:
        return MERGED_DE00
    return number(_MERGE, "", "2")(text)


def spelled_out(arguments: Iterable[str]) -> list[str]:
    """Arguments with ``auto`` after a ``--merge-colors`` that no number follows."""
    given = list(arguments)
    following = [*given, ""][1:]
    told = []
    for argument, after in zip(given, following, strict=True):
        told.append(argument)
        if argument == _MERGE and after != _AUTO and not re.match(r"[-+]?[\d.]", after):
            told.append(_AUTO)
    return told
