"""Colours of a flat picture made fewer: those that hardly differ, or as many as are wanted."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from pinrender.artwork._bytes import histogram, relabelled
from pinrender.artwork._flat_regions import Regions
from pinrender.color import ciede2000, srgb8_to_lab

__all__ = ["NEARLY_EQUAL", "merged"]

NEARLY_EQUAL = 2.0
"""CIEDE2000 below which two colours of a picture were meant as one."""


def merged(
    regions: Regions,
    seen: NDArray[np.uint8],
    metal: list[int],
    *,
    most: int | None,
    apart: float = NEARLY_EQUAL,
) -> tuple[Regions, list[int]]:
    """Give all metal one number, and join enamel colours that are nearly equal or too many.

    The pair is joined that costs least: how different it looks, and while there are too many, times the root
    of the smaller area.

    Parameters
    ----------
    regions : Regions
    seen : (R, C) uint8 ndarray
        Its labels, 0 where there is paper.
    metal : list of int
        Numbers of the metal colours.
    most : int or None
        Enamel colours at most.
    apart : float
        CIEDE2000 below which two colours are one.

    Returns
    -------
    Regions, list of int
        The same palette, of which fewer colours are used; and the metal's number.
    """
    areas = histogram(seen)[: len(regions.palette_srgb8) + 1].astype(np.float64)
    into = np.arange(256)
    for number in metal[1:]:
        into[number] = metal[0]
    enamel = [number for number in range(1, len(areas)) if areas[number] > 0 and number not in metal]
    lab = srgb8_to_lab(regions.palette_srgb8)
    while len(enamel) > 1:
        one, other, difference = _cheapest(enamel, lab, areas, wanted=most is not None and len(enamel) > most)
        if difference >= apart and not (most is not None and len(enamel) > most):
            break
        small, large = sorted((one, other), key=lambda number: areas[number])
        into[into == small] = large
        areas[large] += areas[small]
        enamel.remove(small)
    labels = relabelled(regions.labels, into.astype(np.uint8))
    labels = np.where(seen > 0, labels, regions.labels)
    return replace(regions, labels=labels), metal[:1]


def _cheapest(
    numbers: list[int], lab: NDArray[np.float64], areas: NDArray[np.float64], *, wanted: bool
) -> tuple[int, int, float]:
    """The pair to join next, and its CIEDE2000."""
    index = np.array(numbers)
    apart = ciede2000(lab[index - 1][:, None], lab[index - 1][None])
    small = np.sqrt(np.minimum(areas[index][:, None], areas[index][None]))
    cost = apart * small if wanted else apart.copy()
    cost[np.tril_indices(len(index))] = np.inf
    one, other = np.unravel_index(int(cost.argmin()), cost.shape)
    return int(index[one]), int(index[other]), float(apart[one, other])
