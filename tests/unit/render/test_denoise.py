"""Grain is taken off, and nothing else; what happens without the library is in cli/test_bad_input.py."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from pinrender.color import linear_to_srgb
from pinrender.render import RenderOptions
from pinrender.render._denoise import denoised
from pinrender.render.pathtrace._guides import guides
from pinrender.render.pathtrace._renderer import developed
from pinrender.render.pathtrace._stage import stage
from tests.unit.plans import disc
from tests.unit.render.tracing import middle, radiance, scene_of, tracer

pytest.importorskip("pyoidn", reason="Open Image Denoise is not installed: pip install 'pinrender[denoise]'")

SIDE = 96
GRAIN = 0.3
"""Standard deviation of made-up grain over the light itself."""
NEARER = 0.7
"""Distance to a picture of 1024 samples, over that of the same samples with grain; 0.57 was measured."""

Floats = NDArray[np.float32]


def grainy(truth: Floats) -> Floats:
    """Light of known colour, (S, S, 3), with grain on it, under full coverage."""
    noise = np.random.default_rng(7).normal(1.0, GRAIN, truth.shape)
    covered = np.ones((*truth.shape[:2], 1), np.float32)
    return np.concatenate([np.asarray(truth * np.maximum(noise, 0.0), np.float32), covered], axis=-1)


def flat(value: float) -> Floats:
    return np.full((SIDE, SIDE, 3), value, np.float32)


def up() -> Floats:
    return np.broadcast_to(np.float32([0.0, 0.0, 1.0]), (SIDE, SIDE, 3)).copy()


def rms(values: NDArray[np.floating]) -> float:
    return float(np.sqrt(np.mean(np.square(values.astype(np.float64)))))


def test_flat_light_keeps_its_mean_and_loses_its_grain() -> None:
    noisy = grainy(flat(0.2))
    smooth = denoised(noisy, flat(0.3), up(), clean=True)
    assert smooth[..., :3].mean() == pytest.approx(noisy[..., :3].mean(), rel=0.01)
    assert smooth[..., :3].std() < 0.1 * noisy[..., :3].std()


def test_a_texture_of_the_albedo_survives() -> None:
    """Threads two pixels wide, fainter than the grain."""
    thread = np.where(np.arange(SIDE) // 2 % 2 == 0, 1.1, 0.9).astype(np.float32)
    albedo = flat(0.4) * thread[None, :, None]
    shown = denoised(grainy(flat(0.2) * thread[None, :, None]), albedo, up(), clean=True)
    columns = shown[..., :3].mean(axis=(0, 2))
    contrast = columns[thread > 1.0].mean() / columns[thread < 1.0].mean()
    assert contrast == pytest.approx(1.1 / 0.9, rel=0.03)
    assert rms(shown[..., :3] / (flat(0.2) * thread[None, :, None]) - 1.0) < 0.1 * GRAIN


def test_coverage_stays_as_it_was_traced() -> None:
    light = grainy(flat(0.2))
    light[:, SIDE // 2 :] = 0.0
    light[:, SIDE // 2 - 1] *= 0.5
    smooth = denoised(light, flat(0.3), up(), clean=True)
    assert smooth[..., 3].tobytes() == light[..., 3].tobytes()
    assert not smooth[light[..., 3] == 0.0].any()
    straight = smooth[8:-8, SIDE // 2 - 1, :3].mean() / 0.5
    assert straight == pytest.approx(0.2, rel=0.1), "nothing dark or bright along the edge"


def test_few_samples_come_near_to_many() -> None:
    scene = scene_of(disc(3.0), view="three-quarter")
    few = RenderOptions(pixels=32, samples=32, denoise=True)
    smooth = tracer().render(scene, few).rgba_srgb8.astype(np.float64)
    raw, many = (
        developed(
            radiance(scene, pixels=32, samples=count, transparent=False), scene.environment.exposure
        ).astype(np.float64)
        for count in (32, 1024)
    )
    assert rms(smooth - many) < NEARER * rms(raw - many), (rms(smooth - many), rms(raw - many))


@pytest.mark.parametrize("transparent", [False, True])
def test_a_patch_keeps_its_colour(transparent: bool) -> None:
    """Within a level of 255, of the mean of its light: grain alone darkens what is tone-mapped."""
    scene = scene_of()
    light = radiance(scene, pixels=48, samples=32, transparent=transparent)
    seen = scene.camera.stopped_down if transparent else scene.camera
    albedo, normal = guides(stage(scene, transparent=transparent), seen, len(light))
    smooth = denoised(light, albedo, normal, clean=True)
    before, after = (
        255.0 * linear_to_srgb(scene.environment.exposure * middle(each, 0.4).mean(axis=0))
        for each in (light, smooth)
    )
    assert np.abs(after - before).max() < 1.0
    assert middle(light, 0.4).std(axis=0).max() > 3.0 * middle(smooth, 0.4).std(axis=0).max()


def test_same_scene_same_bytes() -> None:
    scene = scene_of(disc(3.0), epoxy=True)
    options = RenderOptions(pixels=32, samples=8, denoise=True)
    once, again = (tracer().render(scene, options).rgba_srgb8.tobytes() for _ in range(2))
    grainy_one = tracer().render(scene, RenderOptions(pixels=32, samples=8)).rgba_srgb8.tobytes()
    assert once == again != grainy_one
