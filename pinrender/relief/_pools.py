"""The areas under epoxy, and the surface over them."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pinrender.relief._labels import continued, crests, labelled
from pinrender.relief._profiles import EdgeProfile
from pinrender.relief._rim import Rims, rims_of
from pinrender.relief._surface import Field

__all__ = ["PINNED_AT", "PerPool", "Pools", "pools_of", "surface"]

PINNED_AT = 0.6
"""Epoxy stops where the outline's rounding begins to fall away: this share of its radius inward."""
SKIRT = math.tan(math.radians(75.0))
"""Fall of the epoxy's side where its edge stands above what lies beside it; chosen by eye."""
SKIRT_FROM_PX = 1.5
"""The surface goes on smoothly for so many samples past its edge, so that it meets the metal cleanly."""
SKIRT_WITHIN = 0.5
"""And no farther than this share of the way to the outline: begun later, the epoxy would come out of the
rounding again, which falls away faster the nearer the outline, and end there in a step."""

PerPool = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Pools:
    """The areas under epoxy, measured for c = 1/mm; index 0 of every list is what lies in none.

    Attributes
    ----------
    labels : (H, W) int32 ndarray
        Which area a sample belongs to, continued past the edge; 0 = none.
    area_mm2 : (N,) float64 ndarray
        As seen from above.
    pinned_mm : (N,) float64 ndarray
        Height of the edge above the back plane.
    skirt_from_mm : (N,) float64 ndarray
        How far past the edge its surface goes on smoothly.
    highest_mm2 : (N,) float64 ndarray
        Height of the crown above the edge.
    rims : Rims
        How steep it stands at the edge.
    """

    labels: NDArray[np.int32]
    area_mm2: PerPool
    pinned_mm: PerPool
    skirt_from_mm: PerPool
    highest_mm2: PerPool
    rims: Rims


def pools_of(
    unit: Field,
    from_edge: Field,
    from_outline: Field,
    profile: EdgeProfile,
    *,
    skirt_mm: float,
    finest_mm: float,
    pitch_mm: float,
) -> Pools:
    """Find the areas: each pinned at the line tops, or on the outline's rounding if it reaches there.

    Parameters
    ----------
    unit : (H, W) float32 ndarray
        The domes for c = 1/mm, in mm**2.
    from_edge, from_outline : (H, W) float32 ndarray
        Distance to the edge of the epoxy, and to where it would stop at the outline, positive inside.
    profile : EdgeProfile
        How the outline rounds off.
    skirt_mm : float
        How far below the line tops the epoxy's side may have to reach.
    finest_mm : float
        Spacing on which `unit` was solved.
    pitch_mm : float
        Sample spacing.
    """
    count, labels = labelled(from_edge)
    highest, crest_at = crests(unit, labels, count)
    highest = np.maximum(highest, 1e-6)
    pinned = np.full(count, profile.thickness_mm)
    inset_mm = np.array([PINNED_AT * profile.edge_radius_mm], np.float32)
    at_outline = (labels > 0) & (from_outline < 2.0 * pitch_mm)
    rounded = np.flatnonzero(np.bincount(labels[at_outline], minlength=count))
    pinned[rounded] -= float(profile.rounding_mm(inset_mm)[0])
    skirt_from_mm = np.full(count, SKIRT_FROM_PX * pitch_mm)
    skirt_from_mm[rounded] = np.minimum(skirt_from_mm[rounded], SKIRT_WITHIN * inset_mm)
    return Pools(
        labels=continued(labels, math.ceil(skirt_mm / SKIRT / pitch_mm + SKIRT_FROM_PX) + 1),
        area_mm2=np.bincount(labels.ravel(), minlength=count).astype(np.float64) * pitch_mm**2,
        pinned_mm=pinned,
        skirt_from_mm=skirt_from_mm,
        highest_mm2=highest,
        rims=rims_of(unit, from_edge, labels, (highest, crest_at), band_mm=finest_mm, pitch_mm=pitch_mm),
    )


def surface(unit: Field, from_edge: Field, curvature: PerPool, pools: Pools) -> Field:
    """Top of the epoxy above the back plane, with its skirt; 0 farther out."""
    top = curvature.astype(np.float32)[pools.labels]
    top *= unit
    top += pools.pinned_mm.astype(np.float32)[pools.labels]
    smooth_mm = pools.skirt_from_mm.astype(np.float32)[pools.labels]
    top += np.float32(SKIRT) * np.minimum(from_edge + smooth_mm, 0.0)
    top[pools.labels == 0] = 0.0
    return top
