"""A pin under lights before a camera: frozen, and free of any renderer."""

from __future__ import annotations

from pinrender.scene._camera import VIEWS, Camera
from pinrender.scene._promise import promise
from pinrender.scene._scene import Backdrop, Scene, arrange
from pinrender.scene._studio import PROMISED, Environment, light, promised_light

__all__ = [
    "PROMISED",
    "VIEWS",
    "Backdrop",
    "Camera",
    "Environment",
    "Scene",
    "arrange",
    "light",
    "promise",
    "promised_light",
]
