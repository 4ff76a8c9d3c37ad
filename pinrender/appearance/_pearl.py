"""Pearl: the interference of light in a film of titanium dioxide on a flake of mica, within enamel."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from pinrender.appearance._film import MEDIUM, WAVELENGTHS_NM, film_reflectance, linear_rec709
from pinrender.units import frozen

__all__ = ["THICKEST_NM", "pearl_table", "pearl_tint"]

TITANIA, MICA = 2.5, 1.58
"""Refractive indices: anatase, muscovite (docs/bibliography.md: pearl-pigment)."""
COSINES, FILMS = 32, 32
THICKEST_NM = 75.0
"""Of the table: cosines, 0 to 1, films, 0 to the thickest that has no colour of its own."""
LUMINANCE = np.array([0.2126, 0.7152, 0.0722])
"""Of linear Rec.709 (docs/bibliography.md: rec709)."""
MOST_TINT = 2.0
"""At grazing all films mirror everything; no flake in enamel is seen so."""

Array = NDArray[np.float64]


def pearl_reflectance(film_nm: Array, cosine: Array) -> Array:
    """Reflectance at each of `WAVELENGTHS_NM`, (..., N); `cosine` within the enamel."""
    mica = np.full(len(WAVELENGTHS_NM), MICA, np.complex128)
    return film_reflectance(MEDIUM, TITANIA, mica, thickness_nm=film_nm, cosine=cosine)


def pearl_tint(film_nm: Array, cosine: Array) -> Array:
    """What the film mirrors over its luminance straight on, linear Rec.709, (..., 3); 1 without one."""
    film, toward = np.broadcast_arrays(np.asarray(film_nm, np.float64), np.asarray(cosine, np.float64))
    shown = linear_rec709(pearl_reflectance(film, toward))
    straight = linear_rec709(pearl_reflectance(film, np.ones_like(toward))) @ LUMINANCE
    tint = np.clip(shown / straight[..., None], 0.0, MOST_TINT)
    return np.where(film[..., None] > 0.0, tint, 1.0)


@cache
def pearl_table() -> NDArray[np.float32]:
    """`pearl_tint` by film (rows, 0 to 75 nm) and cosine (columns, 0 to 1); (32, 32, 3) float32."""
    film, cosine = np.meshgrid(
        (np.arange(FILMS) + 0.5) / FILMS * THICKEST_NM, (np.arange(COSINES) + 0.5) / COSINES, indexing="ij"
    )
    film[0] = 0.0
    return frozen(pearl_tint(film, cosine).astype(np.float32))
