"""A studio's light as the picture that viewers of glTF take."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from pinrender.scene import Environment, directions

__all__ = ["encode_light"]

ROWS = 128
"""Softboxes have soft edges: 1.4 degrees a sample do, in 65 kB."""
QUARTER = 1.25
BEHIND = (-0.82, -0.95)
"""Cosines to +z between which the light turns into that of the front: the back has the studio before it too,
and a rim seen aslant still mirrors the ground."""


def encode_light(environment: Environment) -> bytes:
    """A Radiance picture of an environment, exposed: viewers show it with an exposure of 1.

    Parameters
    ----------
    environment : Environment
        Its middle column looks along +z, and its columns go on toward +x.

    Returns
    -------
    bytes
        128 by 256 samples, of which, as three.js has it, the middle column looks along +x and those
        after it toward +z. From behind comes the light of the front, for a viewer shows the back as well.
    """
    light = _lit_behind(environment.radiance_linear) * np.float32(environment.exposure)
    small = np.asarray(cv2.resize(light, (2 * ROWS, ROWS), interpolation=cv2.INTER_AREA), np.float32)
    share = (np.arange(2 * ROWS) + 0.5) / (2 * ROWS)
    columns = ((QUARTER - share) % 1.0 * 2 * ROWS).astype(int)
    blue_first = np.ascontiguousarray(small[:, columns, ::-1])
    done, data = cv2.imencode(".hdr", blue_first)
    if not done:
        raise ValueError("OpenCV could not encode the light as a Radiance picture")
    return bytes(data)


def _lit_behind(radiance: NDArray[np.float32]) -> NDArray[np.float32]:
    """The light with that of the front, turned about the upright axis, in the place of what lies behind."""
    height = directions((radiance.shape[0], radiance.shape[1]))[..., 2]
    low, high = BEHIND
    share = np.clip((height - low) / (high - low), 0.0, 1.0)[..., None]
    turned = np.roll(radiance, radiance.shape[1] // 2, axis=1)
    return np.asarray(radiance + share * (turned - radiance), np.float32)
