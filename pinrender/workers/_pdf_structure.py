"""What a PDF says about its layers and its inks, and the one page that is drawn of it.

Reference: ISO 32000-2, 8.11 (optional content) and 8.6.6 (special colour spaces).
"""

from __future__ import annotations

import io
import math
from dataclasses import dataclass
from typing import Any

import pikepdf

from pinrender.workers._pdf_groups import Groups
from pinrender.workers._pdf_resources import Resources

__all__ = ["Structure", "blank", "take_apart"]

_KEPT = frozenset({"/Type", "/MediaBox", "/Resources", "/Contents", "/Rotate", "/Group"})
_MARGIN = 1.0 / 16.0
"""Of the longest side: the engine cuts off what lies beyond a page along whole pixels."""
_PROCESS = frozenset({"All", "None", "Cyan", "Magenta", "Yellow", "Black"})
"""Names that mean no ink of their own."""
_FAULTS = (
    *(pikepdf.PdfError, AttributeError, LookupError, NotImplementedError),
    *(OverflowError, RecursionError, RuntimeError, TypeError, ValueError),
)
"""What the structure library raises where a file is not what it says."""


class _Refused(ValueError):
    """A sentence of our own, told from what the library says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Structure:
    """A PDF, taken apart.

    Attributes
    ----------
    page : bytes
        A PDF of that page, with everything shown and every mark of optional content numbered, and
        a second page with a square in each of `inks`.
    pages : int
        How many the file has.
    size : tuple of float
        Width and height of the page as it lies in the file, in its own units, not turned.
    margin : float
        What `page` has around it, in the same units.
    unit_pt : float
        One of those units in points.
    groups : Groups
        The optional-content groups.
    inks : tuple of str
        Names of spot colours.
    is_plain : bool
        Whether no pattern, shading or soft mask is there to be drawn.
    """

    page: bytes
    pages: int
    size: tuple[float, float]
    margin: float
    unit_pt: float
    groups: Groups
    inks: tuple[str, ...]
    is_plain: bool


def blank() -> bytes:
    """A PDF with nothing on it, locked with an empty password: locks too need what is opened at first use."""
    pdf = pikepdf.new()
    pdf.add_blank_page()
    buffer = io.BytesIO()
    pdf.save(buffer, encryption=pikepdf.Encryption())
    return buffer.getvalue()


def take_apart(data: bytes) -> Structure:
    """Read the structure of a PDF.

    Raises
    ------
    ValueError
        If it is locked, damaged or empty; the message ends a sentence.
    """
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            return _taken(pdf)
    except pikepdf.PasswordError:
        raise ValueError("it is locked with a password; save it without one") from None
    except _Refused:
        raise
    except _FAULTS as error:
        raise ValueError("its structure is damaged; save it again") from error


def _taken(pdf: Any) -> Structure:
    if not pdf.pages:
        raise _Refused("it has no page")
    page = pdf.pages[0]
    left, bottom, right, top = _box(page)
    unit = _number(page.obj.get("/UserUnit", 1), 1.0)
    groups = Groups(pdf.Root.get("/OCProperties"))
    resources = Resources(pdf, groups)
    resources.visit(page.resources)
    for key in set(page.obj.keys()) - _KEPT:
        del page.obj[key]
    kept = pikepdf.new()
    kept.pages.append(page)
    margin = _MARGIN * max(right - left, top - bottom)
    kept.pages[0].obj["/MediaBox"] = pikepdf.Array(
        [left - margin, bottom - margin, right + margin, top + margin]
    )
    for key in ("/CropBox", "/UserUnit"):
        if key in kept.pages[0].obj:
            del kept.pages[0].obj[key]
    inks = _add_swatches(kept, pdf, resources.inks)
    buffer = io.BytesIO()
    kept.save(buffer)
    return Structure(
        page=buffer.getvalue(),
        pages=len(pdf.pages),
        size=(right - left, top - bottom),
        margin=margin,
        unit_pt=unit if unit > 0.0 else 1.0,
        groups=groups,
        inks=inks,
        is_plain=resources.is_plain,
    )


def _number(value: Any, otherwise: float) -> float:
    try:
        number = float(value)
    except (TypeError, ValueError):
        return otherwise
    return number if math.isfinite(number) else otherwise


def _box(page: Any) -> tuple[float, float, float, float]:
    """What is seen of the page: its crop box, no larger than its media box."""
    media, crop = (_sorted(box) for box in (page.mediabox, page.cropbox))
    low = [max(pair) for pair in zip(media[:2], crop[:2], strict=True)]
    high = [min(pair) for pair in zip(media[2:], crop[2:], strict=True)]
    if low[0] >= high[0] or low[1] >= high[1]:
        raise _Refused("its page has no size")
    return low[0], low[1], high[0], high[1]


def _sorted(box: Any) -> tuple[float, float, float, float]:
    x0, y0, x1, y1 = (_number(value, 0.0) for value in box)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _add_swatches(kept: Any, pdf: Any, inks: dict[tuple[str, ...], Any]) -> tuple[str, ...]:
    """Add a page with a full tint of every ink, for the drawing engine to say what colour that is."""
    names: list[str] = []
    content: list[str] = []
    spaces = pikepdf.Dictionary()
    for number, (mixed, space) in enumerate(inks.items()):
        spaces[f"/C{number}"] = kept.copy_foreign(pdf.make_indirect(space))
        for place, name in enumerate(mixed):
            if name not in _PROCESS:
                tints = " ".join("1" if other == place else "0" for other in range(len(mixed)))
                content.append(f"/C{number} cs {tints} scn 0 0 9 9 re f")
                names.append(name)
    page = kept.add_blank_page(page_size=(9, 9))
    page.obj["/Resources"] = pikepdf.Dictionary(ColorSpace=spaces)
    page.obj["/Contents"] = kept.make_stream("\n".join(content).encode())
    return tuple(names)
