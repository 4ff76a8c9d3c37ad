"""A pin on a turntable, from the shell."""

from __future__ import annotations

import inspect
import json
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

import pinrender
from pinrender import Timings
from pinrender._spun import spun
from pinrender.cli._main import run
from pinrender.cli._render import render
from pinrender.cli._spin import spin
from pinrender.design import Spin
from tests.unit.small_pin import draw_small_pin

QUICK = ["--size", "12mm", "--pixels", "96", "--seconds", "1", "--fps", "8"]


@pytest.fixture
def art(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return draw_small_pin(Path("fox.svg"))


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[str, str]:
    """Run a command that succeeds; return its stdout and stderr."""
    code = run(arguments)
    captured = capsys.readouterr()
    assert code == 0, captured.err
    return captured.out, captured.err


def drawn(path: Path, spin: Spin, **given: str) -> NDArray[np.int64]:
    pin = pinrender.load(path, size="12mm", pixels=96, **given)  # type: ignore[arg-type]
    return np.stack(spun(pin, spin, Timings()).frames).astype(int)


def test_a_webp_goes_beside_the_artwork_and_turns_for_ever(
    art: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, _ = said(capsys, "spin", "fox.svg", *QUICK)
    assert out == "fox-soft-enamel-gold.webp\n"
    with Image.open("fox-soft-enamel-gold.webp") as picture:
        assert (picture.n_frames, picture.size, picture.info["loop"]) == (8, (96, 96), 0)
    first = Path("fox-soft-enamel-gold.webp").read_bytes()
    said(capsys, "spin", "fox.svg", *QUICK, "-o", "again.webp")
    assert Path("again.webp").read_bytes() == first


def test_machines_are_told_how_it_turns(art: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, _ = said(capsys, "spin", "fox.svg", *QUICK, "--motion", "Sway", "--tilt", "30", "--json")
    told = json.loads(out)
    assert list(told) == ["path", "art", "design", "shot", "size_mm", "spin", "findings", "timings"]
    assert told["spin"] == {"motion": "sway", "tilt_deg": 30.0, "seconds": 1.0, "fps": 8.0, "frames": 8}
    assert (told["shot"]["view"], told["shot"]["quality"]) == ("0,30", "preview")


def test_transparent_frames_have_alpha(art: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said(capsys, "spin", "fox.svg", *QUICK, "--background", "transparent", "-o", "fox.apng")
    with Image.open("fox.apng") as picture:
        for number in range(8):
            picture.seek(number)
            assert picture.convert("RGBA").getchannel("A").getextrema() == (0, 255)
        assert json.loads(picture.text["Comment"])["spin"]["frames"] == 8


def test_it_ends_as_it_began(art: Path) -> None:
    """From the last frame to the first is no farther than from any to the next."""
    shown = drawn(art, Spin(seconds=2.0, fps=12.0))
    steps = np.abs(shown - np.roll(shown, -1, axis=0)).mean(axis=(1, 2, 3))
    assert steps[-1] <= 1.1 * np.median(steps)
    assert steps.min() > 0.5, "it moves"


def test_the_first_frame_is_the_picture_from_there(art: Path) -> None:
    """But for a camera that has room for all of the turn."""
    shown = drawn(art, Spin(seconds=1.0, fps=2.0), background="transparent")
    pin = pinrender.load(art, size="12mm")
    still = pin.render(view="0,43", pixels=96, background="transparent").rgba_srgb8
    colors = [picture[picture[..., 3] == 255][:, :3].mean(axis=0) for picture in (shown[0], still)]
    assert colors[0] == pytest.approx(colors[1], abs=3.0)


def test_the_framing_does_not_breathe(art: Path) -> None:
    """Half a turn on, the pin covers the same rows within its outline's own asymmetry; nothing is cut off."""
    shown = drawn(art, Spin(seconds=1.0, fps=12.0), background="transparent")[..., 3] > 127
    for covered in shown:
        rows, cols = np.flatnonzero(covered.any(axis=1)), np.flatnonzero(covered.any(axis=0))
        assert (rows.min() > 2, rows.max() < 93, cols.min() > 2, cols.max() < 93) == (True,) * 4
    middles = [np.mean(np.nonzero(covered)[1]) for covered in shown]
    assert np.mean(middles) == pytest.approx(47.5, abs=0.5)
    areas = shown.sum(axis=(1, 2))
    assert areas.max() < 1.06 * areas.min(), (
        "a face seen at one tilt covers about as much, however it is turned"
    )


def test_a_sway_keeps_the_drawing_upright(art: Path) -> None:
    turned, swayed = (
        drawn(art, Spin(motion=motion, seconds=1.0, fps=8.0), background="transparent")  # type: ignore[arg-type]
        for motion in ("turn", "sway")
    )
    upright = turned[0]
    assert np.array_equal(swayed[0], upright)
    assert np.abs(swayed - upright).mean() < 0.7 * np.abs(turned - upright).mean()


@pytest.mark.parametrize(
    ("asked", "code", "expected"),
    [
        ("--tilt 90", 2, "tilt 90 is outside 0 to 75 degrees"),
        ("--tilt steep", 2, "--tilt 'steep' is not a number of degrees; write for example --tilt 43"),
        ("--fps 0", 2, "fps 0 is outside 1 to 60 frames a second"),
        ("--seconds 90", 2, "length 90 is outside 0.5 to 60 seconds"),
        ("--motion roll", 2, "no motion is called 'roll'"),
        ("--seconds 60 --fps 60", 2, "3600 frames of 512 pixels are more than memory is kept for"),
        ("-o fox.mov", 1, "output 'fox.mov' does not end in .webp, .gif, .apng or .mp4"),
        ("-o fox.mp4 --background transparent", 1, "an .mp4 has no transparency"),
        ("-o fox.gif --fps 60", 1, "a GIF shows at most 50 frames a second, not 60"),
    ],
)
def test_what_cannot_be_is_one_sentence(
    art: Path, capsys: pytest.CaptureFixture[str], asked: str, code: int, expected: str
) -> None:
    assert run(["spin", "fox.svg", *asked.split()]) == code
    told = capsys.readouterr().err
    assert expected in told
    assert told.count("\n") == 1
    assert {path.name for path in Path().iterdir()} == {"fox.svg"}


def test_it_takes_what_render_takes_but_what_it_says_itself() -> None:
    still, moving = (set(inspect.signature(command).parameters) for command in (render, spin))
    assert still - moving == {"view", "quality", "samples", "denoise"}
    assert moving - still == {"motion", "tilt", "seconds", "fps"}
