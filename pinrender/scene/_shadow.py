"""The shadow that a pin throws on the surface it lies on, and the light that its rim throws beside it."""

from __future__ import annotations

import math
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from pinrender.mesh import SLOTS, PinMesh
from pinrender.scene._rim import Outline, mirrored_light
from pinrender.scene._studio import Environment, directions
from pinrender.units import frozen

__all__ = ["PITCH_MM", "shadow_of"]

PITCH_MM = 0.15
FINER = 4
"""The outline is drawn with so many samples to one of the shadow's, for a wall without steps."""
MARGIN_MM = 9.0
"""Beyond it no shadow is dark enough to be seen."""
DIRECTIONS = 96
"""Each stands for an equal part of the light on the surface."""
GOLDEN = 0.6180339887498949
"""Multiples of it spread the directions evenly over each turn of the sky."""
LOWEST = 0.12
"""Sine of the lowest direction that is followed: below it light grazes, and adds nothing."""
STEP_MM = 0.4
"""The wall is looked at in so many steps that its shadow moves by no more between two: from the lowest
direction a wall of 1.5 mm in thirty."""
FRACTION_BITS = 4
"""OpenCV takes the outline's corners to a sixteenth of a sample."""
SOFTENED_PX = 1.0
"""Standard deviation of the blur that hides that directions were counted."""
FOOT_PX = 1.2
"""Nearer to the wall, what a place gets is that of one so far off, which no sample under the pin touches."""
UNDER_PX = 4.0
"""So far under the pin the surface is as light as at the foot of the wall: samples between are averages."""

Field = NDArray[np.float32]


class _Slab(NamedTuple):
    """A pin taken for its outline, as thick as its rim is high."""

    outline: Outline
    silhouette: Field
    height_mm: float


@lru_cache(maxsize=8)
def shadow_of(mesh: PinMesh, environment: Environment) -> tuple[Field, tuple[float, float]]:
    """Shares of the light on the surface z = 0 that the pin keeps off it and that its rim adds.

    The pin is taken for a slab of its outline as thick as its rim is high. Light from a direction
    is kept off where the outline, moved down along it from any height of the wall, lies.

    Parameters
    ----------
    mesh : PinMesh
        What stands in the light.
    environment : Environment
        The light.

    Returns
    -------
    shadow : (H, W, 3) float32 ndarray
        What is kept off, 0..1; what a perfect mirror of a rim would add by one mirroring, and by
        two or more, >= 0.
    half_mm : tuple of float
        It spans the world from minus to plus these, x and y.
    """
    slab = _slab(mesh)
    with ThreadPoolExecutor(1, "pinrender-rim") as other:  # neither needs the other
        beside = other.submit(
            mirrored_light, slab.outline, slab.height_mm, environment, foot_px=FOOT_PX, under_px=UNDER_PX
        )
        hides = _hidden(slab.silhouette, slab.height_mm, environment)
        shares = np.dstack([slab.outline.from_outside(hides, FOOT_PX, UNDER_PX), beside.result()])
    softened = np.asarray(cv2.GaussianBlur(shares, (0, 0), SOFTENED_PX), np.float32)
    rows, cols = slab.silhouette.shape
    return frozen(softened), (cols * PITCH_MM / 2.0, rows * PITCH_MM / 2.0)


@lru_cache(maxsize=2)
def _slab(mesh: PinMesh) -> _Slab:
    """What of a pin throws the shadow, whatever the light."""
    half = np.abs(mesh.vertices_mm[:, :2]).max(axis=0) + MARGIN_MM
    cols, rows = np.ceil(2.0 * half / PITCH_MM).astype(int)
    drawn = _drawn(mesh, half, (FINER * int(rows), FINER * int(cols)))
    silhouette = cv2.resize(drawn.astype(np.float32), (int(cols), int(rows)), interpolation=cv2.INTER_AREA)
    return _Slab(
        Outline.of(drawn, FINER, PITCH_MM), frozen(np.asarray(silhouette, np.float32)), _rim_height_mm(mesh)
    )


def _hidden(silhouette: Field, height_mm: float, environment: Environment) -> Field:
    """Share of the light that a slab keeps off each sample."""
    rows, cols = silhouette.shape
    hides = np.zeros_like(silhouette)
    for x, y, z in _even_light(environment):
        lean = np.array([x, -y]) / (z * PITCH_MM)
        steps = 1 + math.ceil(height_mm * math.hypot(x, y) / (z * STEP_MM))
        hidden = silhouette
        for step in range(1, steps + 1):
            right, down = -lean * (height_mm * step / steps)
            by = np.array([[1.0, 0.0, right], [0.0, 1.0, down]])
            hidden = np.maximum(hidden, cv2.warpAffine(silhouette, by, (cols, rows)))
        hides += hidden
    return hides / np.float32(DIRECTIONS)


def _drawn(mesh: PinMesh, half: NDArray[np.float64], shape: tuple[int, int]) -> NDArray[np.uint8]:
    """The outline filled with ones, row 0 at the top."""
    drawn = np.zeros(shape, np.uint8)
    back = mesh.vertices_mm[mesh.faces[mesh.slots == SLOTS.index("back")], :2]
    pixels = np.stack([back[..., 0] + half[0], half[1] - back[..., 1]], axis=-1) * (FINER / PITCH_MM) - 0.5
    fixed = np.round(pixels * 2.0**FRACTION_BITS).astype(np.int32)
    cv2.fillPoly(drawn, list(fixed), (1,), shift=FRACTION_BITS)
    return drawn


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
    return environment.into_world(np.asarray(toward[row, column], np.float64))
