"""What each command writes and prints, for people and for machines."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

import pinrender
from pinrender import catalog
from pinrender._choices import COMPARED
from pinrender.cli._main import run
from pinrender.design import VIEWS
from tests.unit.small_pin import ORANGE, draw_small_pin

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


def test_a_picture_goes_beside_the_artwork_under_its_finish(
    art: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, err = said(capsys, "render", "fox.svg", *QUICK, "--epoxy", "--plating", "black-nickel")
    assert out == "fox-soft-enamel-epoxy-black-nickel.png\n"
    assert err.startswith(
        "notice: light goes sideways under epoxy: beside other colours and metal #c8501e shows as"
    )
    with Image.open("fox-soft-enamel-epoxy-black-nickel.png") as picture:
        assert picture.size == (64, 64)
    assert {path.name for path in Path().iterdir()} == {"fox.svg", out.strip()}


def test_the_command_draws_what_python_draws(art: Path, capsys: pytest.CaptureFixture[str]) -> None:
    options = [
        "--process",
        "hard-enamel",
        "--view",
        "low",
        "--background",
        "transparent",
        "--studio",
        "softbox",
    ]
    said(capsys, "render", "fox.svg", "-o", "out.png", *QUICK, *options, "--layer", "line=metal")
    pin = pinrender.load("fox.svg", size="12mm", process="hard-enamel", layers={"line": "metal"})
    frame = pin.render(view="low", pixels=64, background="transparent")
    assert Path("out.png").read_bytes() == frame.png()
    with Image.open("out.png") as picture:
        assert picture.mode == "RGBA"


def test_the_hero_brings_its_light_and_its_cloth(art: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = json.loads(said(capsys, "render", "fox.svg", *QUICK, "--view", "hero", "--json")[0])
    assert (told["design"]["studio"], told["shot"]["backdrop"]) == ("hero", "dark-twill")
    chosen = ["--view", "hero", "--studio", "window", "--backdrop", "slate", "--json"]
    told = json.loads(said(capsys, "render", "fox.svg", *QUICK, *chosen)[0])
    assert (told["design"]["studio"], told["shot"]["backdrop"]) == ("window", "slate")


def test_the_backdrop_given_last_wins(art: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("pin.toml").write_text('background = "transparent"', encoding="utf-8")
    told = json.loads(said(capsys, "render", "fox.svg", *QUICK, "--backdrop", "linen", "--json")[0])
    assert (told["shot"]["background"], told["shot"]["backdrop"]) == ("studio", "linen")
    Path("pin.toml").write_text('backdrop = "linen"', encoding="utf-8")
    nothing = ["--background", "transparent", "--json"]
    told = json.loads(said(capsys, "render", "fox.svg", *QUICK, *nothing)[0])
    assert (told["shot"]["background"], told["shot"]["backdrop"]) == ("transparent", "transparent")
    Path("pin.toml").write_text('backdrop = "transparent"', encoding="utf-8")
    told = json.loads(said(capsys, "render", "fox.svg", *QUICK, "--background", "studio", "--json")[0])
    assert told["shot"]["backdrop"] == "plain"


def test_options_override_pin_toml(art: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("pin.toml").write_text(
        'size = "12mm"\nplating = "nickel"\nepoxy = true\npixels = 64', encoding="utf-8"
    )
    assert said(capsys, "render", "fox.svg")[0] == "fox-soft-enamel-epoxy-nickel.png\n"
    out, _ = said(capsys, "render", "fox.svg", "--plating", "copper", "--no-epoxy")
    assert out == "fox-soft-enamel-copper.png\n"


def test_findings_are_lines_on_stderr_and_quiet_means_quiet(
    art: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    draw_small_pin(art, lines="odd one")
    out, err = said(capsys, "render", "fox.svg", *QUICK)
    assert out == "fox-soft-enamel-gold.png\n"
    assert err.startswith("notice: ")
    assert "'odd one'" in err
    assert said(capsys, "render", "fox.svg", *QUICK, "--quiet") == ("", "")


def test_compare_has_a_row_for_each_plating(art: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["--process", "soft-enamel,hard-enamel", "--plating", "gold,Black Nickel"]
    out, _ = said(capsys, "compare", "fox.svg", *QUICK, *asked, "--json", "-o", "sheet.html")
    columns = json.loads(out)["columns"]
    assert [(each["process"], each["plating"]) for each in columns] == [
        ("soft-enamel", "gold"),
        ("hard-enamel", "gold"),
        ("soft-enamel", "black-nickel"),
        ("hard-enamel", "black-nickel"),
    ]
    page = Path("sheet.html").read_text(encoding="utf-8")
    assert "Hard enamel, black nickel" in page
    assert run(["compare", "fox.svg", *asked, "--drawn-vs-made"]) == 2


def test_compare_draws_one_sheet(art: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, _ = said(capsys, "compare", "fox.svg", *QUICK)
    assert out == "fox-compare.png\n"
    with Image.open("fox-compare.png") as made:
        recipe = json.loads(made.text["Comment"])
    assert recipe["processes"] == list(COMPARED)
    out, _ = said(
        capsys,
        "compare",
        "fox.svg",
        *QUICK,
        "--process",
        "die-struck,soft-enamel",
        "--process",
        "hard-enamel",
        "--json",
    )
    assert json.loads(out)["processes"] == ["die-struck", "soft-enamel", "hard-enamel"]


def test_inspect_shows_a_table_and_json(art: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, _ = said(capsys, "inspect", "fox.svg", "--size", "12mm")
    assert out.startswith("fox: 12.00 by 9.93 mm\n")
    row = next(line for line in out.splitlines() if line.strip().startswith("color"))
    assert row.split()[:2] == ["color", "enamel"]
    assert ORANGE in row
    report = json.loads(said(capsys, "inspect", "fox.svg", "--size", "12mm", "--json")[0])
    assert [layer["role"] for layer in report["layers"]] == ["enamel", "metal"]
    assert report["palette"][0]["color"] == ORANGE


@pytest.mark.parametrize(
    "kind",
    ["platings", "processes", "enamels", "finishes", "textures", "grades", "studios", "backdrops"],
)
def test_list_names_every_entry(kind: catalog.Kind, capsys: pytest.CaptureFixture[str]) -> None:
    out, _ = said(capsys, "list", kind)
    entries = json.loads(said(capsys, "list", kind, "--json")[0])
    assert tuple(entry["name"] for entry in entries) == catalog.names(kind)
    for entry in entries:
        row = next(line for line in out.splitlines() if line.split(":")[0].split()[:1] == [entry["name"]])
        assert entry["title"] in row
        assert entry["description"] in row
        assert entry.get("swatch", "") in row


def test_the_version_is_the_packages(capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, "--version")[0] == f"pinrender {pinrender.__version__}\n"


def test_help_loads_no_heavy_library() -> None:
    code = """
