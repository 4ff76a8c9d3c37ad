from __future__ import annotations

import numpy as np
import pytest

from pinrender.design import Spin, viewpoint
from pinrender.errors import UsageError


def test_a_turn_closes_without_a_jump() -> None:
    """The step from the last picture to the first is that between any two."""
    turns = Spin(seconds=2.0, fps=9.0).turns_deg
    assert len(turns) == 18
    assert turns[0] == 0.0
    assert np.diff([*turns, 360.0]) == pytest.approx(np.full(18, 20.0))


def test_a_sway_goes_to_both_sides_and_comes_back() -> None:
    spin = Spin(motion="sway", seconds=2.0, fps=12.0)
    turns = np.array(spin.turns_deg)
    assert (turns.max(), turns.min()) == pytest.approx((30.0, -30.0))
    assert turns[1:] == pytest.approx(-turns[:0:-1])
    assert abs(turns[-1]) == pytest.approx(turns[1])


def test_names_are_read_as_everywhere() -> None:
    assert Spin(motion="Sway").motion == "sway"  # type: ignore[arg-type]


@pytest.mark.parametrize("tilt_deg", [0.0, 1e-7, 43.0, 62.12345, 75.0])
def test_its_view_is_one(tilt_deg: float) -> None:
    seen = viewpoint(Spin(tilt_deg=tilt_deg).view)
    assert (seen.azimuth_deg, seen.tilt_deg) == pytest.approx((0.0, tilt_deg), abs=1e-3)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"tilt_deg": 90.0}, "tilt 90 is outside 0 to 75 degrees"),
        ({"tilt_deg": float("nan")}, "tilt nan is outside 0 to 75 degrees"),
        ({"fps": 0.0}, "fps 0 is outside 1 to 60 frames a second"),
        ({"seconds": 600.0}, "length 600 is outside 0.5 to 60 seconds"),
        ({"seconds": 0.5, "fps": 1.0}, "0.5 seconds at 1 frames a second are less than two frames"),
        ({"motion": "wobble"}, "no motion is called 'wobble'; choose one of: sway, turn"),
    ],
)
def test_what_makes_no_sense_is_one_sentence(given: dict[str, float], said: str) -> None:
    with pytest.raises(UsageError, match=said.replace(".", r"\.")):
        Spin(**given)  # type: ignore[arg-type]


def test_memory_holds_a_minute_of_small_pictures_and_no_film() -> None:
    Spin().check_pixels(1024)
    with pytest.raises(UsageError, match=r"3600 frames of 512 pixels .* at most 166 pixels"):
        Spin(seconds=60.0, fps=60.0).check_pixels(512)
    Spin(seconds=60.0, fps=60.0).check_pixels(166)
