"""What results say about themselves: titles, labels, and the recipe to make them again."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import pinrender
from pinrender import catalog
from pinrender._artist import denoises
from pinrender._choices import settings_of
from pinrender.design import plated, second_plating
from pinrender.separation import Separation
from pinrender.swatches import Coloring

if TYPE_CHECKING:
    from pinrender._pin import Pin
    from pinrender.artwork import Artwork
    from pinrender.design import PinDesign, Quality

__all__ = ["label", "meaning", "picture_recipe", "recipe", "sized", "software", "subtitle", "text_chunks"]


def software() -> str:
    """The program and its version."""
    return f"pinrender {pinrender.__version__}"


def recipe(pin: Pin, art: Artwork) -> dict[str, Any]:
    """What is needed to make the same pin again."""
    return {
        "art": pin.name,
        "digest": art.digest,
        "layers": dict(pin.layers),
        **separation_told(pin.separation),
        **coloring_told(pin.coloring, art.color_names),
        "second_plating": second_plating(pin.design.plating, art.plan.platings),
        **dataclasses.asdict(pin.design),
    }


def separation_told(said: Separation) -> dict[str, Any]:
    """What was said of a picture without layers, by the names of the options; nothing if nothing was."""
    if said == Separation():
        return {}
    told = {"separate": said.mode, "metal": list(said.metal), "colors": said.colors, "paper": said.paper}
    return {"separation": told}


def coloring_told(said: Coloring, names: Mapping[str, str]) -> dict[str, Any]:
    """What colours are called, and what was said of them by the names of the options; nothing if nothing."""
    told: dict[str, Any] = {"color_names": dict(names)} if names else {}
    if said.book is not None:
        told["swatches"] = {"book": said.book.name, "digest": said.book.digest}
    if said.changes:
        told["recolor"] = dict(said.changes)
    if said.merge_de00 is not None:
        told["merge_colors"] = said.merge_de00
    return told


def picture_recipe(pin: Pin, art: Artwork, quality: Quality) -> dict[str, Any]:
    """What is needed to make the same picture again, drawn as it was."""
    design, shot = settings_of(pin.design, pin.shot)
    shot |= {"quality": quality, "samples": pin.shot.paths, "denoise": denoises(pin.shot)}
    if quality == "preview":
        del shot["samples"], shot["denoise"]
    return {**recipe(pin, art), **design, **shot}


def text_chunks(title: str, recipe: Mapping[str, Any]) -> Mapping[str, str]:
    """Text chunks of a PNG."""
    return MappingProxyType(
        {"Title": title, "Software": software(), "Comment": json.dumps(recipe, sort_keys=True)}
    )


def label(design: PinDesign) -> str:
    """A process in two or three words."""
    title = catalog.load(catalog.Process, design.process).title
    return f"{title} + epoxy" if design.domed else title


def meaning(design: PinDesign) -> str:
    """What a process means for the pin, in one plain sentence."""
    if design.domed and design.epoxy is not None:
        return "The same face under a clear dome of epoxy: smooth to the touch, edges softened by the lens."
    process: catalog.Process = catalog.load(catalog.Process, design.process)
    return process.description


def subtitle(art: Artwork, design: PinDesign) -> str:
    """Size and plating."""
    other = second_plating(design.plating, art.plan.platings)
    titles = [design.plated_with.title, *([] if other is None else [plated(other).title])]
    return f"{sized(art)}, {' and '.join(titles).lower()}"


def sized(art: Artwork) -> str:
    """Width and height."""
    width_mm, height_mm = art.size_mm
    return f"{width_mm:.1f} by {height_mm:.1f} mm"
