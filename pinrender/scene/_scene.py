"""The scene: a dressed pin, a studio's light, the surface it lies on, a camera."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pinrender.appearance import Appearance
from pinrender.catalog import Studio
from pinrender.mesh import PinMesh
from pinrender.scene._camera import Camera, frame
from pinrender.scene._shadow import shadow_of
from pinrender.scene._studio import Environment, light, promised_light
from pinrender.units import frozen

__all__ = ["Backdrop", "Scene", "arrange"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Backdrop:
    """The surface z = 0 that the pin lies on.

    Attributes
    ----------
    albedo_linear : tuple of float
        Its colour.
    shadow : (H, W, 2) float32 ndarray
        Shares of its light: what the pin keeps off, 0..1, and what a perfect mirror of a rim would add.
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
        The light it stands in.
    promised : Environment
        The light in which enamel comes out as the colour that was asked for; it decides the pigments.
    backdrop : Backdrop
    camera : Camera
    """

    mesh: PinMesh
    appearance: Appearance
    environment: Environment
    promised: Environment
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
    environment = light(studio)
    return Scene(
        mesh=mesh,
        appearance=appearance,
        environment=environment,
        promised=promised_light(),
        backdrop=_backdrop(mesh, studio, environment),
        camera=frame(mesh.vertices_mm, view),
    )


def _backdrop(mesh: PinMesh, studio: Studio, environment: Environment) -> Backdrop:
    shadow, (half_width_mm, half_height_mm) = shadow_of(mesh, environment)
    return Backdrop(
        albedo_linear=studio.backdrop,
        shadow=frozen(shadow),
        half_width_mm=half_width_mm,
        half_height_mm=half_height_mm,
    )
