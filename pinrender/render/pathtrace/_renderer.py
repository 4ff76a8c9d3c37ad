"""The studio back end: traces passes of light, averages them, and develops the picture."""

from __future__ import annotations

import importlib
import math
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from pinrender.color import linear_to_srgb, neutral_tone_map
from pinrender.errors import RendererUnavailable
from pinrender.render._denoise import denoised
from pinrender.render._frame import Frame
from pinrender.render._protocol import RenderOptions
from pinrender.render.pathtrace._variant import choose_variant
from pinrender.scene import BLOOM_SPREADS, Camera, Environment, Scene
from pinrender.units import frozen

__all__ = ["PathTracer", "bloomed", "developed", "preload", "traced"]

SUPERSAMPLING = 2
"""Shaded places per pixel and side, each tone-mapped before they are averaged, as in the preview."""
PATHS_AT_ONCE = 1 << 20
"""A band of rows is traced at once with all its samples, which can then be spread evenly; more paths at once
gain nothing and take memory."""
BLOOM_SIGMA = 4.0
"""A blur is made on a picture so small that its standard deviation is so many samples."""
REMEDY = "reinstall pinrender with its dependencies, or run 'python -m pip install mitsuba'"


def preload() -> None:
    """Import what the path tracer needs; chooses and traces nothing.

    Raises
    ------
    RendererUnavailable
        If it cannot be loaded; the message names the remedy.
    """
    try:
        importlib.import_module("mitsuba")
    except (ImportError, OSError, RuntimeError) as error:
        raise RendererUnavailable(f"Mitsuba cannot be loaded ({error}); {REMEDY}") from error


class PathTracer:
    """Traces scenes with Mitsuba 3: slowly, with true shadows, reflections and refraction.

    Raises
    ------
    RendererUnavailable
        If Mitsuba cannot be loaded.
    """

    def __init__(self) -> None:
        preload()
        self.variant = choose_variant()

    def prepare(self, environment: Environment) -> None:
        """Load the plugins' libraries; light needs no filtering here."""
        del environment
        importlib.import_module("mitsuba").set_variant(self.variant)

    def render(self, scene: Scene, options: RenderOptions) -> Frame:
        """Draw `scene`; see `RenderOptions`."""
        import mitsuba as mi

        mi.set_variant(self.variant)
        made = _staged(scene, options)
        light = _lit(made, _seen(scene, options), options, 0)
        if options.denoise:
            light = _without_grain(light, made[0], _seen(scene, options))
        bloom = 0.0 if options.background == "transparent" else scene.camera.bloom
        return Frame(rgba_srgb8=frozen(developed(bloomed(light, bloom), scene.environment.exposure)))


def traced(scene: Scene, options: RenderOptions, *, first_seed: int = 0) -> NDArray[np.float32]:
    """Trace a scene, once a variant of Mitsuba is set.

    Parameters
    ----------
    scene : Scene
        What to look at.
    options : RenderOptions
        How large, over what, with how many samples.
    first_seed : int
        Decides the noise; pictures whose seeds are a million apart share none.

    Returns
    -------
    (S, S, 4) float32 ndarray
        Mean radiance and coverage, premultiplied, linear; S = 2 * pixels.
    """
    return _lit(_staged(scene, options), _seen(scene, options), options, first_seed)


def _seen(scene: Scene, options: RenderOptions) -> Camera:
    """The camera: what lies on nothing is sharp all over."""
    return scene.camera.stopped_down if options.background == "transparent" else scene.camera


def _staged(scene: Scene, options: RenderOptions) -> list[Any]:
    """What is to be traced; lights are summed."""
    import mitsuba as mi

    from pinrender.render.pathtrace._stage import stage

    mi.set_log_level(mi.LogLevel.Error)
    made: list[Any] = [stage(scene, transparent=options.background == "transparent")]
    if scene.appearance.maps.glow is not None:
        # lights of the first are hidden from the eye, and so would be what glows
        made.append(stage(scene, transparent=options.background == "transparent", dark=True))
    return made


