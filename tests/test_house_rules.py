"""The habits that a linter has no rule for."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MAX_LINES = 300
LONGER: dict[str, str] = {}
"""Files that may be longer, each with its reason."""
MAX_BYTES = 1_000_000
MAX_FUNCTION_LINES = 40
LONGER_FUNCTIONS: dict[str, str] = {}
"""``file:function`` that may be longer, each with its reason."""

FOLDERS = ("pinrender", "assets", "examples", "tests", "benchmarks", "scripts", "docs", ".ci")
TEXT = {".py", ".md", ".toml", ".svg", ".glsl", ".vert", ".frag", ""}
LIBRARY = sorted((ROOT / "pinrender").rglob("*.py"))
SOURCES = sorted(
    p for folder in ("pinrender", "tests", "benchmarks", "examples") for p in (ROOT / folder).rglob("*.py")
)
WRITTEN = sorted(
    p
    for p in [*ROOT.glob("*.md"), *ROOT.glob("Makefile"), ROOT / "pyproject.toml"]
    + [p for folder in FOLDERS for p in (ROOT / folder).rglob("*")]
    if p.is_file() and p.suffix in TEXT and "__pycache__" not in p.parts and p != Path(__file__)
)

# Notes to oneself, and addresses that mean something on one machine only.
FORBIDDEN = re.compile(r"\b(?:TODO|FIXME|XXX|HACK)\b|(?<![\w./])/(?:home|work|root|Users)/\w")


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", SOURCES, ids=relative)
def test_modules_are_short(path: Path) -> None:
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= MAX_LINES or relative(path) in LONGER, f"{lines} lines"


@pytest.mark.parametrize("path", LIBRARY, ids=relative)
def test_functions_are_short_without_their_docstring(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        body = node.body[1:] if ast.get_docstring(node) else node.body
        lines = (node.end_lineno or 0) - body[0].lineno + 1 if body else 0
        name = f"{relative(path)}:{node.name}"
        assert lines <= MAX_FUNCTION_LINES or name in LONGER_FUNCTIONS, f"{name} has {lines} lines"


@pytest.mark.parametrize("path", LIBRARY, ids=relative)
def test_public_things_are_documented(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree), "the module has no docstring"
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            assert ast.get_docstring(node), f"{node.name} has no docstring"


@pytest.mark.parametrize("path", LIBRARY, ids=relative)
def test_value_objects_are_frozen(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.ClassDef):
            continue
        for mark in map(ast.unparse, node.decorator_list):
            if mark.startswith("dataclass"):
                missing = {"frozen=True", "slots=True", "kw_only=True"} - set(re.findall(r"\w+=True", mark))
                assert not missing, node.name


@pytest.mark.parametrize("path", WRITTEN, ids=relative)
def test_no_notes_to_self_and_no_private_paths(path: Path) -> None:
    found = FORBIDDEN.search(path.read_text(encoding="utf-8"))
    assert found is None, found


def test_the_forbidden_words_are_seen() -> None:
    assert FORBIDDEN.search("# TODO: later")
    assert FORBIDDEN.search("see /home/anna/art")
    assert not FORBIDDEN.search("a homework, a workshop")


def test_nothing_large_is_kept() -> None:
    kept = (
        p
        for folder in FOLDERS
        for p in (ROOT / folder).rglob("*")
        if p.is_file() and not {"__pycache__", "vendor"} & set(p.parts)
    )
    assert {relative(p): p.stat().st_size for p in kept if p.stat().st_size > MAX_BYTES} == {}
