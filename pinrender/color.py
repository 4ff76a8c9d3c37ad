"""Colour: the sRGB transfer, Khronos PBR Neutral and its inverse, and the promise on enamel.

Linear light is Rec.709 primaries. Display values are 0..1 unless the name says srgb8.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "ciede2000",
    "enamel_albedo",
    "hex_to_srgb8",
    "linear_to_srgb",
    "neutral_inverse",
    "neutral_tone_map",
    "srgb8_to_hex",
    "srgb8_to_lab",
    "srgb8_to_linear",
    "srgb_to_linear",
    "white_peak",
]

Array = NDArray[np.float64]

FRESNEL_NORMAL = 0.04
"""Reflectance of a surface of index 1.5 at normal incidence."""
FRESNEL_DIFFUSE = 0.0918
"""Share of diffuse light reflected on entering a surface of index 1.5."""
INTERNAL_DIFFUSE = 0.5964
"""Share of diffuse light reflected back inside it: 1 - (1 - 0.0918) / 1.5**2."""
TRANSMITTED = (1.0 - FRESNEL_NORMAL) * (1.0 - FRESNEL_DIFFUSE) / 1.5**2
"""Diffuse light that gets in and, first time, out toward a viewer straight above."""

SRGB_TO_XYZ = np.array(
    [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]], np.float64
)
"""Linear Rec.709 to CIE XYZ, D65; IEC 61966-2-1."""

_START = 0.8 - 0.04
_DESATURATION = 0.15


def srgb_to_linear(value: Array) -> Array:
    """IEC 61966-2-1 decoding; any shape, 0..1."""
    v = np.asarray(value, np.float64)
    return np.where(v <= 0.04045, v / 12.92, ((np.maximum(v, 0.04045) + 0.055) / 1.055) ** 2.4)


def linear_to_srgb(value: Array) -> Array:
    """IEC 61966-2-1 encoding; any shape, values below 0 clip to 0 and above 1 to 1."""
    v = np.clip(np.asarray(value, np.float64), 0.0, 1.0)
    return np.where(v <= 0.0031308, v * 12.92, 1.055 * np.maximum(v, 0.0031308) ** (1.0 / 2.4) - 0.055)


def srgb8_to_linear(value: NDArray[np.uint8]) -> Array:
    """Decode 8-bit sRGB; any shape."""
    return srgb_to_linear(np.asarray(value, np.float64) / 255.0)


def hex_to_srgb8(text: str) -> tuple[int, int, int]:
    """``#rrggbb`` to three integers.

    Raises
    ------
    ValueError
        If the text is not a hash and six hexadecimal digits.
    """
    if len(text) != 7 or text[0] != "#":
        raise ValueError(f"'{text}' is not a colour; write for example '#c81e2d'")
    return int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16)


def srgb8_to_hex(color_srgb8: NDArray[Any]) -> str:
    """Write a colour, (3,) levels of 0..255, as ``#rrggbb``; fractions are rounded."""
    red, green, blue = np.round(color_srgb8).astype(np.uint8).tolist()
    return f"#{red:02x}{green:02x}{blue:02x}"


def srgb8_to_lab(color_srgb8: NDArray[np.number]) -> Array:
    """CIE L*a*b* of sRGB levels 0..255, which may be fractions; (..., 3). The white is that of sRGB, D65."""
    relative = (
        srgb_to_linear(np.asarray(color_srgb8, np.float64) / 255.0)
        @ (SRGB_TO_XYZ / SRGB_TO_XYZ.sum(axis=1, keepdims=True)).T
    )
    f = np.where(relative > (6 / 29) ** 3, np.cbrt(relative), relative * (29 / 6) ** 2 / 3.0 + 4 / 29)
    x, y, z = np.moveaxis(f, -1, 0)
    return np.stack([116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)], axis=-1)


def ciede2000(lab: Array, other_lab: Array) -> Array:
    """How different two colours look, about 1 where an eye begins to see it; (..., 3) CIE L*a*b* to (...).

    References
    ----------
    Sharma, Wu and Dalal, "The CIEDE2000 color-difference formula: implementation notes, supplementary test
    data, and mathematical observations", Color Research and Application 30(1), 2005, doi:10.1002/col.20070.
    """
    pair = np.stack(np.broadcast_arrays(np.asarray(lab, np.float64), np.asarray(other_lab, np.float64)))
    lightness, a, b = np.moveaxis(pair, -1, 0)
    a = a * (1.5 - 0.5 * _of_high_chroma(np.hypot(a, b).mean(axis=0)))
    chroma, hue = np.hypot(a, b), np.degrees(np.arctan2(b, a)) % 360.0
    apart, has_hue = hue[1] - hue[0], chroma.min(axis=0) > 0.0
    around = (np.abs(apart) > 180.0 + 1e-9) & has_hue  # rounding must not turn a half turn into more
    turned = np.where(around, apart - 360.0 * np.sign(apart), apart)
    middle = hue.mean(axis=0)
    middle = np.where(around, middle + np.where(middle < 180.0, 180.0, -180.0), middle)
    middle = np.where(has_hue, middle, hue.sum(axis=0))
    wave = sum(
        share * np.cos(np.radians(times * middle + shift))
        for share, times, shift in ((-0.17, 1, -30.0), (0.24, 2, 0.0), (0.32, 3, 6.0), (-0.20, 4, -63.0))
    )
    bright, colorful = (lightness.mean(axis=0) - 50.0) ** 2, chroma.mean(axis=0)
    dl = (lightness[1] - lightness[0]) / (1.0 + 0.015 * bright / np.sqrt(20.0 + bright))
    dc = (chroma[1] - chroma[0]) / (1.0 + 0.045 * colorful)
    dh = 2.0 * np.sqrt(chroma.prod(axis=0)) * np.sin(np.radians(0.5 * turned))
    dh = dh / (1.0 + 0.015 * colorful * (1.0 + wave))
    blue_deg = 60.0 * np.exp(-(((middle - 275.0) / 25.0) ** 2))
    twist = -2.0 * _of_high_chroma(colorful) * np.sin(np.radians(blue_deg))
    return np.asarray(np.sqrt(np.maximum(dl**2 + dc**2 + dh**2 + twist * dc * dh, 0.0)))


