"""What a pin is told, and by whom: options over `pin.toml` over defaults."""

from __future__ import annotations

from pathlib import Path

import pytest

import pinrender
from pinrender import ArtworkError, Pin, PinDesign, Shot, UsageError
from pinrender._resolution import pixels_per_mm_for


@pytest.fixture
def art(tmp_path: Path) -> Path:
    (tmp_path / "fox.svg").touch()
    (tmp_path / "pin.toml").write_text(
        """
        size = "1in"
        plating = "nickel"
        epoxy = true
        view = "low"
        [layers]
        Lines = "metal"
        Back = "ignore"
        """,
        encoding="utf-8",
    )
    return tmp_path / "fox.svg"


def test_the_file_fills_in_what_the_options_leave_open(art: Path) -> None:
    assert pinrender.load(art) == Pin(
        path=art,
        design=PinDesign(size_mm=25.4, plating="nickel", epoxy=True),
        layers=(("Lines", "metal"), ("Back", "ignore")),
        shot=Shot(view="low"),
    )


def test_options_override_the_file_key_by_key(art: Path) -> None:
    pin = pinrender.load(art, size="30mm", epoxy=False, view="front", layers={"lines": "enamel"})
    assert pin.design == PinDesign(size_mm=30.0, plating="nickel", epoxy=False)
    assert pin.shot.view == "front"
    assert pin.layers == (("Back", "ignore"), ("lines", "enamel"))


def test_replace_changes_what_is_named_and_nothing_else(art: Path) -> None:
    pin = pinrender.load(art)
    changed = pin.replace(plating="copper", pixels=99)
    assert changed.design == PinDesign(size_mm=25.4, plating="copper", epoxy=True)
    assert changed.shot == Shot(view="low", pixels=99)
    assert pin.design.plating == "nickel"
    assert pin.replace() == pin


def test_conflicting_roles_stay_visible_to_the_reader(art: Path) -> None:
    pin = pinrender.load(art, layers=[("A", "metal"), ("a", "enamel")])
    assert pin.layers[-2:] == (("A", "metal"), ("a", "enamel"))


@pytest.mark.parametrize("size", ["0mm", "30", "-3mm", "nanmm", "4mm", "121mm", "1e9mm", "", "mm"])
def test_absurd_sizes_are_refused(art: Path, size: str) -> None:
    with pytest.raises(UsageError, match="size"):
        pinrender.load(art, size=size)


def test_no_such_file_is_said_at_once(tmp_path: Path) -> None:
    with pytest.raises(ArtworkError, match=r"no such artwork: '.*nowhere\.svg'"):
        pinrender.load(tmp_path / "nowhere.svg")


def test_names_come_from_the_file_or_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    layers = tmp_path / "fox.v2"
    layers.mkdir()
    monkeypatch.chdir(layers)
    names = {tmp_path / "fox.svg": "fox", layers: "fox.v2", Path(): "fox.v2", Path("../fox.v2"): "fox.v2"}
    assert {path: Pin(path=path).name for path in names} == names


@pytest.mark.parametrize(
    ("size_mm", "pixels", "expected"),
    [
        (30.0, 1024, 36.0),  # 34.5, rounded up to a multiple of 4
        (30.0, 512, 20.0),
        (30.0, 64, 12.0),  # coarsest
        (5.0, 1024, 80.0),  # finest
        (30.0, 4096, 80.0),
        (120.0, 4096, 20.0),  # 2400 samples along the longest side
    ],
)
def test_the_grid_follows_the_picture(size_mm: float, pixels: int, expected: float) -> None:
    assert pixels_per_mm_for(size_mm, pixels) == expected
