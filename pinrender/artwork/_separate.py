"""Artwork without layers, taken apart into those that a pin is made of."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from pinrender.artwork._cells import MIN_CORE_MM2
from pinrender.artwork._document import Document, DocumentLayer, Picture, Window
from pinrender.artwork._flat_layers import draw_layers
from pinrender.artwork._flat_merge import merged
from pinrender.artwork._flat_notices import joined_notice, separated_notice, stepped_notice
from pinrender.artwork._flat_regions import Regions, find_regions
from pinrender.artwork._metal_colors import find_metal
from pinrender.artwork._notices import text_live
from pinrender.artwork._paper import find_paper, nearest_colors, paper_color
from pinrender.artwork._raster_document import RasterDocument
from pinrender.artwork._raster_layer import RasterLayer
from pinrender.artwork._role_table import meaning
from pinrender.artwork._scraps import without_scraps
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
    sample_mm = size_mm / max(window.rows, window.cols)
    regions = find_regions(bgra, sample_mm**2, clean=document.edge_width == 0.0)
    regions, _ = merged(regions, regions.labels, [], most=None)
    color = _paper(regions, said, document.name)
    paper = None if color is None else find_paper(regions, color)
    if paper is not None and not (regions.labels[~paper] > 0).any():
        paper = None
    seen = regions.labels if paper is None else np.where(paper, np.uint8(0), regions.labels)
    metal = _metal(regions, seen, said, document.name)
    enamel = [number for number in range(1, len(regions.palette_srgb8) + 1) if number not in metal]
    regions = without_scraps(regions, seen, enamel, MIN_CORE_MM2 / sample_mm**2)
    if paper is not None and color is not None:
        paper = find_paper(regions, color)
    seen = regions.labels if paper is None else np.where(paper, np.uint8(0), regions.labels)
    before = np.where(np.isin(seen, metal), np.uint8(0), seen)
    regions, metal = merged(regions, seen, metal, most=said.colors)
    seen = regions.labels if paper is None else np.where(paper, np.uint8(0), regions.labels)
    if document.edge_width == 0.0 and not metal and paper is None and said == Separation():
        return document
    filled, lines = draw_layers(bgra, regions, metal, paper)
    document.close()
    notices = [
        separated_notice(regions, seen, metal, None if paper is None else color),
        *joined_notice(regions, before, seen, said.colors),
        *stepped_notice(regions),
        *([text_live(document.layers[only])] if document.layers[only].has_text else []),
    ]
    colors = {
        int(number): srgb8_to_hex(regions.palette_srgb8[number - 1]) for number in np.unique(seen[seen > 0])
    }
    flat = tuple(color for number, color in colors.items() if number not in metal)
    rasters = _rasters((("enamel", filled, flat), ("metal", lines, tuple(colors[each] for each in metal))))
    width, height = window.cols - 2 * _PAD, window.rows - 2 * _PAD
    findings = (*document.findings, *notices)
    unit_mm = None if document.unit_mm is None else document.unit_mm * window.unit_per_px
    canvas = (float(width), float(height))
    return RasterDocument(document.name, canvas, rasters, findings, unit_mm, document.color_names)


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


def _rasters(drawn: Sequence[tuple[str, NDArray[np.uint8] | None, tuple[str, ...]]]) -> list[RasterLayer]:
    """Each layer with its margin: it reaches over the canvas by that."""
    return [
        RasterLayer(layer=DocumentLayer(name=name, palette=palette), bgra=bgra, left=-_PAD, top=-_PAD)
        for name, bgra, palette in drawn
        if bgra is not None
    ]
