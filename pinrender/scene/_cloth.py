"""Woven and rough surfaces as tiles: colour and slope at true scale, from numbers alone."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pinrender._memo import Memo
from pinrender.catalog import Backdrop, Grain, Weave
from pinrender.color import hex_to_srgb8, linear_to_srgb, neutral_inverse, srgb8_to_linear
from pinrender.scene._studio import promised_light
from pinrender.units import frozen

__all__ = ["Tile", "tile_of"]

SIDE = 1024
"""Samples of a tile each way: about 34 to the millimetre, ten or more to a thread."""
CLOTH_MM = 30.0
"""A woven tile is about so wide: a whole number of repeats of its weave."""
GRAIN_MM = 24.0
"""A rough tile is at least so wide."""
SEED = 20
"""Of every backdrop: they are furniture, not part of what varies from pin to pin."""
TWISTS_PER_THREAD = 0.8
"""Turns of the yarn's twist on a length as long as the thread is wide; by eye."""
TWIST_SHARE, FIBRE_SHARE = 0.05, 0.8
"""Depth of the twist's furrows as a share of the relief; lightness of single fibres, of the spread."""
CAVITY = 1.1
"""How much darker a place is for each share of the relief that it lies below its surroundings; by eye."""
DARKEST, LIGHTEST = 0.22, 1.08
"""Bounds of that, over the colour itself; by eye."""
BRIGHTEST = 0.92
"""No cloth or stone sends back more."""
BETWEEN = -0.25
"""Depth, as a share of the relief, at which the gaps between threads close: fibres bridge them; by eye."""
SLUB_WAVES, ASIDE_WAVES, LIGHT_WAVES = 90, 60, 40
"""How many times, or so, a thread's width, place and lightness wander over a tile; by eye."""
ASIDE = 0.06
"""Deviation of a thread from its straight line, as a share of its pitch; by eye."""
THINNEST = 0.4
"""A slubbed thread's least width, as a share of its own: it does not break."""
NO_THREAD = -1.0
"""Height, as a share of the relief, beside a thread: below any other."""
PER_THREAD, ALONG, TWIST = 0.7, 0.6, 0.4
"""Of the spread of lightness: from thread to thread; more, along each; with the twist. By eye."""
DIMMEST, PALEST = 0.2, 2.0
"""Bounds of the lightness of a place relative to the mean: random numbers have none."""
WAVES_PER_TILE = 2.2
"""A rough tile is wider than so many of its longest waves."""
LONGEST = 0.99
"""Of the frequency of the longest wave: rounding shall not leave that one out."""
STREAKS = 0.5
"""Of the height's fall with frequency: that of the lightness, so that it is finer; by eye."""
REACH = 0.05
"""Of a rough surface's longest wave: how far around a place its hollows shade it; by eye."""
SMOOTHER, LEFT_ROUGH = 0.15, 0.6
"""What splits does so along smoother hills, and each layer keeps a share of its roughness; by eye."""
RISE, LEAN = 0.2, 0.1
"""Of a layer the share that is its steep edge, and how much of the step lies on its slope; by eye."""
LAYERS_APART = 0.4
"""Radians by which neighbouring layers differ in a wave of lightness; by eye."""

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Tile:
    """A surface that repeats.

    Attributes
    ----------
    albedo_srgb8 : (H, W, 3) uint8 ndarray
        Its colour with the shade of its own hollows; rows run along +y, columns along +x.
    normal : (H, W, 2) float32 ndarray
        x and y of its unit normals.
    size_mm : tuple of float
        Width and height after which it repeats.
    mean_linear : tuple of float
        Its colour from afar.
    """

    albedo_srgb8: NDArray[np.uint8]
    normal: NDArray[np.float32]
    size_mm: tuple[float, float]
    mean_linear: tuple[float, float, float]


_tiles: Memo[Tile | None] = Memo(4)


def tile_of(backdrop: Backdrop) -> Tile | None:
    """The tile of a backdrop that has a weave or a grain; None for a smooth one. Made once, in any thread."""
    return _tiles.get(backdrop, lambda: _made(backdrop))


def _made(backdrop: Backdrop) -> Tile | None:
    if backdrop.weave is not None:
        return _woven(backdrop.weave)
    if backdrop.grain is not None:
        return _rough(backdrop.grain)
    return None


