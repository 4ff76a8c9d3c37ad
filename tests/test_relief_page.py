"""The page about the relief is held to the catalogue and to its own code."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from pinrender import catalog

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "docs/relief.md").read_text(encoding="utf-8")
COLUMNS = (
    "thickness_mm",
    "recess_depth_mm",
    "enamel_fill",
    "enamel_climb_mm",
    "enamel_step_mm",
    "min_line_mm",
    "min_cell_mm",
)


@pytest.mark.parametrize("name", catalog.names("processes"))
def test_every_process_is_shown_with_the_numbers_of_its_file(name: str) -> None:
    process = catalog.load(catalog.Process, name)
    row = re.search(rf"^\| \[{name}\]\(\S+\) \|(.*)\|$", PAGE, re.MULTILINE)
    assert row is not None
    assert [cell.strip() for cell in row[1].split("|")] == [f"{getattr(process, key):g}" for key in COLUMNS]
    for picture in (f"{name}.png", f"{name}-section.png"):
        assert f"(pictures/relief/{picture})" in PAGE
        assert (ROOT / "docs/pictures/relief" / picture).is_file()


def test_the_page_lists_no_other_process() -> None:
    assert set(re.findall(r"assets/processes/([a-z-]+)\.toml", PAGE)) == set(catalog.names("processes"))


def test_the_example_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copy(ROOT / "examples/fox.svg", tmp_path)
    monkeypatch.chdir(tmp_path)
    code = re.search(r"```python\n(.*?)```", PAGE, re.DOTALL)
    assert code is not None
    exec(code[1].replace("pixels_per_mm=40.0", "pixels_per_mm=12.0"), {})  # noqa: S102 - our own page
    assert (tmp_path / "fox-section.png").is_file()
