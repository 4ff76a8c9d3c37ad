"""Artwork without layers, taken apart into those that a pin is made of."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pinrender.artwork._cells import MIN_CORE_MM2
from pinrender.artwork._document import Document, DocumentLayer, Picture, Window
from pinrender.artwork._flat_layers import FlatLayers, draw_layers
from pinrender.artwork._flat_merge import merged
from pinrender.artwork._flat_notices import joined_notice, separated_notice, stepped_notice, wide_notice
from pinrender.artwork._flat_regions import Regions, find_regions
from pinrender.artwork._metal_colors import find_metal
from pinrender.artwork._notices import text_live
from pinrender.artwork._paper import find_paper, nearest_colors, paper_color
from pinrender.artwork._raster_document import RasterDocument
from pinrender.artwork._raster_layer import RasterLayer
from pinrender.artwork._role_table import meaning
from pinrender.artwork._scraps import without_scraps
from pinrender.artwork._shadow import find_shadow, shadow_notice
from pinrender.color import hex_to_srgb8, srgb8_to_hex
from pinrender.errors import UsageError
from pinrender.separation import AUTO, NONE, Separation

__all__ = ["separated"]

LONGEST_PX = 2560
"""Longest side at which a picture is looked at: more than a pin of 30 mm shows at 80 samples to the mm."""
_PAD = 2


def separated(document: Document, said: Separation, *, size_mm: float, chosen: bool) -> Document:
    """Take a document apart, if it has one layer only and nothing says what that is.

    Parameters
    ----------
    document : Document
        As opened. Closed where another is returned for it.
    said : Separation
        What the person says of it.
    size_mm : float
        Longest side of the pin.
    chosen : bool
        Whether the person gives layers their roles.

    Returns
    -------
    Document
        Layers ``enamel`` and ``metal``; the document itself where it has layers, or where a
        drawing has no metal that could be told, no paper, and is more exact than its picture.

    Raises
    ------
    UsageError
        If a colour is named that the picture does not have.
    """
    only = _only_layer(document)
    if said.mode != AUTO or only is None or chosen:
        return document
    window = _window(document)
    bgra = np.ascontiguousarray(next(document.draw(iter([Picture(layers=(only,), window=window)]))))
    bgra[[0, -1]] = 0
    bgra[:, [0, -1]] = 0
    if not bgra[..., 3].any():
        return document
    parts = _parts(bgra, document, said, size_mm / max(window.rows, window.cols))
    regions, seen, metal = parts.regions, parts.seen, parts.metal
    if document.edge_width == 0.0 and not metal and parts.paper is None and said == Separation():
        return document
    notices = [
        separated_notice(regions, seen, metal, parts.paper_color),
        *joined_notice(regions, parts.before, seen, said.colors),
        *wide_notice(regions, seen, metal),
        *shadow_notice(regions, parts.shadow),
        *stepped_notice(regions),
        *([text_live(document.layers[only])] if document.layers[only].has_text else []),
    ]
    drawn = draw_layers(bgra, regions, metal, parts.paper)
    document.close()
    return RasterDocument(
        document.name,
        (float(window.cols - 2 * _PAD), float(window.rows - 2 * _PAD)),
        _rasters(("enamel", "metal"), drawn, _palettes(regions, seen, metal)),
        (*document.findings, *notices),
        None if document.unit_mm is None else document.unit_mm * window.unit_per_px,
        document.color_names,
    )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Parts:
    """Which colours are there, what is metal, and what is paper.

    Attributes
    ----------
    regions : Regions
        The colours, and which each pixel has.
    seen : (R, C) uint8 ndarray
        Its labels, 0 where there is paper.
    before : (R, C) uint8 ndarray
        The same before enamel colours were joined, 0 where there is metal.
    metal : list of int
        The metal's number, if there is any.
    paper : (R, C) bool ndarray or None
        Where there is paper, or a shadow on it.
    paper_color : int or None
        Its number.
    shadow : (R, C) bool ndarray or None
        Where a shadow was removed.
    """

    regions: Regions
    seen: NDArray[np.uint8]
    before: NDArray[np.uint8]
    metal: list[int]
    paper: NDArray[np.bool_] | None
    paper_color: int | None
    shadow: NDArray[np.bool_] | None = None


def _parts(bgra: NDArray[np.uint8], document: Document, said: Separation, sample_mm: float) -> _Parts:
    """Find colours, paper and metal in a picture (R, C, 4), in that order: each is told from what is left."""
    regions = find_regions(bgra, sample_mm**2, clean=document.edge_width == 0.0)
    regions, _ = merged(regions, regions.labels, [], most=None)
    color = _paper(regions, said, document.name)
    paper = None if color is None else find_paper(regions, color)
    if paper is not None and not (regions.labels[~paper] > 0).any():
        color = paper = None
    seen = _without(regions, paper)
    metal = _metal(regions, seen, said, document.name)
    enamel = [number for number in range(1, len(regions.palette_srgb8) + 1) if number not in metal]
    regions = without_scraps(regions, seen, enamel, MIN_CORE_MM2 / sample_mm**2)
    if color is not None:
        paper = find_paper(regions, color)
    seen = _without(regions, paper)
    shadow = find_shadow(regions, seen, metal) if said.paper == AUTO else None
    if shadow is not None:
        paper = shadow if paper is None else paper | shadow
        seen = _without(regions, paper)
    before = np.where(np.isin(seen, metal), np.uint8(0), seen)
    regions, metal = merged(regions, seen, metal, most=said.colors)
    return _Parts(
        regions=regions,
        seen=_without(regions, paper),
        before=before,
        metal=metal,
        paper=paper,
        paper_color=color,
        shadow=shadow,
    )


def _without(regions: Regions, paper: NDArray[np.bool_] | None) -> NDArray[np.uint8]:
    """Labels (R, C), 0 where there is paper."""
    return regions.labels if paper is None else np.where(paper, np.uint8(0), regions.labels)


def _palettes(
    regions: Regions, seen: NDArray[np.uint8], metal: list[int]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Colours of the enamel, and of the metal."""
    used = np.unique(seen[seen > 0]).tolist()
    colors = {number: srgb8_to_hex(regions.palette_srgb8[number - 1]) for number in used}
    enamel = tuple(color for number, color in colors.items() if number not in metal)
    return enamel, tuple(colors[number] for number in metal)