def _of_high_chroma(chroma: Array) -> Array:
    """From 0 for a gray to 1 far beyond a chroma of 25."""
    return np.asarray(np.sqrt(chroma**7 / (chroma**7 + 25.0**7)))


def neutral_tone_map(color_linear: Array) -> Array:
    """Khronos PBR Neutral, (..., 3) scene-linear >= 0 to display-linear 0..1.

    References
    ----------
    Khronos Group, "PBR Neutral Tone Mapper", specification 1.0, 2024.
    """
    color = np.asarray(color_linear, np.float64)
    least = color.min(axis=-1, keepdims=True)
    offset = np.where(least < 0.08, least - 6.25 * least**2, 0.04)
    color = color - offset
    peak = color.max(axis=-1, keepdims=True)
    over = np.maximum(peak, _START)
    room = 1.0 - _START
    squeezed = 1.0 - room**2 / (over + room - _START)
    gray = 1.0 - 1.0 / (_DESATURATION * (over - squeezed) + 1.0)
    scaled = color * squeezed / np.maximum(over, 1e-9)
    return np.where(peak < _START, color, scaled * (1.0 - gray) + squeezed * gray)


def neutral_inverse(color_display: Array) -> Array:
    """Invert `neutral_tone_map`; (..., 3) display-linear 0..0.999 to scene-linear.

    A display colour whose least channel is 0 comes from a scene colour whose least channel is 0.
    """
    return _lifted(np.maximum(_unsqueezed(color_display), 0.0))


def _unsqueezed(color_display: Array) -> Array:
    """Undo what the tone map does to bright colours; below 0 where no scene gives so saturated a colour."""
    color = np.clip(np.asarray(color_display, np.float64), 0.0, 0.999)
    peak = color.max(axis=-1, keepdims=True)
    room = 1.0 - _START
    over = room**2 / (1.0 - np.maximum(peak, _START)) - room + _START
    gray = 1.0 - 1.0 / (_DESATURATION * (over - np.maximum(peak, _START)) + 1.0)
    unmixed = (color - peak * gray) / np.maximum(1.0 - gray, 1e-9) * over / np.maximum(peak, 1e-9)
    return np.where(peak < _START, color, unmixed)


def _lifted(color: Array) -> Array:
    """Undo the offset that the tone map takes off every channel."""
    least = color.min(axis=-1, keepdims=True)
    return color + np.where(least < 0.04, np.sqrt(np.maximum(least, 0.0) / 6.25) - least, 0.04)


def white_peak(*, irradiance: Array, gloss: Array, exposure: float) -> float:
    """Display-linear value of white enamel, the brightest that a flat patch can be; 0..1.

    Parameters are those of `enamel_albedo`.
    """
    white = TRANSMITTED / (1.0 - INTERNAL_DIFFUSE) * irradiance + FRESNEL_NORMAL * gloss
    return float(neutral_tone_map(exposure * white).min())


def enamel_albedo(
    color_srgb8: NDArray[np.uint8], *, irradiance: Array, gloss: Array, exposure: float
) -> tuple[Array, Array]:
    """Albedo under the gloss that makes a flat patch come out as the requested colour.

    Inverts the tone map, takes off the gloss, and inverts the interfaced Lambert surface
    (Saunderson 1942) for a view straight from above.

    Parameters
    ----------
    color_srgb8 : (..., 3) uint8 ndarray
        What the customer asked for.
    irradiance : (3,) float64 ndarray
        Irradiance / pi on a patch that faces up, linear.
    gloss : (3,) float64 ndarray
        Radiance that the patch mirrors toward the viewer, linear.
    exposure : float
        Factor between scene radiance and the tone map.

    Returns
    -------
    albedo : (..., 3) float64 ndarray
        0..1. A colour brighter than white enamel in this light keeps its hue; a channel darker than the gloss
        is as dark as the gloss, and leaves the others as they were asked for.
    reachable : (...) bool ndarray
        False where the gloss alone is brighter than the colour, or the light too weak for it.
    """
    display = srgb8_to_linear(color_srgb8)
    peak = display.max(axis=-1, keepdims=True)
    brightest = white_peak(irradiance=irradiance, gloss=gloss, exposure=exposure)
    display = display * np.minimum(1.0, brightest / np.maximum(peak, 1e-9))
    plain = _unsqueezed(display)
    mirrored = exposure * FRESNEL_NORMAL * np.asarray(gloss, np.float64)
    floor = np.where(mirrored < 0.08, 6.25 * mirrored**2, mirrored - 0.04)  # as a least channel is shown
    diffuse = _lifted(np.maximum(plain, floor)) / exposure - FRESNEL_NORMAL * gloss
    albedo = diffuse / np.maximum(TRANSMITTED * irradiance + INTERNAL_DIFFUSE * diffuse, 1e-9)
    reachable = (peak[..., 0] <= brightest) & np.all((plain >= floor) & (albedo <= 1.0 + 1e-3), axis=-1)
    return np.clip(albedo, 0.0, 1.0), reachable
