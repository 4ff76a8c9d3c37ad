"""Cameras that frame a pin whole, with an even margin."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pinrender.errors import UsageError, unknown_choice
from pinrender.units import frozen

__all__ = ["VIEWS", "Camera", "frame"]

VIEWS: dict[str, tuple[float, float, float]] = {
    "front": (0.0, 0.0, 0.88),
    "three-quarter": (-24.0, 43.0, 0.86),
    "low": (-16.0, 66.0, 0.86),
}
"""Azimuth and tilt away from the face's normal, degrees; and how much of the picture the pin fills."""

FIELD_OF_VIEW_DEG = 16.0
"""A long lens, as product photographers use."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Camera:
    """A pinhole camera with a square picture.

    Attributes
    ----------
    pose : (4, 4) float64 ndarray
        Camera to world; the camera looks along its own -z, +y up.
    fov_rad : float
        Full angle of view, both ways.
    near_mm, far_mm : float
        Clipping distances.
    """

    pose: NDArray[np.float64]
    fov_rad: float
    near_mm: float
    far_mm: float


def frame(vertices_mm: NDArray[np.floating], view: str) -> Camera:
    """Place the camera so that the vertices fill the picture.

    Parameters
    ----------
    vertices_mm : (N, 3) ndarray
        What must be seen.
    view : {'front', 'three-quarter', 'low'}
        From where.

    Raises
    ------
    UsageError
        For an unknown view.
    """
    if view not in VIEWS:
        raise UsageError(unknown_choice("view", view, VIEWS))
    azimuth_deg, tilt_deg, fill = VIEWS[view]
    axes = _axes(math.radians(azimuth_deg), math.radians(tilt_deg))
    fov_rad = math.radians(FIELD_OF_VIEW_DEG)
    half = math.tan(0.5 * fov_rad) * fill
    local = np.asarray(vertices_mm, np.float64) @ axes
    shift = 0.5 * (local[:, :2].max(axis=0) + local[:, :2].min(axis=0))
    distance = 0.0
    for _ in range(6):
        offset = np.abs(local[:, :2] - shift)
        distance = float((offset.max(axis=1) / half + local[:, 2]).max())
        seen = (local[:, :2] - shift) / (distance - local[:, 2:3])
        shift = shift + 0.5 * (seen.max(axis=0) + seen.min(axis=0)) * distance
    pose = np.eye(4)
    pose[:3, :3] = axes
    pose[:3, 3] = axes @ np.array([shift[0], shift[1], distance])
    reach = float(np.linalg.norm(local.max(axis=0) - local.min(axis=0)))
    return Camera(pose=frozen(pose), fov_rad=fov_rad, near_mm=0.3 * distance, far_mm=distance + 20.0 * reach)


def _axes(azimuth_rad: float, tilt_rad: float) -> NDArray[np.float64]:
    """Camera right, up and back as columns: tilted toward the pin's foot, then turned about z."""
    tilt = np.array(
        [
            [1.0, 0.0, 0.0],
            [0.0, math.cos(tilt_rad), -math.sin(tilt_rad)],
            [0.0, math.sin(tilt_rad), math.cos(tilt_rad)],
        ]
    )
    turn = np.array(
        [
            [math.cos(azimuth_rad), -math.sin(azimuth_rad), 0.0],
            [math.sin(azimuth_rad), math.cos(azimuth_rad), 0.0],
            [0.0, 0.0, 1.0],
        ]
    )
    return np.asarray(turn @ tilt)
