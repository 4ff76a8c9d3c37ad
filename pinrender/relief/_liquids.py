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

from pinrender.relief._surface import SMOOTHING_PER_FINEST, smooth

__all__ = ["unit_liquid_mm2"]

COARSEST_PX_PER_CAPILLARY_LENGTH = 4.0
FIRST_ITERATIONS, ITERATIONS = 120, 16
"""On the coarsest grid, and on every finer one: there only the roughness of a grid cell is left."""
SMALLEST_THETA = 0.01
"""A cut link shorter than this share of the spacing is lengthened to it, or the system gets stiff."""
RELIABLE_THETA = 0.5
"""Solved samples nearer to the edge than this many spacings say little about the slope there."""
RINGS = 3
"""Samples past the edge, in spacings, to which the shape there is continued."""
EDGE_FORM_TO, SAMPLES_FROM = 1.5, 3.0
"""Spacings from the edge: nearer, the surface follows the edge; farther, the solved samples."""
NEIGHBOURS = np.array([[0, 1, 0], [1, 0, 1], [0, 1, 0]], np.float32)

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
        u / c in mm**2: > 0 inside, continued smoothly a few samples past the edge (negative),
        0 farther out.

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
    solution = np.zeros((3, 3), np.float32)
    distance = inside_mm
    for level in range(levels, -1, -1):
        factor = finest * 2.0**level
        size = (max(3, round(inside_mm.shape[1] / factor)), max(3, round(inside_mm.shape[0] / factor)))
        distance = _resized(inside_mm, size, cv2.INTER_AREA)
        spacing_mm = pitch_mm * inside_mm.shape[1] / size[0]
        start = _resized(solution, size, cv2.INTER_LINEAR)
        iterations = FIRST_ITERATIONS if level == levels else ITERATIONS
        solution = _solve(distance, spacing_mm, capillary_length_mm, start, iterations)
    fine = _on_full_grid(solution, distance, inside_mm, finest * pitch_mm)
    return _smoothed(fine, finest, capillary_length_mm, pitch_mm)


def _resized(field: Field, size: tuple[int, int], interpolation: int) -> Field:
    """Resample to (columns, rows)."""
    return np.asarray(cv2.resize(field, size, interpolation=interpolation), np.float32)


def _solve(
    distance_mm: Field, spacing_mm: float, capillary_length_mm: float, start: Field, iterations: int
) -> Field:
    """Diagonally preconditioned conjugate gradients on one grid."""
    inside = distance_mm > 0.0
    diagonal, load = _system(distance_mm, inside, spacing_mm, capillary_length_mm)
    linked = inside.astype(np.float32)

    def apply(u: Field) -> Field:
        beside = np.asarray(cv2.filter2D(u, -1, NEIGHBOURS, borderType=cv2.BORDER_CONSTANT), np.float32)
        beside *= linked
        np.subtract(diagonal * u, beside, out=beside)
        return beside

    u = np.where(inside, start, np.float32(0.0))
    residual = load - apply(u)
    scaled = residual / diagonal
    direction = scaled.copy()
    energy = float(np.vdot(residual, scaled))
    goal = 1e-8 * float(np.vdot(load, load / diagonal))
    for _ in range(iterations):
        if energy <= goal:
            break
        pushed = apply(direction)
        step = np.float32(energy / float(np.vdot(direction, pushed)))
        u += step * direction
        residual -= step * pushed
        scaled = residual / diagonal
        previous, energy = energy, float(np.vdot(residual, scaled))
        direction *= np.float32(energy / previous)
        direction += scaled
    return u


def _system(
    distance_mm: Field, inside: NDArray[np.bool_], spacing_mm: float, capillary_length_mm: float
) -> tuple[Field, Field]:
    """Diagonal and right-hand side.

    A link weighs 1 to a neighbour inside, 1 / theta to the edge at theta of the way. Seen from such
    a sample the second difference is centred (1 - theta) / 2 off it; taking that share of the curvature
    across the edge from the load makes the equation exact beside a straight edge at any angle.
    """
    diagonal = np.full(distance_mm.shape, 4.0 + (spacing_mm / capillary_length_mm) ** 2, np.float32)
    load = inside.astype(np.float32)
    down, right = np.gradient(distance_mm)
    steep = np.maximum(down * down + right * right, np.float32(1e-12))
    for axis, toward in ((0, down), (1, right)):
        share = toward * toward / steep
        for sign in (1, -1):
            neighbour = np.roll(distance_mm, -sign, axis)
            cut = inside & (neighbour <= 0.0)
            theta = np.maximum(distance_mm[cut] / (distance_mm[cut] - neighbour[cut]), SMALLEST_THETA)
            diagonal[cut] += 1.0 / theta - 1.0
            load[cut] -= 0.5 * share[cut] * (1.0 - theta)
    diagonal[~inside] = 1.0
    return diagonal, load * np.float32(spacing_mm**2)


def _on_full_grid(solution: Field, distance_mm: Field, inside_mm: Field, spacing_mm: float) -> Field:
    """Interpolate; near the edge in a form that is exactly zero where the fine distance is.

    Beside a straight edge u = s d - d**2 / 2 with a slope s that hardly varies, so s is what is
    interpolated and continued past the edge.
    """
    size = (inside_mm.shape[1], inside_mm.shape[0])
    reliable = distance_mm > RELIABLE_THETA * spacing_mm
    steep = np.divide(solution, distance_mm, out=np.zeros_like(solution), where=reliable)
    slope = _resized(
        _spread(np.where(reliable, steep + 0.5 * distance_mm, np.float32(0.0)), reliable),
        size,
        cv2.INTER_CUBIC,
    )
    sampled = _resized(solution, size, cv2.INTER_CUBIC)
    spacings = inside_mm / np.float32(spacing_mm)
    near = np.clip((SAMPLES_FROM - spacings) / (SAMPLES_FROM - EDGE_FORM_TO), 0.0, 1.0)
    near *= near * (3.0 - 2.0 * near)
    sampled += near * (inside_mm * (slope - 0.5 * inside_mm) - sampled)
    sampled[spacings < -RINGS] = 0.0
    return sampled


def _spread(field: Field, known: NDArray[np.bool_]) -> Field:
    """Give samples beside the known ones the mean of their known neighbours, ring after ring."""
    kernel = np.ones((3, 3), np.float32)
    weight = known.astype(np.float32)
    for _ in range(RINGS):
        total = cv2.filter2D(field, -1, kernel, borderType=cv2.BORDER_CONSTANT)
        count = cv2.filter2D(weight, -1, kernel, borderType=cv2.BORDER_CONSTANT)
        new = (weight == 0.0) & (count > 0.0)
        field = np.where(new, total / np.maximum(count, 1.0), field)
        weight[new] = 1.0
    return field


def _smoothed(unit: Field, finest_px: float, capillary_length_mm: float, pitch_mm: float) -> Field:
    """Take the solver's grid off; what a blur takes off the crown the equation gives back.

    A blur of variance v adds v / 2 times the Laplacian, which is u / l**2 - 1.
    """
    spread_mm2 = np.float32(0.5 * (SMOOTHING_PER_FINEST * finest_px * pitch_mm) ** 2)
    blurred = smooth(unit, finest_px)
    wet = unit != 0.0
    blurred += np.where(wet, spread_mm2 * (1.0 - blurred / np.float32(capillary_length_mm**2)), -blurred)
    return blurred
