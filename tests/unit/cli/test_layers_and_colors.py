"""Layers saved to go on with, colours by the book, and nearly equal ones."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PIL import Image

import pinrender
from pinrender.cli._main import run
from tests.unit.small_pin import draw_small_pin

NEARLY = "#c9521f"
"""The orange of the small pin, nearly."""


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


def test_the_layers_are_saved_to_go_on_with(art: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = art.read_bytes()
    said(capsys, "inspect", "fox.svg", "--size", "12mm", "--write-svg", "layers.svg")
    first = json.loads(said(capsys, "inspect", "fox.svg", "--size", "12mm", "--json")[0])
    back = json.loads(said(capsys, "inspect", "layers.svg", "--size", "12mm", "--json")[0])
    told = [[(layer["name"], layer["role"], layer["colors"]) for layer in r["layers"]] for r in (first, back)]
    assert told[0] == told[1]
    assert art.read_bytes() == before
    assert {path.name for path in Path().iterdir()} == {"fox.svg", "layers.svg"}


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ("fox.svg", "output 'fox.svg' is the artwork itself"),
        ("layers.png", "does not end in .svg"),
        ("nowhere/layers.svg", "output folder 'nowhere' does not exist"),
    ],
)
def test_layers_are_not_saved_where_they_must_not_be(
    art: Path, capsys: pytest.CaptureFixture[str], where: str, expected: str
) -> None:
    before = art.read_bytes()
    assert run(["inspect", "fox.svg", "--size", "12mm", "--write-svg", where]) == 1
    assert expected in capsys.readouterr().err
    assert art.read_bytes() == before
    assert [path.name for path in Path().iterdir()] == ["fox.svg"]


def test_a_sheet_is_not_drawn_over_the_picture_it_is_of(
    art: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Image.new("RGB", (64, 64), "white").save("flat.png")
    assert run(["inspect", "flat.png", "--preview", "flat.png"]) == 1
    assert "is the artwork itself" in capsys.readouterr().err


def test_colours_take_the_values_of_a_book(art: Path, capsys: pytest.CaptureFixture[str]) -> None:
    draw_small_pin(Path("fox.svg"), fill="#cc0000")
    drawing = Path("fox.svg").read_text("utf-8").replace('id="color"', 'id="PMS 186 C"')
    Path("fox.svg").write_text(drawing, "utf-8")
    Path("book.csv").write_text("186 C,#c8102e\n", "utf-8")
    asked = ("inspect", "fox.svg", "--size", "12mm", "--json")
    palette = json.loads(said(capsys, *asked, "--swatches", "book.csv")[0])["palette"]
    assert [(color["color"], color["name"]) for color in palette] == [("#c8102e", "PMS 186 C")]
    Path("fox.pin.toml").write_text('swatches = "book.csv"\nmerge-colors = 3\n', "utf-8")
    assert json.loads(said(capsys, *asked)[0])["palette"] == palette
    recipe = pinrender.load("fox.svg", size="12mm").render(pixels=32).text["Comment"]
    told = json.loads(recipe)
    assert told["swatches"]["book"] == "book.csv"
    assert (told["merge_colors"], told["color_names"]) == (3, {"#c8102e": "PMS 186 C"})
    assert run(["inspect", "fox.svg", "--swatches", "none.ase"]) == 1
    assert "swatch book 'none.ase' cannot be read" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("options", "colors"), [([], 2), (["--merge-colors"], 1), (["--merge-colors", "0.1"], 2)]
)
def test_nearly_equal_colours_are_merged_where_it_is_asked_for(
    art: Path, capsys: pytest.CaptureFixture[str], options: list[str], colors: int
) -> None:
    drawing = art.read_text("utf-8")
    art.write_text(
        drawing.replace("</g>", f'<circle cx="90" cy="50" r="15" fill="{NEARLY}"/></g>', 1), "utf-8"
    )
    out, _ = said(capsys, "inspect", "fox.svg", "--size", "12mm", "--json", *options)
    assert len(json.loads(out)["palette"]) == colors


def test_a_difference_that_is_none_is_refused(art: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["inspect", "fox.svg", "--merge-colors", "2x"]) == 2
    assert (
        "--merge-colors '2x' is not a number; write for example --merge-colors 2" in capsys.readouterr().err
    )
