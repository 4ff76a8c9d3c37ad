"""The whole way through, once: right pictures, and nothing done twice."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

import pinrender
from pinrender import Pin, Timings, UsageError, _artist, catalog, pipeline
from pinrender.errors import CannotBeMade
from pinrender.scene import Scene, arrange
from tests.unit.small_pin import draw_small_pin

ALL = ["read", "relief", "mesh", "maps", "draw"]


@pytest.fixture(autouse=True)
def _nothing_in_memory() -> None:
    pipeline.forget()


@pytest.fixture
def art(tmp_path: Path) -> Path:
    return draw_small_pin(tmp_path / "fox.svg")


def small(art: Path, **options: object) -> Pin:
    return pinrender.load(art, size="12mm", pixels=64, **options)  # type: ignore[arg-type]


def stages(pin: Pin) -> list[str]:
    timings = Timings()
    pin.render(timings=timings)
    return list(timings.seconds)


def test_a_picture_shows_the_pin_whole(art: Path) -> None:
    frame = small(art).render(background="transparent")
    assert frame.rgba_srgb8.shape == (64, 64, 4)
    alpha = frame.rgba_srgb8[..., 3]
    edge = np.concatenate([alpha[0], alpha[-1], alpha[:, 0], alpha[:, -1]])
    assert not edge.any()
    # An ellipse of 12 by 10 mm that fills 0.88 of the width covers pi / 4 * 0.88^2 * 10 / 12 = 0.51.
    assert (alpha > 127).mean() == pytest.approx(0.51, abs=0.05)


def test_the_colour_of_the_drawing_is_the_colour_of_the_picture(art: Path) -> None:
    """Red leads in the enamel left of the middle line, and in no part of the grey backdrop."""
    rgb = small(art).render().rgba_srgb8[..., :3].astype(int)
    enamel, backdrop = rgb[32, 20], rgb[2, 2]
    assert enamel[0] > enamel[1] + 40 > enamel[2] + 40
    assert np.ptp(backdrop) < 12


def test_only_what_changed_is_done_again(art: Path) -> None:
    pin = small(art)
    assert stages(pin) == ALL
    assert stages(pin) == ["draw"]
    assert stages(pin.replace(plating="nickel")) == ["draw"]
    assert stages(pin.replace(view="low")) == ["draw"]
    assert stages(pin.replace(background="transparent")) == ["draw"]
    assert stages(pin.replace(process="hard-enamel")) == ["relief", "mesh", "maps", "draw"]
    assert stages(pin.replace(epoxy=True)) == ["relief", "mesh", "maps", "draw"]
    assert stages(pin) == ["draw"]
    assert stages(pin.replace(size="14mm")) == ALL


def test_a_new_colour_keeps_relief_and_mesh(art: Path) -> None:
    draw_small_pin(art, fill="#204060")
    before = small(art).render()
    draw_small_pin(art, fill="#602040")
    timings = Timings()
    after = small(art).render(timings=timings)
    assert list(timings.seconds) == ["read", "maps", "draw"]
    assert before.rgba_srgb8[32, 20, 2] > before.rgba_srgb8[32, 20, 0]
    assert after.rgba_srgb8[32, 20, 0] > after.rgba_srgb8[32, 20, 2]


def test_what_comes_from_memory_equals_what_a_fresh_process_draws(art: Path) -> None:
    pin = small(art)
    gold = pin.render().png()
    nickel = pin.replace(plating="nickel", view="low").render().png()
    assert nickel != gold
    assert pin.render().png() == gold
    fresh = art.parent / "fresh.png"
    command = [sys.executable, "-m", "pinrender", "render", str(art), "-o", str(fresh), "--quiet"]
    command += ["--size", "12mm", "--pixels", "64", "--plating", "nickel", "--view", "low"]
    subprocess.run(command, check=True, timeout=120)
    assert fresh.read_bytes() == nickel


def test_threads_share_one_renderer(art: Path) -> None:
    pins = [small(art, plating=plating) for plating in ("gold", "nickel", "copper", "silver")]
    alone = [pin.render().png() for pin in pins]
    with ThreadPoolExecutor(max_workers=4) as threads:
        together = list(threads.map(lambda pin: pin.render().png(), pins))
    assert together == alone
    assert len(set(alone)) == 4


def test_the_text_says_how_to_make_the_picture_again(art: Path) -> None:
    made = small(art, plating="copper", epoxy=True, layers={"line": "metal"}).render(view="low")
    text = Image.open(io.BytesIO(made.png())).text
    assert text["Title"] == "fox: Soft enamel + epoxy, polished copper"
    assert text["Software"] == f"pinrender {pinrender.__version__}"
    recipe = json.loads(text["Comment"])
    assert recipe.pop("digest") == small(art, layers={"line": "metal"}).artwork().digest
    assert recipe == {
        "art": "fox",
        "layers": {"line": "metal"},
        "second_plating": None,
        "grade": "a",
        "base_metal": "iron",
        "as_made": None,
        "size_mm": 12.0,
        "process": "soft-enamel",
        "plating": "copper",
        "enamel": "opaque",
        "studio": "softbox",
        "epoxy": True,
        "epoxy_height_mm": None,
        "epoxy_volume_mm3": None,
        "epoxy_age_years": 0.0,
        "walls": "insert",
        "dimensions": [],
        "seed": 0,
        "view": "low",
        "pixels": 64,
        "background": "studio",
        "backdrop": "plain",
        "quality": "preview",
    }
    assert str(art.parent) not in str(text)


def test_a_pin_shows_itself_in_a_notebook(art: Path) -> None:
    shown = Image.open(io.BytesIO(small(art)._repr_png_()))
    assert shown.size == (512, 512)
    assert json.loads(shown.text["Comment"])["view"] == "three-quarter"


def test_a_comparison_has_one_camera(art: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[Scene] = []
    draw = _artist.draw
    monkeypatch.setattr(
        _artist, "draw", lambda scene, options: (drawn.append(scene), draw(scene, options))[1]
    )
    small(art).compare(["soft-enamel", "soft-enamel+epoxy", "hard-enamel"], pixels=64)
    assert len(drawn) == 6  # each with a close-up
    near, drawn = drawn[1::2], drawn[::2]
    assert len({scene.camera.pose.tobytes() for scene in near}) == 1
    tallest = max(drawn, key=lambda scene: scene.mesh.vertices_mm[:, 2].max())
    assert tallest.appearance.maps.dome is not None
    studio = catalog.load(catalog.Studio, "softbox")
    own = arrange(tallest.mesh, tallest.appearance, studio=studio, view="three-quarter").camera
    assert [np.array_equal(scene.camera.pose, own.pose) for scene in drawn] == [True] * 3


def test_a_comparison_takes_any_processes(art: Path) -> None:
    pin = small(art)
    two = pin.compare(["die-struck", "hard-enamel+epoxy"], pixels=64)
    three = pin.compare(["die-struck", "hard-enamel+epoxy", "soft-enamel"], pixels=64)
    assert two.rgba_srgb8.shape[1] < three.rgba_srgb8.shape[1]
    assert json.loads(two.text["Comment"])["processes"] == ["die-struck", "hard-enamel+epoxy"]


@pytest.mark.parametrize(
    ("processes", "expected"),
    [
        ([], "nothing to compare"),
        (["soft-enamel+glitter"], "only '+epoxy' may follow a process"),
        (["soft-enamle"], "did you mean 'soft-enamel'?"),
    ],
)
def test_a_comparison_of_what_is_not_is_refused(art: Path, processes: list[str], expected: str) -> None:
    with pytest.raises(UsageError) as caught:
        small(art).compare(processes)
    assert expected in str(caught.value)


def test_timings_are_seconds_in_order_and_announce_each_stage(art: Path) -> None:
    heard: list[str] = []
    timings = Timings(on_stage=heard.append)
    small(art).render(timings=timings)
    assert list(timings.seconds) == ALL
    assert sorted(set(heard)) == sorted(ALL), "mesh and maps run side by side and may begin in any order"
    assert (heard[0], heard[-1]) == (ALL[0], ALL[-1])
    assert all(0.0 < seconds < 60.0 for seconds in timings.seconds.values())


def test_the_same_drawing_elsewhere_is_read_again_and_nothing_more(art: Path, tmp_path: Path) -> None:
    small(art).render()
    copy = draw_small_pin(tmp_path / "copy.svg")
    done = stages(small(copy))
    assert done[0] == "read"
    assert "relief" not in done
    assert "mesh" not in done


def test_a_process_that_cannot_make_it_has_its_reason_on_the_sheet(tmp_path: Path) -> None:
    art = draw_small_pin(tmp_path / "fox.svg")
    ball = '<g id="relief-0.5mm"><circle cx="60" cy="50" r="20" fill="#ccc"/></g></svg>'
    art.write_text(art.read_text(encoding="utf-8").replace("</svg>", ball), encoding="utf-8")
    pin = small(art)
    with pytest.raises(CannotBeMade, match="hard enamel cannot carry it"):
        pin.replace(process="hard-enamel").render()
    with pytest.raises(CannotBeMade, match="hard enamel cannot carry it"):
        pin.compare(["hard-enamel", "cloisonne"], pixels=64)
    sheet = pin.compare(["soft-enamel", "hard-enamel"], pixels=240).rgba_srgb8
    drawn, blank = sheet[80:300, 40:270, :3], sheet[80:300, 310:500, :3]
    assert np.unique(drawn.reshape(-1, 3), axis=0).shape[0] > 500
    assert np.unique(blank.reshape(-1, 3), axis=0).shape[0] < 5


def test_a_layer_s_plating_is_seen_and_told(tmp_path: Path) -> None:
    pin = small(draw_small_pin(tmp_path / "fox.svg", lines="silver line"))
    (told,) = [finding for finding in pin.findings() if finding.code == "two-platings"]
    assert "polished silver" in told.message
    frame = pin.render()
    assert json.loads(frame.text["Comment"])["second_plating"] == "silver"
    gold = small(draw_small_pin(tmp_path / "plain.svg")).render()
    assert json.loads(gold.text["Comment"])["second_plating"] is None
    top = np.s_[24:40, 31:33, :3]
    chroma = [np.ptp(picture.rgba_srgb8[top].reshape(-1, 3).mean(axis=0)) for picture in (frame, gold)]
    assert chroma[0] < 0.5 * chroma[1], "the line is silver"
    assert stages(pin.replace(plating="silver")) == ["maps", "draw"], "one plating again"
    three = draw_small_pin(tmp_path / "three.svg", lines="silver line")
    dot = '<g id="copper dot"><circle cx="40" cy="50" r="9"/></g></svg>'
    three.write_text(three.read_text(encoding="utf-8").replace("</svg>", dot), encoding="utf-8")
    with pytest.raises(CannotBeMade, match="two platings at most"):
        small(three).render()


def test_a_layer_may_be_dyed_in_a_colour_of_its_own(tmp_path: Path) -> None:
    pin = small(draw_small_pin(tmp_path / "fox.svg")).replace(
        layers={"line": "dyed:#2f5faa"}, plating="silver"
    )
    shown = pin.render().rgba_srgb8[24:40, 31:33, :3].reshape(-1, 3).mean(axis=0)
    assert shown == pytest.approx((0x2F, 0x5F, 0xAA), abs=16), "paint over metal, in the colour asked for"


def test_what_a_colour_shows_as_is_told_of_the_skin_it_is_seen_through(tmp_path: Path) -> None:
    """Paint mirrors more of the sky than polished resin or epoxy; clear enamel only tints: not told of."""
    pin = small(draw_small_pin(tmp_path / "black.svg", fill="#000000"))

    def told(**finish: object) -> list[str]:
        found = pin.replace(**finish).findings()  # type: ignore[arg-type]
        return [each.message.split()[-1] for each in found if each.code == "color-out-of-reach"]

    ((paint,), (epoxy,), (resin,)) = (
        told(process="soft-enamel"),
        told(process="soft-enamel", epoxy=True),
        told(process="hard-enamel"),
    )
    assert paint > epoxy == resin
    assert told(process="cloisonne", enamel="transparent") == []
