"""The preview, drawn for real on whatever GL there is."""

from __future__ import annotations

import os
import subprocess
import sys

import numpy as np
import pytest
from coloraide import Color
from numpy.typing import NDArray

from pinrender import relief
from pinrender.catalog import Grade, Plating, Process, Studio, load, names
from pinrender.color import INTERNAL_DIFFUSE, hex_to_srgb8, linear_to_srgb, neutral_tone_map, srgb8_to_linear
from pinrender.render import Renderer, RenderOptions, open_renderer
from pinrender.render._energy import leaving_table
from tests.unit.plans import Shape, box, disc, nothing, plan, ring
from tests.unit.render.tracing import scene_of
from tests.unit.scene.test_scene import furnace

PROMISE_DELTA_E = 1.0
"""CIEDE2000 between the requested colour and the flat patch, where it is reachable."""
DISC = disc(7.0)


@pytest.fixture(scope="module")
def renderer() -> Renderer:
    return open_renderer()


def draw(
    renderer: Renderer,
    body: Shape = DISC,
    metal: Shape = nothing,
    *,
    process: str = "hard-enamel",
    plating: Plating | str = "gold",
    epoxy: bool = False,
    studio: Studio | None = None,
    view: str = "front",
    background: str = "studio",
    color: tuple[int, int, int] = (200, 30, 45),
    enamel: str = "opaque",
    pixels: int = 128,
    second: str | None = None,
    grade: Grade | None = None,
) -> NDArray[np.uint8]:
    scene = scene_of(
        metal,
        body,
        process=process,
        plating=plating,
        epoxy=epoxy,
        studio=studio,
        enamel=enamel,
        view=view,
        color=color,
        second=second,
        grade=grade,
    )
    return renderer.render(scene, RenderOptions(pixels=pixels, background=background)).rgba_srgb8  # type: ignore[arg-type]


def center(picture: NDArray[np.uint8], half: int = 3) -> NDArray[np.float64]:
    middle = picture.shape[0] // 2
    patch = picture[middle - half : middle + half, middle - half : middle + half, :3]
    return np.asarray(patch.reshape(-1, 3).mean(axis=0))


def delta_e(one: NDArray[np.float64], other: tuple[int, int, int]) -> float:
    colors = (Color("srgb", [float(v) / 255.0 for v in values]) for values in (one, other))
    return float(next(colors).delta_e(next(colors), method="2000"))


@pytest.mark.parametrize(
    "color", [(200, 60, 55), (30, 110, 90), (240, 200, 120), (60, 70, 140), (128, 128, 128), (210, 230, 225)]
)
@pytest.mark.parametrize("process", ["hard-enamel", "soft-enamel"])
@pytest.mark.parametrize("epoxy", [False, True])
def test_colour_is_a_promise(
    renderer: Renderer, color: tuple[int, int, int], process: str, epoxy: bool
) -> None:
    """A flat lit patch comes out as the colour that was asked for, bare or under a dome."""
    shown = center(draw(renderer, process=process, color=color, epoxy=epoxy))
    assert delta_e(shown, color) < PROMISE_DELTA_E


@pytest.mark.parametrize(
    "color",
    [(255, 212, 59), (255, 236, 153), (255, 253, 224), (255, 93, 143), (255, 135, 135), (255, 255, 255)],
)
def test_a_colour_too_bright_to_reach_keeps_its_hue(renderer: Renderer, color: tuple[int, int, int]) -> None:
    """As bright as white enamel can be: darker than asked, but no other colour."""
    shown = center(draw(renderer, color=color))
    assert delta_e(shown, color) < 6.0
    asked, got = (Color("srgb", [float(v) / 255.0 for v in c]).convert("oklch") for c in (color, shown))
    if asked["chroma"] > 0.03:
        assert abs((asked["hue"] - got["hue"] + 180.0) % 360.0 - 180.0) < 6.0


@pytest.mark.parametrize("view", ["front", "three-quarter"])
def test_flat_gold_is_never_dark_and_is_gold(renderer: Renderer, view: str) -> None:
    picture = draw(renderer, metal=disc(7.0), view=view, background="transparent", pixels=192)
    linear = srgb8_to_linear(picture[..., :3])
    # the flat of the face: well inside the outline, whatever the view
    rows, cols = np.nonzero(picture[..., 3] == 255)
    inner = np.hypot(rows - rows.mean(), 0.5 * (cols - cols.mean())) < 0.3 * np.ptp(rows)
    face = linear[rows[inner], cols[inner]]
    luminance = face @ np.array([0.2126, 0.7152, 0.0722])
    assert np.median(luminance) > 0.3
    assert luminance.min() > 0.1
    red, green, blue = face.mean(axis=0)
    assert red > green > blue > 0.15 * red


