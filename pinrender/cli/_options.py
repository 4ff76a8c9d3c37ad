"""The options that commands share, each with its one line of help."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Annotated

import typer

from pinrender.errors import UsageError

__all__ = [
    "Art",
    "AsMade",
    "BackdropOption",
    "BackgroundOption",
    "BaseMetal",
    "Denoise",
    "Dimensions",
    "Enamel",
    "Epoxy",
    "EpoxyAge",
    "EpoxyHeight",
    "EpoxyVolume",
    "Grade",
    "Json",
    "Layers",
    "Output",
    "Pixels",
    "Plating",
    "Process",
    "QualityOption",
    "Quiet",
    "Samples",
    "Seed",
    "Size",
    "Studio",
    "ViewOption",
    "Walls",
    "layer_roles",
    "name_values",
    "number",
    "pairs",
    "whole_number",
]


def whole_number(flag: str, example: int) -> Callable[[str], int]:
    """How an option that counts is read; what is no whole number is refused with one that is."""

    def read(text: str) -> int:
        try:
            return int(text)
        except ValueError:
            near = _rounded(text, example)
            raise UsageError(
                f"{flag} '{text}' is not a whole number; write for example {flag} {near}"
            ) from None

    return read


def number(flag: str, of: str, example: str) -> Callable[[str], float]:
    """How an option that measures is read; what is no number is refused with one that is."""

    def read(text: str) -> float:
        try:
            return float(text)
        except ValueError:
            raise UsageError(
                f"{flag} '{text}' is not a number{of}; write for example {flag} {example}"
            ) from None

    return read


def _rounded(text: str, example: int) -> int:
    """The whole number nearest to what was written, if that is a number at all."""
    try:
        value = float(text)
    except ValueError:
        return example
    return round(value) if math.isfinite(value) else example


Art = Annotated[
    Path,
    typer.Argument(
        metavar="ART",
        help="A layered SVG, PDF, .ai, .psd or .ora, a folder or .zip of PNG layers, or one flat picture.",
        show_default=False,
    ),
]
Output = Annotated[
    Path | None,
    typer.Option("-o", "--output", metavar="FILE", help="Where to write the PNG; beside ART if not given."),
]
Process = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        help="How it is made: soft-enamel if not given, cloisonne, ...: see 'pinrender list processes'.",
    ),
]
AsMade = Annotated[
    bool | None,
    typer.Option(
        "--as-made/--as-drawn",
        help="What is too fine as the factory would make it; or all as drawn, whatever would be lost.",
    ),
]
BaseMetal = Annotated[
    str | None,
    typer.Option(
        "--base-metal",
        metavar="NAME",
        help="What it is made of below its plating: as usual if not given; see 'pinrender list metals'.",
    ),
]
Epoxy = Annotated[
    bool | None,
    typer.Option(
        "--epoxy/--no-epoxy",
        help="A clear dome over the face, or over the areas that an epoxy layer names; if not given, as "
        "makers usually do.",
    ),
]
EpoxyHeight = Annotated[
    str | None,
    typer.Option(
        "--epoxy-height",
        metavar="LENGTH",
        help="Height of the dome's crown above the lines, even where it would run over.",
    ),
]
EpoxyVolume = Annotated[
    str | None,
    typer.Option("--epoxy-volume", metavar="VOLUME", help="How much epoxy is poured: 350mm3, 0.35ml."),
]
EpoxyAge = Annotated[
    float | None,
    typer.Option(
        "--epoxy-age",
        metavar="YEARS",
        parser=number("--epoxy-age", " of years", "3"),
        help="How long the epoxy was in the light, 0 to 50: it yellows; 0 if not given.",
    ),
]
Walls = Annotated[
    str | None,
    typer.Option(
        "--walls",
        metavar="insert|none",
        help="Set a metal wall where enamel colours touch (if not given), or leave it out.",
    ),
]
Dimensions = Annotated[
    list[str] | None,
    typer.Option(
        "--dimension",
        metavar="NAME=VALUE",
        help="Change a number of the process: thickness=2mm, wall-lean=15deg, ...; repeatable.",
    ),
]
Grade = Annotated[
    str | None,
    typer.Option(
        metavar="pristine|a|b",
        help="How far polished surfaces are from perfect: a, if not given, is as the best pins are sold.",
    ),
]
Seed = Annotated[
    int | None,
    typer.Option(
        metavar="N",
        parser=whole_number("--seed", 7),
        help="Draws another piece: grain, waves and flakes fall otherwise; 0 if not given.",
    ),
]
Plating = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        help="The metal: gold if not given, black-nickel, dyed:#2f5faa, ...: see 'pinrender list platings'.",
    ),
]
Enamel = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        help="What layers are filled with that do not say it: opaque if not given, transparent, ...: see "
        "'pinrender list enamels'.",
    ),
]
Size = Annotated[
    str | None,
    typer.Option(metavar="LENGTH", help="Longest side with its unit: 30mm (if not given), 1.25in."),
]
ViewOption = Annotated[
    str | None,
    typer.Option(
        "--view",
        metavar="VIEW",
        help="Where the eye is: front, three-quarter, low, left, right, back, hero, or azimuth and tilt in "
        "degrees: 30,50.",
    ),
]
BackgroundOption = Annotated[
    str | None,
    typer.Option(
        "--background", metavar="studio|transparent", help="transparent leaves out all but the pin."
    ),
]
BackdropOption = Annotated[
    str | None,
    typer.Option(
        "--backdrop",
        metavar="NAME",
        help="What the pin lies on: see 'pinrender list backdrops'; the view's own if not given.",
    ),
]
Pixels = Annotated[
    int | None,
    typer.Option(
        metavar="N",
        parser=whole_number("--pixels", 1024),
        help="Width and height of the picture, 16 to 4096; 1024 if not given (480 to compare, 512 to spin).",
    ),
]
QualityOption = Annotated[
    str | None,
    typer.Option(
        "--quality", metavar="preview|studio", help="Drawn in a second, or traced path by path in minutes."
    ),
]
Samples = Annotated[
    int | None,
    typer.Option(
        metavar="N",
        parser=whole_number("--samples", 256),
        help="Paths of light per pixel of a studio picture, 4 to 65536; 256 if not given.",
    ),
]
Denoise = Annotated[
    bool | None,
    typer.Option(
        "--denoise/--no-denoise",
        help="Take the grain off a studio picture; done below 1024 samples where pyoidn is installed.",
    ),
]
Studio = Annotated[
    str | None,
    typer.Option(
        metavar="NAME", help="The light: see 'pinrender list studios'; the view's own if not given."
    ),
]
Layers = Annotated[
    list[str] | None,
    typer.Option(
        "--layer",
        metavar="NAME=ROLE",
        help="What a layer becomes, if its name does not say: 'Lines=metal', or enamel, recess, relief, "
        "print, epoxy, cutout, ignore, a plating; repeatable.",
    ),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print errors only.")]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object for machines.")]


def layer_roles(options: Iterable[str] | None) -> list[tuple[str, str]]:
    """Split each ``NAME=ROLE`` of ``--layer``; a name may itself hold an equals sign.

    Raises
    ------
    UsageError
        If a part is missing.
    """
    return pairs(options, "--layer", "NAME=ROLE", "'Lines=metal'")


def name_values(options: Iterable[str] | None) -> list[tuple[str, str]]:
    """Split each ``NAME=VALUE`` of ``--dimension``; `UsageError` if a part is missing."""
    return pairs(options, "--dimension", "NAME=VALUE", "thickness=2mm")


def pairs(options: Iterable[str] | None, flag: str, form: str, example: str) -> list[tuple[str, str]]:
    """Split each ``NAME=VALUE`` of an option; `UsageError` with an example if a part is missing."""
    found = []
    for option in options or ():
        name, _, value = option.rpartition("=")
        if not name.strip() or not value.strip():
            raise UsageError(f"{flag} '{option}' is not {form}; write for example {flag} {example}")
        found.append((name.strip(), value.strip()))
    return found
