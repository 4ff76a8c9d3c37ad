"""Glitter, powder and pearl in the preview: what one patch shows, and what its flakes do."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from numpy.typing import NDArray

from pinrender.appearance import GLOW_RADIANCE, by_day, epoxy_kept
from pinrender.appearance._glow import given_off
from pinrender.catalog import Enamel, Plating, load
from pinrender.color import (
    INTERNAL_DIFFUSE,
    TRANSMITTED,
    enamel_albedo,
    linear_to_srgb,
    neutral_inverse,
    neutral_tone_map,
    srgb8_to_linear,
)
from pinrender.render import Renderer, RenderOptions, open_renderer
from pinrender.scene import carried_light
from tests.unit.plans import ring
from tests.unit.render.test_gl import PROMISE_DELTA_E, center, delta_e, draw
from tests.unit.render.tracing import scene_of, with_floor
from tests.unit.scene.test_scene import furnace


@pytest.fixture(scope="module")
def renderer() -> Renderer:
    return open_renderer()


EFFECTS = ("glitter-fine", "glitter-chunky", "metallic", "pearl")
MEAN_DELTA_E = 5.0
"""Of a whole patch with flakes: pearl adds some white to it; of white flakes the flashes are cut."""


def mean_of(picture: NDArray[np.uint8], half: int) -> NDArray[np.float64]:
    """Mean light of the middle, as sRGB 0..255: what an eye far away sees."""
    middle = picture.shape[0] // 2
    patch = picture[middle - half : middle + half, middle - half : middle + half, :3]
    return np.asarray(255.0 * linear_to_srgb(srgb8_to_linear(patch).reshape(-1, 3).mean(axis=0)))


@pytest.mark.parametrize("enamel", EFFECTS)
@pytest.mark.parametrize("color", [(200, 30, 45), (47, 95, 170), (216, 160, 32), (232, 228, 220)])
def test_a_patch_with_flakes_keeps_its_colour(
    renderer: Renderer, enamel: str, color: tuple[int, int, int]
) -> None:
    shown = mean_of(draw(renderer, process="soft-enamel", enamel=enamel, color=color), 36)
    assert delta_e(shown, color) < (MEAN_DELTA_E if enamel == "pearl" else 2.5)


@pytest.mark.parametrize(
    ("enamel", "times"), [("metallic", 1.5), ("glitter-fine", 3.0), ("glitter-chunky", 4.0)]
)
def test_few_flakes_flash_at_a_time(renderer: Renderer, enamel: str, times: float) -> None:
    """The finer, the more of them share a sample of this coarse plan, which dims their flash."""
    picture = draw(renderer, process="soft-enamel", enamel=enamel, pixels=256)
    green = srgb8_to_linear(picture[80:176, 80:176, 1])
    flashing = float((green > times * np.median(green)).mean())
    assert 0.01 < flashing < 0.15


@pytest.mark.parametrize("enamel", EFFECTS)
def test_flakes_have_nothing_to_mirror_in_even_light(renderer: Renderer, enamel: str) -> None:
    """Each shows the same light in the same colour; those that lean past the critical angle are dimmer."""
    plain, flaked = (
        draw(renderer, process="hard-enamel", enamel=name, studio=furnace(0.5)) for name in ("opaque", enamel)
    )
    assert delta_e(mean_of(flaked, 30), tuple(mean_of(plain, 30))) < 3.0  # type: ignore[arg-type]
    lit = draw(renderer, process="hard-enamel", enamel=enamel)
    even, uneven = (picture[34:94, 34:94, 0].astype(float).std() for picture in (flaked, lit))
    assert even < 0.6 * uneven


def test_metallic_is_bright_face_on_and_deep_aslant(renderer: Renderer) -> None:
    """Its flop: turned away it loses more than plain enamel does."""
    fall = []
    for enamel in ("opaque", "metallic"):
        straight, low = (
            mean_of(
                draw(renderer, enamel=enamel, color=(120, 120, 120), view=view, background="transparent"), 8
            )
            for view in ("front", "low")
        )
        fall.append(
            srgb8_to_linear(low.astype(np.uint8)).mean() / srgb8_to_linear(straight.astype(np.uint8)).mean()
        )
    assert fall[1] < fall[0]


@pytest.mark.parametrize("roughness", [0.1, 0.3, 0.5, 0.8])
@pytest.mark.parametrize("view", ["front", "three-quarter"])
def test_clear_enamel_loses_no_light(renderer: Renderer, roughness: float, view: str) -> None:
    """Over a white mirror, smooth or rough, it vanishes in a white furnace but for what its colour takes.

    A straight way takes a hundredth, for white is no brighter than that; what is kept in goes farther.
    """
    white = load(Plating, "silver").model_copy(
        update={"f0": (1.0,) * 3, "f82": (1.0,) * 3, "f0_immersed": (1.0,) * 3}
    )
    scene = scene_of(
        ring(6.0, 7.0),
        process="cloisonne",
        plating=white,
        enamel="transparent",
        color=(255, 255, 255),
        studio=furnace(0.5),
        view=view,
    )
    scene = with_floor(scene, roughness)
    shown = center(renderer.render(scene, RenderOptions(pixels=128)).rgba_srgb8)
    light = neutral_inverse(srgb8_to_linear(np.round(shown).astype(np.uint8)))
    assert 0.96 < light.mean() / 0.5 < 1.01


@pytest.mark.parametrize("color", [(200, 60, 55), (60, 70, 140), (210, 230, 225)])
@pytest.mark.parametrize("epoxy", [False, True])
def test_glow_is_not_seen_by_day(renderer: Renderer, color: tuple[int, int, int], epoxy: bool) -> None:
    """What it gives off is taken off what it throws back, so that the promise holds."""
    shown = center(draw(renderer, process="soft-enamel", color=color, epoxy=epoxy, enamel="glow"))
    milky = by_day(np.array(color, np.uint8), load(Enamel, "glow"))
    assert delta_e(shown, tuple(milky.tolist())) < PROMISE_DELTA_E


@pytest.mark.parametrize("epoxy", [False, True])
def test_glow_is_all_that_is_seen_in_the_dark(renderer: Renderer, epoxy: bool) -> None:
    exposure = 60.0
    dark = furnace(1e-6).model_copy(update={"exposure": exposure})
    light = GLOW_RADIANCE * given_off("#c81e2d", load(Enamel, "glow"))
    expected = 255.0 * linear_to_srgb(neutral_tone_map(exposure * light))
    shown = center(draw(renderer, process="soft-enamel", enamel="glow", epoxy=epoxy, studio=dark))
    assert shown == pytest.approx(expected, abs=2.0)
    assert center(draw(renderer, process="soft-enamel", epoxy=epoxy, studio=dark)).max() < 3.0


def test_old_epoxy_dims_what_glows_below_it(renderer: Renderer) -> None:
    """On its one way out."""
    exposure = 0.6 / GLOW_RADIANCE
    dark = furnace(1e-6).model_copy(update={"exposure": exposure})
    scene = scene_of(process="soft-enamel", enamel="glow", epoxy=True, studio=dark, epoxy_age_years=10.0)
    depth_mm = scene.appearance.maps.epoxy_mm
    assert depth_mm is not None
    deep = depth_mm[[depth_mm.shape[0] // 2]][:, [depth_mm.shape[1] // 2]]
    passed = np.sqrt(epoxy_kept(scene.appearance.epoxy_absorption_per_mm, deep)[0, 0])
    assert passed[2] < 0.9
    light = GLOW_RADIANCE * given_off("#c81e2d", load(Enamel, "glow"))
    expected = 255.0 * linear_to_srgb(neutral_tone_map(exposure * light * passed))
    shown = center(renderer.render(scene, RenderOptions(pixels=128)).rgba_srgb8)
    assert shown == pytest.approx(expected, abs=2.0)


def test_old_epoxy_keeps_of_the_light_what_its_depth_leaves(renderer: Renderer) -> None:
    """In even light, straight down through the crown: a body whose albedo is dimmed there and back."""
    color = (150, 150, 150)
    shown = {}
    for years in (0.0, 8.0):
        scene = scene_of(
            process="soft-enamel", epoxy=True, color=color, studio=furnace(0.5), epoxy_age_years=years
        )
        scene = dataclasses.replace(scene, promised=scene.environment)
        shown[years] = center(renderer.render(scene, RenderOptions(pixels=128)).rgba_srgb8)
    depth_mm = scene.appearance.maps.epoxy_mm
    assert depth_mm is not None
    kept = epoxy_kept(scene.appearance.epoxy_absorption_per_mm, depth_mm[[depth_mm.shape[0] // 2]])
    even = np.full(3, 0.5)
    albedo, _ = enamel_albedo(np.array(color, np.uint8), irradiance=even, gloss=even, exposure=1.0)
    aged = albedo * kept[0, depth_mm.shape[1] // 2]
    back = carried_light(scene.appearance, scene.promised)
    over = back[back.shape[0] // 2, back.shape[1] // 2]  # it was under shallower epoxy, which keeps more
    assert np.all(over >= INTERNAL_DIFFUSE * aged / (1.0 - INTERNAL_DIFFUSE * aged) - 0.01)
    light = TRANSMITTED * aged * (1.0 + over) * 0.5 + 0.04 * 0.5
    expected = 255.0 * linear_to_srgb(neutral_tone_map(light))
    assert shown[8.0] == pytest.approx(expected, abs=2.0)
    assert shown[0.0] == pytest.approx(color, abs=2.0)
