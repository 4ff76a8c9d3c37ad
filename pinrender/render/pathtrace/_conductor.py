"""An index of refraction for a metal known by its reflectance straight on and at 82 degrees."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

__all__ = ["conductor_index", "conductor_reflectance", "film_index", "tinted_reflectance"]

Array = NDArray[np.float64]

BRIGHTEST = 0.9998
"""An index for a mirror that loses nothing would be infinite."""
TRIED = 400
COSINES = np.linspace(0.02, 1.0, 99)
MEANT = np.where(COSINES > 0.4, 1.0, 0.3)
"""Beyond 66 degrees a film's colours come again in another order, which no metal has."""


def tinted_reflectance(f0: float, f82: float, cosine: Array) -> Array:
    """Schlick's reflectance corrected to its tint at 82 degrees; any shape, cosine 0..1.

    References
    ----------
    OpenPBR Surface 1.1, "Metal": the F82-tint model.
    """
    away = 1.0 - np.asarray(cosine, np.float64)
    at_82 = f0 + (1.0 - f0) * (6.0 / 7.0) ** 5
    fall = at_82 * (1.0 - f82) * (1.0 - away) * away**6 / ((1.0 / 7.0) * (6.0 / 7.0) ** 6)
    return np.maximum(f0 + (1.0 - f0) * away**5 - fall, 0.0)


def conductor_reflectance(eta: Array, k: Array, cosine: Array) -> Array:
    """Exact unpolarised reflectance of an index eta + ik relative to what lies before it.

    References
    ----------
    Born and Wolf, "Principles of Optics", 7th edition, section 14.2.
    """
    cos2 = np.asarray(cosine, np.float64) ** 2
    sin2 = 1.0 - cos2
    inner = eta**2 - k**2 - sin2
    a2_b2 = np.sqrt(inner**2 + 4.0 * eta**2 * k**2)
    a = np.sqrt(np.maximum(0.5 * (a2_b2 + inner), 0.0))
    perpendicular = (a2_b2 + cos2 - 2.0 * a * cosine) / (a2_b2 + cos2 + 2.0 * a * cosine)
    along = cos2 * a2_b2 + sin2**2
    cross = 2.0 * a * cosine * sin2
    parallel = perpendicular * (along - cross) / (along + cross)
    return np.asarray(0.5 * (perpendicular + parallel))


@cache
def conductor_index(f0: float, f82: float) -> tuple[float, float]:
    """Index of refraction whose reflectance follows the F82-tint curve most closely.

    It has `f0` exactly straight on; of all that have, the one is taken whose greatest distance
    from the curve over all angles is least. For measured metals that is a few thousandths, for
    tints that no metal has more.

    Parameters
    ----------
    f0 : float
        Reflectance at normal incidence, 0..1.
    f82 : float
        Reflectance at 82 degrees relative to Schlick's.

    Returns
    -------
    eta, k : float
        Relative to the medium before the metal.
    """
    bright = min(max(f0, 1e-4), BRIGHTEST)
    return _nearest(bright, tinted_reflectance(bright, f82, COSINES))


def film_index(table: NDArray[np.float32]) -> Array:
    """Index of refraction that stands for a film on metal, by thickness.

    Straight on it is exact; of the metals that are, the nearest to the film's reflectance over all
    angles is taken. A film as dense as an oxide hardly changes its colour down to 60 degrees.

    Parameters
    ----------
    table : (T, C, 3) float32 ndarray
        Reflectance by thickness and, evenly from 0 to 1, cosine.

    Returns
    -------
    (T, 3, 2) float64 ndarray
        eta and k of each colour channel, relative to the medium before the metal.
    """
    columns = np.linspace(0.0, 1.0, table.shape[1])
    return np.array(
        [
            [
                _nearest(
                    min(max(float(curve[-1]), 1e-4), BRIGHTEST), np.interp(COSINES, columns, curve), MEANT
                )
                for curve in row.T
            ]
            for row in table.astype(np.float64)
        ]
    )


def _nearest(bright: float, wanted: Array, weight: Array | float = 1.0) -> tuple[float, float]:
    """Of the metals that reflect `bright` straight on, the one nearest to a curve over `COSINES`."""
    root = np.sqrt(bright)
    least, most = (1.0 - root) / (1.0 + root), (1.0 + root) / (1.0 - root)
    eta = np.geomspace(least, min(most, 50.0), TRIED)
    k = np.sqrt(np.maximum((bright * (eta + 1.0) ** 2 - (eta - 1.0) ** 2) / (1.0 - bright), 0.0))
    shown = conductor_reflectance(eta[:, None], k[:, None], COSINES)
    best = int(np.argmin((weight * np.abs(shown - wanted)).max(axis=1)))
    return float(eta[best]), float(k[best])
