"""Rows of small shapes that look like lettering, and whether they are high enough to be read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pinrender.inspect._pieces import Piece

__all__ = ["Lettering", "lettering"]

LETTERS = 4
"""Shapes in a row, at least: fewer are eyes, dots and leaves as often as letters."""
ALIKE = 1.8
"""Most that neighbours differ in size: capitals beside small letters."""
APART = 1.6
"""Most that the middles of neighbours are apart, in sizes of the larger."""
SOLID = 0.8
"""Mean share of its convex hull that a letter fills, at most: dots, rays and petals fill nearly all."""
VARIED = 0.05
"""Least standard deviation of the share of its box that a shape fills: dots and beads are all alike."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lettering:
    """What looks like a word.

    Attributes
    ----------
    height_mm : float
        Of its capitals, or of its tallest letters.
    count : int
        Shapes in it.
    x_mm, y_mm : float
        Its middle, in the world.
    """

    height_mm: float
    count: int
    x_mm: float
    y_mm: float


def lettering(shapes: Sequence[Piece], *, below_mm: float) -> tuple[Lettering, ...]:
    """Find groups of shapes that look like words, the lowest first.

    Neighbours are of a like size and near each other, a group has four of them or more, and they are
    not all of one form. Letters that touch a line or each other are not found.

    Parameters
    ----------
    shapes : sequence of Piece
        Of one kind: of metal, or of enamel.
    below_mm : float
        Larger shapes are no small print.
    """
    small = [each for each in shapes if max(each.box_mm) < below_mm * ALIKE]
    if len(small) < LETTERS:
        return ()
    group = _groups(small)
    found = []
    for label in np.unique(group):
        members = [each for each, own in zip(small, group, strict=True) if own == label]
        solid = [each.solidity for each in members]
        filled = [each.area_mm2 / (each.box_mm[0] * each.box_mm[1]) for each in members]
        if len(members) < LETTERS or np.std(filled) < VARIED or np.mean(solid) > SOLID:
            continue
        height_mm = float(np.percentile([max(each.box_mm) for each in members], 75))
        if height_mm < below_mm:
            middle = np.mean([each.middle_mm for each in members], axis=0).tolist()
            found.append(Lettering(height_mm=height_mm, count=len(members), x_mm=middle[0], y_mm=middle[1]))
    return tuple(sorted(found, key=lambda each: each.height_mm))


def _groups(small: Sequence[Piece]) -> NDArray[np.intp]:
    """For each shape the number of the group that it belongs to, (N,)."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components
    from scipy.spatial import cKDTree

    size_mm = np.array([max(each.box_mm) for each in small])
    tree = cKDTree(np.array([each.middle_mm for each in small]))
    pairs = tree.query_pairs(APART * float(size_mm.max()), output_type="ndarray")
    one, other = pairs.T
    larger = np.maximum(size_mm[one], size_mm[other])
    smaller = np.minimum(size_mm[one], size_mm[other])
    apart_mm = np.linalg.norm(tree.data[one] - tree.data[other], axis=1)
    near = (apart_mm <= APART * larger) & (larger <= ALIKE * smaller)
    count = len(small)
    linked = coo_array((np.ones(int(near.sum())), (one[near], other[near])), shape=(count, count))
    return np.asarray(connected_components(linked, directed=False)[1], np.intp)
