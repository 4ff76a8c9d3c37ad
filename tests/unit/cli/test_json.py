"""What machines are told: every value settled, and all findings."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pinrender import catalog, errors
from pinrender.cli._main import run
from tests.unit.artwork.pdfs import PdfMaker, circle
from tests.unit.small_pin import draw_small_pin

QUICK = ["--size", "12mm", "--pixels", "64"]


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


def test_render_speaks_json(art: Path, capsys: pytest.CaptureFixture[str]) -> None:
    draw_small_pin(art, lines="odd one")
    out, err = said(capsys, "render", "fox.svg", *QUICK, "--json")
    told = json.loads(out)
    assert err == ""
    assert list(told) == ["path", "art", "design", "shot", "size_mm", "findings", "timings"]
    assert told["path"] == "fox-soft-enamel-gold.png"
    dimensions = told["design"].pop("dimensions")
    assert told["design"] == {
        "size_mm": 12.0,
        "process": "soft-enamel",
        "plating": "gold",
        "enamel": "opaque",
        "studio": "softbox",
        "epoxy": False,
        "walls": "insert",
        "seed": 0,
        "base_metal": "iron",
        "grade": "a",
    }
    process = catalog.load(catalog.Process, "soft-enamel")
    assert dimensions["thickness_mm"] == process.thickness_mm
    assert dimensions["edge_profile"] == process.edge_profile
    assert dimensions == {name: getattr(process, name) for name in dimensions}
    assert told["shot"] == {
        "view": "front",
        "pixels": 64,
        "background": "studio",
        "backdrop": "plain",
        "quality": "preview",
    }
    # 116 by 96 units of artwork, the longer side 12 mm; one grid sample is 0.08 mm.
    assert told["size_mm"] == pytest.approx([12.0, 12.0 * 96 / 116], abs=0.02)
    codes = [finding["code"] for finding in told["findings"]]
    assert codes == ["unnamed-layer", "no-metal", "touching-colors"]
    assert set(told["findings"][0]) == {"code", "severity", "message", "suggestion"}
    assert set(told["timings"]) <= {"read", "relief", "mesh", "maps", "draw", "write"}
    assert {"draw", "write"} <= set(told["timings"])


def nulls(told: object, where: str = "") -> list[str]:
    """Where a JSON value has nothing to say."""
    if isinstance(told, dict):
        return [found for key, value in told.items() for found in nulls(value, f"{where}.{key}")]
    if isinstance(told, list):
        return [found for value in told for found in nulls(value, where)]
    return [where] if told is None else []


def test_json_says_what_as_usual_became(art: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = json.loads(said(capsys, "render", "fox.svg", *QUICK, "--process", "screen-printed", "--json")[0])
    assert told["design"]["epoxy"] is True, "makers usually dome it"
    assert nulls(told) == []
    changed = ["--epoxy-height", "0.8mm", "--dimension", "thickness=2mm", "--layer", "line=silver"]
    told = json.loads(said(capsys, "render", "fox.svg", *QUICK, *changed, "--json")[0])
    assert told["design"]["epoxy"] is True
    assert told["design"]["epoxy_height_mm"] == pytest.approx(0.8, abs=0.01)
    assert told["design"]["dimensions"]["thickness_mm"] == 2.0
    assert told["design"]["second_plating"] == "silver"
    told = json.loads(said(capsys, "render", "fox.svg", *QUICK, "--epoxy-volume", "90mm3", "--json")[0])
    # the grid's cells at the dome's edge are counted by their share: within 2 %
    assert told["design"]["epoxy_volume_mm3"] == pytest.approx(90.0, rel=0.02)
    studio = ["--quality", "studio", "--samples", "4", "--no-denoise", "--backdrop", "transparent"]
    told = json.loads(said(capsys, "render", "fox.svg", "--pixels", "16", *studio, "--json")[0])
    assert (told["shot"]["samples"], told["shot"]["denoise"]) == (4, False)
    assert (told["shot"]["background"], told["shot"]["backdrop"]) == ("transparent", "transparent")


def test_a_comparison_says_how_each_is_made(art: Path, capsys: pytest.CaptureFixture[str]) -> None:
    options = ["--epoxy-age", "4", "--backdrop", "transparent", "--json"]
    told = json.loads(said(capsys, "compare", "fox.svg", *QUICK, *options)[0])
    assert nulls(told) == []
    assert "process" not in told["design"]
    assert [(each["process"], each["epoxy"]) for each in told["columns"]] == [
        ("soft-enamel", False),
        ("soft-enamel", True),
        ("hard-enamel", False),
        ("cloisonne", False),
        ("die-struck", False),
    ]
    assert [each.get("epoxy_age_years") for each in told["columns"]] == [None, 4.0, None, None, None]
    assert told["columns"][2]["dimensions"]["enamel_fill"] == 1.0
    assert (told["shot"]["background"], told["shot"]["backdrop"]) == ("studio", "plain")
    unused = [each["message"] for each in told["findings"] if each["code"] == "option-unused"]
    assert unused == ["a sheet shows its pins on a surface, never on nothing"], "one of them is domed"
    dull = json.loads(said(capsys, "compare", "fox.svg", *QUICK, "--enamel", "glitter-fine", "--json")[0])
    needs = [each["message"] for each in dull["findings"] if each["code"] == "enamel-needs-epoxy"]
    assert [each.partition(":")[0] for each in needs] == ["soft-enamel"]


def test_inspect_knows_the_process(art: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["inspect", "fox.svg", "--size", "12mm", "--enamel", "glitter-fine"]
    _, err = said(capsys, *asked, "--process", "Hard Enamel")
    assert "fine glitter is not made in hard enamel" in err
    assert "made as hard enamel, polished gold" in err
    told = json.loads(said(capsys, *asked, "--epoxy", "--json")[0])
    assert [each["code"] for each in told["findings"]] == []
    assert (told["design"]["process"], told["design"]["epoxy"]) == ("soft-enamel", True)


def test_inspect_says_what_cannot_be_made(art: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ball = '<g id="relief"><circle cx="60" cy="50" r="20" fill="#ccc"/></g></svg>'
    art.write_text(art.read_text(encoding="utf-8").replace("</svg>", ball), encoding="utf-8")
    told = json.loads(said(capsys, "inspect", "fox.svg", "--process", "hard-enamel", "--json")[0])
    assert [layer["role"] for layer in told["layers"]] == ["enamel", "metal", "relief"]
    (no,) = [each for each in told["findings"] if each["code"] == "cannot-be-made"]
    assert no["severity"] == "error"
    assert "hard enamel cannot carry it" in no["message"]
    assert told["design"]["process"] == "hard-enamel"


def test_a_layer_s_name_cannot_steer_the_terminal(art: Path, capsys: pytest.CaptureFixture[str]) -> None:
    draw_small_pin(art, lines="odd&#x9b;2J é")
    out = said(capsys, "inspect", "fox.svg", "--json")[0]
    assert "\x9b" not in out
    assert json.loads(out)["layers"][1]["name"] == "odd\x9b2J é"
    assert "é" in out


DRAWN, SOLID = ["-o", "o.png", "--pixels", "64"], ["-o", "o.stl"]


@pytest.mark.parametrize(
    ("command", "options"), [("render", DRAWN), ("compare", DRAWN), ("inspect", []), ("export", SOLID)]
)
def test_the_page_names_every_key(
    art: Path, capsys: pytest.CaptureFixture[str], root: Path, command: str, options: list[str]
) -> None:
    page = (root / "docs" / "json.md").read_text(encoding="utf-8")
    told = json.loads(said(capsys, command, "fox.svg", "--size", "12mm", *options, "--json")[0])
    keys = {*told, *told["design"], *told.get("shot", {})}
    assert [key for key in sorted(keys) if f"`{key}`" not in page] == []


def test_the_page_names_every_kind_of_error(root: Path) -> None:
    page = (root / "docs" / "json.md").read_text(encoding="utf-8")
    raised = [getattr(errors, name) for name in errors.__all__ if name[0].isupper()]
    rows = {f"| `{each.kind}` | {each.exit_code} |" for each in raised if each.kind != "refused"}
    assert len(rows) == 6
    assert {row for row in rows if row not in page} == set()


def test_inspect_says_what_the_file_calls_its_colours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    made = PdfMaker()
    made.spot("S", "PANTONE 186 C", (0, 1, 0.8, 0.1))
    made.draw(f"/S cs 1 scn {circle(40)} f 0 0 1 rg 40 40 20 20 re f").save(tmp_path)
    told = json.loads(said(capsys, "inspect", "art.pdf", *QUICK[:2], "--json")[0])
    assert [color.get("name") for color in told["palette"]] == ["PANTONE 186 C", None]
    table = said(capsys, "inspect", "art.pdf", *QUICK[:2])[0]
    assert "called" in table
    assert "PANTONE 186 C" in table