def _woven(weave: Weave) -> Tile:
    """Threads with round backs that lift over each other; whichever is higher shows."""
    rng = np.random.default_rng(SEED)
    repeat = weave.over + weave.under
    warps, wefts = (
        repeat * round(CLOTH_MM * per_cm / 10.0 / repeat) for per_cm in (weave.warp_per_cm, weave.weft_per_cm)
    )
    size_mm = 10.0 * warps / weave.warp_per_cm, 10.0 * wefts / weave.weft_per_cm
    across, along = np.meshgrid(*((np.arange(SIDE) + 0.5) / SIDE * count for count in (warps, wefts)))
    lies_over: Array = np.where(
        (np.arange(wefts)[:, None] - np.arange(warps)) % repeat < weave.over, 1.0, -1.0
    )
    warp = _threads(rng, across, along, lies_over, weave, weave.crimp)
    weft = _threads(rng, along.T, across.T, -lies_over.T, weave, 1.0 - weave.crimp)
    warp_mm, warp_light, weft_mm, weft_light = warp[0], warp[1], weft[0].T, weft[1].T
    on_top = (warp_mm > weft_mm)[..., None]
    height_mm = np.maximum(np.maximum(warp_mm, weft_mm), BETWEEN * weave.height_mm)
    colors = [
        light[..., None] * _linear(color)
        for light, color in ((warp_light, weave.warp_color), (weft_light, weave.weft_color))
    ]
    pitch_mm = 10.0 / max(weave.warp_per_cm, weave.weft_per_cm)
    return _tile(np.where(on_top, *colors), height_mm, size_mm, 0.5 * pitch_mm, weave.height_mm)


def _threads(
    rng: np.random.Generator, across: Array, along: Array, over: Array, weave: Weave, crimp: float
) -> tuple[Array, Array]:
    """Height in mm and relative lightness of parallel threads.

    `across` counts threads and `along` the threads that they cross, both (H, W); `over` is 1 where a thread
    (column) lies above the one that it crosses (row), -1 where below; `crimp` is their share of the lift.
    """
    crossed, count = over.shape
    thread, crossing = across.astype(int), along.astype(int)
    place = (along / crossed * SIDE).astype(int)
    width = 1.0 + weave.slub * _wander(rng, count, SLUB_WAVES)[thread, place]
    aside = across - thread - 0.5 - ASIDE * _wander(rng, count, ASIDE_WAVES)[thread, place]
    beside = along - crossing - 0.5
    neighbour = (crossing + np.where(beside > 0.0, 1, -1)) % crossed
    t = np.abs(beside)
    t = t * t * (3.0 - 2.0 * t)
    lift = over[crossing, thread] * (1.0 - t) + over[neighbour, thread] * t
    u = aside / (0.5 * weave.cover * np.maximum(width, THINNEST))
    back = np.sqrt(np.maximum(1.0 - u * u, 0.0))
    turn = rng.random((count,))[thread]
    twist = np.sin(2.0 * np.pi * (TWISTS_PER_THREAD * along + 0.5 * u + turn))
    height = 0.5 * crimp * lift + 0.5 * back + TWIST_SHARE * twist * back
    height = np.where(np.abs(u) < 1.0, height, NO_THREAD)
    fibres = rng.standard_normal(across.shape)
    light = rng.standard_normal((count,))[thread] + ALONG * _wander(rng, count, LIGHT_WAVES)[thread, place]
    light = 1.0 + weave.spread * (PER_THREAD * light + FIBRE_SHARE * fibres + TWIST * twist)
    return height * weave.height_mm, np.clip(light, DIMMEST, PALEST)


def _wander(rng: np.random.Generator, count: int, waves: int) -> Array:
    """A smooth periodic walk for each of `count` threads, of unit deviation; (count, SIDE)."""
    spectrum = np.fft.rfft(rng.standard_normal((count, SIDE)), axis=1)
    spectrum *= np.exp(-((np.arange(spectrum.shape[1]) / waves) ** 2))
    spectrum[:, 0] = 0.0
    walk = np.fft.irfft(spectrum, SIDE, axis=1)
    return np.asarray(walk / walk.std())


