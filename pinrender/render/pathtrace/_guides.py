"""What a denoiser is told beside the light: the albedo of what is seen, and which way it looks."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from pinrender.render.pathtrace._stage import camera
from pinrender.scene import Camera

__all__ = ["guides"]

PLACES = 4
"""Rays to a shaded place, none of which goes on; twice as many bring a picture nearer by 5 %."""
RAYS_AT_ONCE = 1 << 22
SEED = 1_000_003
"""Not that of any light."""


def guides(staged: Any, seen: Camera, side: int) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Albedo, 0..1, and shading normal, -1..1, of the first surface that each ray meets.

    Epoxy and other clear bodies have no albedo: what lies under them is known by its light alone.

    Parameters
    ----------
    staged : mitsuba.Scene
        As `stage` makes it.
    seen : Camera
        From where.
    side : int
        Width and height, shaded places.

    Returns
    -------
    tuple of two (side, side, 3) float32 ndarray
        0 where there is nothing.
    """
    import mitsuba as mi

    rows = min(side, max(1, RAYS_AT_ONCE // (side * PLACES))) if seen.aperture_mm == 0.0 else side
    integrator = mi.load_dict({"type": "aov", "aovs": "albedo:albedo,normal:sh_normal"})
    made = np.zeros((side, side, 6), np.float32)
    for start in range(0, side, rows):
        first = min(start, side - rows)
        sensor = camera(seen, side, first, rows)
        band = mi.render(staged, sensor=sensor, integrator=integrator, spp=PLACES, seed=SEED + start)
        made[first : first + rows] = np.array(band, np.float32)[..., -6:]
    return np.ascontiguousarray(np.clip(made[..., :3], 0.0, 1.0)), np.ascontiguousarray(made[..., 3:])