import sys
from pinrender.cli._main import run
assert run(["render", "--help"]) == 0
heavy = {"numpy", "PIL", "cv2", "pyrender", "trimesh", "scipy", "rich"}
sys.exit(",".join(heavy & set(sys.modules)) or 0)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "--plating NAME" in done.stdout


def test_every_name_that_is_listed_can_be_written_as_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    rows = said(capsys, "list", "platings")[0].splitlines()[3:]
    names = [row.split()[0] for row in rows if row.strip()]
    assert "dyed:#2f5faa" in names
    assert [catalog.plating_named(name) for name in names] == names
    assert len(names) == len(catalog.names("platings"))


def test_views_are_listed_with_their_angles_and_light(capsys: pytest.CaptureFixture[str]) -> None:
    rows = said(capsys, "list", "views")[0].splitlines()
    assert any(row.split() == ["hero", "-20°", "47°", "hero", "dark-twill"] for row in rows)
    listed = json.loads(said(capsys, "list", "views", "--json")[0])
    assert [each["name"] for each in listed] == list(VIEWS)


def test_a_kind_is_listed_in_any_spelling(capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, "list", "Grades") == said(capsys, "list", "grades")


def test_the_help_says_each_command_in_full(capsys: pytest.CaptureFixture[str]) -> None:
    told = said(capsys, "--help")[0]
    assert "..." not in told.partition("Commands:")[2]


def on_a_terminal(*arguments: str, **environment: str) -> str:
    """Run the real command on a pseudo-terminal; return all that it shows."""
    ours, theirs = pty.openpty()
    child = subprocess.Popen(
        [sys.executable, "-m", "pinrender", *arguments],
        stdout=theirs,
        stderr=theirs,
        env={**os.environ, "TERM": "xterm-256color", **environment},
    )
    os.close(theirs)
    shown = b""
    while True:
        try:
            part = os.read(ours, 4096)
        except OSError:  # the other end is closed: the command is done
            break
        shown += part
    os.close(ours)
    assert child.wait(timeout=60) == 0, shown
    return shown.decode()


def test_swatches_are_coloured_on_a_terminal_unless_colour_is_not_wanted() -> None:
    assert "\x1b[48" in on_a_terminal("list", "platings", COLORTERM="truecolor")
    assert "\x1b[48" not in on_a_terminal("list", "platings", COLORTERM="truecolor", NO_COLOR="1")


def test_progress_shows_on_a_terminal_and_not_when_quiet(art: Path) -> None:
    """A cold start loads the renderer for more than a second, long enough for a line of progress."""
    shown = on_a_terminal("render", "fox.svg", "--size", "40mm", "--pixels", "900")
    assert any(words in shown for words in ("reading the artwork", "building the", "drawing"))
    assert shown.rstrip().endswith("fox-soft-enamel-gold.png")
    assert on_a_terminal("render", "fox.svg", *QUICK, "--quiet") == ""


def test_an_interrupt_is_130_and_leaves_nothing(art: Path) -> None:
    code = """
import os, signal, sys, threading
from pinrender.cli._main import run
from pinrender.design import VIEWS
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell may have started this with it ignored
threading.Timer(0.6, os.kill, (os.getpid(), signal.SIGINT)).start()
code = run(["render", "fox.svg", "--pixels", "2048"])
sys.stdout.flush()
os._exit(code)
"""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 130, done.stderr
    assert "Traceback" not in done.stderr
    assert [path.name for path in Path().iterdir()] == ["fox.svg"]


def test_a_flat_picture_is_taken_apart_as_it_is_told(art: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rgb = Image.new("RGB", (200, 200), "white")
    rgb.paste((20, 20, 20), (20, 20, 180, 180))
    rgb.paste((200, 30, 40), (26, 26, 174, 174))
    rgb.save("flat.png")
    out, _ = said(capsys, "inspect", "flat.png", "--size", "10mm", "--json", "--preview", "sheet.png")
    with Image.open("sheet.png") as sheet:
        assert sheet.width > 3 * 360
    report = json.loads(out)
    assert [(layer["role"], layer["colors"]) for layer in report["layers"]] == [
        ("enamel", ["#c81e28"]),
        ("metal", ["#141414"]),
    ]
    told = next(finding for finding in report["findings"] if finding["code"] == "separated")
    assert "metal is #141414; 1 enamel colour: #c81e28; background #ffffff removed" in told["message"]
    out, _ = said(
        capsys, "inspect", "flat.png", "--size", "10mm", "--json", "--metal", "c81e28", "--paper", "none"
    )
    assert {color["color"] for color in json.loads(out)["palette"]} == {"#141414", "#ffffff"}