def test_white_furnace(renderer: Renderer) -> None:
    """A metal that reflects everything disappears into light that is the same from everywhere."""
    mirror = load(Plating, "silver").model_copy(update={"f0": (1.0, 1.0, 1.0), "f82": (1.0, 1.0, 1.0)})
    picture = draw(renderer, metal=disc(7.0), plating=mirror, studio=furnace(0.5), background="transparent")
    expected = 255.0 * linear_to_srgb(neutral_tone_map(np.full(3, 0.5)))
    assert center(picture, 20) == pytest.approx(expected, abs=1.0)


@pytest.mark.parametrize("color", [(255, 255, 255), (188, 120, 64), (30, 90, 200)])
@pytest.mark.parametrize("process", ["cloisonne", "soft-enamel"])
@pytest.mark.parametrize("plating", ["silver", "copper"])
def test_clear_enamel_tints_the_metal_by_its_depth(
    renderer: Renderer, color: tuple[int, int, int], process: str, plating: str
) -> None:
    """In even light: the skin's gloss, and the metal's light through both ways of the solved depth.

    The skin throws some of that back, which comes once more; it keeps in the wings of a rough floor's lobe,
    which get out as matt light does (Saunderson).
    """
    made = load(Process, process)
    drawn = plan(DISC, ring(6.0, 7.0), pixels_per_mm=16.0)
    shape = relief.build(drawn, made)
    middle = drawn.grid.rows // 2, drawn.grid.cols // 2
    depth_mm = shape.face_mm[middle] - relief.floor_mm(shape)[middle]
    asked = np.clip(srgb8_to_linear(np.array(color, np.uint8)), 0.002, 0.99)
    metal = np.array(load(Plating, plating).f0_immersed)
    mirrored = metal * asked ** (depth_mm / made.enamel_depth_mm)
    leaving = float(np.interp(made.recess_roughness, np.linspace(0.0, 1.0, 32), leaving_table()[:, -1]))
    back = leaving * 0.04 / 0.96
    turned = metal * asked ** (1.0 / np.sqrt(1.0 - 1.0 / 1.5**2))
    wings = (1.0 - leaving - back) * (1.0 - INTERNAL_DIFFUSE) * turned / (1.0 - INTERNAL_DIFFUSE * turned)
    light_out = 0.5 * (0.04 + 0.96 * mirrored * (leaving + wings) / (1.0 - back * mirrored))
    expected = 255.0 * linear_to_srgb(neutral_tone_map(light_out))
    picture = draw(
        renderer,
        metal=ring(6.0, 7.0),
        process=process,
        plating=plating,
        color=color,
        enamel="transparent",
        studio=furnace(0.5),
    )
    assert center(picture, 6) == pytest.approx(expected, abs=2.5)


def test_opaque_enamel_shows_nothing_of_the_metal(renderer: Renderer) -> None:
    gold, silver = (center(draw(renderer, plating=name)) for name in ("gold", "silver"))
    assert gold == pytest.approx(silver, abs=1.0)
    clear = [
        center(draw(renderer, plating=name, enamel="transparent", color=(47, 95, 170)))
        for name in ("gold", "silver")
    ]
    assert delta_e(clear[0], tuple(clear[1])) > 10.0  # type: ignore[arg-type]


@pytest.mark.parametrize("color", ["#2f5faa", "#8a1c30", "#707070"])
@pytest.mark.parametrize("epoxy", [False, True])
def test_dyed_metal_is_a_promise_too(renderer: Renderer, color: str, epoxy: bool) -> None:
    shown = center(draw(renderer, metal=DISC, plating=f"dyed:{color}", epoxy=epoxy))
    assert delta_e(shown, hex_to_srgb8(color)) < PROMISE_DELTA_E


def test_a_satin_mirror_disappears_in_even_light(renderer: Renderer) -> None:
    """Its lobe sums to one, however it is drawn out; only the hairlines' own lean is left."""
    mirror = load(Plating, "satin-silver").model_copy(update={"f0": (1.0, 1.0, 1.0), "f82": (1.0, 1.0, 1.0)})
    picture = draw(renderer, metal=DISC, plating=mirror, studio=furnace(0.5), background="transparent")
    expected = 255.0 * linear_to_srgb(neutral_tone_map(np.full(3, 0.5)))
    assert center(picture, 20) == pytest.approx(expected, abs=1.5)


def test_satin_is_streaked_along_its_hairlines(renderer: Renderer) -> None:
    picture = draw(renderer, metal=DISC, plating="satin-silver", pixels=256)[64:192, 64:192, 1].astype(float)
    along, across = (np.abs(np.diff(picture, axis=axis)).mean() for axis in (1, 0))
    assert across > 3.0 * along


def test_antique_is_dark_in_the_low_and_bright_on_the_high(renderer: Renderer) -> None:
    """Die-struck: a recess two millimetres wide keeps its patina, the field around it is burnished."""
    luminance = []
    for plating in ("silver", "antique-silver"):
        picture = draw(renderer, metal=ring(1.0, 7.0), process="die-struck", plating=plating)
        high = picture[64, 90:100, :3].mean()
        luminance.append((center(picture, 2).mean(), high))
    (low_bright, high_bright), (low_antique, high_antique) = luminance
    assert low_antique < 0.5 * low_bright
    assert high_antique > 0.85 * high_bright


