"""The environment, blurred once for every roughness, so that a reflection is one look-up."""

from __future__ import annotations

import math

import cv2
import numpy as np
from numpy.typing import NDArray

from pinrender.scene import Environment
from pinrender.scene._studio import directions

__all__ = ["LEVELS", "prefilter", "spherical_harmonics"]

LEVELS = 7
"""Level k holds perceptual roughness (k / (LEVELS - 1))**2; the shader looks up at sqrt(roughness)."""
SAMPLES = 48

Array = NDArray[np.float32]


def prefilter(environment: Environment) -> list[Array]:
    """Blur by the GGX lobe of each level's roughness, each level half the size of the last.

    Returns
    -------
    list of (H, W, 3) float32 ndarray
        Level 0 is the mirror.

    References
    ----------
    Karis, "Real shading in Unreal Engine 4", SIGGRAPH 2013 course notes: normal = view = mirror.
    """
    levels = [environment.radiance_linear]
    for k in range(1, LEVELS):
        rows, cols = (side >> k for side in levels[0].shape[:2])
        roughness = (k / (LEVELS - 1)) ** 2
        source = cv2.resize(levels[0], (max(cols, 64), max(rows, 32)), interpolation=cv2.INTER_AREA)
        levels.append(_blur(source, (rows, cols), roughness**2))
    return levels


def _blur(source: Array, shape: tuple[int, int], alpha: float) -> Array:
    """Average the source over GGX-distributed mirror directions about each direction."""
    axis = directions(shape).reshape(-1, 3)
    helper = np.where(np.abs(axis[:, 2:]) < 0.9, [[0.0, 0.0, 1.0]], [[1.0, 0.0, 0.0]])
    tangent = np.cross(helper, axis)
    tangent /= np.linalg.norm(tangent, axis=1, keepdims=True)
    bitangent = np.cross(axis, tangent)
    total = np.zeros((len(axis), 3))
    weight_sum = 0.0
    for index in range(SAMPLES):
        u = (index + 0.5) / SAMPLES
        turn = 2.0 * math.pi * ((index * 0.6180339887498949) % 1.0)
        cosine = math.sqrt((1.0 - u) / (1.0 + (alpha**2 - 1.0) * u))
        sine = math.sqrt(max(1.0 - cosine**2, 0.0))
        weight = 2.0 * cosine**2 - 1.0
        if weight <= 0.0:
            continue
        across, along = 2.0 * cosine * sine * math.cos(turn), 2.0 * cosine * sine * math.sin(turn)
        toward = weight * axis + across * tangent + along * bitangent
        total += weight * _look_up(source, toward)
        weight_sum += weight
    return np.asarray((total / weight_sum).reshape(*shape, 3), np.float32)


def _look_up(source: Array, toward: NDArray[np.float64]) -> Array:
    """Nearest sample of a latitude-longitude picture."""
    rows, cols = source.shape[:2]
    row = (np.arccos(np.clip(toward[:, 1], -1.0, 1.0)) / math.pi * rows).astype(np.intp).clip(0, rows - 1)
    col = ((np.arctan2(toward[:, 0], toward[:, 2]) / (2.0 * math.pi) + 0.5) * cols).astype(np.intp) % cols
    return source[row, col]


def spherical_harmonics(environment: Environment) -> NDArray[np.float32]:
    """Irradiance / pi as nine coefficients of polynomials in the normal; (9, 3).

    Order: 1, y, z, x, xy, yz, 3z**2 - 1, xz, x**2 - y**2.

    References
    ----------
    Ramamoorthi and Hanrahan, "An efficient representation for irradiance environment maps",
    SIGGRAPH 2001, doi:10.1145/383259.383317.
    """
    small = cv2.resize(environment.radiance_linear, (128, 64), interpolation=cv2.INTER_AREA).astype(np.float64)
    toward = directions((64, 128))
    x, y, z = toward[..., 0], toward[..., 1], toward[..., 2]
    weight = np.sqrt(1.0 - y**2) * (math.pi / 64) * (2.0 * math.pi / 128)
    basis = [np.ones_like(x), y, z, x, x * y, y * z, 3.0 * z**2 - 1.0, x * z, x**2 - y**2]
    norm = [0.282095, 0.488603, 0.488603, 0.488603, 1.092548, 1.092548, 0.315392, 1.092548, 0.546274]
    lobe = [1.0] + [2.0 / 3.0] * 3 + [0.25] * 5
    rows = [
        n * n * a * np.einsum("ij,ijk->k", b * weight, small) for b, n, a in zip(basis, norm, lobe, strict=True)
    ]
    return np.asarray(rows, np.float32)