def _rough(grain: Grain) -> Tile:
    """Random waves whose amplitude falls with their frequency."""
    rng = np.random.default_rng(SEED)
    side_mm = max(GRAIN_MM, WAVES_PER_TILE * grain.size_mm)
    height_mm = grain.height_mm * _waves(rng, grain, side_mm, grain.fall)
    light = 1.0 + grain.spread * _waves(rng, grain, side_mm, STREAKS * grain.fall)
    if grain.cleft_mm > 0.0:
        layer, steps_mm = _cleft(grain, _waves(rng, grain, side_mm, grain.fall + SMOOTHER))
        height_mm = LEFT_ROUGH * height_mm + steps_mm
        light = light + grain.spread * np.sin(LAYERS_APART * layer)
    color = np.clip(light, DIMMEST, PALEST)[..., None] * _linear(grain.color)
    return _tile(color, height_mm, (side_mm, side_mm), REACH * grain.size_mm, 2.0 * grain.height_mm)


def _cleft(grain: Grain, hills: Array) -> tuple[Array, Array]:
    """Number of the layer that hills of unit deviation show at each sample, and the height of its steps."""
    level = hills * grain.height_mm / grain.cleft_mm
    layer = np.floor(level)
    within = level - layer
    rise = np.clip((within - 1.0) / RISE + 1.0, 0.0, 1.0)
    return layer, grain.cleft_mm * (layer + LEAN * within + (1.0 - LEAN) * rise * rise * (3.0 - 2.0 * rise))


def _waves(rng: np.random.Generator, grain: Grain, side_mm: float, fall: float) -> Array:
    """A periodic random surface of unit deviation; (SIDE, SIDE)."""
    down = np.fft.fftfreq(SIDE, side_mm / SIDE)[:, None]
    right = np.fft.rfftfreq(SIDE, side_mm / SIDE)[None, :] * grain.stretch
    per_mm = np.hypot(down, right)
    strength = np.where(per_mm >= LONGEST / grain.size_mm, np.maximum(per_mm, 1e-6) ** -(1.0 + fall), 0.0)
    surface = np.fft.irfft2(np.fft.rfft2(rng.standard_normal((SIDE, SIDE))) * strength, (SIDE, SIDE))
    return np.asarray(surface / surface.std())


def _tile(
    color_linear: Array, height_mm: Array, size_mm: tuple[float, float], reach_mm: float, relief_mm: float
) -> Tile:
    """Slopes of the heights, and the shade that lies in what is lower than what is `reach_mm` around it."""
    pitch_x, pitch_y = size_mm[0] / SIDE, size_mm[1] / SIDE
    right = (np.roll(height_mm, -1, 1) - np.roll(height_mm, 1, 1)) / (2.0 * pitch_x)
    up = (np.roll(height_mm, -1, 0) - np.roll(height_mm, 1, 0)) / (2.0 * pitch_y)
    length = np.sqrt(1.0 + right**2 + up**2)
    normal = np.stack([-right / length, -up / length], axis=-1).astype(np.float32)
    below = (_blurred(height_mm, reach_mm / pitch_x, reach_mm / pitch_y) - height_mm) / relief_mm
    shade = np.clip(1.0 - CAVITY * below, DARKEST, LIGHTEST)[..., None]
    albedo = np.clip(color_linear * shade, 0.0, BRIGHTEST)
    return Tile(
        albedo_srgb8=frozen(np.round(255.0 * linear_to_srgb(albedo)).astype(np.uint8)),
        normal=frozen(normal),
        size_mm=size_mm,
        mean_linear=tuple(albedo.mean(axis=(0, 1)).tolist()),
    )


def _blurred(values: Array, sigma_x: float, sigma_y: float) -> Array:
    """Periodic Gaussian blur, standard deviations in samples."""
    down = np.fft.fftfreq(SIDE)[:, None] * sigma_y
    right = np.fft.rfftfreq(SIDE)[None, :] * sigma_x
    falls = np.exp(-2.0 * np.pi**2 * (down**2 + right**2))
    return np.asarray(np.fft.irfft2(np.fft.rfft2(values) * falls, (SIDE, SIDE)))


def _linear(color: str) -> Array:
    """Albedo of a matt patch that comes out as the sRGB colour in the light of the promise."""
    promised = promised_light()
    shown = neutral_inverse(srgb8_to_linear(np.array(hex_to_srgb8(color), np.uint8)))
    return np.asarray(shown / (promised.exposure * promised.irradiance_up.mean()))
