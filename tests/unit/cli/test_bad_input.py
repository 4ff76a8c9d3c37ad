"""Bad input gets one clear sentence, the right exit code, and leaves nothing behind."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from pinrender.cli._main import run
from tests.unit.cli.bad_input import BAD
from tests.unit.small_pin import draw_small_pin


def pinrender(*arguments: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the real command in a folder."""
    return subprocess.run(
        [sys.executable, "-m", "pinrender", *arguments],
        cwd=folder,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one good drawing and several bad ones."""
    draw_small_pin(tmp_path / "fox.svg")
    (tmp_path / "hello.svg").write_text("hello", encoding="utf-8")
    (tmp_path / "hello.txt").write_text("hello", encoding="utf-8")
    (tmp_path / "empty.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><g id="line"/></svg>', encoding="utf-8"
    )
    draw_small_pin(tmp_path / "slip.svg")
    (tmp_path / "slip.pin.toml").write_text('platting = "gold"', encoding="utf-8")
    layers = tmp_path / "layers"
    layers.mkdir()
    (layers / "1.png").write_bytes(b"not a picture")
    return tmp_path


@pytest.mark.parametrize(("command", "code", "expected"), BAD.values(), ids=BAD)
def test_one_sentence_and_nothing_written(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    command: str,
    code: int,
    expected: str,
) -> None:
    monkeypatch.chdir(folder)
    before = sorted(folder.rglob("*"))
    returned = run(command.split())
    out, err = capsys.readouterr()
    assert returned == code, err
    assert err.startswith("pinrender: ")
    assert expected in err
    assert err.count("\n") == 1
    assert out == ""
    assert sorted(folder.rglob("*")) == before


@pytest.mark.parametrize("name", ["nothing painted", "an unknown role", "a missing folder", "no unit"])
def test_the_process_says_and_returns_the_same(folder: Path, name: str) -> None:
    command, code, expected = BAD[name]
    done = pinrender(*command.split(), folder=folder)
    assert done.returncode == code
    assert done.stderr.startswith("pinrender: ")
    assert expected in done.stderr
    assert (done.stdout, done.stderr.count("\n")) == ("", 1)


@pytest.mark.parametrize("name", sorted(BAD))
def test_machines_get_an_object_that_says_the_same(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    monkeypatch.chdir(folder)
    command, code, expected = BAD[name]
    assert run([*command.split(), "--json"]) == code
    out, err = capsys.readouterr()
    told = json.loads(out)
    assert list(told) == ["error"]
    assert list(told["error"]) == ["kind", "message", "exit_code"]
    assert told["error"]["exit_code"] == code
    assert told["error"]["kind"] in ({"usage"} if code == 2 else {"artwork", "catalog", "output"})
    if "needs a value" not in expected:  # there the option takes --json for its value
        assert expected in told["error"]["message"]
        assert err == f"pinrender: {told['error']['message']}\n"


def test_the_command_alone_shows_its_help(folder: Path) -> None:
    done = pinrender(folder=folder)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Usage: pinrender" in done.stderr
    assert "render" in done.stderr


def test_an_output_that_takes_no_more_is_one_sentence(folder: Path) -> None:
    with Path("/dev/full").open("w") as full:
        command = [sys.executable, "-m", "pinrender", "list", "platings"]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr == "pinrender: [Errno 28] No space left on device\n"


def test_a_reader_that_leaves_early_is_no_error(folder: Path) -> None:
    shell = f"{sys.executable} -m pinrender list platings --json | head -n 1"
    done = subprocess.run(["sh", "-c", shell], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("[\n", "")


def test_no_renderer_is_an_exit_code_of_its_own_and_names_the_remedy(folder: Path) -> None:
    before = sorted(folder.rglob("*"))
    done = pinrender(
        "render",
        "fox.svg",
        "--pixels",
        "32",
        "--quality",
        "preview",
        folder=folder,
        __EGL_VENDOR_LIBRARY_FILENAMES="/nowhere.json",
    )
    assert done.returncode == 3, done.stderr
    assert done.stderr.startswith("pinrender: no OpenGL context can be made here")
    assert "apt-get install" in done.stderr
    assert done.stderr.count("\n") == 1
    assert sorted(folder.rglob("*")) == before


def test_where_no_preview_can_be_drawn_light_is_traced_and_one_line_says_so(folder: Path) -> None:
    """The EGL loader is pointed at no driver at all; nobody asked for a preview by name."""
    command = ("render", "fox.svg", "--pixels", "16", "--samples", "4")
    done = pinrender(*command, folder=folder, __EGL_VENDOR_LIBRARY_FILENAMES="/nowhere.json")
    assert done.returncode == 0, done.stderr
    said = [line for line in done.stderr.splitlines() if "no preview can be drawn" in line]
    assert len(said) == 1
    assert said[0].startswith("notice: no preview can be drawn, so the light is traced, which is slower")
    with Image.open(folder / "fox-soft-enamel-gold.png") as picture:
        recipe = json.loads(picture.text["Comment"])
    assert (recipe["quality"], recipe["samples"]) == ("studio", 4)
    quiet = pinrender(*command, "--quiet", folder=folder, __EGL_VENDOR_LIBRARY_FILENAMES="/nowhere.json")
    assert (quiet.returncode, quiet.stderr, quiet.stdout) == (0, "", "")


def test_without_the_denoiser_the_grain_stays_unless_it_was_asked_for(folder: Path, tmp_path: Path) -> None:
    """A module of its name that cannot be imported stands before it."""
    (tmp_path / "shadow").mkdir()
    (tmp_path / "shadow" / "pyoidn.py").write_text("raise ImportError('broken')", encoding="utf-8")
    path = os.pathsep.join([str(tmp_path / "shadow"), os.environ.get("PYTHONPATH", "")]).rstrip(os.pathsep)
    command = ("render", "fox.svg", "--pixels", "16", "--samples", "4", "--quality")
    refused = pinrender(*command, "studio", "--denoise", folder=folder, PYTHONPATH=path)
    assert refused.returncode == 3, refused.stderr
    assert refused.stderr == (
        "pinrender: a picture cannot be denoised here (broken); run "
        "\"python -m pip install 'pinrender[denoise]'\", or leave the grain with --no-denoise\n"
    )
    assert not (folder / "fox-soft-enamel-gold.png").exists()
    grainy = pinrender(*command, "studio", "--json", folder=folder, PYTHONPATH=path)
    assert grainy.returncode == 0, grainy.stderr
    assert json.loads(grainy.stdout)["shot"]["denoise"] is False
    preview = pinrender(*command, "preview", "--denoise", "--quiet", folder=folder, PYTHONPATH=path)
    assert (preview.returncode, preview.stderr) == (0, "")


def test_no_renderer_at_all_is_exit_code_3(folder: Path, tmp_path: Path) -> None:
    """Neither a driver nor Mitsuba: a module of its name that cannot be imported stands before it."""
    (tmp_path / "shadow").mkdir()
    (tmp_path / "shadow" / "mitsuba.py").write_text("raise ImportError('broken')", encoding="utf-8")
    path = os.pathsep.join([str(tmp_path / "shadow"), os.environ.get("PYTHONPATH", "")]).rstrip(os.pathsep)
    without = {"__EGL_VENDOR_LIBRARY_FILENAMES": "/nowhere.json", "PYTHONPATH": path}
    done = pinrender("render", "fox.svg", "--pixels", "16", folder=folder, **without)
    assert done.returncode == 3, done.stderr
    assert done.stderr.startswith("pinrender: no OpenGL context can be made here")
    assert "Mitsuba cannot be loaded (broken)" in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_layers_name_cannot_steer_the_terminal(folder: Path) -> None:
    draw_small_pin(folder / "odd.svg", lines="odd&#x9b;2J")
    done = pinrender("render", "odd.svg", "--pixels", "32", folder=folder)
    assert done.returncode == 0, done.stderr
    assert "\\x9b2J" in done.stderr
    assert "\x9b" not in done.stderr + done.stdout
