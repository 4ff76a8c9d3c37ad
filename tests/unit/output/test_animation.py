"""Animations, read back by other programs' eyes."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from pinrender.errors import OutputError
from pinrender.output import Animation, check_animation, encode_animation
from pinrender.output._animation import durations_ms

TEXT = {"Title": "Fox & Co", "Software": "pinrender 0", "Comment": '{"plating": "gold <1>"}'}
COUNT, SIDE = 7, 64
SUFFIXES = (".webp", ".gif", ".apng")


def frames(side: int = SIDE, *, transparent: bool = False) -> tuple[NDArray[np.uint8], ...]:
    """A red disc that goes round on grey, or on nothing."""
    y, x = np.indices((side, side))
    made = []
    for turn in 2.0 * np.pi * np.arange(COUNT) / COUNT:
        frame = np.full((side, side, 4), (170, 170, 172, 0 if transparent else 255), np.uint8)
        middle = 0.5 * side + 0.25 * side * np.array([np.cos(turn), np.sin(turn)])
        frame[np.hypot(x - middle[0], y - middle[1]) < 0.2 * side] = (200, 30, 45, 255)
        made.append(frame)
    return tuple(made)


def animation(**given: bool | int) -> Animation:
    return Animation(frames=frames(**given), fps=12.0, text=TEXT)  # type: ignore[arg-type]


def read_back(data: bytes) -> tuple[list[Image.Image], list[float], dict[str, object]]:
    with Image.open(io.BytesIO(data)) as picture:
        pictures, stands = [], []
        for number in range(picture.n_frames):  # type: ignore[attr-defined]
            picture.seek(number)
            picture.load()
            pictures.append(picture.convert("RGBA"))
            stands.append(float(picture.info["duration"]))
        return pictures, stands, dict(picture.info)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_what_is_read_is_what_was_written(suffix: str) -> None:
    """Every frame, in time, for ever; lossy kinds within some levels on the average."""
    pictures, stands, info = read_back(encode_animation(animation(), suffix))
    assert len(pictures) == COUNT
    assert sum(stands) == pytest.approx(COUNT * 1000.0 / 12.0, abs=6.0)
    assert info["loop"] == 0
    for picture, frame in zip(pictures, frames(), strict=True):
        apart = np.abs(np.asarray(picture).astype(int) - frame)
        assert apart.mean() < {".webp": 3.0, ".gif": 0.5, ".apng": 1e-9}[suffix]
        assert picture.getchannel("A").getextrema() == (255, 255)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_what_is_behind_nothing_is_seen_through(suffix: str) -> None:
    """And where the disc has been nothing is left of it."""
    pictures, _, _ = read_back(encode_animation(animation(transparent=True), suffix))
    for picture, frame in zip(pictures, frames(transparent=True), strict=True):
        assert np.array_equal(np.asarray(picture)[..., 3], frame[..., 3])


@pytest.mark.parametrize("suffix", [*SUFFIXES, ".mp4"])
def test_the_same_frames_give_the_same_bytes(suffix: str) -> None:
    assert encode_animation(animation(), suffix) == encode_animation(animation(), suffix)


def test_the_recipe_is_in_the_file() -> None:
    webp, gif, apng = (read_back(encode_animation(animation(), suffix))[2] for suffix in SUFFIXES)
    assert gif["comment"] == TEXT["Comment"].encode()
    assert {name: apng[name] for name in TEXT} == TEXT
    assert b"Fox &amp; Co" in webp["xmp"]  # type: ignore[operator]
    assert b"gold &lt;1&gt;" in webp["xmp"]  # type: ignore[operator]


def test_what_stands_still_stands_still_in_a_gif() -> None:
    """One palette, and nothing of the dither wanders over the grey at the edge."""
    pictures, _, _ = read_back(encode_animation(animation(), ".gif"))
    edges = {np.asarray(picture)[:4].tobytes() for picture in pictures}
    assert len(edges) == 1


@pytest.mark.parametrize(("fps", "unit_ms"), [(12.0, 1), (12.0, 10), (24.0, 10), (29.97, 1), (50.0, 10)])
def test_no_time_is_lost(fps: float, unit_ms: int) -> None:
    stands = durations_ms(90, fps, unit_ms)
    assert sum(stands) == pytest.approx(90_000.0 / fps, abs=unit_ms)
    assert max(stands) - min(stands) <= unit_ms
    assert {stand % unit_ms for stand in stands} == {0}


@pytest.mark.parametrize("side", [64, 65])
def test_a_video_has_even_sides_and_keeps_its_colours(side: int) -> None:
    av = pytest.importorskip("av")
    data = encode_animation(animation(side=side), ".mp4")
    with av.open(io.BytesIO(data)) as video:
        stream = video.streams.video[0]
        assert (stream.width, stream.height) == (side + side % 2,) * 2
        assert stream.average_rate == 12
        assert stream.codec_context.pix_fmt == "yuv420p"
        assert video.metadata["comment"] == TEXT["Comment"]
        shown = [picture.to_ndarray(format="rgb24") for picture in video.decode(video=0)]
    assert len(shown) == COUNT
    for picture, frame in zip(shown, frames(side), strict=True):
        assert np.abs(picture[:side, :side].astype(int) - frame[..., :3]).mean() < 3.0
    assert data.index(b"moov") < data.index(b"mdat"), "it plays before all of it is there"


@pytest.mark.parametrize(
    ("name", "fps", "opaque", "said"),
    [
        ("pin.avi", 12.0, True, "output 'pin.avi' does not end in .webp, .gif, .apng or .mp4"),
        ("pin.png", 12.0, True, "does not end in"),
        ("pin.gif", 60.0, True, "a GIF shows at most 50 frames a second, not 60"),
        ("pin.mp4", 12.0, False, "an .mp4 has no transparency; write .webp, .apng or .gif"),
        ("nowhere/pin.webp", 12.0, True, "output folder 'nowhere' does not exist"),
    ],
)
def test_what_cannot_be_written_is_said_beforehand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, fps: float, opaque: bool, said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(OutputError) as refused:
        check_animation(name, fps=fps, opaque=opaque)
    assert said in str(refused.value)


def test_without_pyav_a_video_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "av", None)  # as where it is not installed
    with pytest.raises(OutputError, match=r"python -m pip install 'pinrender\[video\]'"):
        check_animation("pin.mp4", fps=12.0, opaque=True)
