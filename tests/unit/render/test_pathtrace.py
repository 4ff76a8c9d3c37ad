"""The studio picture, traced for real on whatever Mitsuba finds to run on."""

from __future__ import annotations

import dataclasses
import math

import numpy as np
import pytest
from coloraide import Color
from numpy.typing import NDArray

from pinrender.appearance._film import film_table
from pinrender.catalog import Plating, Softbox, load
from pinrender.color import hex_to_srgb8
from pinrender.render import RenderOptions, open_renderer
from pinrender.render.pathtrace._renderer import developed
from pinrender.render.pathtrace._stage import _light
from pinrender.scene import Camera, Scene
from pinrender.scene._studio import directions
from pinrender.units import frozen
from tests.unit.plans import box, disc, ring
from tests.unit.render.tracing import middle, radiance, scene_of, tracer
from tests.unit.scene.test_scene import furnace

FURNACE_WITHIN = 1e-3
PROMISE_DELTA_E = 1.0
"""CIEDE2000 between the requested colour and the flat patch."""
LEAST_OVERLAP = 0.995
INDEX = 1.5


def within(samples: NDArray[np.float64], expected: float, tolerance: float) -> bool:
    """Whether a mean is what is expected, but for a tolerance and four standard errors."""
    error = 4.0 * samples.std(axis=0) / math.sqrt(len(samples))
    return bool(np.all(np.abs(samples.mean(axis=0) - expected) <= tolerance + error))


def test_white_furnace() -> None:
    """What reflects everything disappears into light that is the same from everywhere."""
    mirror = load(Plating, "silver").model_copy(update={"f0": (1.0, 1.0, 1.0), "f82": (1.0, 1.0, 1.0)})
    metal = middle(
        radiance(scene_of(disc(7.0), plating=mirror, studio=furnace()), pixels=32, samples=64), 0.5
    )
    assert within(metal, 1.0, FURNACE_WITHIN)
    white = scene_of(color=(255, 255, 255), studio=furnace())
    white = dataclasses.replace(white, promised=white.environment)  # in this light white loses nothing
    enamel = middle(radiance(white, pixels=32, samples=256), 0.5)
    assert within(enamel, 1.0, FURNACE_WITHIN)


def test_flat_gold_shows_its_reflectance_times_the_zenith() -> None:
    studio = furnace(0.2).model_copy(update={"zenith": 0.8})
    shown = middle(radiance(scene_of(disc(7.0), studio=studio), pixels=32, samples=64), 0.15)
    assert shown.mean(axis=0) == pytest.approx(0.8 * np.array(load(Plating, "gold").f0), rel=0.004)


