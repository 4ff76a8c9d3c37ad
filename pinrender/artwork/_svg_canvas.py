"""The size of an SVG's canvas, and the document that shows a window of it."""

from __future__ import annotations

import re

from lxml import etree

from pinrender.artwork._document import Window
from pinrender.artwork._svg_names import SVG
from pinrender.errors import ArtworkError
from pinrender.limits import Limits
from pinrender.units import MM_PER_INCH

__all__ = ["MM_PER_PX", "canvas_px", "framed", "is_measured", "is_plain", "show_window"]

MM_PER_PX = MM_PER_INCH / 96.0
"""Of a CSS pixel (CSS Values and Units 4, section 6.2)."""

_PX_PER_UNIT = {
    "": 1.0,
    "px": 1.0,
    "pt": 96.0 / 72.0,
    "pc": 16.0,
    "mm": 96.0 / 25.4,
    "cm": 960.0 / 25.4,
    "in": 96.0,
    "q": 24.0 / 25.4,
}
"""CSS pixels in each absolute unit (CSS Values and Units 4, section 6.2)."""
_COSTLY = frozenset(SVG + name for name in ("filter", "image", "mask", "pattern"))
"""Elements for which the engine keeps pictures that grow with the magnification."""
_PLAIN_ELEMENTS = 1000
_LENGTH = re.compile(r"\s*\+?([0-9]*\.?[0-9]+(?:[eE][-+]?[0-9]{1,2})?)\s*([A-Za-z]{0,2})\s*")


def canvas_px(root: etree._Element, name: str, limits: Limits) -> tuple[float, float]:
    """Width and height of the canvas in CSS pixels.

    Parameters
    ----------
    root : element
        The ``<svg>``.
    name : str
        File name, for messages.
    limits : Limits
        Largest side and aspect.

    Raises
    ------
    ArtworkError
        If the file does not say its size, or says an absurd one.
    """
    box = _view_box(root)
    sides = tuple(_length_px(root.get(key, "")) for key in ("width", "height"))
    width = sides[0] or (box[2] if box else None)
    height = sides[1] or (box[3] if box else None)
    if box and sides[0] and not sides[1]:
        height = sides[0] * box[3] / box[2]
    if box and sides[1] and not sides[0]:
        width = sides[1] * box[2] / box[3]
    if not width or not height:
        raise ArtworkError(
            f"'{name}' does not say how large it is; it needs a viewBox, or a width and a height"
        )
    if max(width, height) > limits.canvas_side_px:
        most_mm = limits.canvas_side_px * MM_PER_PX
        raise ArtworkError(
            f"the canvas of '{name}' is {width:.0f} x {height:.0f} px "
            f"({width * MM_PER_PX:.0f} x {height * MM_PER_PX:.0f} mm); {limits.canvas_side_px:.0f} px "
            f"({most_mm:.0f} mm) is the most (Limits.canvas_side_px): fit it to the drawing"
        )
    if max(width, height) > limits.canvas_aspect * min(width, height):
        raise ArtworkError(
            f"the canvas of '{name}' is {width:g} x {height:g} px; "
            f"one side may be {limits.canvas_aspect:g} times the other at most (Limits.canvas_aspect)"
        )
    return width, height


def is_measured(root: etree._Element) -> bool:
    """Whether a side of the canvas is said in a unit of length other than pixels."""
    sides = (_LENGTH.fullmatch(root.get(key, "")) for key in ("width", "height"))
    return any(side is not None and side[2].lower() not in {"", "px"} for side in sides)


def _length_px(text: str) -> float | None:
    match = _LENGTH.fullmatch(text)
    if match is None or match[2].lower() not in _PX_PER_UNIT:
        return None
    return float(match[1]) * _PX_PER_UNIT[match[2].lower()] or None


def _view_box(root: etree._Element) -> tuple[float, float, float, float] | None:
    try:
        left, top, width, height = (float(v) for v in re.split(r"[\s,]+", root.get("viewBox", "").strip()))
    except ValueError:
        return None
    return (left, top, width, height) if width > 0 and height > 0 else None


def framed(root: etree._Element, canvas: tuple[float, float]) -> etree._Element:
    """Put an SVG inside a new one, whose view box can be any window of the canvas."""
    for key in ("x", "y", "transform"):
        root.attrib.pop(key, None)
    root.set("width", repr(canvas[0]))
    root.set("height", repr(canvas[1]))
    frame = etree.Element(SVG + "svg", nsmap={None: SVG.strip("{}")})
    frame.append(root)
    return frame


def is_plain(root: etree._Element) -> bool:
    """Whether the engine draws a small part of an SVG, magnified, at next to no cost."""
    tags = [element.tag for element in root.iter()]
    return len(tags) <= _PLAIN_ELEMENTS and _COSTLY.isdisjoint(tags)


def show_window(frame: etree._Element, window: Window) -> None:
    """Set the frame's view box and its size in pixels, which the engine would otherwise round by itself.

    What lies beyond the canvas is shown too, and trimmed off the picture by `trim_to_canvas`: the
    engine clips by drawing twice.
    """
    box = (window.left, window.top, window.width, window.height)
    frame.set("viewBox", " ".join(repr(float(value)) for value in box))
    frame.set("width", str(window.cols))
    frame.set("height", str(window.rows))
    frame[0].set("overflow", "visible")
