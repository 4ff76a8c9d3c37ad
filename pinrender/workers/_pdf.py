"""Reads and draws PDF: the structure with pikepdf, the pictures with PDFium."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from pinrender.workers._pdf_layers import layers_of
from pinrender.workers._pdf_page import Page, fill_srgb8, missing_font, start_engine
from pinrender.workers._pdf_structure import Structure, blank, take_apart

__all__ = ["load"]

_EMPTY_SHELL = "saved without pdf content"
"""What the page of an Illustrator file says, in small letters, where there is nothing else in it."""
_PLAIN_SHAPES = 1000
_PLAIN_KINDS = frozenset({1, 2})
"""Text and paths, as the engine numbers its kinds."""


def load() -> Callable[[bytes, object], bytes]:
    """Start the engine.

    Returns
    -------
    callable
        Takes the PDF first and gives its description as JSON: ``pages``, ``box``, ``unit_pt``, ``plain``,
        ``layers`` (each ``name``, ``visible``, ``painted``, ``parent``), ``colors`` (``#rrggbb`` to a
        name), ``fonts`` (pairs of a layer and a font that the file does not hold). Then it takes
        requests in JSON (``layers``, ``left``, ``top``, ``px_per_unit``, ``rows``, ``cols``; in
        units of the page) and gives pictures as `Page.draw` does.
    """
    start_engine()
    _Drawing(take_apart(blank()))  # so that nothing is left to be imported afterwards
    opened: list[_Drawing] = []

    def answer(request: bytes, _write: object) -> bytes:
        if not opened:
            opened.append(_Drawing(take_apart(request)))
            return json.dumps(opened[0].description).encode()
        return opened[0].draw(**json.loads(request))

    return answer


class _Drawing:
    """A page, sorted into layers."""

    def __init__(self, structure: Structure) -> None:
        self._page = Page(structure.page, 0)
        if _EMPTY_SHELL in " ".join(self._page.text().split()).lower():
            raise ValueError("it was saved without PDF content; save it with 'Create PDF Compatible File'")
        self._margin = structure.margin
        self._shown: tuple[int, ...] | None = None
        shapes = self._page.shapes
        layers, self._members = layers_of(
            [shape.marks for shape in shapes],
            structure.groups.found,
            structure.groups.marks,
            with_empty=structure.pages == 1,
        )
        plain = len(shapes) <= _PLAIN_SHAPES and all(shape.kind in _PLAIN_KINDS for shape in shapes)
        self.description: dict[str, Any] = {
            "pages": structure.pages,
            "box": _as_shown(structure, self._page.size[0]),
            "unit_pt": structure.unit_pt,
            "plain": plain and structure.is_plain,
            "layers": [asdict(layer) for layer in layers],
            "colors": _colors(structure),
            "fonts": self._missing_fonts(),
        }

    def _missing_fonts(self) -> list[tuple[int, str]]:
        pairs = zip(self._members, map(missing_font, self._page.shapes), strict=True)
        return sorted({(layer, font) for layer, font in pairs if font is not None})

    def draw(
        self, *, layers: list[int], left: float, top: float, px_per_unit: float, rows: int, cols: int
    ) -> bytes:
        """Draw these layers over a window of the page."""
        if self._shown != tuple(layers):
            self._shown = tuple(layers)
            shown = set(layers)
            self._page.show([member in shown for member in self._members])
        return self._page.draw(left + self._margin, top + self._margin, px_per_unit, rows, cols)


def _as_shown(structure: Structure, width: float) -> tuple[float, float]:
    """Width and height of the page, turned as the engine, which says how wide it is, turns it."""
    one, other = structure.size
    seen = width - 2.0 * structure.margin
    return (one, other) if abs(seen - one) <= abs(seen - other) else (other, one)


def _colors(structure: Structure) -> dict[str, str]:
    """Name of each spot colour's full tint, the first where two look the same."""
    if not structure.inks:
        return {}
    named: dict[str, str] = {}
    for shape, name in zip(Page(structure.page, 1).shapes, structure.inks, strict=False):
        red, green, blue = fill_srgb8(shape)
        named.setdefault(f"#{red:02x}{green:02x}{blue:02x}", name)
    return named