@pytest.mark.parametrize(("epoxy", "outer"), [(False, 1.0), (True, 1.5)])
def test_a_film_has_its_colour(epoxy: bool, outer: float) -> None:
    """In even light, in the middle of a flat face; under epoxy once in, once out, and the gloss."""
    scene = scene_of(disc(7.0), plating="rainbow", studio=furnace(), epoxy=epoxy)
    maps, film = scene.appearance.maps, load(Plating, "rainbow").film
    assert film is not None
    assert maps.film is not None
    table = film_table(film, outer)
    here = maps.film[maps.grid.rows // 2, maps.grid.cols // 2] * (len(table) - 1)
    metal = table[round(float(here)), -1].astype(float)
    expected = metal if not epoxy else 0.04 + 0.96**2 * metal / (1.0 - 0.04 * metal)
    shown = middle(radiance(scene, pixels=32, samples=1024), 0.06)
    assert shown.mean(axis=0) == pytest.approx(expected, abs=0.02)


@pytest.mark.parametrize(
    ("first", "second"), [("gold", "silver"), ("copper", "rainbow"), ("silver", "dyed:#2f5faa")]
)
def test_each_half_of_two_platings_is_its_own(first: str, second: str) -> None:
    shown = [
        radiance(scene_of(disc(7.0), plating=plating, second=other), pixels=32, samples=64)[24:40, :, :3]
        for plating, other in ((first, second), (first, None), (second, None))
    ]
    both, left, right = (picture.astype(np.float64) for picture in shown)
    assert both[:, 16:30].mean(axis=(0, 1)) == pytest.approx(
        left[:, 16:30].mean(axis=(0, 1)), rel=0.01, abs=1e-3
    )
    assert both[:, 34:48].mean(axis=(0, 1)) == pytest.approx(
        right[:, 34:48].mean(axis=(0, 1)), rel=0.01, abs=1e-3
    )


@pytest.mark.parametrize("color", [(200, 60, 55), (30, 110, 90), (128, 128, 128), (20, 24, 46)])
@pytest.mark.parametrize("process", ["hard-enamel", "soft-enamel"])
def test_colour_is_a_promise(color: tuple[int, int, int], process: str) -> None:
    assert delta_e(scene_of(process=process, color=color), color) < PROMISE_DELTA_E


def test_dyed_metal_is_a_promise_too() -> None:
    assert delta_e(scene_of(disc(7.0), plating="dyed:#2f5faa"), hex_to_srgb8("#2f5faa")) < PROMISE_DELTA_E


def test_patina_lies_in_the_low_places() -> None:
    bright, antique = (
        radiance(scene_of(ring(1.0, 7.0), process="die-struck", plating=name), pixels=64, samples=64)
        for name in ("silver", "antique-silver")
    )
    assert middle(antique, 0.05).mean() < 0.3 * middle(bright, 0.05).mean()
    beside = np.s_[60:68, 90:100, :3]
    assert antique[beside].mean() > 0.85 * bright[beside].mean()


def test_satin_spreads_its_light_across_its_hairlines() -> None:
    """A narrow light from +y shows on satin metal where one from +x does not."""
    shown = []
    for direction in ((0.0, 0.35, 1.0), (0.35, 0.0, 1.0)):
        box_light = Softbox(
            direction=direction, half_width_deg=3.0, half_height_deg=3.0, softness_deg=1.0, radiance=50.0
        )
        studio = furnace(0.0).model_copy(update={"softbox": (box_light,)})
        scene = scene_of(disc(7.0), plating="satin-silver", studio=studio)
        shown.append(middle(radiance(scene, pixels=32, samples=256), 0.3).mean())
    assert shown[0] > 3.0 * shown[1]


def delta_e(scene: Scene, requested: tuple[int, int, int]) -> float:
    """How far the middle of the picture is from a colour; noise is averaged in linear light."""
    traced = radiance(scene, pixels=24, samples=256)
    mean = middle(traced, 0.25).mean(axis=0)
    flat = np.full((2, 2, 4), 1.0, np.float32)
    flat[..., :3] = mean
    shown = developed(flat, scene.environment.exposure)[0, 0, :3]
    one, other = (Color("srgb", [float(v) / 255.0 for v in values]) for values in (shown, requested))
    return float(one.delta_e(other, method="2000"))


@pytest.mark.parametrize("view", ["front", "three-quarter"])
def test_framing_is_the_previews(view: str) -> None:
    scene = scene_of(disc(7.0), view=view)
    options = RenderOptions(pixels=256, samples=4, background="transparent")
    preview, studio = (
        renderer.render(scene, options).rgba_srgb8[..., 3] > 127
        for renderer in (open_renderer("gl"), tracer())
    )
    assert preview.sum() > 10_000
    assert (preview & studio).sum() / (preview | studio).sum() > LEAST_OVERLAP


def test_same_scene_same_bytes() -> None:
    scene = scene_of(disc(3.0), epoxy=True, view="three-quarter")
    options = RenderOptions(pixels=48, samples=8)
    once, again = (tracer().render(scene, options).rgba_srgb8.tobytes() for _ in range(2))
    assert once == again


def test_the_surface_is_lit_and_shadowed() -> None:
    """Far from the pin the surface has its own colour in full light; beside it, less."""
    scene = scene_of(disc(7.0))
    traced = radiance(scene, pixels=64, samples=64, transparent=False)
    assert traced[..., 3].min() > 0.99
    lit = np.array(scene.backdrop.albedo_linear) * scene.environment.irradiance_up
    assert traced[:6, -6:, :3].mean(axis=(0, 1)) == pytest.approx(lit, rel=0.06)
    below = traced[-8:-3, 56:72, :3].mean()  # the key light stands at the upper left
    assert below < 0.93 * lit.mean()


def test_passes_are_told() -> None:
    told: list[tuple[int, int]] = []
    options = RenderOptions(pixels=16, samples=4, on_pass=lambda done, total: told.append((done, total)))
    tracer().render(scene_of(), options)
    assert told[0] == (0, told[-1][1])
    assert told[-1][0] == told[-1][1] > 0


def tilted(scene: Scene, tilt_rad: float, distance_mm: float = 400.0) -> Scene:
    """Seen from a tilt toward the pin's foot, from far away."""
    sine, cosine = math.sin(tilt_rad), math.cos(tilt_rad)
    pose = np.array(
        [
            [1.0, 0.0, 0.0, 0.0],
            [0.0, cosine, -sine, -sine * distance_mm],
            [0.0, sine, cosine, cosine * distance_mm],
            [0.0, 0.0, 0.0, 1.0],
        ]
    )
    seen = Camera(pose=frozen(pose), fov_rad=2.0 * math.atan(4.0 / distance_mm), near_mm=1.0, far_mm=1e3)
    return dataclasses.replace(scene, camera=seen)


def row_of(point_mm: NDArray[np.float64], seen: Camera, side: int) -> float:
    """Where a point lies in a picture, in rows."""
    local = seen.pose[:3, :3].T @ (point_mm - seen.pose[:3, 3])
    up = local[1] / -local[2] / math.tan(0.5 * seen.fov_rad)
    return float(0.5 * side * (1.0 - up))


def test_a_line_under_a_tilted_dome_moves_by_its_parallax() -> None:
    """Snell's law at the flat crown, one tenth of a millimetre either way: samples of the map and grain."""
    tilt_rad = math.radians(35.0)
    line = box(14.0, 0.6)
    rows, expected = {}, {}
    for epoxy in (False, True):
        scene = tilted(scene_of(line, epoxy=epoxy, color=(20, 20, 60)), tilt_rad)
        face_mm, top_mm = heights(scene)
        assert (top_mm > face_mm + 0.5) == epoxy
        inside_rad = math.asin(math.sin(tilt_rad) / INDEX)
        seen_at = np.array([0.0, -(top_mm - face_mm) * math.tan(inside_rad), top_mm])
        traced = radiance(scene, pixels=64, samples=64)
        side = traced.shape[0]
        strip = traced[:, side // 2 - 8 : side // 2 + 8, 0].mean(axis=1)
        bright = np.clip(strip - np.median(strip), 0.0, None)
        bright[bright < 0.3 * bright.max()] = 0.0
        rows[epoxy] = float((np.arange(side) + 0.5) @ bright / bright.sum())
        expected[epoxy] = row_of(seen_at, scene.camera, side)
        pixels_per_mm = side / 8.0
    for epoxy in (False, True):
        assert abs(rows[epoxy] - expected[epoxy]) < 0.1 * pixels_per_mm, (rows, expected)
    moved, by_snell = rows[True] - rows[False], expected[True] - expected[False]
    assert abs(by_snell) > 0.15 * pixels_per_mm
    assert moved == pytest.approx(by_snell, abs=0.06 * pixels_per_mm)


def heights(scene: Scene) -> tuple[float, float]:
    """Face and top of the solid in the middle of the pin, mm."""
    maps = scene.appearance.maps
    face = float(maps.face[maps.grid.rows // 2, maps.grid.cols // 2, 3])
    near = np.hypot(*scene.mesh.vertices_mm[:, :2].T) < 0.5
    top = float(scene.mesh.vertices_mm[near, 2].max()) if near.any() else face
    return face, max(top, face)


def test_the_light_is_the_studios() -> None:
    """Looking up, one finds the radiance that the environment has there; below the horizon, the ground's."""
    import mitsuba as mi

    environment = scene_of().environment
    tracer().prepare(environment)
    sky = mi.load_dict({"type": "scene", "light": _light(environment, np.array([0.1, 0.2, 0.3]))})
    rows, cols = environment.radiance_linear.shape[:2]
    toward = directions((rows, cols))
    for row, col in ((128, 256), (100, 190), (70, 330), (150, 200), (128, 300)):
        ray = mi.Ray3f(mi.Point3f(0.0), mi.Vector3f(toward[row, col].tolist()))
        found = np.ravel(sky.environment().eval(sky.ray_intersect(ray)))
        assert found == pytest.approx(environment.radiance_linear[row, col], abs=0.03)
    ray = mi.Ray3f(mi.Point3f(0.0), mi.Vector3f(0.3, 0.2, -0.9))
    assert np.ravel(sky.environment().eval(sky.ray_intersect(ray))) == pytest.approx([0.1, 0.2, 0.3])
