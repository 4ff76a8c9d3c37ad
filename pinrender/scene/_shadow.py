"""The shadow that a pin throws on the surface it lies on, and the light that its rim throws beside it."""

from __future__ import annotations

import math
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from pinrender.mesh import SLOTS, PinMesh
from pinrender.scene._studio import Environment, directions

__all__ = ["PITCH_MM", "shadow_of"]

PITCH_MM = 0.15
MARGIN_MM = 9.0
"""Beyond it no shadow is dark enough to be seen."""
DIRECTIONS = 96
"""Each stands for an equal part of the light on the surface."""
GOLDEN = 0.6180339887498949
"""Multiples of it spread the directions evenly over each turn of the sky."""
LOWEST = 0.12
"""Sine of the lowest direction that is followed: below it light grazes, and adds nothing."""
STEP_MM = 0.4
"""The wall is looked at in so many steps that its shadow moves by no more between two."""
MOST_STEPS = 8
FADES_MM = 2.2
"""A rim is too low to mirror light much farther; where mirror images cross, nothing is left of them."""
SMOOTH_PX = 3.0
"""Standard deviation of the blur that leaves the rim's bends and takes off the outline's steps."""
MOST_FOCUSED = 1.3
"""A hollow rim gathers light, but the next bend of it is in the way before long."""
SOFTENED_PX = 1.0
"""Standard deviation of the blur that hides that directions were counted."""

Field = NDArray[np.float32]


@lru_cache(maxsize=8)
def shadow_of(mesh: PinMesh, environment: Environment) -> tuple[Field, tuple[float, float]]:
    """Shares of the light on the surface z = 0 that the pin keeps off it and that its rim adds.

    The pin is taken for a slab of its outline as thick as its rim is high. Light from a direction
    is kept off where the outline, moved down along it from any height of the wall, lies. What the
    wall keeps from a place behind it, it mirrors to the place as far in front.

    Parameters
    ----------
    mesh : PinMesh
        What stands in the light.
    environment : Environment
        The light.

    Returns
    -------
    shadow : (H, W, 2) float32 ndarray
        What is kept off, 0..1; what a perfect mirror of a rim would add, >= 0.
    half_mm : tuple of float
        It spans the world from minus to plus these, x and y.
    """
    half = np.abs(mesh.vertices_mm[:, :2]).max(axis=0) + MARGIN_MM
    cols, rows = np.ceil(2.0 * half / PITCH_MM).astype(int)
    silhouette = _silhouette(mesh, half, (rows, cols))
    height_mm = _rim_height_mm(mesh)
    hides, mirrors = np.zeros_like(silhouette), np.zeros_like(silhouette)
    for x, y, z in _even_light(environment):
        lean = np.array([x, -y]) / (z * PITCH_MM)
        steps = min(MOST_STEPS, 1 + math.ceil(height_mm * math.hypot(x, y) / (z * STEP_MM)))
        hidden, moved = silhouette, silhouette
        for step in range(1, steps + 1):
            right, down = -lean * (height_mm * step / steps)
            by = np.array([[1.0, 0.0, right], [0.0, 1.0, down]])
            moved = np.asarray(cv2.warpAffine(silhouette, by, (int(cols), int(rows))), np.float32)
            hidden = np.maximum(hidden, moved)
        hides += hidden
        mirrors += 1.0 - moved
    shares = np.dstack([hides, _in_front(mirrors, silhouette)]) / np.float32(DIRECTIONS)
    softened = np.asarray(cv2.GaussianBlur(shares, (0, 0), SOFTENED_PX), np.float32)
    return softened, (float(cols * PITCH_MM / 2.0), float(rows * PITCH_MM / 2.0))


def _in_front(behind: Field, silhouette: Field) -> Field:
    """What lies behind the outline, brought to the mirror image of each place outside it; 0 within."""
    outside = silhouette < 0.5
    away, inward = (
        cv2.distanceTransform(side.astype(np.uint8), cv2.DIST_L2, cv2.DIST_MASK_5)
        for side in (outside, ~outside)
    )
    signed = cv2.GaussianBlur(away - inward, (0, 0), SMOOTH_PX)
    down, right = np.gradient(signed)
    length = np.maximum(np.hypot(down, right), 0.2)
    rows, cols = np.indices(silhouette.shape, dtype=np.float32)
    there_x = (cols - 2.0 * signed * right / length).astype(np.float32)
    there_y = (rows - 2.0 * signed * down / length).astype(np.float32)
    brought = cv2.remap(behind * silhouette, there_x, there_y, cv2.INTER_LINEAR)
    # a convex rim spreads what it mirrors: at a distance d from a curve of radius r by (r - d) / (r + d)
    bend = np.gradient(down / length, axis=0) + np.gradient(right / length, axis=1)
    bend = cv2.GaussianBlur(np.asarray(bend, np.float32), (0, 0), 2.0 * SMOOTH_PX)
    spread = np.clip(1.0 - 2.0 * away * bend, 0.0, MOST_FOCUSED)
    fading = np.exp(-((away * np.float32(PITCH_MM / FADES_MM)) ** 2)) * outside
    shown = np.asarray(brought * spread * fading, np.float32)
    return np.asarray(cv2.GaussianBlur(shown, (0, 0), 1.0), np.float32)


def _silhouette(mesh: PinMesh, half: NDArray[np.float64], shape: tuple[int, int]) -> Field:
    """Coverage of the outline, row 0 at the top."""
    drawn = np.zeros(shape, np.uint8)
    back = mesh.vertices_mm[mesh.faces[mesh.slots == SLOTS.index("back")], :2]
    pixels = np.stack([back[..., 0] + half[0], half[1] - back[..., 1]], axis=-1) / PITCH_MM - 0.5
    cv2.fillPoly(drawn, list(np.round(pixels * 16.0).astype(np.int32)), (255,), shift=4)
    return drawn.astype(np.float32) / np.float32(255.0)


def _rim_height_mm(mesh: PinMesh) -> float:
    """Height of the wall: that of most vertices of the rim's upper edge."""
    rim = mesh.vertices_mm[np.unique(mesh.faces[mesh.slots == SLOTS.index("rim")]), 2]
    return float(np.median(rim[rim > 0.0]))


def _even_light(environment: Environment) -> NDArray[np.float64]:
    """Directions (N, 3) from which equal parts of the light on a surface that faces +z come."""
    radiance = environment.radiance_linear
    toward = directions((radiance.shape[0], radiance.shape[1]))
    polar_sine = np.sqrt(1.0 - toward[..., 1] ** 2)
    falling = np.where(toward[..., 2] > LOWEST, toward[..., 2], 0.0) * polar_sine * radiance.mean(axis=-1)
    count = np.arange(DIRECTIONS)
    column = np.searchsorted(np.cumsum(falling.sum(axis=0)) / falling.sum(), (count + 0.5) / DIRECTIONS)
    within = np.cumsum(falling[:, column], axis=0)
    row = (within < within[-1] * ((count * GOLDEN + 0.5) % 1.0)).sum(axis=0)
    return np.asarray(toward[row, column], np.float64)
