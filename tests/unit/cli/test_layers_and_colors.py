"""Layers saved to go on with, colours by the book, and nearly equal ones."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PIL import Image

import pinrender
from pinrender.cli._main import run
from tests.unit.small_pin import ORANGE, draw_small_pin

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


def test_a_colour_becomes_another(art: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The same pin as one that is drawn in that colour, sample for sample, but for the drawing's digest."""
    asked = ("inspect", "fox.svg", "--size", "12mm", "--json")
    palette = json.loads(said(capsys, *asked, "--recolor", f"{ORANGE}=#0044CC")[0])["palette"]
    assert [color["color"] for color in palette] == ["#0044cc"]
    changed = pinrender.load("fox.svg", size="12mm", recolor={ORANGE: "#0044cc"})
    frame = changed.render(pixels=64)
    assert json.loads(frame.text["Comment"])["recolor"] == {ORANGE: "#0044cc"}
    draw_small_pin(Path("fox.svg"), fill="#0044cc")
    drawn = pinrender.load("fox.svg", size="12mm").render(pixels=64)
    assert (frame.rgba_srgb8 == drawn.rgba_srgb8).all()
    assert changed.replace(recolor={"#0044cc": "#fff"}).coloring.changes == (
        ("#0044cc", "#ffffff"),
        (ORANGE, "#0044cc"),
    )


def test_a_pin_toml_changes_colours_too(art: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("fox.pin.toml").write_text(f'[recolor]\n"{ORANGE}" = "#0044cc"\n', "utf-8")
    told = json.loads(said(capsys, "inspect", "fox.svg", "--size", "12mm", "--json")[0])
    assert [color["color"] for color in told["palette"]] == ["#0044cc"]
    Path("fox.pin.toml").write_text(f'[recolor]\n"{ORANGE}" = "blue"\n', "utf-8")
    assert run(["inspect", "fox.svg"]) == 1
    assert "recolor 'blue' is not a colour; write it as '#1a1a1a'" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["#0044cc"], "--recolor '#0044cc' is not OLD=NEW; write for example --recolor '#c8102e=#b01020'"),
        (["#0044cc=red"], "recolor 'red' is not a colour; write it as '#1a1a1a'"),
        (["#0044cc=#111"], f"no enamel or ink is #0044cc; colours that can become another: {ORANGE}"),
        ([f"{ORANGE}=#111", f"{ORANGE}=#222"], f"'{ORANGE}' becomes #111111 and #222222 too; say one"),
    ],
)
def test_a_change_of_colour_that_cannot_be_is_refused(
    art: Path, capsys: pytest.CaptureFixture[str], options: list[str], sentence: str
) -> None:
    flags = [part for option in options for part in ("--recolor", option)]
    assert run(["inspect", "fox.svg", "--size", "12mm", *flags]) == 2
    assert sentence in capsys.readouterr().err


def test_a_colour_that_becomes_another_loses_its_name(art: Path, capsys: pytest.CaptureFixture[str]) -> None:
    drawing = art.read_text("utf-8").replace('id="color"', 'id="PMS 186 C"')
    art.write_text(drawing, "utf-8")
    Path("book.csv").write_text("186 C,#c8102e\n", "utf-8")
    asked = ("inspect", "fox.svg", "--size", "12mm", "--json", "--swatches", "book.csv")
    palette = json.loads(said(capsys, *asked, "--recolor", "#c8102e=#0044cc")[0])["palette"]
    assert [(color["color"], color.get("name")) for color in palette] == [("#0044cc", None)]
