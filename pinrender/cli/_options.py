"""The options that commands share, each with its one line of help."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from pinrender.errors import UsageError

__all__ = [
    "Art",
    "BackgroundOption",
    "Epoxy",
    "Json",
    "Layers",
    "Output",
    "Pixels",
    "Plating",
    "Process",
    "Quiet",
    "Size",
    "Studio",
    "ViewOption",
    "layer_roles",
]

Art = Annotated[
    Path,
    typer.Argument(
        metavar="ART", help="A layered SVG, or a folder or .zip of PNG layers.", show_default=False
    ),
]
Output = Annotated[
    Path | None,
    typer.Option("-o", "--output", metavar="FILE", help="Where to write the PNG; beside ART if not given."),
]
Process = Annotated[
    str | None,
    typer.Option(metavar="NAME", help="soft-enamel, hard-enamel, ...: see 'pinrender list processes'."),
]
Epoxy = Annotated[bool | None, typer.Option("--epoxy/--no-epoxy", help="A clear dome over the face.")]
Plating = Annotated[
    str | None, typer.Option(metavar="NAME", help="gold, black-nickel, ...: see 'pinrender list platings'.")
]
Size = Annotated[str | None, typer.Option(metavar="LENGTH", help="Longest side with its unit: 30mm, 1.25in.")]
ViewOption = Annotated[
    str | None,
    typer.Option("--view", metavar="front|three-quarter|low", help="Where the eye is."),
]
BackgroundOption = Annotated[
    str | None,
    typer.Option("--background", metavar="studio|transparent", help="What lies behind the pin."),
]
Pixels = Annotated[int | None, typer.Option(metavar="N", help="Width and height of the picture, 16 to 4096.")]
Studio = Annotated[str | None, typer.Option(metavar="NAME", help="The light: see 'pinrender list studios'.")]
Layers = Annotated[
    list[str] | None,
    typer.Option(
        "--layer", metavar="NAME=ROLE", help="What a layer becomes, if its name does not say; repeatable."
    ),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print errors only.")]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object for machines.")]


def layer_roles(options: Iterable[str] | None) -> list[tuple[str, str]]:
    """Split each ``NAME=ROLE``; a name may itself hold an equals sign.

    Raises
    ------
    UsageError
        If a part is missing.
    """
    pairs = []
    for option in options or ():
        name, _, role = option.rpartition("=")
        if not name.strip() or not role.strip():
            raise UsageError(f"--layer '{option}' is not NAME=ROLE; write for example --layer 'Lines=metal'")
        pairs.append((name.strip(), role.strip()))
    return pairs
