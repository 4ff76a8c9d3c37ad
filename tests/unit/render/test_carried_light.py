"""Light that goes sideways under epoxy: against the angle it goes at, one wide colour, and traced light."""

from __future__ import annotations

import dataclasses
import math

import numpy as np
import pytest
from numpy.typing import NDArray

from pinrender import appearance, mesh, relief
from pinrender.appearance import EPOXY_ROUGHNESS
from pinrender.catalog import Finish, Process, Studio, load
from pinrender.color import INTERNAL_DIFFUSE, enamel_albedo
from pinrender.design import plated
from pinrender.render import RenderOptions, open_renderer
from pinrender.render.pathtrace import developed
from pinrender.scene import Scene, arrange, mirrored_up, promised_light
from pinrender.scene._carried import CRITICAL_SINE_SQUARE, REACH, carried_light, spread_by
from pinrender.units import frozen
from tests.unit.plans import disc, either, plan, ring
from tests.unit.render.tracing import middle, radiance, scene_of

RED, WHITE = (200, 30, 45), (236, 232, 222)


def patch_amid_red() -> Scene:
    """A white disc of 4 mm in red enamel of 14 mm, under one dome."""
    made, metal = load(Process, "hard-enamel"), plated("gold")
    drawn = plan(disc(7.0), pixels_per_mm=16.0, color=RED)
    rows, cols = np.indices(drawn.grid.shape)
    near = np.linalg.norm(drawn.grid.to_world_mm(rows, cols), axis=-1) < 2.0
    colors = np.where(near[..., None], np.array(WHITE, np.uint8), drawn.color_srgb8)
    drawn = dataclasses.replace(drawn, color_srgb8=frozen(colors.astype(np.uint8)))
    shape = relief.build(drawn, made, epoxy=True)
    look = appearance.dress(
        appearance.bake(drawn, shape, made, plating=metal),
        plating=metal,
        finish=load(Finish, made.enamel_finish),
        process=made,
    )
    return arrange(mesh.build(shape), look, studio=load(Studio, "softbox"), view="front")


def test_one_wide_colour_gets_back_what_its_pigment_was_solved_for() -> None:
    scene = scene_of(epoxy=True, color=RED)
    back = carried_light(scene.appearance, scene.promised)
    light = scene.promised
    albedo, _ = enamel_albedo(
        np.array(RED, np.uint8),
        irradiance=light.irradiance_up,
        gloss=mirrored_up(light, EPOXY_ROUGHNESS**2),
        exposure=light.exposure,
    )
    center = back[back.shape[0] // 2, back.shape[1] // 2]
    assert center == pytest.approx(INTERNAL_DIFFUSE * albedo / (1.0 - INTERNAL_DIFFUSE * albedo), abs=0.01)


@pytest.mark.parametrize("depth_mm", [0.5, 1.2])
def test_light_comes_down_where_its_angle_brings_it(depth_mm: float) -> None:
    """Of a matt body's light sin(t)**2 leaves nearer than t to the normal, and lands 2 d tan t away."""
    pitch_mm, half = 0.05, 300
    lit = np.zeros((2 * half + 1, 2 * half + 1, 1), np.float32)
    lit[half, half] = 1.0
    landed = spread_by(depth_mm, pitch_mm, lit.shape[:2])(lit)[..., 0]
    away_mm = pitch_mm * np.hypot(*np.mgrid[-half : half + 1, -half : half + 1])
    farthest = math.sin(math.atan(0.5 * REACH)) ** 2
    for angle in (math.radians(50.0), math.radians(65.0)):
        near = landed[away_mm < 2.0 * depth_mm * math.tan(angle)].sum()
        shares = math.sin(angle) ** 2 - CRITICAL_SINE_SQUARE, farthest - CRITICAL_SINE_SQUARE
        assert near == pytest.approx(shares[0] / shares[1], abs=0.03)  # the kernel's square has corners
    assert landed[away_mm < 1.7 * depth_mm].sum() == pytest.approx(0.0, abs=1e-5)


def test_white_amid_red_blushes_as_it_does_when_traced() -> None:
    scene = patch_amid_red()
    drawn = middle(open_renderer("gl").render(scene, RenderOptions(pixels=128)).rgba_srgb8, 0.1).mean(axis=0)
    traced = middle(radiance(scene, pixels=24, samples=512), 0.1).mean(axis=0)
    light = np.full((2, 2, 4), 1.0, np.float32)  # two samples to a pixel each way
    light[..., :3] = traced
    seen = developed(light, scene.environment.exposure)[0, 0]
    assert drawn == pytest.approx(seen[:3], abs=6.0)  # the top is taken as level over each sample
    assert drawn[0] - drawn[1] > 10.0 + WHITE[0] - WHITE[1]


def test_no_light_goes_from_one_dome_to_another() -> None:
    """Two discs of one plan, 1 mm apart, each under a dome of its own: the small one knows only itself."""
    made, metal = load(Process, "hard-enamel"), plated("gold")

    def back(large: tuple[int, int, int]) -> NDArray[np.float32]:
        drawn = plan(either(disc(3.0, -1.5), disc(0.9, 3.4)), pixels_per_mm=16.0, color=RED)
        rows, cols = np.indices(drawn.grid.shape)
        left = drawn.grid.to_world_mm(rows, cols)[..., 0] < 2.0
        colors = np.where(left[..., None], np.array(large, np.uint8), drawn.color_srgb8).astype(np.uint8)
        drawn = dataclasses.replace(drawn, color_srgb8=frozen(colors))
        shape = relief.build(drawn, made, epoxy=True)
        maps = appearance.bake(drawn, shape, made, plating=metal)
        look = appearance.dress(maps, plating=metal, finish=load(Finish, made.enamel_finish), process=made)
        return carried_light(look, promised_light())[:, -20:]

    assert back(WHITE).max() > 0.0
    assert back(WHITE) == pytest.approx(back(RED), abs=1e-6)


@pytest.mark.parametrize("enamel", ["glitter-fine", "glitter-chunky", "metallic", "pearl", "glow"])
def test_what_lies_in_a_pale_enamel_takes_nothing_away_that_is_not_there(enamel: str) -> None:
    """A small pale cell in black nickel under epoxy gets little light back; no flake leaves a dark hole."""
    scene = scene_of(
        ring(1.0, 7.0), process="soft-enamel", plating="black-nickel", epoxy=True, enamel=enamel, color=WHITE
    )
    cell = middle(open_renderer("gl").render(scene, RenderOptions(pixels=256)).rgba_srgb8, 0.08)
    assert cell.min() > 90.0


def test_without_epoxy_there_is_none_to_carry_it() -> None:
    scene = scene_of()
    with pytest.raises(ValueError, match="no epoxy"):
        carried_light(scene.appearance, scene.promised)
