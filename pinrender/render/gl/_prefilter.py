"""The environment, blurred once for every roughness, so that a reflection is one look-up."""

from __future__ import annotations

import math

import cv2
import numpy as np
from numpy.typing import NDArray

from pinrender.scene import Environment
from pinrender.scene._studio import directions

__all__ = ["LEVELS", "REACH", "level_of", "prefilter", "spherical_harmonics", "zenith"]

LEVELS = 7
LEVEL_POWER = 0.4
"""Level (LEVELS - 1) * roughness ** this, as the shader has it: polished metal lies on level 2, which is fine
enough for it."""
SHARP = 1
"""Up to this level a lobe is narrower than a sample."""
SAMPLES = 64
GOLDEN_RATIO = 0.6180339887498949
FINEST_SIDE = 768
REACH = 1.15
"""How far past the horizon the picture goes: to z = -0.14."""

Array = NDArray[np.float32]


def prefilter(environment: Environment) -> list[Array]:
    """Blur by the GGX lobe of each level's roughness, each level half the size of the last.

    The picture is a paraboloid about +z: a direction lies at ``xy / (1 + z) / REACH``, from the
    centre to the edges -1..1. Reflections below its edge see the ground, not the sky, and it has
    neither seam nor pole.

    Returns
    -------
    list of (H, W, 4) float32 ndarray
        Level 0 is the mirror; the fourth channel is 1.

    References
    ----------
    Heidrich and Seidel, "View-independent environment maps", Graphics Hardware 1998. Karis, "Real
    shading in Unreal Engine 4", SIGGRAPH 2013 course notes: normal = view = mirror.
    """
    levels = []
    for k in range(LEVELS):
        side = FINEST_SIDE >> k
        toward = _paraboloid(side, np.arange(side))
        level = np.ones((*toward.shape[:2], 4), np.float32)
        level[..., :3] = _seen(environment, toward, k)
        levels.append(level)
    return levels


def level_of(roughness: float) -> float:
    """Where between the levels a perceptual roughness, 0..1, lies."""
    return float((LEVELS - 1) * roughness**LEVEL_POWER)


def zenith(environment: Environment) -> Array:
    """What each level has straight up; (LEVELS, 3)."""
    sides = [FINEST_SIDE >> k for k in range(LEVELS)]
    toward = [_paraboloid(side, np.array([side // 2])) for side in sides]
    return np.concatenate([_seen(environment, up, k)[0] for k, up in enumerate(toward)])


def _seen(environment: Environment, toward: Array, level: int) -> Array:
    """Light from directions (H, W, 3), blurred as a level is."""
    source = _shrunk(environment.radiance_linear, 2 ** max(level - SHARP, 0))
    if level <= SHARP:
        return _look_up(source, toward)
    return _blur(source, toward, (level / (LEVELS - 1)) ** (2.0 / LEVEL_POWER)).reshape(toward.shape)


def _paraboloid(side: int, samples: NDArray[np.integer]) -> Array:
    """Unit directions of these rows and columns of a picture, (N, N, 3); its row 0 looks toward -y."""
    place = (2.0 * (samples + 0.5) / side - 1.0) * REACH
    x, y = np.meshgrid(place, place)
    square = x * x + y * y
    toward = np.stack([2.0 * x, 2.0 * y, 1.0 - square], axis=-1) / (1.0 + square)[..., None]
    return np.asarray(toward, np.float32)


def _blur(source: Array, axis: Array, alpha: float) -> Array:
    """Average the source over GGX-distributed mirror directions about each direction."""
    helper = np.where(np.abs(axis[..., 2:]) < 0.9, *np.eye(3, dtype=np.float32)[[2, 0]])
    tangent = np.cross(helper, axis)
    tangent /= np.linalg.norm(tangent, axis=-1, keepdims=True)
    bitangent = np.cross(axis, tangent)
    total, weight_sum = np.zeros(axis.shape, np.float32), 0.0
    toward, turned = np.zeros_like(axis), np.zeros_like(axis)
    for index in range(SAMPLES):
        u = (index + 0.5) / SAMPLES
        turn = 2.0 * math.pi * ((index * GOLDEN_RATIO) % 1.0)
        cosine = math.sqrt((1.0 - u) / (1.0 + (alpha**2 - 1.0) * u))
        sine = math.sqrt(max(1.0 - cosine**2, 0.0))
        weight = 2.0 * cosine**2 - 1.0
        if weight <= 0.0:
            continue
        across, along = 2.0 * cosine * sine * math.cos(turn), 2.0 * cosine * sine * math.sin(turn)
        np.multiply(axis, np.float32(weight), out=toward)
        for side, leaning in ((tangent, across), (bitangent, along)):
            toward += np.multiply(side, np.float32(leaning), out=turned)
        total += np.float32(weight) * _look_up(source, toward)
        weight_sum += weight
    return np.asarray(total / np.float32(weight_sum), np.float32)


def _look_up(source: Array, toward: Array) -> Array:
    """Bilinear sample of a latitude-longitude picture; (H, W, 3) directions of any length.

    Angles are off by up to 0.00017 rad, a seventieth of a sample, and take a tenth of the time of exact ones.
    """
    rows, cols = source.shape[:2]
    x, y, z = cv2.split(toward)
    row = cv2.phase(y, cv2.magnitude(x, z)) * np.float32(rows / math.pi) - np.float32(0.5)
    col = cv2.phase(-z, -x) * np.float32(cols / (2.0 * math.pi)) - np.float32(0.5)
    looked = cv2.remap(source, col, row, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(looked, np.float32)


def _shrunk(picture: Array, factor: int) -> Array:
    """Average blocks of factor x factor samples."""
    size = (picture.shape[1] // factor, picture.shape[0] // factor)
    return np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), np.float32)


def spherical_harmonics(environment: Environment) -> NDArray[np.float32]:
    """Irradiance / pi as nine coefficients of polynomials in the normal; (9, 3).

    Order: 1, y, z, x, xy, yz, 3z**2 - 1, xz, x**2 - y**2.

    References
    ----------
    Ramamoorthi and Hanrahan, "An efficient representation for irradiance environment maps",
    SIGGRAPH 2001, doi:10.1145/383259.383317.
    """
    small = _shrunk(environment.radiance_linear, 4).astype(np.float64)
    toward = directions(small.shape[:2])
    x, y, z = toward[..., 0], toward[..., 1], toward[..., 2]
    weight = np.sqrt(1.0 - y**2) * (math.pi / small.shape[0]) ** 2
    basis = [np.ones_like(x), y, z, x, x * y, y * z, 3.0 * z**2 - 1.0, x * z, x**2 - y**2]
    norm = [0.282095, 0.488603, 0.488603, 0.488603, 1.092548, 1.092548, 0.315392, 1.092548, 0.546274]
    lobe = [1.0] + [2.0 / 3.0] * 3 + [0.25] * 5
    rows = [
        n * n * a * np.einsum("ij,ijk->k", b * weight, small)
        for b, n, a in zip(basis, norm, lobe, strict=True)
    ]
    return np.asarray(rows, np.float32)
