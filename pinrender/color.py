"""Colour: the sRGB transfer, Khronos PBR Neutral and its inverse, and the promise on enamel.

Linear light is Rec.709 primaries. Display values are 0..1 unless the name says srgb8.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "enamel_albedo",
    "hex_to_srgb8",
    "linear_to_srgb",
    "neutral_inverse",
    "neutral_tone_map",
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
    color = np.clip(np.asarray(color_display, np.float64), 0.0, 0.999)
    peak = color.max(axis=-1, keepdims=True)
    room = 1.0 - _START
    over = room**2 / (1.0 - np.maximum(peak, _START)) - room + _START
    gray = 1.0 - 1.0 / (_DESATURATION * (over - np.maximum(peak, _START)) + 1.0)
    unmixed = (color - peak * gray) / np.maximum(1.0 - gray, 1e-9) * over / np.maximum(peak, 1e-9)
    color = np.where(peak < _START, color, np.maximum(unmixed, 0.0))
    least = color.min(axis=-1, keepdims=True)
    offset = np.where(least < 0.04, np.sqrt(np.maximum(least, 0.0) / 6.25) - least, 0.04)
    return color + offset


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
        0..1. A colour brighter than white enamel in this light keeps its hue.
    reachable : (...) bool ndarray
        False where the gloss alone is brighter than the colour, or the light too weak for it.
    """
    display = srgb8_to_linear(color_srgb8)
    peak = display.max(axis=-1, keepdims=True)
    brightest = white_peak(irradiance=irradiance, gloss=gloss, exposure=exposure)
    display = display * np.minimum(1.0, brightest / np.maximum(peak, 1e-9))
    diffuse = neutral_inverse(display) / exposure - FRESNEL_NORMAL * gloss
    albedo = diffuse / np.maximum(TRANSMITTED * irradiance + INTERNAL_DIFFUSE * diffuse, 1e-9)
    reachable = (peak[..., 0] <= brightest) & np.all((albedo >= -1e-3) & (albedo <= 1.0 + 1e-3), axis=-1)
    return np.clip(albedo, 0.0, 1.0), reachable
