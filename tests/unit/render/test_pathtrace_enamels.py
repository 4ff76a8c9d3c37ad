"""Clear, flaked and glowing enamel and old epoxy in the studio, against formulas and the preview."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from coloraide import Color

from pinrender.appearance import GLOW_RADIANCE
from pinrender.appearance._glow import given_off
from pinrender.catalog import Enamel, Plating, Process, load
from pinrender.color import (
    INTERNAL_DIFFUSE,
    TRANSMITTED,
    enamel_albedo,
    linear_to_srgb,
    neutral_inverse,
    neutral_tone_map,
    srgb8_to_linear,
)
from pinrender.design import plated
from pinrender.render import RenderOptions, open_renderer
from pinrender.render.pathtrace._enamel import _fresnel
from pinrender.render.pathtrace._materials import _of_the_rest
from pinrender.render.pathtrace._renderer import developed
from pinrender.scene import Scene
from tests.unit.plans import disc, nothing, ring
from tests.unit.render.tracing import middle, radiance, scene_of, with_floor
from tests.unit.scene.test_scene import furnace


@pytest.mark.parametrize("epoxy", [False, True])
def test_clear_enamel_tints_the_metal_by_its_depth(epoxy: bool) -> None:
    """Gloss, and what goes down, is tinted, mirrored and comes up; a rough floor keeps some of it in."""
    color, made = (188, 120, 64), load(Process, "cloisonne")
    scene = scene_of(
        ring(6.0, 7.0),
        process="cloisonne",
        plating="silver",
        color=color,
        enamel="transparent",
        epoxy=epoxy,
        studio=furnace(),
    )
    maps = scene.appearance.maps
    assert maps.floor is not None
    center = maps.grid.rows // 2, maps.grid.cols // 2
    depth_mm = maps.face[(*center, 3)] - maps.floor[(*center, 3)]
    kept = srgb8_to_linear(np.array(color, np.uint8)) ** (depth_mm / made.enamel_depth_mm)
    mirrored = np.array(load(Plating, "silver").f0_immersed) * kept
    gloss = 0.04
    expected = gloss + (1.0 - gloss) ** 2 * mirrored / (1.0 - gloss * mirrored)
    shown = middle(radiance(scene, pixels=32, samples=256), 0.3)
    assert shown.mean(axis=0) == pytest.approx(expected, rel=0.05)


@pytest.mark.parametrize("quality", ["preview", "studio"])
def test_clear_enamel_is_deeper_aslant(quality: str) -> None:
    """Over a smooth floor light is bent, and its way down and up again longer by the cosine there."""
    logarithm = {}
    for view in ("front", "three-quarter"):
        lights = []
        for color in ((255, 255, 255), (140, 140, 140)):
            scene = scene_of(
                ring(6.0, 7.0),
                process="cloisonne",
                plating="silver",
                color=color,
                enamel="transparent",
                studio=furnace(),
                view=view,
            )
            lights.append(green_of(with_floor(scene, 0.1), quality))
        toward = scene.camera.pose[:3, 3] / np.linalg.norm(scene.camera.pose[:3, 3])
        gloss = float(_fresnel(toward[2:])[0])
        logarithm[view] = np.log((lights[1] - gloss) / (lights[0] - gloss))
    longer = 1.0 / np.sqrt(1.0 - (1.0 - toward[2] ** 2) / 1.5**2)
    assert longer > 1.1
    assert logarithm["three-quarter"] / logarithm["front"] == pytest.approx(longer, abs=0.04)


@pytest.mark.parametrize("quality", ["preview", "studio"])
@pytest.mark.parametrize("color", [(255, 255, 255), (140, 140, 140)])
@pytest.mark.parametrize("process", ["cloisonne", "soft-enamel"])
def test_dye_shows_through_clear_enamel(quality: str, color: tuple[int, int, int], process: str) -> None:
    """A matt body right under the skin, in even light, its albedo dimmed by the way in and out."""
    plating, made = plated("dyed:#787878"), load(Process, process)
    scene = scene_of(
        ring(6.0, 7.0),
        process=process,
        plating=plating,
        color=color,
        enamel="transparent",
        studio=furnace(0.5),
    )
    scene = dataclasses.replace(scene, promised=scene.environment)
    maps, even = scene.appearance.maps, np.full(3, 0.5)
    assert maps.floor is not None
    center = maps.grid.rows // 2, maps.grid.cols // 2
    depth_mm = maps.face[(*center, 3)] - maps.floor[(*center, 3)]
    asked = np.minimum(srgb8_to_linear(np.array(color, np.uint8)), 0.99)
    dye, _ = enamel_albedo(np.full(3, 120, np.uint8), irradiance=even, gloss=even, exposure=1.0)
    body = dye * asked ** (depth_mm / made.enamel_depth_mm)
    expected = 0.5 * (0.04 + TRANSMITTED * body / (1.0 - INTERNAL_DIFFUSE * body))
    shown = green_of(scene, quality)
    assert shown == pytest.approx(expected[1], rel=0.05)


@pytest.mark.parametrize("quality", ["preview", "studio"])
@pytest.mark.parametrize("process", ["cloisonne", "soft-enamel"])
def test_patina_shows_through_clear_enamel(quality: str, process: str) -> None:
    """The wheel did not reach the floor: dark compound lies there, and hardly any silver."""
    bright, dark = (
        green_of(
            scene_of(
                ring(2.0, 3.0),
                process=process,
                plating=plating,
                color=(250, 250, 250),
                enamel="transparent",
            ),
            quality,
        )
        for plating in ("silver", "antique-silver")
    )
    assert dark < 0.35 * bright


def green_of(scene: Scene, quality: str) -> float:
    """Green light of the middle of a picture, exposed."""
    if quality == "studio":
        light = middle(radiance(scene, pixels=32, samples=256), 0.15)[:, 1].mean()
        return float(scene.environment.exposure * light)
    picture = open_renderer().render(scene, RenderOptions(pixels=64)).rgba_srgb8
    return float(neutral_inverse(srgb8_to_linear(picture[28:36, 28:36, :3])).mean(axis=(0, 1))[1])


def test_nothing_opaque_shows_between_a_line_and_clear_enamel() -> None:
    """A sample that is half metal is half seen into; beside opaque enamel it is half that."""
    half = np.full((1, 1), 0.5, np.float32)
    assert _of_the_rest(half, half) == pytest.approx(1.0)
    assert _of_the_rest(half, 0.0 * half) == pytest.approx(0.5)
    assert _of_the_rest(0.0 * half, 2.0 * half) == pytest.approx(1.0), "its neighbour may be metal"


@pytest.mark.parametrize("enamel", ["glitter-fine", "metallic", "pearl"])
def test_a_patch_with_flakes_keeps_its_colour(enamel: str) -> None:
    scene = scene_of(process="soft-enamel", enamel=enamel)
    shown = middle(
        developed(radiance(scene, pixels=16, samples=512), scene.environment.exposure)[..., :3], 0.4
    )
    mean = 255.0 * linear_to_srgb(srgb8_to_linear(shown.astype(np.uint8)).mean(axis=0))
    colors = [Color("srgb", [float(v) / 255.0 for v in each]) for each in (mean, (200, 30, 45))]
    assert colors[0].delta_e(colors[1], method="2000") < 5.0


@pytest.mark.parametrize("epoxy", [False, True])
def test_glow_shines_in_the_dark_and_on_what_lies_around(epoxy: bool) -> None:
    """The radiance that the catalogue's night colour says, through skin or dome; the metal mirrors it.

    Under a dome the pale body throws back some of what total reflection keeps in.
    """
    dark = {"process": "soft-enamel", "enamel": "glow", "studio": furnace(1e-6), "color": (150, 24, 34)}
    scene = scene_of(ring(5.0, 7.0), epoxy=epoxy, **dark)  # type: ignore[arg-type]
    shown = radiance(scene, pixels=24, samples=1024, transparent=False)
    night = given_off("#961822", load(Enamel, "glow"))
    assert middle(shown, 0.3).mean(axis=0) == pytest.approx(
        GLOW_RADIANCE * night, rel=0.12 if epoxy else 0.05, abs=2e-5
    )
    metal = shown[24, 6:9, 1].mean()
    assert metal > 1e-5, "the dam mirrors some of it"


def test_old_epoxy_yellows_as_in_the_preview() -> None:
    """White under a dome loses blue, some green and hardly any red; the metal under it too."""
    for metal in (nothing, disc(7.0)):
        new, old = (
            middle(
                radiance(
                    scene_of(
                        metal, epoxy=True, color=(190, 190, 190), plating="silver", epoxy_age_years=years
                    ),
                    pixels=16,
                    samples=128,
                ),
                0.4,
            ).mean(axis=0)
            for years in (0.0, 30.0)
        )
        red, green, blue = old / new
        assert 0.85 < red < 1.0
        assert blue < 0.8 * red
        assert blue < green < red


@pytest.mark.parametrize("enamel", ["metallic", "pearl"])
def test_many_flakes_send_up_what_was_asked_for(enamel: str) -> None:
    """In even light, the wings of their lobe that the skin keeps in reckoned with; pearl swirls a little."""
    scene = scene_of(process="soft-enamel", enamel=enamel, color=(120, 150, 140), studio=furnace(0.5))
    scene = dataclasses.replace(scene, promised=scene.environment)
    light = scene.environment.exposure * middle(radiance(scene, pixels=24, samples=64), 0.4).mean(axis=0)
    asked = srgb8_to_linear(np.array((120, 150, 140), np.uint8))
    assert (neutral_tone_map(light) / asked).mean() == pytest.approx(
        1.0, abs=0.06 if enamel == "metallic" else 0.08
    )