def test_polished_metal_is_read_against_a_blasted_floor(renderer: Renderer) -> None:
    """A raised block differs from the field around it by far more than the grain itself does."""
    picture = draw(renderer, metal=box(3.0, 3.0), process="die-struck", plating="nickel", pixels=256)
    light = srgb8_to_linear(picture[..., :3]).mean(axis=-1)
    block, floor = light[118:138, 118:138], light[60:80, 118:138]
    assert abs(block.mean() - floor.mean()) > 5.5 * floor.std()
    assert floor.std() > 0.03 * floor.mean(), "and it still sparkles"


def test_transparent_background_has_clean_edges(renderer: Renderer) -> None:
    """Straight alpha: an edge pixel has the colour of metal, whatever is laid behind it."""
    picture = draw(renderer, metal=disc(7.0), background="transparent", pixels=512)
    alpha = picture[..., 3]
    assert np.all(alpha[[0, -1]] == 0)
    assert np.all(alpha[:, [0, -1]] == 0)
    edge = (alpha > 40) & (alpha < 215)
    assert edge.sum() > 200
    straight = srgb8_to_linear(picture[..., :3])
    red, green, blue = straight[edge].T
    assert np.all(red >= green), "gold stays gold right up to the edge"
    assert np.all(green >= blue)
    inside = straight[alpha == 255]
    # the rim mirrors the surface at its foot, which it has tinted itself: up to gold, twice over
    once = np.median(inside[:, 1] / inside[:, 0])
    assert once**2 - 0.05 < np.median(green / red) < once + 0.05
    assert np.median(red) > 0.3 * np.median(inside[:, 0]), "no fringe of the black that was cleared to"


def test_studio_background_has_a_contact_shadow(renderer: Renderer) -> None:
    """Dark beside a black rim all around; a bright rim gives some of it back where the light comes from."""
    black, bright = (
        draw(renderer, metal=disc(7.0), plating=plating).astype(float) for plating in ("dyed-black", "silver")
    )
    assert np.all(black[..., 3] == 255)
    corner = black[:4, :4, :3].mean()
    for picture, lost in ((black, 4.0), (bright, 0.0)):
        left, right = picture[62:66, 5:7, :3].mean(), picture[62:66, 121:123, :3].mean()
        assert min(left, right) < corner - lost
    assert bright[62:66, 5:7, :3].mean() > black[62:66, 5:7, :3].mean() + 4.0


def test_soft_and_hard_differ_in_relief_only_where_they_should(renderer: Renderer) -> None:
    soft = draw(renderer, metal=ring(5.0, 7.0), process="soft-enamel", view="three-quarter").astype(float)
    hard = draw(renderer, metal=ring(5.0, 7.0), process="hard-enamel", view="three-quarter").astype(float)
    assert np.abs(soft - hard).max() > 40.0


def test_same_scene_same_bytes(renderer: Renderer) -> None:
    assert draw(renderer).tobytes() == draw(renderer).tobytes()


def test_epoxy_bends_what_lies_below(renderer: Renderer) -> None:
    """Through the dome a ring near the rim is seen displaced; without it, where it is."""
    bare = draw(renderer, metal=ring(4.0, 4.5), view="three-quarter", background="transparent")
    domed = draw(renderer, metal=ring(4.0, 4.5), view="three-quarter", background="transparent", epoxy=True)
    assert np.abs(bare.astype(float) - domed.astype(float)).mean() > 4.0


def test_without_a_context_the_remedy_is_named() -> None:
    """The context really fails: the EGL loader is pointed at no driver at all."""
    code = "from pinrender.render import open_renderer; open_renderer()"
    environment = {**os.environ, "__EGL_VENDOR_LIBRARY_FILENAMES": "/nonexistent.json"}
    run = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False
    )
    assert run.returncode != 0
    assert "RendererUnavailable" in run.stderr
    assert "libegl1" in run.stderr


BRIGHT_STUDIOS = [name for name in names("studios") if not load(Studio, name).dark]


@pytest.mark.parametrize("name", BRIGHT_STUDIOS)
def test_flat_gold_is_bright_in_every_studio_but_the_night(renderer: Renderer, name: str) -> None:
    picture = draw(renderer, metal=DISC, studio=load(Studio, name), pixels=96)
    face = srgb8_to_linear(picture[24:72, 24:72, :3]) @ np.array([0.2126, 0.7152, 0.0722])
    assert linear_to_srgb(face).mean() > 0.5
    assert linear_to_srgb(face).min() > 0.3


def test_enamel_keeps_its_pigment_in_coloured_light(renderer: Renderer) -> None:
    """White enamel is not put right again: it is blue at night, and dark."""
    gray = center(draw(renderer, color=(128, 128, 128), studio=load(Studio, "night")))
    assert gray[2] > 1.25 * gray[0]
    assert gray.max() < 90.0
