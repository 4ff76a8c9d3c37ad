"""The page to turn a pin on: where the eye and the light are, and what stands in the file."""

from __future__ import annotations

import math
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

import pinrender
from pinrender import Timings
from pinrender._export import export
from pinrender._page import orbit_of
from pinrender.design import viewpoint
from pinrender.errors import CannotBeMade, UsageError
from pinrender.output.page import encode_light
from pinrender.scene import Environment, frame
from tests.unit.small_pin import draw_small_pin

CORNERS = np.array([(x, y, z) for x in (-10.0, 10.0) for y in (-8.0, 8.0) for z in (0.0, 1.5)])


@pytest.fixture
def pin(tmp_path: Path) -> pinrender.Pin:
    return pinrender.load(draw_small_pin(tmp_path / "fox.svg"), size="12mm", grade="pristine")


def lit_from(direction: tuple[float, float, float], *, behind: bool = False) -> NDArray[np.float64]:
    """Where in a viewer's picture a light from one direction lies, or its like behind, in shares."""
    rows, cols = 256, 512
    x, y, z = direction
    row = math.acos(y) / math.pi * rows
    col = (math.atan2(x, z) / (2.0 * math.pi) + 0.5) * cols
    radiance = np.zeros((rows, cols, 3), np.float32)
    radiance[min(int(row), rows - 1), int(col) % cols] = 1.0
    light = Environment(radiance_linear=radiance, irradiance_up=np.zeros(3), exposure=2.0)
    picture = cv2.imdecode(np.frombuffer(encode_light(light), np.uint8), cv2.IMREAD_UNCHANGED)
    columns = np.arange(picture.shape[1])
    ahead = (columns >= picture.shape[1] // 2) != behind  # +z is at three quarters, -z at one
    if behind or direction[2] > 0.0:
        picture[:, ~ahead] = 0.0
    at = np.unravel_index(picture[..., 1].argmax(), picture.shape[:2])
    return np.array([(at[0] + 0.5) / picture.shape[0], (at[1] + 0.5) / picture.shape[1]])


@pytest.mark.parametrize(
    ("direction", "place"),
    [
        ((1.0, 0.0, 0.0), (0.5, 0.5)),  # three.js: the middle column looks along +x,
        ((0.0, 0.0, 1.0), (0.5, 0.75)),  # a quarter on along +z
        ((0.0, 0.8, 0.6), (math.acos(0.8) / math.pi, 0.75)),
    ],
)
def test_light_comes_from_where_viewers_look_for_it(
    direction: tuple[float, float, float], place: tuple[float, float]
) -> None:
    assert lit_from(direction) == pytest.approx(place, abs=1.5 / 128)


def test_whoever_looks_at_the_back_has_the_studio_before_it() -> None:
    ahead = lit_from((0.28, 0.0, 0.96))
    behind = lit_from((0.28, 0.0, 0.96), behind=True)
    assert behind[1] == pytest.approx((ahead[1] + 0.5) % 1.0, abs=1.5 / 256)


def test_light_is_exposed() -> None:
    light = Environment(
        radiance_linear=np.full((256, 512, 3), 0.5, np.float32), irradiance_up=np.full(3, 0.5), exposure=1.4
    )
    picture = cv2.imdecode(np.frombuffer(encode_light(light), np.uint8), cv2.IMREAD_UNCHANGED)
    assert picture == pytest.approx(0.7, abs=0.005), "RGBE has 8 bits"


@pytest.mark.parametrize(
    ("view", "around_deg", "from_top_deg", "roll_deg"),
    [
        ("front", 0.0, 90.0, 0.0),
        ("0,30", 0.0, 120.0, 0.0),  # from the pin's foot: from below, where it stands upright
        ("90,30", 30.0, 90.0, 90.0),  # from its right, which the rolling camera has below
        ("-90,30", -30.0, 90.0, -90.0),
    ],
)
def test_the_eye_is_where_the_camera_is(
    view: str, around_deg: float, from_top_deg: float, roll_deg: float
) -> None:
    camera = frame(CORNERS, viewpoint(view))
    orbit = orbit_of(camera)
    assert (orbit.around_deg, orbit.from_top_deg) == pytest.approx((around_deg, from_top_deg), abs=1e-9)
    assert orbit.roll_deg == pytest.approx(roll_deg, abs=1e-9)
    around, top = math.radians(orbit.around_deg), math.radians(orbit.from_top_deg)
    toward = np.array([math.sin(top) * math.sin(around), math.cos(top), math.sin(top) * math.cos(around)])
    back_there = np.array(orbit.target_mm) + orbit.distance_mm * toward
    assert back_there == pytest.approx(camera.pose[:3, 3], abs=1e-9)


def test_one_file_holds_both_models_and_names_no_address(pin: pinrender.Pin, tmp_path: Path) -> None:
    written = pin.export(tmp_path / "fox.html", platings=("silver",), pixels_per_mm=8.0)
    page = written.read_text(encoding="utf-8")
    shown, _, rest = page.partition('<script type="module">')
    assert shown.count("<model-viewer ") == 2
    assert "Soft enamel" in shown
    assert "Hard enamel" in shown
    assert 'value="silver"' in shown
    assert "://" not in shown
    assert "12.0 by 9.9 mm" in shown
    assert "://" not in rest.rpartition('<script type="module">')[2], "nor does our own script"
    assert pin.export(tmp_path / "again.html", platings=("silver",), pixels_per_mm=8.0).read_text() == page


def test_a_process_that_cannot_make_it_says_why_beside_one_that_can(root: Path, tmp_path: Path) -> None:
    medal = pinrender.load(root / "examples" / "medal.svg", process="die-struck")
    written = medal.export(
        tmp_path / "medal.html",
        platings=("gold",),
        processes=("die-struck", "hard-enamel"),
        pixels_per_mm=8.0,
    )
    page = written.read_text(encoding="utf-8")
    assert page.count("<model-viewer ") == 1
    assert "Not possible: " in page
    with pytest.raises(CannotBeMade):
        medal.export(tmp_path / "none.html", processes=("hard-enamel",), pixels_per_mm=8.0)
    assert not (tmp_path / "none.html").exists()


def test_platings_that_are_not_made_so_are_left_out_or_told(pin: pinrender.Pin, tmp_path: Path) -> None:
    page = pin.export(tmp_path / "fox.html", pixels_per_mm=8.0).read_text(encoding="utf-8")
    assert 'value="silver"' in page
    assert 'value="antique-gold"' not in page, "hard enamel is shown beside"
    soft = pin.export(tmp_path / "soft.html", processes=("soft-enamel",), pixels_per_mm=8.0)
    assert 'value="antique-gold"' in soft.read_text(encoding="utf-8")
    hard = pin.replace(process="hard-enamel")
    told = export(hard, tmp_path / "a.glb", Timings(), pixels_per_mm=8.0, platings=("antique-gold",)).findings
    assert "antique-on-flush" in {finding.code for finding in told}


def test_a_glb_shows_one_process(pin: pinrender.Pin, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"\.glb file shows one process; end it in \.html"):
        pin.export(tmp_path / "fox.glb", processes=("hard-enamel",))