def _only_layer(document: Document) -> int | None:
    """The one layer that paints something, if its name means nothing."""
    drawn = [index for index, layer in enumerate(document.layers) if layer.visible and layer.painted]
    if len(drawn) != 1 or meaning(document.layers[drawn[0]].name) is not None:
        return None
    parent = document.layers[drawn[0]].parent
    while parent is not None:
        if meaning(document.layers[parent].name) is not None:
            return None
        parent = document.layers[parent].parent
    return drawn[0]


def _window(document: Document) -> Window:
    """The whole canvas, a pixel for a pixel where that is not too many, with a margin of nothing."""
    width, height = document.canvas
    finest = max(width, height) / LONGEST_PX
    unit = finest if document.edge_width == 0.0 else max(1.0, finest)
    return Window(
        left=-_PAD * unit,
        top=-_PAD * unit,
        unit_per_px=unit,
        rows=math.ceil(height / unit - 1e-9) + 2 * _PAD,
        cols=math.ceil(width / unit - 1e-9) + 2 * _PAD,
    )


def _paper(regions: Regions, said: Separation, name: str) -> int | None:
    """Number of the paper's colour."""
    if said.paper == NONE:
        return None
    if said.paper == AUTO:
        labels = regions.labels[_PAD:-_PAD, _PAD:-_PAD]
        border = np.concatenate([labels[0], labels[-1], labels[1:-1, 0], labels[1:-1, -1]])
        return paper_color(regions, border)
    return _found(regions, said.paper, "paper", name)[0]


def _metal(regions: Regions, seen: NDArray[np.uint8], said: Separation, name: str) -> list[int]:
    if said.metal == (NONE,):
        return []
    if not said.metal:
        return find_metal(seen, regions.palette_srgb8)
    found = [number for color in said.metal for number in _found(regions, color, "metal", name)[:1]]
    return list(dict.fromkeys(found))


def _found(regions: Regions, color: str, what: str, name: str) -> list[int]:
    found = nearest_colors(regions.palette_srgb8, hex_to_srgb8(color))
    if not found:
        has = ", ".join(srgb8_to_hex(each) for each in regions.palette_srgb8[:16])
        raise UsageError(f"'{name}' has no colour near {what} '{color}'; it has {has}")
    return found


def _rasters(
    names: Sequence[str], drawn: FlatLayers, palettes: Sequence[tuple[str, ...]]
) -> list[RasterLayer]:
    """Each layer with its margin: it reaches over the canvas by that."""
    return [
        RasterLayer(layer=DocumentLayer(name=name, palette=palette), bgra=bgra, left=-_PAD, top=-_PAD)
        for name, bgra, palette in zip(names, drawn, palettes, strict=True)
        if bgra is not None
    ]
