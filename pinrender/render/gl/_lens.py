"""What a lens does to the picture: depth of field and bloom, in linear light."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pinrender.scene import BLOOM_SPREADS, Camera

__all__ = ["Lens", "lens_of"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Lens:
    """A thin lens, as its shaders want it; lengths are shares of the picture's side where not in mm.

    Attributes
    ----------
    axis : (3,) float64 ndarray
        Along which it looks.
    focus_mm : float
        Distance of the sharp plane.
    face_mm : float
        Height of the pin's face, which stands for the pin's distance.
    blur : float
        Radius of blur of what is infinitely far.
    bloom : float
        Share of the light that spreads.
    spreads : tuple of float
        Standard deviations of the blurs that share it.
    """

    axis: NDArray[np.float64]
    focus_mm: float
    face_mm: float
    blur: float
    bloom: float
    spreads: tuple[float, ...]

    def uniforms(self, side: int) -> dict[str, Any]:
        """For a picture of so many pixels."""
        return {
            "cam_axis": self.axis,
            "focus_mm": self.focus_mm,
            "face_mm": self.face_mm,
            "blur_px": self.blur * side,
            "bloom": self.bloom,
            "bloom_px": [spread * side for spread in self.spreads],
        }


def lens_of(camera: Camera, *, face_mm: float) -> Lens:
    """The lens of a camera that looks at a pin of that height.

    A place at a distance d is spread over a disc whose radius, brought to the plane of focus at f, is
    aperture * |d - f| / d.
    """
    width_mm = 2.0 * camera.focus_mm * math.tan(0.5 * camera.fov_rad)
    return Lens(
        axis=-camera.pose[:3, 2],
        focus_mm=camera.focus_mm,
        face_mm=face_mm,
        blur=camera.aperture_mm / width_mm,
        bloom=camera.bloom,
        spreads=BLOOM_SPREADS,
    )
