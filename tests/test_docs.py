"""Documents are held to what the tree says."""

from __future__ import annotations

import re
import runpy
import tomllib
from dataclasses import fields
from pathlib import Path

import pytest

from pinrender.limits import Limits

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "examples").rglob("*.md")])
ENTRIES = sorted((ROOT / "assets").glob("*/*.toml"))
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
TARGETS = set(re.findall(r"^([a-z]+):", MAKEFILE, re.MULTILINE))
BIBLIOGRAPHY = (ROOT / "docs/bibliography.md").read_text(encoding="utf-8")
KEYS = set(re.findall(r"^- `([a-z0-9-]+)`:", BIBLIOGRAPHY, re.MULTILINE))
ARCHITECTURE_LINES = 120


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("page", PAGES, ids=relative)
def test_links_lead_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
    local = [target for target in targets if "://" not in target]
    assert [target for target in local if not (page.parent / target).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=relative)
def test_make_targets_exist(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    named = set(re.findall(r"(?:^\s*|`)make ([a-z]+)\b", text, re.MULTILINE))
    assert named - TARGETS == set()


@pytest.mark.parametrize("page", PAGES, ids=relative)
def test_named_files_exist(page: Path) -> None:
    named = re.findall(r"`((?:[a-z_.-]+/)+[a-z_.-]*)`", page.read_text(encoding="utf-8"))
    bases = (ROOT, ROOT / "pinrender", page.parent)
    made = ("out/", ".cache/", "dist/")
    missing = [n for n in named if not n.startswith(made) and not any((base / n).exists() for base in bases)]
    assert missing == []


def test_the_help_of_make_lists_every_target() -> None:
    listed = set(re.findall(r"^([a-z]+):.*## ", MAKEFILE, re.MULTILINE))
    assert listed == TARGETS


def test_the_map_stays_cheap() -> None:
    lines = (ROOT / "docs/architecture.md").read_text(encoding="utf-8").splitlines()
    assert len(lines) < ARCHITECTURE_LINES


@pytest.mark.parametrize("path", sorted((ROOT / "pinrender").rglob("*.py")), ids=relative)
def test_keys_that_the_code_cites_are_in_the_bibliography(path: Path) -> None:
    cited = re.findall(r"docs/bibliography\.md(?::\s+|,\s+entry\s+`)([a-z0-9-]+)", path.read_text("utf-8"))
    assert set(cited) - KEYS == set()


@pytest.mark.parametrize("path", ENTRIES, ids=relative)
def test_addresses_that_the_catalogue_cites_are_in_the_bibliography(path: Path) -> None:
    sources = tomllib.loads(path.read_text(encoding="utf-8")).get("source", [])
    cited = [source["url"] for source in sources if source.get("url")]
    assert [url for url in cited if f"<{url}>" not in BIBLIOGRAPHY] == []


def test_the_page_of_limits_is_that_of_the_code() -> None:
    script = runpy.run_path(str(ROOT / "scripts" / "limits_page.py"))
    assert (ROOT / "docs" / "limits.md").read_text("utf-8") == script["page"](), "run: make limits"
    assert set(script["described"]()) == {field.name for field in fields(Limits)}


def test_decisions_are_numbered_and_listed() -> None:
    folder = ROOT / "docs" / "adr"
    names = sorted(path.name for path in folder.glob("0*.md"))
    assert [int(name[:4]) for name in names] == list(range(1, len(names) + 1))
    listed = re.findall(r"\((0[^)]+)\)", (folder / "README.md").read_text(encoding="utf-8"))
    assert listed == names
    for number, name in enumerate(names, 1):
        text = (folder / name).read_text(encoding="utf-8")
        assert text.startswith(f"# {number}. ")
        assert "**Decision.**" in text
        assert "**Consequences.**" in text


def test_the_changelog_knows_the_version() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert f"## [{version}]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_continuous_integration_runs_what_the_readme_says() -> None:
    script = (ROOT / ".ci/run").read_text(encoding="utf-8")
    assert re.findall(r"make ([a-z]+)", script) == ["test"]
    assert "make test" in (ROOT / "README.md").read_text(encoding="utf-8")
