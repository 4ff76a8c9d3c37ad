"""Backdrops and the lens, in both renderers."""

from __future__ import annotations

import dataclasses
import math

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from pinrender.catalog import Backdrop, Studio, load
from pinrender.color import srgb8_to_linear
from pinrender.render import Renderer, RenderOptions, open_renderer
from pinrender.render.gl._lens import lens_of
from pinrender.render.pathtrace._renderer import bloomed, developed
from pinrender.scene import Scene, arrange
from tests.unit.render.tracing import radiance, scene_of

PIXELS = 192


@pytest.fixture(scope="module")
def renderer() -> Renderer:
    return open_renderer()


def laid(backdrop: str, *, view: str = "front", studio: str = "softbox") -> Scene:
    """A disc of enamel 14 mm wide on a backdrop."""
    pin = scene_of()
    return arrange(
        pin.mesh,
        pin.appearance,
        studio=load(Studio, studio),
        backdrop=load(Backdrop, backdrop),
        view=view,
    )


def drawn(renderer: Renderer, scene: Scene, pixels: int = PIXELS) -> NDArray[np.float64]:
    """Display-linear, (H, W, 3)."""
    picture = renderer.render(scene, RenderOptions(pixels=pixels)).rgba_srgb8
    return srgb8_to_linear(picture[..., :3])


def fine_contrast(luminance: NDArray[np.float64]) -> float:
    """Deviation from a small blur, relative to the mean."""
    smooth = cv2.GaussianBlur(luminance, (0, 0), 2.0)
    return float(np.std(luminance - smooth) / np.mean(luminance))


@pytest.mark.parametrize("backdrop", ["linen", "denim", "backing-card", "slate"])
def test_both_renderers_lay_it_on_the_same_surface(renderer: Renderer, backdrop: str) -> None:
    """Far from the pin, colour for colour; the studio's grain averages out over the corner."""
    scene = laid(backdrop)
    light = radiance(scene, pixels=64, samples=64, transparent=False)
    traced = srgb8_to_linear(developed(light, scene.environment.exposure)[..., :3])[:14, :14].mean(
        axis=(0, 1)
    )
    preview = drawn(renderer, scene, 64)[:14, :14].mean(axis=(0, 1))
    assert preview == pytest.approx(traced, rel=0.09, abs=0.004)


def test_threads_are_seen_near_and_vanish_far_away_without_moire(renderer: Renderer) -> None:
    near = drawn(renderer, laid("linen"), 384)[:60, :60, 1]
    assert fine_contrast(near) > 0.05
    scene = laid("linen")
    pose = scene.camera.pose.copy()
    pose[2, 3] *= 24.0
    high = dataclasses.replace(scene.camera, pose=pose, near_mm=100.0, far_mm=1e4)
    far = drawn(renderer, dataclasses.replace(scene, camera=high), 384)[:120, :120, 1]
    assert np.std(far) / np.mean(far) < 0.03


def test_cloth_in_folds_is_neither_even_nor_dark(renderer: Renderer) -> None:
    scene = laid("dark-twill", view="hero", studio="hero")
    wide = dataclasses.replace(scene.camera.stopped_down, fov_rad=3.0 * scene.camera.fov_rad)
    scene = dataclasses.replace(scene, camera=wide)
    flat = dataclasses.replace(scene.backdrop, folds=None)
    waves, level = (
        cv2.GaussianBlur(drawn(renderer, each)[:60, :, 1], (0, 0), 4.0)
        for each in (scene, dataclasses.replace(scene, backdrop=flat))
    )
    assert np.std(waves) > 2.0 * np.std(level)
    assert np.mean(waves) == pytest.approx(np.mean(level), rel=0.4)


def test_a_place_is_blurred_as_a_thin_lens_blurs_it() -> None:
    """Similar triangles: a point at twice the focus distance covers half the lens's opening at the focus."""
    camera = laid("dark-twill", view="hero").camera
    lens = lens_of(camera, face_mm=1.5)
    away_mm = 2.0 * camera.focus_mm
    radius = lens.blur * abs(away_mm - camera.focus_mm) / away_mm
    width_mm = 2.0 * camera.focus_mm * math.tan(0.5 * camera.fov_rad)
    assert radius * width_mm == pytest.approx(0.5 * camera.aperture_mm)


def test_the_pin_is_sharp_and_the_far_cloth_soft(renderer: Renderer) -> None:
    scene = laid("dark-twill", view="hero", studio="hero")
    assert not scene.camera.ideal
    pinhole = dataclasses.replace(scene, camera=scene.camera.stopped_down)
    soft, sharp = (drawn(renderer, each, 384)[..., 1] for each in (scene, pinhole))
    far = np.s_[:50, :]
    assert fine_contrast(soft[far]) < 0.6 * fine_contrast(sharp[far])
    pin = np.s_[160:224, 130:250]
    assert np.abs(soft[pin] - sharp[pin]).mean() < 0.03


def test_both_renderers_blur_the_far_cloth_alike(renderer: Renderer) -> None:
    """A card's printed line, far behind the plane of focus, is as wide and as pale in both."""
    scene = laid("backing-card", view="hero")
    wide = dataclasses.replace(scene.camera, aperture_mm=5.0, bloom=0.0)
    scene = dataclasses.replace(scene, camera=wide)
    light = radiance(scene, pixels=96, samples=256, transparent=False)
    traced = srgb8_to_linear(developed(light, scene.environment.exposure)[..., :3])[..., 0]
    preview = drawn(renderer, scene, 96)[..., 0]
    smooth = [cv2.GaussianBlur(each, (0, 0), 1.0)[:26] for each in (traced, preview)]
    depth = [np.percentile(each, 90) - each.min() for each in smooth]
    assert depth[1] == pytest.approx(depth[0], rel=0.3)
    sharp = drawn(renderer, dataclasses.replace(scene, camera=wide.stopped_down), 96)[:26, :, 0]
    assert np.percentile(sharp, 90) - sharp.min() > 1.4 * depth[1]


def test_bloom_keeps_the_light_and_spreads_it() -> None:
    light = np.zeros((128, 128, 4), np.float32)
    light[64, 64, :3] = 100.0
    light[..., 3] = 1.0
    spread = bloomed(light, 0.1)
    assert spread[..., :3].sum() == pytest.approx(300.0, rel=0.02)
    assert spread[64, 64, 0] == pytest.approx(90.0, rel=0.03)
    assert spread[64, 70, 0] > 1e-4
    assert bloomed(light, 0.0) is light


def test_a_transparent_picture_is_taken_through_a_pinhole(renderer: Renderer) -> None:
    scene = laid("dark-twill", view="hero", studio="hero")
    pinhole = dataclasses.replace(scene, camera=scene.camera.stopped_down)
    options = RenderOptions(pixels=64, background="transparent")
    one, other = (renderer.render(each, options).rgba_srgb8 for each in (scene, pinhole))
    assert one.tobytes() == other.tobytes()
    assert one[0, 0, 3] == 0


def test_the_hero_is_the_same_each_time(renderer: Renderer) -> None:
    scene = laid("dark-twill", view="hero", studio="hero")
    assert drawn(renderer, scene, 96).tobytes() == drawn(renderer, scene, 96).tobytes()
