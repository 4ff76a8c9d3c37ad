"""Thin films: the colours that an oxide on metal has by its thickness, computed wavelength by wavelength."""

from __future__ import annotations

from functools import lru_cache
from math import erf

import numpy as np
from numpy.typing import NDArray

from pinrender.catalog import Film
from pinrender.relief import waves_mm
from pinrender.units import Grid

__all__ = [
    "COSINES",
    "MEDIUM",
    "THICKNESSES",
    "film_reflectance",
    "film_share",
    "film_table",
    "linear_rec709",
]

THICKNESSES, COSINES = 128, 32
"""Rows and columns of a table: thickness over the film's range, cosine 0 to 1. Between two rows no channel of
the rainbow plating moves by more than 0.02."""
MEDIUM = 1.5
"""Index of refraction of enamel and epoxy, as everywhere."""
LEAST_COSINE = 1e-6
"""At grazing itself there is nothing to compute: all light is reflected."""

WAVELENGTHS_NM = np.arange(380.0, 781.0, 10.0)
BASE_NM = (450.0, 550.0, 650.0)
"""Where the catalogue gives the metal below."""

D65 = np.array(
    [
        *(49.9755, 54.6482, 82.7549, 91.4860, 93.4318, 86.6823, 104.865, 117.008, 117.812, 114.861),
        *(115.923, 108.811, 109.354, 107.802, 104.790, 107.689, 104.405, 104.046, 100.000, 96.3342),
        *(95.7880, 88.6856, 90.0062, 89.5991, 87.6987, 83.2886, 83.6992, 80.0268, 80.2146, 82.2778),
        *(78.2842, 69.7213, 71.6091, 74.3490, 61.6040, 69.8856, 75.0870, 63.5927, 46.4182, 66.8054),
        63.3828,
    ]
)
"""Relative power of daylight each 10 nm from 380 nm (docs/bibliography.md: cie-d65)."""
REC709_FROM_XYZ = np.array(
    [
        [3.2404542, -1.5371385, -0.4985314],
        [-0.9692660, 1.8760108, 0.0415560],
        [0.0556434, -0.2040259, 1.0572252],
    ]
)
"""IEC 61966-2-1 (docs/bibliography.md: srgb)."""

Array = NDArray[np.float64]


def film_reflectance(
    outer: float, film_index: float, base: NDArray[np.complex128], *, thickness_nm: Array, cosine: Array
) -> Array:
    """Unpolarised reflectance of a film on metal: every bounce within it summed (Airy).

    Parameters
    ----------
    outer, film_index : float
        Index of refraction of what lies over the film, and of the film.
    base : (N,) complex128 ndarray
        n + ik of the metal at each of `WAVELENGTHS_NM`.
    thickness_nm, cosine : ndarray
        Of the film, >= 0; of the angle in the outer medium, 0..1. Any shapes that broadcast.

    Returns
    -------
    (..., N) float64 ndarray
        0..1.

    References
    ----------
    Born and Wolf, "Principles of Optics", 7th edition, sections 1.6.4 and 14.4 (docs/bibliography.md:
    thin-film).
    """
    cos_outer = np.maximum(np.asarray(cosine, np.float64), LEAST_COSINE)[..., None]
    sine2 = outer**2 * (1.0 - cos_outer**2)
    cos_film = np.sqrt(1.0 - sine2 / film_index**2 + 0j)
    cos_base = np.sqrt(1.0 - sine2 / base**2)
    path = 4.0 * np.pi * film_index * np.asarray(thickness_nm, np.float64)[..., None] * cos_film
    turn = np.exp(1j * path / WAVELENGTHS_NM)
    total: Array | float = 0.0
    for over, film, under in (
        (outer * cos_outer, film_index * cos_film, base * cos_base),
        (outer / cos_outer, film_index / cos_film, base / cos_base),
    ):
        first, second = (over - film) / (over + film), (film - under) / (film + under)
        reflected = (first + second * turn) / (1.0 + first * second * turn)
        total = total + 0.5 * np.abs(reflected) ** 2
    return np.asarray(total, np.float64)


def linear_rec709(reflectance: Array) -> Array:
    """Colour in daylight of spectra (..., N) that reflect 0..1; white is 1, what no screen shows is clipped.

    References
    ----------
    C. Wyman, P.-P. Sloan and P. Shirley, "Simple Analytic Approximations to the CIE XYZ Color Matching
    Functions", JCGT 2(2), 2013 (docs/bibliography.md: wyman-cmf): the multi-lobe fit.
    """
    weights = D65[:, None] * observer(WAVELENGTHS_NM)
    linear = (reflectance @ weights) @ REC709_FROM_XYZ.T
    white = weights.sum(axis=0) @ REC709_FROM_XYZ.T
    return np.asarray(np.clip(linear / white, 0.0, 1.0))


def observer(wavelength_nm: Array) -> Array:
    """x, y and z of the CIE 1931 observer at each wavelength, (N, 3)."""
    lobes = (
        ((1.056, 599.8, 37.9, 31.0), (0.362, 442.0, 16.0, 26.7), (-0.065, 501.1, 20.4, 26.2)),
        ((0.821, 568.8, 46.9, 40.5), (0.286, 530.9, 16.3, 31.1)),
        ((1.217, 437.0, 11.8, 36.0), (0.681, 459.0, 26.0, 13.8)),
    )
    return np.stack([sum(_lobe(wavelength_nm, *lobe) for lobe in each) for each in lobes], axis=-1)


def _lobe(at_nm: Array, height: float, peak_nm: float, below_nm: float, above_nm: float) -> Array:
    width = np.where(at_nm < peak_nm, below_nm, above_nm)
    return np.asarray(height * np.exp(-0.5 * ((at_nm - peak_nm) / width) ** 2))


@lru_cache(maxsize=8)
def film_table(film: Film, outer: float) -> NDArray[np.float32]:
    """Reflectance in linear Rec.709 by thickness and cosine.

    Parameters
    ----------
    film : Film
        What lies on what.
    outer : float
        Index of refraction of what lies over it: 1 air, `MEDIUM` enamel or epoxy.

    Returns
    -------
    (THICKNESSES, COSINES, 3) float32 ndarray
        Rows from the thinnest film to the thickest, columns from grazing to straight on.
    """
    n, k = (np.interp(WAVELENGTHS_NM, BASE_NM, values) for values in (film.base_n, film.base_k))
    spectra = film_reflectance(
        outer,
        film.index,
        n + 1j * k,
        thickness_nm=np.linspace(*film.thickness_nm, THICKNESSES)[:, None],
        cosine=np.linspace(0.0, 1.0, COSINES)[None, :],
    )
    table = linear_rec709(spectra).astype(np.float32)
    table.setflags(write=False)
    return table


def film_share(grid: Grid, film: Film, seed: int) -> NDArray[np.float32]:
    """Where in its range the film's thickness lies at each sample, 0..1, all thicknesses alike often.

    Smooth seeded waves in millimetres, the same at every resolution; their normal distribution is evened out.
    """
    waves = waves_mm(grid, 1.0, seed, wave_mm=film.field_mm)
    at = np.linspace(-4.0, 4.0, 257)
    even = [0.5 + 0.5 * erf(value / 2.0**0.5) for value in at]
    return np.interp(waves, at, even).astype(np.float32)
