"""Circles and ellipses in pieces short enough for the drawing engine to draw them round."""

from __future__ import annotations

import math
import re

from lxml import etree

from pinrender.artwork._svg_names import SVG

__all__ = ["make_round"]

ARCS = 16
"""The engine draws a quarter of a circle as one cubic, 0.03 per cent off; a shorter arc exactly."""
_NUMBER = re.compile(r"\s*[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d{1,2})?\s*(px)?\s*")
_RADII = {SVG + "circle": ("r", "r"), SVG + "ellipse": ("rx", "ry")}
_NAMED = re.compile(r"circle|ellipse|path|-of-type", re.IGNORECASE)
"""Style sheets that say this could tell an ellipse from a path."""


def make_round(root: etree._Element, css: str) -> None:
    """Turn circles and ellipses into paths of short arcs, in place.

    Parameters
    ----------
    root : element
        The ``<svg>``.
    css : str
        All its style sheets.
    """
    if _NAMED.search(css):
        return
    for element in list(root.iter(*_RADII)):
        keys = ("cx", "cy", *_RADII[str(element.tag)])
        values = [_number(element.get(key, "0")) for key in keys]
        if any(value is None for value in values) or min(v for v in values[2:] if v is not None) <= 0.0:
            continue
        x, y, across, down = (value or 0.0 for value in values)
        element.tag = SVG + "path"
        for key in set(keys):
            element.attrib.pop(key, None)
        element.set("d", _arcs(x, y, across, down))


def _number(text: str) -> float | None:
    return float(text.replace("px", "")) if _NUMBER.fullmatch(text) else None


def _arcs(x: float, y: float, across: float, down: float) -> str:
    """An ellipse as a path, from the same point and the same way round as SVG draws it."""
    angles = [math.tau * k / ARCS for k in range(1, ARCS)]
    places = [(x + across * math.cos(angle), y + down * math.sin(angle)) for angle in angles]
    arcs = "".join(
        f"A{across!r} {down!r} 0 0 1 {to_x!r} {to_y!r}" for to_x, to_y in [*places, (x + across, y)]
    )
    return f"M{x + across!r} {y!r}{arcs}Z"
