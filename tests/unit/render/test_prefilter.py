"""The studio's light, blurred for every roughness."""

from __future__ import annotations

import numpy as np
import pytest

from pinrender.render.gl._prefilter import REACH, prefilter, spherical_harmonics, zenith
from pinrender.scene import Environment, light
from pinrender.scene._studio import ENVIRONMENT_SHAPE, directions
from tests.unit.scene.test_scene import furnace


def test_prefilter_keeps_constant_light_constant() -> None:
    for level in prefilter(light(furnace(0.7))):
        assert level[..., :3] == pytest.approx(0.7, abs=1e-3)


def test_prefilter_looks_where_it_should() -> None:
    """Light that is its own direction: what the mirror has, and what every blur has straight up.

    A look-up is off by a seventieth of a sample of 0.012 rad at most, and a picture between its samples by an
    eighth of their squared distance.
    """
    toward = directions(ENVIRONMENT_SHAPE)
    own = Environment(
        radiance_linear=(0.5 + 0.5 * toward).astype(np.float32), irradiance_up=np.ones(3), exposure=1.0
    )
    place = (2.0 * (np.arange(768) + 0.5) / 768 - 1.0) * REACH
    x, y = np.meshgrid(place, place)
    expected = np.stack([2.0 * x, 2.0 * y, 1.0 - x**2 - y**2], axis=-1) / (1.0 + x**2 + y**2)[..., None]
    mirror = 2.0 * prefilter(own)[0][..., :3] - 1.0
    above = (
        np.hypot(x, y) < 0.97
    )  # on and below the horizon the picture of the sky has its poles and its seam
    assert np.abs(mirror - expected)[above].max() < 6e-4
    assert zenith(own)[:2, :2] == pytest.approx(0.5, abs=0.004)  # its sample lies half a sample off
    assert np.all(np.diff(zenith(own)[:, 2]) < 1e-3)


def test_harmonics_of_constant_light() -> None:
    coefficients = spherical_harmonics(light(furnace(0.7)))
    assert coefficients[0] == pytest.approx([0.7] * 3, rel=1e-3)
    assert np.abs(coefficients[1:]).max() < 2e-3
