"""Rough metal loses no light: what its facets mask they send to each other."""

from __future__ import annotations

import numpy as np
import pytest

from pinrender.catalog import Plating, load
from pinrender.color import neutral_tone_map, srgb8_to_linear
from pinrender.render import RenderOptions, open_renderer
from pinrender.render._energy import albedo_table, leaving_table, mean_albedo
from tests.unit.plans import disc
from tests.unit.render.test_gl import center
from tests.unit.render.tracing import middle, radiance, scene_of
from tests.unit.scene.test_scene import furnace

LIGHT = 0.5
QUADRATURE = (
    (0, 31, 0.9600),
    (10, 31, 0.8983),
    (17, 20, 0.2757),
    (17, 31, 0.6513),
    (22, 10, 0.2057),
    (31, 31, 0.3498),
)
"""Row, column and share of what leaves clear enamel."""
MEAN_FOR_ANGLE = 0.08
"""The studio takes the mean albedo over all angles for that of each: so far off at roughness 0.7."""


def white_metal(roughness: float) -> Plating:
    ones = {"f0": (1.0, 1.0, 1.0), "f82": (1.0, 1.0, 1.0), "f0_immersed": (1.0, 1.0, 1.0)}
    return load(Plating, "silver").model_copy(update={**ones, "roughness": roughness})


def test_one_reflection_sends_back_what_quadrature_says() -> None:
    """Integrals over half vectors with 400 by 256 nodes, made once apart from this code."""
    table = albedo_table()
    for row, column, expected in ((0, 31, 1.0), (17, 31, 0.8768), (22, 13, 0.7104), (31, 31, 0.3069)):
        assert table[row, column] == pytest.approx(expected, abs=0.01)
    assert np.all((table > 0.0) & (table < 1.0 + 1e-5))
    assert np.all(np.diff(mean_albedo(np.linspace(0.0, 1.0, 12))) < 1e-4), "rougher, never brighter"


def test_a_skin_lets_out_what_quadrature_says() -> None:
    """Integrals with 400 by 256 nodes, made once apart from this code; a smooth mirror as Fresnel says."""
    table = leaving_table()
    for row, column, expected in QUADRATURE:
        assert table[row, column] == pytest.approx(expected, abs=0.01)
    assert np.all(table[0, :22] < 0.01), "total reflection"


@pytest.mark.parametrize("roughness", [0.1, 0.4, 0.7])
def test_white_metal_vanishes_in_a_white_furnace(roughness: float) -> None:
    scene = scene_of(disc(7.0), process="die-struck", plating=white_metal(roughness), studio=furnace(LIGHT))
    drawn = open_renderer().render(scene, RenderOptions(pixels=96)).rgba_srgb8
    shown = srgb8_to_linear(np.round(center(drawn)).astype(np.uint8))
    assert shown == pytest.approx(neutral_tone_map(np.full(3, LIGHT)), abs=0.008)
    traced = middle(radiance(scene, pixels=16, samples=256)).mean(axis=0)
    assert traced == pytest.approx(LIGHT, rel=MEAN_FOR_ANGLE * (roughness > 0.2) + 0.01)
