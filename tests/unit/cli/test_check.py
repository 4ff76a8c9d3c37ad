"""`pinrender check`: what it says, how it ends, and what it draws."""

from __future__ import annotations

import json
import re
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from pinrender import catalog
from pinrender.cli._advise import _verdict
from pinrender.cli._main import run
from pinrender.inspect import Advice
from tests.unit.artwork.drawings import save_svg

DISC = '<g id="enamel"><circle cx="50" cy="50" r="40" fill="#c8501e"/></g>'
RING = '<g id="metal"><circle cx="50" cy="50" r="38" fill="none" stroke="#111" stroke-width="4"/>{more}</g>'
HAIR = '<path d="M30 60H70" stroke="#111" stroke-width=".5"/>'
SIZE = ["--size", "20mm"]


def ended(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = run(["check", *arguments])
    said = capsys.readouterr()
    return code, said.out, said.err


@pytest.fixture
def fine(tmp_path: Path) -> str:
    return str(save_svg(tmp_path, DISC + RING.format(more=""), name="fine.svg"))


@pytest.fixture
def thin(tmp_path: Path) -> str:
    return str(save_svg(tmp_path, DISC + RING.format(more=HAIR), name="thin.svg"))


def test_what_can_be_made_ends_well(fine: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = ended(capsys, fine, *SIZE)
    assert (code, err) == (0, "")
    assert "fine, Soft enamel, polished gold: 20.0 by 20.0 mm" in out
    assert "Nothing stands against it. Nothing drawn is too fine from" in out
    assert "g of iron, wants one post." in out


def test_what_cannot_ends_with_one_and_says_from_which_size_on(
    thin: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = ended(capsys, thin, *SIZE)
    assert code == 1
    assert "It cannot be made as drawn. What is drawn is coarse enough from" in out
    (smallest,) = re.findall(r"from (\d+) mm on", out)
    assert int(smallest) == pytest.approx(20.0 * 0.93 * 0.2 / 0.125, abs=1.5)
    assert "0.12" in out
    assert "0.2 mm" in out
    larger, out, _ = ended(capsys, thin, "--size", f"{smallest}mm")
    assert larger == 0
    assert "Nothing drawn is too fine from" in out
    smaller, *_ = ended(capsys, thin, "--size", f"{int(smallest) - 2}mm")
    assert smaller == 1


def test_json_has_places_measures_and_posts(thin: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = ended(capsys, thin, *SIZE, "--json", "--base-metal", "brass")
    told = json.loads(out)
    assert code == 1
    assert (told["can_be_made"], told["process"]) == (False, "soft-enamel")
    line = told["findings"][0]
    assert (line["code"], line["severity"], line["limit"], line["unit"]) == (
        "line-too-thin",
        "error",
        0.2,
        "mm",
    )
    assert line["measured"] == pytest.approx(0.125, abs=0.015)
    assert line["places_mm"][0] == pytest.approx([0.0, -2.5], abs=0.1)
    assert line["source"] in {s.title for s in catalog.load(catalog.Process, "soft-enamel").source}
    assert len(told["posts_mm"]) == 1
    assert 2.0 < told["weight_g"] < 4.0


def test_all_processes_in_turn(thin: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = ended(capsys, thin, *SIZE, "--all", "--json")
    checks = {each["process"]: each for each in json.loads(out)["checks"]}
    assert code == 0  # print is fine enough for it
    assert set(checks) == set(catalog.names("processes"))
    assert checks["screen-printed"]["can_be_made"]
    assert not checks["hard-enamel"]["can_be_made"]
    assert checks["hard-enamel"]["smallest_mm"] > checks["soft-enamel"]["smallest_mm"] > 20
    code, out, _ = ended(capsys, thin, *SIZE, "--all")
    row = next(line for line in out.splitlines() if line.lstrip().startswith("hard-enamel"))
    assert "no" in row.split()
    assert "metal lines are thinner than the 0.3 mm" in out


def test_a_picture_with_marks(
    thin: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    code, out, _ = ended(capsys, thin, *SIZE, "--pixels", "200", "-o", "marks.png")
    assert (code, out.splitlines()[-1]) == (1, "marks.png")
    with Image.open("marks.png") as picture:
        assert picture.info["Title"] == "thin: check"
        page = np.asarray(picture.convert("RGB"))
    assert (page == (196, 34, 34)).all(axis=-1).sum() > 50


def test_3d_relief_on_flush_enamel_is_an_error_with_a_plan(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    relief = '<g id="relief 1mm"><circle cx="50" cy="50" r="20" fill="#fff"/></g>'
    path = save_svg(tmp_path, DISC + RING.format(more="") + relief)
    code, out, _ = ended(capsys, str(path), *SIZE, "--process", "hard-enamel", "-o", str(tmp_path / "no.png"))
    assert code == 1
    assert "hard enamel cannot carry it" in out
    assert (tmp_path / "no.png").is_file()


def test_what_makes_no_sense(fine: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = ended(capsys, fine, "--base-metal", "bras")
    assert code == 2
    assert "no base metal is called 'bras'; did you mean 'brass'?" in err
    code, _, err = ended(capsys, fine, "--all", "-o", "x.png")
    assert (code, "--all checks every process and draws none" in err) == (2, True)


def test_advice_ranks_with_reasons(fine: str, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["--use", "trading", "--budget", "low", "--wants", "antique,texture"]
    code = run(["advise", fine, *SIZE, *asked])
    out = capsys.readouterr().out
    assert code == 0
    assert out.startswith("fine: Soft enamel suits it best.")
    assert "+ antique metal needs low places that keep its dark compound [want:antique, Are Cloisonné" in out
    code = run(["advise", fine, *SIZE, *asked, "--json"])
    told = json.loads(capsys.readouterr().out)
    assert told["advice"][0]["process"] == "soft-enamel"
    assert told["advice"][0]["balance"] == 4
    assert {each["process"] for each in told["advice"]} == set(catalog.names("processes"))


def test_makers_who_disagree_are_quoted(thin: str, capsys: pytest.CaptureFixture[str]) -> None:
    code = run(["advise", thin, *SIZE, "--use", "fandom"])
    out = capsys.readouterr().out
    assert code == 0
    assert "taste decides." in out
    assert out.startswith("thin: Screen-printed suits it best.")
    assert "could be made from" in out
    code = run(["advise", thin, "--use", "fan"])
    assert (code, "no use is called 'fan'; did you mean" in capsys.readouterr().err) == (2, True)


def test_drawn_beside_made(
    thin: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    code = run(
        ["compare", thin, *SIZE, "--pixels", "240", "--drawn-vs-made", "-o", "made.png", "--view", "front"]
    )
    assert (code, capsys.readouterr().out) == (0, "made.png\n")
    with Image.open("made.png") as picture:
        assert picture.info["Title"] == "thin: drawn and made"
        page = np.asarray(picture.convert("RGB")).astype(int)
    red = (page[..., 0] > 150) & (page[..., 1] < 90) & (page[..., 2] < 90)
    blue = page[..., 2] > page[..., 0] + 60
    soft, hard = np.array_split(np.arange(len(page)), 2)
    assert red[soft].sum() > 10  # in soft enamel the hair line is thickened
    assert blue[hard].sum() > 10  # and stoned away in hard
    assert run(["compare", thin, "--drawn-vs-made", "--as-made"]) == 2


def test_a_wish_for_a_plating_is_judged_in_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Antique metal over a sandblasted floor is told of, though the usual plating is bright."""
    blasted = '<g id="sandblasted ground"><circle cx="50" cy="50" r="20" fill="#999"/></g>'
    path = save_svg(tmp_path, DISC + blasted + RING.format(more=""))
    asked = ["advise", path, *SIZE, "--wants", "antique"]
    assert run([str(each) for each in asked]) == 0
    out = capsys.readouterr().out
    assert "antique-over-sandblast" in out
    assert "order it with --plating antique-gold" in out
    run([*(str(each) for each in asked), "--plating", "silver", "--json"])
    told = json.loads(capsys.readouterr().out)
    assert "plating" not in told
    assert "antique-over-sandblast" not in json.dumps(told)


def test_a_process_that_cannot_carry_it_has_its_row_beside_others(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    relief = '<g id="relief 1mm"><circle cx="50" cy="50" r="20" fill="#fff"/></g>'
    path = save_svg(tmp_path, DISC + RING.format(more="") + relief)
    sheet = tmp_path / "made.png"
    asked = ["compare", str(path), *SIZE, "--pixels", "120", "--drawn-vs-made", "-o", str(sheet)]
    assert run(asked) == 0
    assert "hard enamel cannot carry it" in capsys.readouterr().err
    assert sheet.exists()
    assert run([*asked, "--process", "hard-enamel"]) == 1


def test_lines_of_bare_metal_are_told_from_its_floor(tmp_path: Path) -> None:
    path = save_svg(tmp_path, DISC + RING.format(more='<path d="M30 60H70" stroke="#111" stroke-width="4"/>'))
    sheet = tmp_path / "made.png"
    asked = ["compare", str(path), *SIZE, "--pixels", "240", "--drawn-vs-made", "-o", str(sheet)]
    assert run([*asked, "--process", "die-struck"]) == 0
    with Image.open(sheet) as picture:
        page = np.asarray(picture.convert("RGB")).astype(int)
    for level in ((150, 150, 156), (226, 224, 218)):
        assert (np.abs(page - level).max(axis=-1) <= 1).sum() > 500


def test_processes_that_cost_alike_are_not_called_cheaper() -> None:
    costs = {name: catalog.load(catalog.Process, name).cost.of_5 for name in ("soft-enamel", "die-struck")}
    assert len(set(costs.values())) == 1
    alike = [
        Advice(process=name, title=title, reasons=(), smallest_mm=None)
        for name, title in (("die-struck", "Die-struck"), ("soft-enamel", "Soft enamel"))
    ]
    assert _verdict(alike) == "Die-struck and soft enamel suit it alike; they cost about the same."
    cheaper = Advice(process="hard-enamel", title="Hard enamel", reasons=(), smallest_mm=None)
    assert _verdict([*alike[:1], cheaper]).endswith("suit it alike; the cheapest comes first.")
