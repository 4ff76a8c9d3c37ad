"""Straight edges, put where they were drawn: what a raster makes of them is off by the same all along.

An engine samples a picture on a lattice, here an eighth of a sample apart. Where an edge bends, the
errors along it cancel; one along a line of the lattice is off by up to half of that, all to one side.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from pinrender.artwork._edges import covered
from pinrender.artwork._flat_colors import FAINT_ALPHA, OPAQUE_ALPHA
from pinrender.artwork._redraw import MOVED_PX, Straights, redrawn

__all__ = ["Look", "is_clear", "straightened"]

Points = NDArray[np.float64]
Floats = NDArray[np.float64]
Indices = NDArray[np.intp]
Look = Callable[[Points], Sequence[NDArray[np.uint8]]]
"""Gives the coverage, magnified, of the squares one sample wide about places (row, column)."""

LEAST_PX = 10.0
"""A shorter edge adds too little to the area to be worth a closer look."""
LONG_PX = 40.0
"""A shorter one is looked at only if it ends at corners or at a longer one: curves are full of them."""
STUB_PX = 5.0
"""What is shorter than this has no direction of its own."""
CORNER_RAD = 0.35
"""Least turn at a corner."""
MOST = 48
"""Edges looked at, the longest first."""
WAVERS_PX = 0.15
"""An edge on the raster may leave a straight one by so much."""
STRAIGHT_PX = 0.01
"""And by so much where it is looked at closely."""
BLURRED = 0.05
"""Share of a magnified square that a sharp edge may cover in part."""
UNLIKE = 0.02
"""Share of a magnified square that may differ from a half plane."""
_INSET = 0.1
"""Where on its length an edge is looked at first and last."""


def straightened(coverage: NDArray[np.uint8], lines: Sequence[Points], look: Look) -> NDArray[np.uint8]:
    """Coverage whose straight edges lie where a closer look finds them.

    Parameters
    ----------
    coverage : (H, W) uint8 ndarray
        255 = inside.
    lines : sequence of (N, 2) ndarray
        Its outlines.
    look : callable
        Draws squares of the same artwork, magnified.

    Returns
    -------
    (H, W) uint8 ndarray
        The same away from straight edges, and where a sample would change by more than a raster errs.
    """
    found = _long_straights(lines)
    if not found.line.size:
        return coverage
    share = np.array([_INSET, 0.5, 1.0 - _INSET])[:, None]
    places = found.start[:, None] * (1.0 - share) + found.end[:, None] * share
    squares = look(places.reshape(-1, 2))
    off = np.array([_offset(square, found.inward[k // 3]) for k, square in enumerate(squares)]).reshape(-1, 3)
    with np.errstate(invalid="ignore"):
        bend = np.abs(off[:, 1] - 0.5 * (off[:, 0] + off[:, 2]))
        sure = (bend < STRAIGHT_PX) & (np.abs(off) < WAVERS_PX + MOVED_PX).all(axis=1)
    tilt = (off[:, 2] - off[:, 0]) / (1.0 - 2.0 * _INSET)
    moved = Straights(
        line=found.line,
        start=found.start - (off[:, 1] - 0.5 * tilt)[:, None] * found.inward,
        end=found.end - (off[:, 1] + 0.5 * tilt)[:, None] * found.inward,
    )
    return redrawn(coverage, moved.chosen(np.flatnonzero(sure)))


def is_clear(square: NDArray[np.uint8]) -> bool:
    """Whether a magnified square shows sharp edges, of paint that is opaque."""
    partly = (square >= FAINT_ALPHA) & (square < OPAQUE_ALPHA)
    return bool(square.max() >= OPAQUE_ALPHA and partly.mean() < BLURRED)


def _long_straights(lines: Sequence[Points]) -> Straights:
    """The longest straight pieces of closed lines, in their order."""
    parts = [_straights(line, index) for index, line in enumerate(lines)]
    found = Straights(
        line=np.concatenate([np.zeros(0, np.intp), *(part.line for part in parts)]),
        start=np.concatenate([np.zeros((0, 2)), *(part.start for part in parts)]),
        end=np.concatenate([np.zeros((0, 2)), *(part.end for part in parts)]),
    )
    return found.chosen(np.sort(np.argsort(-found.length, kind="stable")[:MOST]))


def _straights(line: Points, index: int) -> Straights:
    """Straight pieces of one closed line."""
    import cv2

    start = cv2.approxPolyDP(line.astype(np.float32)[:, None], WAVERS_PX, True)[:, 0].astype(np.float64)
    chords = Straights(line=np.full(len(start), index), start=start, end=np.roll(start, -1, axis=0))
    chords = chords.chosen(np.flatnonzero(chords.length >= STUB_PX))
    if not chords.line.size:
        return chords
    along, length = chords.along, chords.length
    after = np.roll(along, -1, axis=0)
    turn = np.arctan2(along[:, 0] * after[:, 1] - along[:, 1] * after[:, 0], (along * after).sum(axis=1))
    ends = (np.abs(turn) > CORNER_RAD) | (np.roll(length, -1) >= LONG_PX)
    begins = (np.abs(np.roll(turn, 1)) > CORNER_RAD) | (np.roll(length, 1) >= LONG_PX)
    return chords.chosen(np.flatnonzero((length >= LONG_PX) | ((length >= LEAST_PX) & begins & ends)))


def _offset(square: NDArray[np.uint8], inward: Points) -> float:
    """How far inside a straight edge a magnified square's middle lies, in sides; nan without such an edge."""
    side = len(square)
    middle = (np.arange(side) + 0.5) / side - 0.5
    across = middle[:, None] * inward[0] + middle * inward[1]
    steep, flat = float(np.abs(inward).max()), max(float(np.abs(inward).min()), 1e-6)
    offset = np.linspace(-0.7, 0.7, 281)
    share = float(square.mean()) / 255.0
    found = float(np.interp(share, covered(offset, steep, flat), offset))
    wrong = (square >= 128) != (across + found > 0.0)
    return found if is_clear(square) and wrong.mean() < UNLIKE else float("nan")
