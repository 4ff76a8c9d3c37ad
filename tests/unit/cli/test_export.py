"""`pinrender export`, and `Pin.export`: from artwork to a file that others can use."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import trimesh
from PIL import Image

import pinrender
from pinrender.catalog import Process, load
from pinrender.cli._main import run
from tests.unit.small_pin import draw_small_pin

QUICK = ["--size", "12mm", "--pixels-per-mm", "10"]


@pytest.fixture
def art(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return draw_small_pin(Path("fox.svg"))


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """Run a command that succeeds; return its stdout."""
    code = run(arguments)
    captured = capsys.readouterr()
    assert code == 0, captured.err
    return captured.out


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    """Run a command that fails; return its code and its one line on stderr."""
    code = run(arguments)
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.count("\n") == 1
    return code, captured.err


@pytest.mark.parametrize("suffix", ["stl", "3mf", "obj", "ply", "STL"])
def test_the_written_solid_is_closed_and_has_the_size_asked_for(
    art: Path, capsys: pytest.CaptureFixture[str], suffix: str
) -> None:
    assert said(capsys, "export", "fox.svg", "-o", f"pin.{suffix}", *QUICK) == f"pin.{suffix}\n"
    solid = trimesh.load_mesh(f"pin.{suffix}")
    assert solid.is_volume, "closed, consistent and outward"
    # An ellipse 120 - 4 by 100 - 4 units, 116 of them 12 mm long; one sample is 0.1 mm.
    assert solid.extents == pytest.approx(
        [12.0, 12.0 * 96 / 116, load(Process, "soft-enamel").thickness_mm], abs=0.02
    )
    assert solid.bounds[0, 2] == 0.0
    assert {path.name for path in Path().iterdir()} == {"fox.svg", f"pin.{suffix}"}


def test_a_solid_goes_beside_the_artwork_under_its_process(
    art: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = said(capsys, "export", "fox.svg", *QUICK, "--process", "hard-enamel", "--epoxy")
    assert out == "fox-hard-enamel-epoxy.stl\n"
    assert Path(out.strip()).is_file()


def test_the_command_writes_what_python_writes(art: Path, capsys: pytest.CaptureFixture[str]) -> None:
    options = ["--process", "die-struck", "--layer", "line=metal", "--max-error", "0.02mm"]
    said(capsys, "export", "fox.svg", "-o", "one.3mf", *QUICK, *options)
    pin = pinrender.load("fox.svg", size="12mm", process="die-struck", layers={"line": "metal"})
    where = pin.export("two.3mf", pixels_per_mm=10.0, max_error="0.02mm")
    assert where == Path("two.3mf")
    assert where.read_bytes() == Path("one.3mf").read_bytes()


def test_heights_are_in_millimetres_with_the_recipe(art: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said(capsys, "export", "fox.svg", "-o", "height.png", *QUICK, "--process", "die-struck")
    said(capsys, "export", "fox.svg", "-o", "height.npz", *QUICK, "--process", "die-struck")
    with Image.open("height.png") as picture:
        height_mm = np.asarray(picture) * float(picture.text["Height-Scale-mm"])
        assert json.loads(picture.text["Comment"])["process"] == "die-struck"
        pitch_mm = float(picture.text["Pitch-mm"])
    with np.load("height.npz") as file:
        assert np.abs(file["height_mm"] - height_mm).max() < 1e-4
        assert float(file["pitch_mm"]) == pitch_mm == pytest.approx(0.1, rel=0.05)


def test_export_speaks_json(art: Path, capsys: pytest.CaptureFixture[str]) -> None:
    draw_small_pin(art, lines="odd one")
    told = json.loads(said(capsys, "export", "fox.svg", "-o", "pin.stl", *QUICK, "--json"))
    assert list(told) == [
        "path",
        "art",
        "design",
        "size_mm",
        "pixels_per_mm",
        "max_error_mm",
        "triangles",
        "findings",
        "timings",
    ]
    assert told["path"] == "pin.stl"
    assert told["design"]["process"] == "soft-enamel"
    assert told["triangles"] == len(trimesh.load_mesh("pin.stl").faces)
    assert told["max_error_mm"] == 0.005
    assert told["pixels_per_mm"] == pytest.approx(10.0, rel=0.05)
    codes = [finding["code"] for finding in told["findings"]]
    assert codes == ["unnamed-layer", "no-metal", "touching-colors"]
    assert {"read", "relief", "mesh", "write"} >= set(told["timings"]) >= {"write"}
    told = json.loads(said(capsys, "export", "fox.svg", "-o", "pin.npz", *QUICK, "--json"))
    assert not {"triangles", "max_error_mm"} & set(told), "heights have neither"


def test_what_cannot_change_a_solid_is_said(art: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said(capsys, "export", "fox.svg", "-o", "plain.stl", *QUICK)
    looks = ["--plating", "silver", "--enamel", "glow", "--grade", "b", "--epoxy-age", "3"]
    told = json.loads(said(capsys, "export", "fox.svg", "-o", "pin.stl", *QUICK, *looks, "--json"))
    (notice,) = [each for each in told["findings"] if each["code"] == "option-unused"]
    assert notice["message"].startswith("a .stl file holds shape without colour, so --plating, --enamel, ")
    assert notice["message"].endswith("--epoxy-age, --grade change nothing in it")
    assert Path("pin.stl").read_bytes() == Path("plain.stl").read_bytes()
    assert told["design"]["plating"] == "silver"
    code, line = refused(capsys, "export", "fox.svg", "--plating", "slver")
    assert (code, "did you mean 'silver'" in line) == (2, True)


@pytest.mark.parametrize("name", ["pin.step", "pin", "pin.png.gz"])
def test_an_unknown_ending_names_those_there_are(
    art: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    code, line = refused(capsys, "export", "fox.svg", "-o", name, *QUICK)
    assert code == 1
    assert f"'{name}'" in line
    assert ".stl, .3mf, .obj, .ply" in line
    assert ".png or .npz" in line
    assert not Path(name).exists()


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--max-error", "0.005"], "has no unit"),
        (["--max-error", "1mm"], "max error 1 mm is outside 0.001 to 0.5 mm"),
        (["--pixels-per-mm", "200"], "pixels per mm 200 is outside 4 to 80"),
        (["--pixels-per-mm", "nan"], "pixels per mm nan is outside 4 to 80"),
    ],
)
def test_numbers_that_make_no_sense_are_refused(
    art: Path, capsys: pytest.CaptureFixture[str], options: list[str], words: str
) -> None:
    code, line = refused(capsys, "export", "fox.svg", "-o", "pin.stl", *options)
    assert code == 2
    assert words in line
    assert not Path("pin.stl").exists()


def test_the_artwork_is_never_written_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    layers = tmp_path / "layers"
    layers.mkdir()
    for inside in ("height.png", "pin.stl"):
        code, line = refused(capsys, "export", str(layers), "-o", str(layers / inside))
        assert code == 1
        assert "among the layers" in line
    art = tmp_path / "art.ply"
    art.write_text("mine", encoding="utf-8")
    code, line = refused(capsys, "export", str(art), "-o", str(art))
    assert code == 1
    assert "is the artwork itself" in line
    assert art.read_text(encoding="utf-8") == "mine"


def test_a_missing_folder_is_said_before_the_work(art: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, line = refused(capsys, "export", "fox.svg", "-o", "nowhere/pin.stl")
    assert (code, "does not exist" in line) == (1, True)
