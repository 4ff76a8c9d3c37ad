"""Liquids find their own shape: the small-slope Young-Laplace equation, solved.

A liquid of capillary length l that is pinned at the edge of its cell takes the shape u with

    laplace(u) - u / l**2 = -c,        u = 0 at the edge,

where c follows from its volume. Enamel that has lost its solvent hangs below the edge by u,
epoxy that was poured on stands above it by u.
"""

from __future__ import annotations

import math

import cv2
import numpy as np
from numpy.typing import NDArray

__all__ = ["unit_liquid_mm2"]

COARSEST_PX_PER_CAPILLARY_LENGTH = 4.0
SMALLEST_THETA = 0.05
"""A cut link shorter than this is lengthened to it, or the system gets stiff."""

Field = NDArray[np.float32]


def unit_liquid_mm2(inside_mm: Field, pitch_mm: float, capillary_length_mm: float, finest_mm: float) -> Field:
    """Solve for c = 1/mm, all cells at once.

    Cascadic multigrid: conjugate gradients from coarse to fine, each level starting from the
    last, so that only its own roughness is left to smooth. Links that cross the edge are cut
    where the distance says the edge is, which keeps second order on curved edges.

    Parameters
    ----------
    inside_mm : (H, W) float32 ndarray
        Signed distance to the edge of the cells, positive inside.
    pitch_mm : float
        Its sample spacing.
    capillary_length_mm : float
        sqrt(surface tension / (density * gravity)).
    finest_mm : float
        Spacing of the finest grid to solve on; the result is interpolated from there.

    Returns
    -------
    (H, W) float32 ndarray
        u / c in mm**2: > 0 inside, continued just past the edge with the slope it has there
        (negative), 0 farther out.

    References
    ----------
    Bornemann and Deuflhard, "The cascadic multigrid method for elliptic problems", Numerische
    Mathematik 75 (1996), doi:10.1007/s002110050234. Gibou, Fedkiw, Cheng and Kang, "A
    second-order-accurate symmetric discretization of the Poisson equation on irregular
    domains", J. Comput. Phys. 176 (2002), doi:10.1006/jcph.2001.6977.
    """
    finest = max(1.0, finest_mm / pitch_mm)
    coarsest = max(finest, capillary_length_mm / COARSEST_PX_PER_CAPILLARY_LENGTH / pitch_mm)
    levels = max(0, round(math.log2(coarsest / finest)))
    solution: Field | None = None
    distance = inside_mm
    for level in range(levels, -1, -1):
        factor = finest * 2.0**level
        size = (max(3, round(inside_mm.shape[1] / factor)), max(3, round(inside_mm.shape[0] / factor)))
        distance = _resized(inside_mm, size, cv2.INTER_AREA)
        spacing_mm = pitch_mm * inside_mm.shape[1] / size[0]
        start = None if solution is None else _resized(solution, size, cv2.INTER_LINEAR)
        iterations = 120 if solution is None else 24
        solution = _solve(distance, spacing_mm, capillary_length_mm, start, iterations)
    if solution is None:
        return np.zeros_like(inside_mm)
    extended = _continue_past_edge(solution, distance)
    return _resized(extended, (inside_mm.shape[1], inside_mm.shape[0]), cv2.INTER_CUBIC)


def _resized(field: Field, size: tuple[int, int], interpolation: int) -> Field:
    """Resample to (columns, rows)."""
    return np.asarray(cv2.resize(field, size, interpolation=interpolation), np.float32)


def _solve(
    distance_mm: Field, spacing_mm: float, capillary_length_mm: float, start: Field | None, iterations: int
) -> Field:
    """Diagonally preconditioned conjugate gradients on one grid."""
    inside = distance_mm > 0.0
    east = (inside[:, 1:] & inside[:, :-1]).astype(np.float32)
    south = (inside[1:] & inside[:-1]).astype(np.float32)
    diagonal = _diagonal(distance_mm, inside, np.float32((spacing_mm / capillary_length_mm) ** 2))

    def apply(u: Field) -> Field:
        out = diagonal * u
        out[:, :-1] -= east * u[:, 1:]
        out[:, 1:] -= east * u[:, :-1]
        out[:-1] -= south * u[1:]
        out[1:] -= south * u[:-1]
        return out

    u = np.where(inside, start, np.float32(0.0)) if start is not None else np.zeros_like(distance_mm)
    residual = np.where(inside, np.float32(spacing_mm**2), np.float32(0.0)) - apply(u)
    scaled = residual / diagonal
    direction = scaled.copy()
    energy = float(np.vdot(residual, scaled))
    goal = 1e-8 * max(energy, 1e-30) if start is None else 1e-6 * max(energy, 1e-30)
    for _ in range(iterations):
        if energy <= goal:
            break
        pushed = apply(direction)
        step = np.float32(energy / float(np.vdot(direction, pushed)))
        u += step * direction
        residual -= step * pushed
        scaled = residual / diagonal
        previous, energy = energy, float(np.vdot(residual, scaled))
        direction = scaled + np.float32(energy / previous) * direction
    return u


def _diagonal(distance_mm: Field, inside: NDArray[np.bool_], screening: np.float32) -> Field:
    """Sum of link weights: 1 to a neighbour inside, 1/theta to the edge at theta of the way."""
    diagonal = np.full(distance_mm.shape, 4.0 + screening, np.float32)
    for axis, sign in ((0, 1), (0, -1), (1, 1), (1, -1)):
        neighbour = np.roll(distance_mm, -sign, axis)
        cut = inside & (neighbour <= 0.0)
        theta = distance_mm[cut] / (distance_mm[cut] - neighbour[cut])
        diagonal[cut] += 1.0 / np.maximum(theta, SMALLEST_THETA) - 1.0
    diagonal[~inside] = 1.0
    return diagonal


def _continue_past_edge(solution: Field, distance_mm: Field) -> Field:
    """Give samples just outside the negative values that put the zero on the edge itself."""
    inside = distance_mm > 0.0
    slope = np.where(inside, solution / np.maximum(distance_mm, 1e-3), 0.0)
    kernel = np.ones((3, 3), np.float32)
    total = cv2.filter2D(slope, -1, kernel, borderType=cv2.BORDER_CONSTANT)
    count = cv2.filter2D(inside.astype(np.float32), -1, kernel, borderType=cv2.BORDER_CONSTANT)
    outside_slope = total / np.maximum(count, 1.0)
    return np.where(inside, solution, outside_slope * np.minimum(distance_mm, 0.0)).astype(np.float32)
