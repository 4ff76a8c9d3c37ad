"""Cameras that frame a pin whole, with an even margin."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from pinrender.design import Viewpoint
from pinrender.units import frozen

__all__ = ["BLOOM_SPREADS", "Camera", "about_z", "axes_of", "frame"]

FIELD_OF_VIEW_DEG = 16.0
"""A long lens, as product photographers use."""


BLOOM_SPREADS = (0.004, 0.014, 0.045)
"""Standard deviations, as shares of the picture's side, of three blurs that share the bloom; by eye."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Camera:
    """A camera with a square picture: a pinhole, or a thin lens.

    Attributes
    ----------
    pose : (4, 4) float64 ndarray
        Camera to world; the camera looks along its own -z, +y up.
    fov_rad : float
        Full angle of view, both ways.
    near_mm, far_mm : float
        Clipping distances.
    aperture_mm : float
        Radius of the lens's opening; 0 is a pinhole.
    focus_mm : float
        Distance along the camera's axis of the plane that is sharp; of no matter to a pinhole.
    bloom : float
        Share of the light that the lens spreads around what is bright, 0..1.
    """

    pose: NDArray[np.float64]
    fov_rad: float
    near_mm: float
    far_mm: float
    aperture_mm: float = 0.0
    focus_mm: float = 1.0
    bloom: float = 0.0

    @property
    def ideal(self) -> bool:
        """Whether everything is sharp and nothing blooms."""
        return self.aperture_mm == 0.0 and self.bloom == 0.0

    def shares_of(self, points_mm: NDArray[np.float64]) -> NDArray[np.float64]:
        """Where points (N, 3) of the world lie on the picture: shares (N, 2) of it, from the top left."""
        local = (np.asarray(points_mm, np.float64) - self.pose[:3, 3]) @ self.pose[:3, :3]
        half = -local[:, 2:3] * math.tan(0.5 * self.fov_rad)
        return np.asarray(0.5 + 0.5 * local[:, :2] * (1.0, -1.0) / half, np.float64)

    def shares_of_plane(self, z_mm: float) -> NDArray[np.float64]:
        """How a plane of the world at height `z_mm` lies on the picture.

        Returns
        -------
        (3, 3) float64 ndarray
            A projective map: applied to (x, y, 1) in mm it gives (across, down, 1) times a factor > 0, where
            across and down are as `shares_of` gives them.
        """
        turn, place = self.pose[:3, :3].T, self.pose[:3, 3]
        right, up, back = np.column_stack(
            [turn[:, 0], turn[:, 1], turn @ (np.array([0.0, 0.0, z_mm]) - place)]
        )
        depth = -math.tan(0.5 * self.fov_rad) * back
        return np.stack([0.5 * (depth + right), 0.5 * (depth - up), depth])

    @property
    def stopped_down(self) -> Camera:
        """The same camera without its lens's faults."""
        return replace(self, aperture_mm=0.0, bloom=0.0)


def frame(vertices_mm: NDArray[np.floating], seen_from: Viewpoint) -> Camera:
    """Place the camera so that the vertices fill the picture.

    Parameters
    ----------
    vertices_mm : (N, 3) ndarray
        What must be seen.
    seen_from : Viewpoint
        From where, and through what lens; it is focused on the middle of the face.
    """
    axes = axes_of(seen_from)
    fov_rad = math.radians(FIELD_OF_VIEW_DEG)
    half = math.tan(0.5 * fov_rad) * seen_from.fill
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
    middle = np.array([*_middle(vertices_mm)[:2], float(np.max(vertices_mm[:, 2]))])
    focus_mm = float((pose[:3, 3] - middle) @ axes[:, 2])
    return Camera(
        pose=frozen(pose),
        fov_rad=fov_rad,
        near_mm=0.3 * distance,
        far_mm=distance + 20.0 * reach,
        aperture_mm=seen_from.aperture * focus_mm,
        focus_mm=focus_mm,
        bloom=seen_from.bloom,
    )


def _middle(points_mm: NDArray[np.floating]) -> NDArray[np.float64]:
    return np.asarray(0.5 * (points_mm.max(axis=0) + points_mm.min(axis=0)), np.float64)


def axes_of(seen_from: Viewpoint) -> NDArray[np.float64]:
    """Camera right, up and back as columns; (3, 3)."""
    axes = _axes(math.radians(seen_from.azimuth_deg), math.radians(seen_from.tilt_deg))
    return np.asarray(axes @ about_z(math.radians(seen_from.roll_deg)))


def _axes(azimuth_rad: float, tilt_rad: float) -> NDArray[np.float64]:
    """Camera right, up and back as columns: tilted toward the pin's foot, then turned about z."""
    tilt = np.array(
        [
            [1.0, 0.0, 0.0],
            [0.0, math.cos(tilt_rad), -math.sin(tilt_rad)],
            [0.0, math.sin(tilt_rad), math.cos(tilt_rad)],
        ]
    )
    return np.asarray(about_z(azimuth_rad) @ tilt)


def about_z(turn_rad: float) -> NDArray[np.float64]:
    """Turn columns counter-clockwise about z; (3, 3)."""
    cosine, sine = math.cos(turn_rad), math.sin(turn_rad)
    return np.array([[cosine, -sine, 0.0], [sine, cosine, 0.0], [0.0, 0.0, 1.0]])
