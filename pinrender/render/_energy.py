"""How much light a rough mirror sends back, and what scattering more than once between its facets adds."""

from __future__ import annotations

import math
from functools import cache

import numpy as np
from numpy.typing import NDArray

from pinrender.units import frozen

__all__ = ["albedo_table", "mean_albedo"]

TABLE_SIDE = 32
RINGS, SPOKES = 48, 24
"""Facets that each entry is averaged over: even shares of GGX's distribution, half a turn of each."""

Array = NDArray[np.float64]


@cache
def albedo_table() -> NDArray[np.float32]:
    """Share of the light that leaves a perfectly reflecting GGX surface after one reflection.

    Returns
    -------
    (32, 32) float32 ndarray
        Row: perceptual roughness, column: cosine of the angle to the normal; both 0..1 at the centres
        of the first and the last sample.

    References
    ----------
    Walter et al., "Microfacet models for refraction through rough surfaces", EGSR 2007; Heitz,
    "Understanding the masking-shadowing function", JCGT 3(2), 2014: its height-correlated form.
    """
    steps = np.linspace(0.0, 1.0, TABLE_SIDE)
    rows = [_albedo(np.maximum(steps, 0.01), max(roughness, 0.03) ** 2) for roughness in steps]
    return frozen(np.asarray(rows, np.float32))


def mean_albedo(alpha: NDArray[np.floating]) -> Array:
    """The same over all directions, as a matt surface weighs them, by GGX alpha (roughness squared)."""
    cosine = np.linspace(0.0, 1.0, TABLE_SIDE)
    means = (albedo_table() * cosine).sum(axis=1) / cosine.sum()
    return np.asarray(np.interp(np.sqrt(alpha), np.linspace(0.0, 1.0, TABLE_SIDE), means))


def _albedo(cosine: Array, alpha: float) -> Array:
    """Mean over facets of what each sends on unmasked; one value for each cosine."""
    share = (np.arange(RINGS)[:, None] + 0.5) / RINGS
    turn = math.pi * (np.arange(SPOKES) + 0.5) / SPOKES
    up = np.sqrt((1.0 - share) / (1.0 + (alpha**2 - 1.0) * share))
    sine = np.sqrt(1.0 - cosine**2)[:, None, None]
    to_eye = cosine[:, None, None]
    meets = np.sqrt(1.0 - up**2) * np.cos(turn) * sine + up * to_eye
    leaving = 2.0 * meets * up - to_eye
    masked = to_eye * _length(leaving, alpha) + np.maximum(leaving, 0.0) * _length(to_eye, alpha)
    sent = np.where((leaving > 0.0) & (meets > 0.0), 2.0 * leaving * meets / (up * masked), 0.0)
    return np.asarray(sent.mean(axis=(1, 2)))


def _length(cosine: Array, alpha: float) -> Array:
    """The root in Smith's masking of GGX."""
    return np.asarray(np.sqrt(alpha**2 + (1.0 - alpha**2) * cosine**2))
