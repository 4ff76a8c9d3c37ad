"""A pin under lights before a camera: frozen, and free of any renderer."""

from __future__ import annotations

from pinrender.scene._blend import blend_findings
from pinrender.scene._camera import BLOOM_SPREADS, Camera, frame
from pinrender.scene._carried import carried_light
from pinrender.scene._cloth import Tile, tile_of
from pinrender.scene._drape import Folds
from pinrender.scene._promise import mirrored_up, promise
from pinrender.scene._scene import Backdrop, Scene, arrange, card_findings
from pinrender.scene._studio import PROMISED, Environment, directions, light, promised_light
from pinrender.scene._turntable import on_turntable, turned
from pinrender.scene._walls import walled_light

__all__ = [
    "BLOOM_SPREADS",
    "PROMISED",
    "Backdrop",
    "Camera",
    "Environment",
    "Folds",
    "Scene",
    "Tile",
    "arrange",
    "blend_findings",
    "card_findings",
    "carried_light",
    "directions",
    "frame",
    "light",
    "mirrored_up",
    "on_turntable",
    "promise",
    "promised_light",
    "tile_of",
    "turned",
    "walled_light",
]
