"""Pearl: the interference of light in a film of titanium dioxide on a flake of mica, within enamel."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from pinrender.units import frozen

__all__ = ["THICKEST_NM", "film_reflectance", "film_table", "film_tint"]

RESIN, TITANIA, MICA = 1.5, 2.5, 1.58
"""Refractive indices: enamel, anatase, muscovite (docs/bibliography.md: pearl-pigment)."""
WAVELENGTHS_NM = np.arange(400.0, 701.0, 5.0)
COSINES, FILMS = 32, 32
THICKEST_NM = 75.0
"""Of the table: cosines, 0 to 1, films, 0 to the thickest that has no colour of its own."""
MOST_TINT = 2.0
"""At grazing all films mirror everything; no flake in enamel is seen so."""

_XYZ_TO_RGB = np.array(
    [
        [3.2404542, -1.5371385, -0.4985314],
        [-0.9692660, 1.8760108, 0.0415560],
        [0.0556434, -0.2040259, 1.0572252],
    ]
)
"""Rec.709 primaries, D65."""

Array = NDArray[np.float64]


def film_reflectance(film_nm: Array, cosine: Array, wavelength_nm: Array) -> Array:
    """Reflectance of the film, 0..1, unpolarised; arguments broadcast, `cosine` within the enamel.

    References
    ----------
    Born and Wolf, "Principles of Optics", 7th edition, section 1.6.4: one homogeneous film (Airy's sum).
    """
    sine2 = 1.0 - np.asarray(cosine, np.float64) ** 2
    in_film = np.sqrt(1.0 - (RESIN / TITANIA) ** 2 * sine2)
    in_mica = np.sqrt(1.0 - (RESIN / MICA) ** 2 * sine2)
    phase = 4.0 * np.pi * TITANIA * film_nm * in_film / wavelength_nm
    total: Array = np.zeros(np.broadcast_shapes(np.shape(phase), np.shape(cosine)))
    across = (RESIN * cosine, TITANIA * in_film, MICA * in_mica)
    along = (cosine / RESIN, in_film / TITANIA, in_mica / MICA)
    for first, second, third in (across, along):
        upper, lower = (first - second) / (first + second), (second - third) / (second + third)
        both = upper * lower * np.cos(phase)
        squares = upper**2 + lower**2
        total = total + (squares + 2.0 * both) / (1.0 + upper**2 * lower**2 + 2.0 * both)
    return 0.5 * total


def film_tint(film_nm: Array, cosine: Array) -> Array:
    """Colour of the film relative to straight on, linear Rec.709, (..., 3); 1 where there is no film."""
    film, toward = np.asarray(film_nm, np.float64)[..., None], np.asarray(cosine, np.float64)[..., None]
    shown = film_reflectance(film, toward, WAVELENGTHS_NM) @ _rgb_weights()
    straight = film_reflectance(film, np.ones_like(toward), WAVELENGTHS_NM) @ _rgb_weights()
    tint = np.clip(shown / straight, 0.0, MOST_TINT)
    return np.where(film > 0.0, tint, 1.0)


@cache
def film_table() -> NDArray[np.float32]:
    """`film_tint` by film (rows, 0 to 75 nm) and cosine (columns, 0 to 1); (32, 32, 4) float32."""
    film, cosine = np.meshgrid(
        (np.arange(FILMS) + 0.5) / FILMS * THICKEST_NM, (np.arange(COSINES) + 0.5) / COSINES, indexing="ij"
    )
    film[0] = 0.0
    return frozen(np.dstack([film_tint(film, cosine), np.ones(film.shape)]).astype(np.float32))


@cache
def _rgb_weights() -> Array:
    """What each wavelength adds to linear Rec.709 in even light, (N, 3); each column sums to 1.

    References
    ----------
    Wyman, Sloan and Shirley, "Simple analytic approximations to the CIE XYZ color matching functions",
    Journal of Computer Graphics Techniques 2 (2013).
    """
    nm = WAVELENGTHS_NM

    def lobe(center: float, below: float, above: float) -> Array:
        t = (nm - center) * np.where(nm < center, below, above)
        return np.asarray(np.exp(-0.5 * t * t))

    x = 0.362 * lobe(442.0, 0.0624, 0.0374) + 1.056 * lobe(599.8, 0.0264, 0.0323)
    x -= 0.065 * lobe(501.1, 0.0490, 0.0382)
    y = 0.821 * lobe(568.8, 0.0213, 0.0247) + 0.286 * lobe(530.9, 0.0613, 0.0322)
    z = 1.217 * lobe(437.0, 0.0845, 0.0278) + 0.681 * lobe(459.0, 0.0385, 0.0725)
    weights = np.stack([x, y, z], axis=-1) @ _XYZ_TO_RGB.T
    return np.asarray(weights / weights.sum(axis=0))
