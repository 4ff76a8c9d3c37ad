"""A pin on a turntable: it turns, and camera and lights stand still."""

from __future__ import annotations

import math
from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from pinrender.design import viewpoint
from pinrender.scene._camera import about_z, frame
from pinrender.scene._scene import Scene, with_room
from pinrender.scene._shadow import shadow_of
from pinrender.scene._studio import turned_light
from pinrender.units import frozen

__all__ = ["axis_mm", "on_turntable", "turned"]

AROUND = 180
"""Places of the circle that the pin turns within, for the camera to frame."""


def axis_mm(scene: Scene) -> tuple[NDArray[np.float64], float]:
    """Where the turntable's axis stands, x and y (2,), and how far the pin reaches from it.

    The axis is the middle of the smallest circle around the pin, so that it sweeps no more than that.
    """
    plan = np.ascontiguousarray(scene.mesh.vertices_mm[:, :2], np.float32)
    middle, reach_mm = cv2.minEnclosingCircle(plan)
    return np.array(middle, np.float64), float(reach_mm)


def on_turntable(scene: Scene, view: str) -> Scene:
    """The scene with a camera that has the pin whole and its axis in the middle, however it is turned.

    Parameters
    ----------
    scene : Scene
        A pin that lies in its studio.
    view : str
        From where it is seen, as `pinrender.design.viewpoint` reads it.
    """
    middle, reach_mm = axis_mm(scene)
    around = 2.0 * math.pi * np.arange(AROUND) / AROUND
    circle = middle + reach_mm * np.stack([np.cos(around), np.sin(around)], axis=-1)
    top_mm = float(scene.mesh.vertices_mm[:, 2].max())
    swept = np.concatenate([np.column_stack([circle, np.full(AROUND, z_mm)]) for z_mm in (0.0, top_mm)])
    return replace(scene, camera=frame(swept, with_room(viewpoint(view), scene.backdrop, scene.mesh)))


def turned(scene: Scene, turn_deg: float) -> Scene:
    """The scene when the turntable has turned counter-clockwise, as seen from above.

    Everything is in the pin's own axes: camera and light go round it the other way, shadows with them.
    What the pin lies on turns with it.

    Parameters
    ----------
    scene : Scene
        As `on_turntable` gives it, not turned.
    turn_deg : float
        How far.
    """
    if turn_deg == 0.0:
        return scene
    turn_rad = -math.radians(turn_deg)
    environment = turned_light(scene.environment, turn_rad)
    around, middle = about_z(turn_rad), np.array([*axis_mm(scene)[0], 0.0])
    pose = scene.camera.pose.copy()
    pose[:3, :3] = around @ pose[:3, :3]
    pose[:3, 3] = around @ (pose[:3, 3] - middle) + middle
    shadow, _ = shadow_of(scene.mesh, environment)
    return replace(
        scene,
        environment=environment,
        backdrop=replace(scene.backdrop, shadow=shadow),
        camera=replace(scene.camera, pose=frozen(pose)),
    )