def _without_grain(light: NDArray[np.float32], staged: Any, seen: Camera) -> NDArray[np.float32]:
    """The light of `_lit`, denoised."""
    from pinrender.render.pathtrace._guides import guides

    albedo, normal = guides(staged, seen, len(light))
    return denoised(light, albedo, normal, clean=seen.aperture_mm == 0.0)


def _lit(made: list[Any], seen: Camera, options: RenderOptions, first_seed: int) -> NDArray[np.float32]:
    """Trace what is staged; see `traced`."""
    import mitsuba as mi

    from pinrender.render.pathtrace._stage import camera

    side = SUPERSAMPLING * options.pixels
    samples = math.ceil(options.samples / SUPERSAMPLING**2)
    rows = min(side, max(1, PATHS_AT_ONCE // (side * samples))) if seen.aperture_mm == 0.0 else side
    at_once = max(1, min(samples, PATHS_AT_ONCE // (side * rows)))
    turns = math.ceil(samples / at_once)
    starts = [min(start, side - rows) for start in range(0, side, rows)]
    total = len(starts) * turns
    light = np.zeros((side, side, 4), np.float32)
    for number, start in enumerate(starts):
        sensor = camera(seen, side, start, rows)
        band = np.zeros((rows, side, 4), np.float32)
        for seed in range(number * turns, (number + 1) * turns):
            _tell(options, seed, total)
            lit, *glowing = (
                np.array(mi.render(each, sensor=sensor, spp=at_once, seed=first_seed + seed), np.float32)
                for each in made
            )
            for light_given in glowing:
                lit[..., :3] += light_given[..., :3]
            band += lit / np.float32(turns)
        light[start : start + rows] = band
    _tell(options, total, total)
    return light


def _tell(options: RenderOptions, done: int, total: int) -> None:
    if options.on_pass is not None:
        options.on_pass(done, total)


def bloomed(light: NDArray[np.float32], bloom: float) -> NDArray[np.float32]:
    """Spread a share of the light of an opaque picture, (S, S, 4), as a lens does."""
    if bloom == 0.0:
        return light
    side = light.shape[0]
    around = np.zeros_like(light)
    for spread in BLOOM_SPREADS:
        small = min(side, math.ceil(BLOOM_SIGMA / spread))
        shrunk = cv2.resize(light, (small, small), interpolation=cv2.INTER_AREA)
        blurred = cv2.GaussianBlur(shrunk, (0, 0), spread * small, borderType=cv2.BORDER_REPLICATE)
        enlarged = cv2.resize(blurred, (side, side), interpolation=cv2.INTER_LINEAR)
        around += np.asarray(enlarged, np.float32) / np.float32(len(BLOOM_SPREADS))
    return np.asarray(light + np.float32(bloom) * (around - light), np.float32)


def developed(light: NDArray[np.float32], exposure: float) -> NDArray[np.uint8]:
    """Expose, tone-map, average and encode what `traced` gives; straight alpha, (H, W, 4)."""
    side = light.shape[0] // SUPERSAMPLING
    picture = np.zeros((side, side, 4), np.uint8)
    for row in range(side):
        some = light[SUPERSAMPLING * row : SUPERSAMPLING * (row + 1)].astype(np.float64)
        alpha = np.clip(some[..., 3:], 0.0, 1.0)
        straight = np.maximum(some[..., :3], 0.0) / np.maximum(alpha, 1e-6)
        display = np.clip(neutral_tone_map(exposure * straight), 0.0, 1.0) * alpha
        display, alpha = _averaged(display), _averaged(alpha)
        color = linear_to_srgb(display / np.maximum(alpha, 1e-6))
        picture[row] = np.round(255.0 * np.concatenate([color, alpha], axis=-1))
    return picture


def _averaged(strip: NDArray[np.float64]) -> NDArray[np.float64]:
    """Mean of SUPERSAMPLING x SUPERSAMPLING samples; one row."""
    shape = (SUPERSAMPLING, strip.shape[1] // SUPERSAMPLING, SUPERSAMPLING, strip.shape[2])
    return np.asarray(strip.reshape(shape).mean(axis=(0, 2)))
