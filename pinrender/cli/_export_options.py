"""Options of `pinrender export`: where to, how finely, and in which variants."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any

import typer

from pinrender.cli._options import number, pairs
from pinrender.errors import chosen

__all__ = ["ExportFile", "MaxError", "PixelsPerMm", "Variants", "fineness", "variants"]

KINDS = ("platings", "processes")

ExportFile = Annotated[
    Path | None,
    typer.Option(
        "-o",
        "--output",
        metavar="FILE",
        help="Ends in .html for a page to turn it on, in .glb or .usdz (needs pinrender[usd]) for its look, "
        "in .stl, .3mf, .obj or .ply for the solid, in .png (16-bit) or .npz for its heights; an STL beside "
        "ART if not given.",
    ),
]
Variants = Annotated[
    list[str] | None,
    typer.Option(
        "--variants",
        metavar="platings=A,B",
        help="Further platings to see a .glb, .usdz or .html in, such as platings=silver,black-nickel; and "
        "what a .html shows side by side, such as processes=soft-enamel,hard-enamel+epoxy.",
    ),
]
PixelsPerMm = Annotated[
    float | None,
    typer.Option(
        "--pixels-per-mm",
        metavar="N",
        parser=number("--pixels-per-mm", "", "40"),
        help="Samples to the millimetre, 4 to 80; as usual 40, of what has a look 28.",
    ),
]
MaxError = Annotated[
    str | None,
    typer.Option(
        "--max-error",
        metavar="LENGTH",
        help="How far the solid may leave the surface, 0.001mm to 0.5mm; as usual 0.005mm, of what has a "
        "look 0.03mm.",
    ),
]


def fineness(pixels_per_mm: float | None, max_error: str | None) -> dict[str, Any]:
    """The options as `pinrender._export.export` takes them; `UsageError` for what is no length."""
    from pinrender.units import parse_length_mm

    error_mm = None if max_error is None else parse_length_mm(max_error, what="--max-error")
    return {"pixels_per_mm": pixels_per_mm, "max_error_mm": error_mm}


def variants(options: Iterable[str] | None) -> dict[str, Any]:
    """What ``--variants platings=A,B`` and ``--variants processes=A,B`` name, each once.

    Raises
    ------
    UsageError
        If it is written in another way.
    """
    named: dict[str, list[str]] = {kind: [] for kind in KINDS}
    for kind, value in pairs(options, "--variants", "platings=A,B", "platings=silver,black-nickel"):
        named[chosen("kind of variant", kind, KINDS)] += [
            name.strip() for name in value.split(",") if name.strip()
        ]
    return {kind: list(dict.fromkeys(names)) for kind, names in named.items()}
