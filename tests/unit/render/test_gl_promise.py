"""The promise on colour over the whole sRGB cube: kept, or said not to be, and then truly said."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from numpy.typing import NDArray

from benchmarks.promise import FINISHES, PROMISED_DELTA_E, SWATCHES, distance, said_of
from pinrender.appearance import EPOXY_ROUGHNESS
from pinrender.catalog import Grade, Studio, load
from pinrender.color import hex_to_srgb8
from pinrender.render import Renderer, RenderOptions, open_renderer
from pinrender.scene import Scene, promise
from pinrender.units import frozen
from tests.unit.render.tracing import scene_of

SAID_LEVELS = 4
"""Levels of 255 by which a colour out of reach may show otherwise than it is said to: the preview blurs its
reflections in seven steps."""


@pytest.fixture(scope="module")
def renderer() -> Renderer:
    return open_renderer()


def filled(scene: Scene, color: str) -> Scene:
    """The scene with all its enamel in another colour."""
    maps = scene.appearance.maps
    everywhere = np.full(maps.color_srgb8.shape, hex_to_srgb8(color), np.uint8)
    look = dataclasses.replace(
        scene.appearance, maps=dataclasses.replace(maps, color_srgb8=frozen(everywhere))
    )
    return dataclasses.replace(scene, appearance=look)


def shown(renderer: Renderer, scene: Scene, color: str) -> NDArray[np.float64]:
    """Mean levels of the middle of a small picture; (3,)."""
    picture = renderer.render(filled(scene, color), RenderOptions(pixels=96)).rgba_srgb8
    return np.asarray(picture[45:51, 45:51, :3].mean(axis=(0, 1)))


def test_swatches_are_spread_over_the_cube() -> None:
    levels = np.array([hex_to_srgb8(color) for color in SWATCHES])
    assert len(set(SWATCHES)) == 24
    assert len({tuple(octant) for octant in levels // 128}) >= 7
    assert levels.min() == 0
    assert levels.max() == 255


@pytest.mark.parametrize(("process", "epoxy"), FINISHES)
def test_every_colour_is_kept_or_said_to_be_missed(renderer: Renderer, process: str, epoxy: bool) -> None:
    scene = scene_of(process=process, epoxy=epoxy)
    roughness = EPOXY_ROUGHNESS if epoxy else scene.appearance.enamel.roughness
    broken = {}
    for color in SWATCHES:
        seen = shown(renderer, scene, color)
        said = said_of(color, promise([color], load(Studio, "softbox"), roughness=roughness))
        if said and np.abs(seen - hex_to_srgb8(said)).max() > SAID_LEVELS:
            broken[color] = f"said to show as {said}, but is {seen}"
        elif not said and distance(color, seen) > PROMISED_DELTA_E:
            broken[color] = f"CIEDE2000 {distance(color, seen):.2f}, and nothing is said"
    assert broken == {}


@pytest.mark.parametrize(("process", "epoxy"), FINISHES)
def test_an_empty_channel_leaves_the_others_as_they_were_asked_for(
    renderer: Renderer, process: str, epoxy: bool
) -> None:
    scene = scene_of(process=process, epoxy=epoxy)
    for color in ("#0033a0", "#e4002b", "#009a44"):
        asked = np.array(hex_to_srgb8(color))
        seen = shown(renderer, scene, color)
        assert seen[asked > 0] == pytest.approx(asked[asked > 0], abs=1.5)
        assert seen[asked == 0].max() < 16.0


@pytest.mark.parametrize(("process", "epoxy"), FINISHES)
def test_grade_a_keeps_it_too(renderer: Renderer, process: str, epoxy: bool) -> None:
    """Waves lean the gloss about, which darks show most."""
    scene = scene_of(process=process, epoxy=epoxy, grade=load(Grade, "a"))
    for color in ("#14182e", "#0033a0", "#7f7f7f", "#f0f0f0"):
        assert distance(color, shown(renderer, scene, color)) < PROMISED_DELTA_E
