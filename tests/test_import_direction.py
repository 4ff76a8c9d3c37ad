"""Stages look downstream only, and heavy libraries are loaded only where they are used."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "pinrender"

# A module may import stages of a lower rank, and its own. Equal rank, other name: strangers.
RANK = {
    "errors": 0,
    "limits": 0,
    "units": 1,
    "color": 1,
    "findings": 1,
    "separation": 1,
    "catalog": 1,
    "assets": 1,
    "_memo": 1,
    "_resolution": 1,
    "_timings": 1,
    "_viewer": 1,
    "_fingerprint": 3,
    "workers": 1,
    "swatches": 1.5,
    "widths": 1.5,
    "artwork": 2,
    "design": 2,
    "relief": 3,
    "mesh": 4,
    "appearance": 5,
    "scene": 6,
    "inspect": 7,
    "render": 7,
    "output": 8,
    "_artist": 9,
    "_choices": 9,
    "_unused": 9,
    "_pin": 10,
    "_captions": 11,
    "_variants": 11,
    "_dressing": 11,
    "_load": 11,
    "pipeline": 12,
    "_advised": 13.5,
    "_checked": 13,
    "_baked": 12.5,
    "_page": 12.7,
    "_compared": 13.5,
    "_export": 13,
    "_made": 13,
    "_proofed": 13.5,
    "_shown": 13.5,
    "_spun": 13,
    "_told": 13.2,
    "web": 13.7,
    "cli": 14,
    "__init__": 14,
    "__main__": 15,
}

# Calls back up, made only when the method is called.
LAZY_BACK_CALLS = {
    ("_pin.py", "pipeline"),  # Pin.render and its like: the value is a face
    ("_pin.py", "_checked"),  # the same
    ("_pin.py", "_compared"),  # the same
    ("_pin.py", "_export"),  # the same
    ("_pin.py", "_told"),  # the same
    ("render/_frame.py", "output"),  # Frame.save and Frame.png: a picture knows how to be kept
}

GL = {"pyrender", "OpenGL", "pyglet"}
TRACER = {"mitsuba", "drjit"}
DENOISER = {"pyoidn"}
HEAVY = {"cv2", "numpy", "scipy", "trimesh", *GL, *TRACER, *DENOISER}


class Import(NamedTuple):
    """One imported module: where, what, and whether the import runs only inside a function."""

    file: str
    target: str
    lazy: bool


def imports_of(file: str, source: str) -> Iterator[Import]:
    """Every absolute module name that the source imports, names imported from packages included."""
    tree = ast.parse(source, file)
    inside = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        lazy = id(node) in inside
        if isinstance(node, ast.Import):
            yield from (Import(file, alias.name, lazy) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}:{node.lineno}: relative import"
            yield Import(file, node.module or "", lazy)
            if node.module == "pinrender":
                yield from (Import(file, f"pinrender.{alias.name}", lazy) for alias in node.names)


def stage_of(file: str) -> str:
    """The stage a file of the package belongs to."""
    return file.split("/", maxsplit=1)[0].removesuffix(".py")


def faults(found: Import) -> Iterator[str]:
    """What the import breaks."""
    own, parts = stage_of(found.file), found.target.split(".")
    if parts[0] in GL and not found.file.startswith("render/gl/"):
        yield f"{found.file} imports {found.target}: only render/gl/ may"
    if parts[0] in TRACER and not found.file.startswith("render/pathtrace/"):
        yield f"{found.file} imports {found.target}: only render/pathtrace/ may"
    if parts[0] in DENOISER and not (found.lazy and found.file == "render/_denoise.py"):
        yield f"{found.file} imports {found.target}: only render/_denoise.py may, and only to use it"
    if parts[0] == "numpy" and own in {"cli", "web"}:
        yield f"{found.file} imports numpy: faces only parse, call pipeline and show"
    if parts[0] != "pinrender" or len(parts) < 2 or parts[1] not in RANK:
        return
    other = parts[1]
    if found.lazy and (found.file, other) in LAZY_BACK_CALLS:
        return
    if other != own and RANK[other] >= RANK[own]:
        yield f"{found.file} imports {found.target}: {own} comes before {other}"


FILES = sorted(p.relative_to(PACKAGE).as_posix() for p in PACKAGE.rglob("*.py"))


@pytest.mark.parametrize("file", FILES)
def test_imports_look_downstream(file: str) -> None:
    found = imports_of(file, (PACKAGE / file).read_text(encoding="utf-8"))
    assert [fault for one in found for fault in faults(one)] == []


def test_every_module_has_a_rank() -> None:
    assert {stage_of(file) for file in FILES} <= set(RANK)


@pytest.mark.parametrize(
    ("file", "source"),
    [
        ("relief/_x.py", "from pinrender.mesh import build"),
        ("artwork/_x.py", "from pinrender import design"),
        ("scene/_x.py", "def f():\n    import pinrender.render"),
        ("mesh/_x.py", "import pyrender"),
        ("render/_x.py", "from OpenGL import GL"),
        ("render/gl/_x.py", "def f():\n    import mitsuba"),
        ("render/_denoise.py", "import pyoidn"),
        ("cli/_x.py", "import numpy as np"),
        ("output/_x.py", "from pinrender import pipeline"),
        ("output/_x.py", "from pinrender import web"),
        ("web/_x.py", "import numpy as np"),
        ("web/_x.py", "from pinrender import cli"),
    ],
)
def test_the_rule_sees_a_breach(file: str, source: str) -> None:
    assert [fault for one in imports_of(file, source) for fault in faults(one)] != []


def loaded_by(statement: str) -> set[str]:
    """Top-level modules in a fresh interpreter after the statement."""
    code = f"{statement}\nimport sys\nprint(*{{name.split('.')[0] for name in sys.modules}})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_importing_the_package_is_cheap() -> None:
    assert loaded_by("import pinrender") & HEAVY == set()


def test_importing_the_command_line_is_cheap() -> None:
    assert loaded_by("import pinrender.cli") & HEAVY == set()


def test_gl_is_loaded_only_to_draw() -> None:
    loaded = loaded_by("import pinrender.pipeline, pinrender.scene, pinrender.render")
    assert loaded & {*GL, *TRACER, "trimesh"} == set()


def test_the_tracer_is_loaded_only_to_draw() -> None:
    assert loaded_by("import pinrender.render.pathtrace") & {*GL, *TRACER} == set()
