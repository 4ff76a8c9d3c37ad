"""What the process that reads a PDF says about it, checked."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pinrender.artwork._document import UNNAMED, DocumentLayer
from pinrender.errors import ArtworkError
from pinrender.findings import Finding, Severity
from pinrender.limits import NAME_CHARS, Limits

__all__ = ["PdfPage", "described"]

_COLOR = re.compile("#[0-9a-f]{6}")
_NAME_CHARS = 100
"""Characters of a font's or an ink's name that are kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfPage:
    """One page.

    Attributes
    ----------
    canvas_pt : tuple of float
        Width and height as shown, in points: cropped and turned.
    unit_pt : float
        The page's own unit in points.
    is_plain : bool
        Whether it is drawn magnified at little cost.
    layers : tuple of DocumentLayer
        Bottom to top.
    color_names : mapping of str to str
        ``#rrggbb`` to the spot colour that looks so.
    findings : tuple of Finding
        What was noticed.
    """

    canvas_pt: tuple[float, float]
    unit_pt: float
    is_plain: bool
    layers: tuple[DocumentLayer, ...]
    color_names: Mapping[str, str]
    findings: tuple[Finding, ...]


def described(answer: bytes, name: str, limits: Limits) -> PdfPage:
    """Take a description over.

    Parameters
    ----------
    answer : bytes
        JSON, as `pinrender.workers._pdf` gives it.
    name : str
        File name, for messages.
    limits : Limits
        Most pages, longest side and aspect.

    Raises
    ------
    ArtworkError
        If the file is over a limit, or the description is not one.
    """
    try:
        said = json.loads(answer)
        pages, unit_pt = int(said["pages"]), float(said["unit_pt"])
        width, height = (float(side) for side in said["box"])
        layers = tuple(_layer(each) for each in said["layers"])
        fonts = [(layers[index], str(font)[:_NAME_CHARS]) for index, font in said["fonts"]]
        colors = {str(color): str(ink)[:_NAME_CHARS] for color, ink in said["colors"].items()}
        is_plain = bool(said["plain"])
    except (ValueError, TypeError, LookupError, AttributeError) as error:
        raise ArtworkError(f"'{name}' makes the PDF engine fail; save its layers as PNG") from error
    _check(pages, (width, height), unit_pt, name, limits)
    return PdfPage(
        canvas_pt=(width * unit_pt, height * unit_pt),
        unit_pt=unit_pt,
        is_plain=is_plain,
        layers=layers,
        color_names={color: ink for color, ink in colors.items() if _COLOR.fullmatch(color)},
        findings=tuple(_findings(pages, fonts, name)),
    )


def _layer(said: dict[str, Any]) -> DocumentLayer:
    return DocumentLayer(
        name=str(said["name"] or UNNAMED)[:NAME_CHARS],
        visible=bool(said["visible"]),
        painted=bool(said["painted"]),
        parent=None if said["parent"] is None else int(said["parent"]),
    )


def _check(pages: int, box: tuple[float, float], unit_pt: float, name: str, limits: Limits) -> None:
    width, height = box
    if pages > limits.pdf_pages:
        raise ArtworkError(
            f"'{name}' has {pages} pages; {limits.pdf_pages} is the most (Limits.pdf_pages): "
            "save the one with the artwork"
        )
    if not min(width, height) > 0.0:
        raise ArtworkError(f"the page of '{name}' has no size")
    if not 1.0 / limits.pdf_unit <= unit_pt <= limits.pdf_unit:
        raise ArtworkError(
            f"the page of '{name}' has units of {unit_pt:g} points; {limits.pdf_unit:g} is the most "
            "(Limits.pdf_unit)"
        )
    if max(width, height) > limits.pdf_side_pt:
        raise ArtworkError(
            f"the page of '{name}' is {width:.0f} x {height:.0f} units; "
            f"{limits.pdf_side_pt:.0f} is the most (Limits.pdf_side_pt)"
        )
    if max(width, height) > limits.canvas_aspect * min(width, height):
        raise ArtworkError(
            f"the page of '{name}' is {width:g} x {height:g} units; "
            f"one side may be {limits.canvas_aspect:g} times the other at most (Limits.canvas_aspect)"
        )


def _findings(pages: int, fonts: list[tuple[DocumentLayer, str]], name: str) -> Iterator[Finding]:
    if pages > 1:
        yield Finding(
            code="more-pages",
            severity=Severity.NOTICE,
            message=f"'{name}' has {pages} pages; the first is read",
            suggestion="save the page with the artwork by itself if it is another",
        )
    for layer, font in fonts:
        if layer.visible:
            yield Finding(
                code="text-live",
                severity=Severity.WARNING,
                message=f"layer '{layer.name}' holds live text in '{font}', which is not in the file; "
                "it is drawn in a font that stands in for it",
                suggestion="convert the text to outlines (paths) and save again",
            )
