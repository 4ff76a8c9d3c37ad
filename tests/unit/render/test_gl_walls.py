"""Rough metal and patina between walls in the preview: white ones lose no light, dark ones do."""

from __future__ import annotations

import numpy as np
import pytest

from pinrender.color import neutral_tone_map, srgb8_to_linear
from pinrender.render import Renderer, RenderOptions, open_renderer
from pinrender.render.gl._surfaces import WALLED, surfaces_of
from tests.unit.plans import box, ring
from tests.unit.render.test_energy import LIGHT, white_metal
from tests.unit.render.tracing import scene_of
from tests.unit.scene.test_scene import furnace

LEVELS = 2.0
"""Of 255: what rounding, and light looked up between samples, may differ by."""

INSIDE = np.hypot(*(np.indices((48, 48)) - 23.5)) < 24.0
"""Of the floor within the inner ring, whose wall begins some 30 pixels from the middle."""


@pytest.fixture(scope="module")
def renderer() -> Renderer:
    return open_renderer()


def test_a_white_floor_between_white_walls_vanishes_in_a_white_furnace(renderer: Renderer) -> None:
    """Up to the foot of the walls the floor within a ring, all of it white, is as bright as in the open."""
    scene = scene_of(ring(2.0, 2.6), process="die-struck", plating=white_metal(0.1), studio=furnace(LIGHT))
    drawn = renderer.render(scene, RenderOptions(pixels=256)).rgba_srgb8.astype(float)
    half = drawn.shape[0] // 2
    floor = drawn[half - 24 : half + 24, half - 24 : half + 24, :3][INSIDE]
    expected = neutral_tone_map(np.full(3, LIGHT))
    assert srgb8_to_linear(np.round(floor.mean(axis=0)).astype(np.uint8)) == pytest.approx(expected, rel=0.01)
    assert np.ptp(floor) <= LEVELS


def test_patina_is_darkest_where_a_wall_stands_before_the_key(renderer: Renderer) -> None:
    """The key is at the upper left, so the floor right of a block is darker than the one left of it."""
    scene = scene_of(box(4.0, 8.0), process="die-struck", plating="antique-silver")
    drawn = renderer.render(scene, RenderOptions(pixels=256)).rgba_srgb8
    linear = srgb8_to_linear(drawn[108:148, :, :3]).mean(axis=(0, 2))
    tall = np.flatnonzero(linear > 0.3)
    block = tall[(tall > 60) & (tall < 196)]
    left, right = linear[block[0] - 5 : block[0] - 2].mean(), linear[block[-1] + 3 : block[-1] + 6].mean()
    assert right < 0.9 * left


@pytest.mark.parametrize(
    ("process", "plating", "epoxy", "walled"),
    [
        ("die-struck", "gold", False, True),
        ("soft-enamel", "gold", False, False),
        ("soft-enamel", "antique-gold", False, True),
        ("die-struck", "gold", True, False),
    ],
)
def test_only_rough_metal_and_coatings_in_air_look_it_up(
    process: str, plating: str, epoxy: bool, walled: bool
) -> None:
    face, rim = surfaces_of(
        scene_of(ring(2.0, 2.6), process=process, plating=plating, epoxy=epoxy).appearance
    )
    assert (WALLED in face) is walled
    assert WALLED not in rim
