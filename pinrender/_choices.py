"""Options given, over those that are held."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from pinrender import catalog
from pinrender.design import (
    Background,
    DimensionChoices,
    Dimensions,
    PinDesign,
    Shot,
    check_background,
    parse_dimensions,
    viewpoint,
)
from pinrender.errors import kebab
from pinrender.separation import Separation
from pinrender.swatches import Coloring

__all__ = [
    "COMPARED",
    "COMPARED_MADE",
    "COMPARED_PIXELS",
    "NOTEBOOK_PIXELS",
    "both",
    "colored",
    "given",
    "overridden",
    "poured",
    "settings_of",
    "settled",
    "sized",
    "studio_of",
    "told_apart",
]

COMPARED = ("soft-enamel", "soft-enamel+epoxy", "hard-enamel", "cloisonne", "die-struck")
"""What a person choosing a pin most often weighs against each other."""
COMPARED_MADE = ("soft-enamel", "hard-enamel")
"""What is compared as drawn and as made if nothing is said: epoxy changes no line."""
COMPARED_PIXELS = 480
"""Side of each picture on a sheet of five, which a screen shows whole and a printer prints sharp."""
NOTEBOOK_PIXELS = 512
"""Side of the picture that a pin shows of itself."""


def sized(size: str | None) -> float | None:
    """The longest side in mm, if it is given."""
    from pinrender.units import parse_length_mm

    return None if size is None else parse_length_mm(size)


def poured(epoxy: bool | None, height: str | None, volume: str | None) -> dict[str, Any]:
    """Epoxy's height and volume when any of it is given: one given replaces the other held."""
    from pinrender.units import parse_length_mm, parse_volume_mm3

    if height is not None or volume is not None:
        return {
            "epoxy_height_mm": _read_given(height, parse_length_mm, "epoxy height"),
            "epoxy_volume_mm3": _read_given(volume, parse_volume_mm3, "epoxy volume"),
        }
    return {"epoxy_height_mm": None, "epoxy_volume_mm3": None} if epoxy is False else {}


def settings_of(design: PinDesign, shot: Shot) -> tuple[dict[str, Any], dict[str, Any]]:
    """Every field of a design and of a shot, with the names of studio and backdrop that the view settles."""
    seen = viewpoint(shot.view)
    nothing = shot.background == "transparent"
    backdrop = "transparent" if nothing else shot.backdrop or seen.backdrop
    return (
        {**dataclasses.asdict(design), "studio": design.studio or seen.studio, "base_metal": design.base},
        {**dataclasses.asdict(shot), "backdrop": backdrop},
    )


def studio_of(design: PinDesign, shot: Shot) -> catalog.Studio:
    """The studio that was chosen, else the view's own."""
    studio: catalog.Studio = catalog.load(catalog.Studio, design.studio or viewpoint(shot.view).studio)
    return studio


def _read_given(text: str | None, parse: Callable[..., float], what: str) -> float | None:
    """Read a length or the like; None stays None."""
    return None if text is None else parse(text, what=what)


def both(held: Dimensions, choices: DimensionChoices) -> Dimensions | None:
    """Dimensions held, overridden by those given; None if none are given."""
    changed = parse_dimensions(choices)
    return tuple(sorted({**dict(held), **dict(changed)}.items())) if changed else None


def given(options: Mapping[str, Any]) -> dict[str, Any]:
    """Only the options that were given: those that are not None."""
    return {name: value for name, value in options.items() if value is not None}


def settled(held: Shot, background: Background | None, backdrop: str | None) -> dict[str, Any]:
    """Background and backdrop of a shot: one that is given puts aside a held one that gainsays it."""
    if backdrop is None and background is None:
        return {}
    if backdrop is not None and background is not None:
        check_background(background, backdrop)
    if backdrop is None:
        nothing = held.backdrop is not None and catalog.load(catalog.Backdrop, held.backdrop).nothing
        kept = held.backdrop if nothing == (kebab(background or "") == "transparent") else None
        return {"background": background, "backdrop": kept}
    return {"background": background or "studio", "backdrop": backdrop}


def told_apart(
    held: Separation,
    separate: str | None,
    metal: Sequence[str] | None,
    colors: int | None,
    paper: str | None,
) -> Separation:
    """What is said of a picture without layers, over what is held of it."""
    metals = None if not metal else (metal,) if isinstance(metal, str) else tuple(metal)
    said = given({"mode": separate, "metal": metals, "colors": colors, "paper": paper})
    return dataclasses.replace(held, **said)


def colored(
    held: Coloring,
    swatches: str | Path | None,
    merge_de00: float | None,
    recolor: Mapping[str, str] | Iterable[tuple[str, str]],
) -> Coloring:
    """What is said of colours, over what is held of them.

    Raises
    ------
    CatalogError
        If the swatch book cannot be read.
    """
    from pinrender.swatches import read_book

    book = None if swatches is None else read_book(swatches)
    pairs = recolor.items() if isinstance(recolor, Mapping) else recolor
    said = Coloring(changes=tuple(pairs)).changes
    changes = tuple({**dict(held.changes), **dict(said)}.items())
    return dataclasses.replace(held, changes=changes, **given({"book": book, "merge_de00": merge_de00}))


def overridden(
    before: tuple[tuple[str, str], ...], changes: Mapping[str, str] | Iterable[tuple[str, str]]
) -> tuple[tuple[str, str], ...]:
    """Layer roles with those of `changes` in place of earlier ones for the same layer."""
    pairs = tuple(changes.items() if isinstance(changes, Mapping) else changes)
    changed = {name.casefold() for name, _ in pairs}
    return tuple(pair for pair in before if pair[0].casefold() not in changed) + pairs
