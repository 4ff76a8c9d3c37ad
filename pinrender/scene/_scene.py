"""The scene: a dressed pin, a studio's light, the surface it lies on, a camera."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from pinrender.appearance import Appearance
from pinrender.catalog import Studio
from pinrender.mesh import SLOTS, PinMesh
from pinrender.scene._camera import Camera, frame
from pinrender.scene._studio import Environment, light
from pinrender.units import frozen

__all__ = ["Backdrop", "Scene", "arrange"]

SHADOW_PITCH_MM = 0.12
SHADOW_MARGIN_MM = 9.0
SHADOW_BLURS_MM = ((0.35, 0.55), (1.1, 0.45), (3.2, 0.35))
"""Standard deviation and weight: what a slab 1.5 mm high hides of soft light, near to far; chosen by eye."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Backdrop:
    """The surface z = 0 that the pin lies on.

    Attributes
    ----------
    albedo_linear : tuple of float
        Its colour.
    shadow : (H, W) float32 ndarray
        Share of the sky that the pin hides, 0..1.
    half_width_mm, half_height_mm : float
        The shadow picture spans the world from minus to plus these.
    """

    albedo_linear: tuple[float, float, float]
    shadow: NDArray[np.float32]
    half_width_mm: float
    half_height_mm: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Scene:
    """What a renderer draws.

    Attributes
    ----------
    mesh : PinMesh
    appearance : Appearance
    environment : Environment
    backdrop : Backdrop
    camera : Camera
    """

    mesh: PinMesh
    appearance: Appearance
    environment: Environment
    backdrop: Backdrop
    camera: Camera


def arrange(
    mesh: PinMesh,
    appearance: Appearance,
    *,
    studio: Studio,
    view: str = "front",
) -> Scene:
    """Lay a pin into a studio and frame it.

    Raises
    ------
    UsageError
        For an unknown view.
    """
    return Scene(
        mesh=mesh,
        appearance=appearance,
        environment=light(studio),
        backdrop=_backdrop(mesh, studio),
        camera=frame(mesh.vertices_mm, view),
    )


@lru_cache(maxsize=4)
def _backdrop(mesh: PinMesh, studio: Studio) -> Backdrop:
    """Shadow of the outline on the surface, from its silhouette blurred at three widths."""
    half = np.abs(mesh.vertices_mm[:, :2]).max(axis=0) + SHADOW_MARGIN_MM
    cols, rows = np.ceil(2.0 * half / SHADOW_PITCH_MM).astype(int)
    silhouette = np.zeros((rows, cols), np.uint8)
    back = mesh.vertices_mm[mesh.faces[mesh.slots == SLOTS.index("back")], :2]
    pixels = np.stack([(back[..., 0] + half[0]), (half[1] - back[..., 1])], axis=-1) / SHADOW_PITCH_MM
    cv2.fillPoly(silhouette, list(np.round(pixels * 16.0).astype(np.int32)), (255,), shift=4)
    solid = silhouette.astype(np.float32) / 255.0
    shadow = np.zeros_like(solid)
    for sigma_mm, weight in SHADOW_BLURS_MM:
        shadow += np.float32(weight) * cv2.GaussianBlur(solid, (0, 0), sigma_mm / SHADOW_PITCH_MM)
    return Backdrop(
        albedo_linear=studio.backdrop,
        shadow=frozen(np.clip(shadow, 0.0, 1.0)),
        half_width_mm=float(cols * SHADOW_PITCH_MM / 2.0),
        half_height_mm=float(rows * SHADOW_PITCH_MM / 2.0),
    )
