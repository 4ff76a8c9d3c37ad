"""Which colours of a flat drawing are metal: the lines that part its other colours."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pinrender.color import ciede2000, srgb8_to_lab

__all__ = ["Lines", "find_metal", "wide_share"]

_DARK = 38.0
"""L* of an outline at most."""
_THIN = 0.06
"""Widest line over the longest side of the drawing: 1.8 mm on 30 mm."""
_COARSE_PX = 900
_MOSTLY_THIN = 0.5
_MOSTLY_EDGES = 0.5
"""Share of all edges between colours, or with what is outside, that lines take part in."""
_STEPS = 16.0
"""CIEDE2000 below which the edge between two colours parts nothing: they are steps of a gradient."""
_SAME = 7.0
"""CIEDE2000 within which dark colours are one metal."""
_PLATINGS = ((65.0, 105.0, 14.0, 90.0), (40.0, 75.0, 12.0, 55.0), (0.0, 360.0, 0.0, 9.0))
"""Hue from and to in degrees, chroma from and to: gold and brass, copper, silver and nickel."""
_BRIGHT = (38.0, 92.0)
"""L* of a plating, from and to."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Lines:
    """What a colour does in the drawing.

    Attributes
    ----------
    edges : (N,) float64 ndarray
        Share of all edges that it takes part in.
    thin : (N,) float64 ndarray
        Share of its area that lies in narrow lines.
    """

    edges: NDArray[np.float64]
    thin: NDArray[np.float64]


def find_metal(labels: NDArray[np.uint8], palette_srgb8: NDArray[np.uint8]) -> list[int]:
    """Numbers, from 1, of the colours that are metal; none where no colour draws lines.

    Metal is one dark colour, or one of a plating's hue, that is thin and borders most others; with it
    go dark colours that hardly differ from it.

    Parameters
    ----------
    labels : (R, C) uint8 ndarray
        0 = outside, k = palette_srgb8[k - 1].
    palette_srgb8 : (N, 3) uint8 ndarray
    """
    if not len(palette_srgb8):
        return []
    lab = srgb8_to_lab(palette_srgb8)
    lines = _lines(labels, lab)
    dark = lab[:, 0] <= _DARK
    drawn = (lines.edges >= _MOSTLY_EDGES) & (lines.thin >= _MOSTLY_THIN) & (dark | _plated(lab))
    if not drawn.any():
        return []
    best = int(np.where(drawn, lines.edges, 0.0).argmax())
    like = (ciede2000(lab, lab[best]) < _SAME) & dark if dark[best] else np.zeros(len(lab), np.bool_)
    like[best] = True
    return [int(index) + 1 for index in np.flatnonzero(like)]


def _plated(lab: NDArray[np.float64]) -> NDArray[np.bool_]:
    chroma = np.hypot(lab[:, 1], lab[:, 2])
    hue = np.degrees(np.arctan2(lab[:, 2], lab[:, 1])) % 360.0
    found = np.zeros(len(lab), np.bool_)
    for low, high, least, most in _PLATINGS:
        found |= (hue >= low) & (hue <= high) & (chroma >= least) & (chroma <= most)
    return found & (lab[:, 0] >= _BRIGHT[0]) & (lab[:, 0] <= _BRIGHT[1])


def wide_share(labels: NDArray[np.uint8], metal: int) -> float:
    """Share of what is painted that is metal wider than any line: 0.06 of the longest side.

    Parameters
    ----------
    labels : (R, C) uint8 ndarray
        0 = outside.
    metal : int
        The metal's label.
    """
    import cv2

    labels, disc = _coarse(labels)
    mask = (labels == metal).astype(np.uint8)
    wide = int(cv2.morphologyEx(mask, cv2.MORPH_OPEN, disc).sum())
    return wide / max(int(np.count_nonzero(labels)), 1)


def _coarse(labels: NDArray[np.uint8]) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Labels, looked at coarsely, so that lines stay wider than a pixel, and a disc wider than any line."""
    import cv2

    labels = labels[:: (step := 1 + max(labels.shape) // _COARSE_PX), ::step]
    rows, cols = np.nonzero(labels)
    long = 1 + max((int(np.ptp(each)) for each in (rows, cols) if each.size), default=0)
    side = 2 * int(0.5 * _THIN * long) + 1
    disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (side, side))
    return labels, np.asarray(disc, np.uint8)


def _lines(labels: NDArray[np.uint8], lab: NDArray[np.float64]) -> Lines:
    import cv2

    labels, disc = _coarse(labels)
    count = len(lab)
    contacts = _contacts(labels, count)
    contacts[1:, 1:][ciede2000(lab[:, None], lab[None]) < _STEPS] = 0.0
    every = max(float(np.triu(contacts, 1).sum()), 1.0)
    edges = contacts.sum(axis=1)[1:] / every
    thin = np.zeros(count)
    for index in range(count):
        mask = (labels == index + 1).astype(np.uint8)
        thick = int(cv2.morphologyEx(mask, cv2.MORPH_OPEN, disc).sum())
        thin[index] = 1.0 - thick / max(int(mask.sum()), 1)
    return Lines(edges=edges, thin=thin)


def _contacts(labels: NDArray[np.uint8], count: int) -> NDArray[np.float64]:
    """How many pixels of one label lie beside pixels of another, above or beside each other."""
    side = count + 1
    pairs = np.zeros(side * side, np.int64)
    for one, other in ((labels[:, 1:], labels[:, :-1]), (labels[1:], labels[:-1])):
        differ = one != other
        pairs += np.bincount(one[differ].astype(np.int64) * side + other[differ], minlength=side * side)
    table = pairs.reshape(side, side).astype(np.float64)
    return table + table.T
