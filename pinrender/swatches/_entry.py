"""One swatch, and the colour spaces that books give them in."""

from __future__ import annotations

import colorsys
from dataclasses import dataclass

import numpy as np

__all__ = ["Swatch", "device", "from_hsb", "from_lab", "from_srgb8", "text_of"]

D50_TO_LINEAR = np.array(
    [
        [3.1338561, -1.6168667, -0.4906146],
        [-0.9787684, 1.9161415, 0.0334540],
        [0.0719453, -0.2289914, 1.4052427],
    ]
)
"""CIE XYZ under D50 to linear Rec.709 under D65, Bradford's adaptation (docs/bibliography.md: bradford)."""
D50 = np.array([0.96422, 1.0, 0.82521])
"""White of CIE Lab in Adobe's files, the profile connection space of ICC.1:2010."""
OUT_OF_SRGB = 0.002
"""Share of full light by which a channel may lie outside sRGB and still count as rounding."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Swatch:
    """A named colour.

    Attributes
    ----------
    name : str
        As the book has it.
    color : str or None
        ``#rrggbb``, sRGB; None where the book gives amounts of ink, which look different on every press.
    clipped : bool
        Whether it is more saturated than sRGB can be; `color` is then the nearest channel by channel.
    """

    name: str
    color: str | None
    clipped: bool = False


def from_srgb8(name: str, red: float, green: float, blue: float) -> Swatch:
    """A swatch of sRGB levels 0..255; fractions are rounded, what lies outside is clipped."""
    levels = [round(min(max(level, 0.0), 255.0)) for level in (red, green, blue)]
    return Swatch(name=name, color="#" + "".join(f"{level:02x}" for level in levels))


def from_hsb(name: str, hue: float, saturation: float, brightness: float) -> Swatch:
    """A swatch of hue, saturation and brightness of sRGB levels, each 0..1."""
    red, green, blue = colorsys.hsv_to_rgb(hue, saturation, brightness)
    return from_srgb8(name, 255.0 * red, 255.0 * green, 255.0 * blue)


def from_lab(name: str, lightness: float, a: float, b: float) -> Swatch:
    """A swatch of CIE L*a*b* under D50; L* 0..100."""
    from pinrender.color import linear_to_srgb

    middle = (lightness + 16.0) / 116.0
    f = np.array([middle + a / 500.0, middle, middle - b / 200.0])
    xyz = D50 * np.where(f > 6 / 29, f**3, 3 * (6 / 29) ** 2 * (f - 4 / 29))
    linear = D50_TO_LINEAR @ xyz
    clipped = bool((linear < -OUT_OF_SRGB).any() or (linear > 1.0 + OUT_OF_SRGB).any())
    red, green, blue = (255.0 * linear_to_srgb(linear)).tolist()
    return Swatch(name=name, color=from_srgb8(name, red, green, blue).color, clipped=clipped)


def device(name: str) -> Swatch:
    """A swatch of amounts of ink, without a profile that says what they look like."""
    return Swatch(name=name, color=None)


def text_of(data: bytes) -> str:
    """A book that is text: UTF-8, or what older spreadsheets and palettes are written in, Windows-1252."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")
