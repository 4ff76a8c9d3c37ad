"""How much light a rough mirror sends back, in air and out of clear enamel, and what its facets add."""

from __future__ import annotations

import math
from functools import cache

import numpy as np
from numpy.typing import NDArray

from pinrender.units import frozen

__all__ = ["albedo_table", "leaving_table", "mean_albedo"]

TABLE_SIDE = 32
RINGS, SPOKES = 48, 24
"""Facets that each entry is averaged over: even shares of GGX's distribution, half a turn of each."""
INDEX = 1.5
"""Of enamel and epoxy, as everywhere."""

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


@cache
def leaving_table() -> NDArray[np.float32]:
    """Share of the light of a rough mirror in clear enamel that its skin lets out.

    Light comes straight down; the mirror leans so that the middle of its lobe meets the skin at an angle.
    Facets that send light beyond the critical angle send none out, the others what Fresnel's formula leaves;
    light that facets send farther down counts as if the level floor mirrored it once more.

    Returns
    -------
    (32, 32) float32 ndarray
        Row: perceptual roughness, column: cosine between the middle of the lobe and the normal of the skin;
        both 0..1 at the centres of the first and the last sample.

    References
    ----------
    Walter et al., "Microfacet models for refraction through rough surfaces", EGSR 2007.
    """
    steps = np.linspace(0.0, 1.0, TABLE_SIDE)
    rows = [_leaving(steps, max(roughness, 0.03) ** 2) for roughness in steps]
    return frozen(np.asarray(rows, np.float32))


def _leaving(cosine: Array, alpha: float) -> Array:
    """One row: facets about normals that lean by half the angle, weighted by what each sends on.

    The wings of a lobe are few facets, of which each counts: the rings are finer there.
    """
    rest = 1.0 - (np.arange(RINGS)[:, None] + 0.5) / RINGS
    share = 1.0 - rest**2
    up, turn = _facets(share, alpha)
    lean = 0.5 * np.arccos(cosine)
    level = np.sqrt(1.0 - up**2) * np.cos(turn)
    half = up * np.cos(lean)[:, None, None] + level * np.sin(lean)[:, None, None]
    sent = rest * _sent(np.cos(lean), up, turn, alpha)
    return np.asarray((sent * _passed(np.abs(2.0 * half**2 - 1.0))).sum(axis=(1, 2)) / sent.sum(axis=(1, 2)))


def _passed(cosine: Array) -> Array:
    """Share of unpolarised light that leaves a medium of index `INDEX` at an angle within it."""
    square = 1.0 - INDEX**2 * (1.0 - cosine**2)
    out = np.sqrt(np.maximum(square, 0.0))
    across = (out - INDEX * cosine) / (out + INDEX * cosine + 1e-9)
    along = (INDEX * out - cosine) / (INDEX * out + cosine + 1e-9)
    return np.where(square > 0.0, 1.0 - 0.5 * (across**2 + along**2), 0.0)


def _albedo(cosine: Array, alpha: float) -> Array:
    """Mean over facets of what each sends on unmasked; one value for each cosine."""
    share = (np.arange(RINGS)[:, None] + 0.5) / RINGS
    return np.asarray(_sent(cosine, *_facets(share, alpha), alpha).mean(axis=(1, 2)))


def _facets(share: Array, alpha: float) -> tuple[Array, Array]:
    """Cosine to the normal of the facets in which a `share` of them ends, (N, 1), and half a turn of them."""
    turn = math.pi * (np.arange(SPOKES) + 0.5) / SPOKES
    return np.sqrt((1.0 - share) / (1.0 + (alpha**2 - 1.0) * share)), turn


def _sent(cosine: Array, up: Array, turn: Array, alpha: float) -> Array:
    """What each facet sends on unmasked, (cosines, rings, spokes); the eye is at the turn of 0."""
    sine = np.sqrt(1.0 - cosine**2)[:, None, None]
    to_eye = cosine[:, None, None]
    meets = np.sqrt(1.0 - up**2) * np.cos(turn) * sine + up * to_eye
    leaving = 2.0 * meets * up - to_eye
    masked = to_eye * _length(leaving, alpha) + np.maximum(leaving, 0.0) * _length(to_eye, alpha)
    return np.where((leaving > 0.0) & (meets > 0.0), 2.0 * leaving * meets / (up * masked), 0.0)


def _length(cosine: Array, alpha: float) -> Array:
    """The root in Smith's masking of GGX."""
    return np.asarray(np.sqrt(alpha**2 + (1.0 - alpha**2) * cosine**2))
