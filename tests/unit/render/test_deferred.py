"""What a preview does not call is not loaded for it, and is there for whoever calls it."""

from __future__ import annotations

import subprocess
import sys

import pytest


def said_by(program: str) -> str:
    """What a fresh Python prints."""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


LOADED = """
import sys
from pinrender.render import open_renderer
open_renderer("gl")
print(*sorted({"networkx", "scipy", "trimesh", "pyrender.viewer", "tkinter"} & set(sys.modules)))
"""


def test_a_preview_loads_no_library_that_it_never_calls() -> None:
    """Together they take four times as long as the rest of pyrender."""
    assert said_by(LOADED).split() == []


LATER = """
from pinrender.render.gl._platform import preload
preload()
import pyrender, trimesh
print(pyrender.Mesh.from_trimesh(trimesh.creation.box()).bounds.max(), len(pyrender.Scene().nodes))
"""


def test_what_was_deferred_works_for_whoever_asks_for_it() -> None:
    """pyrender itself still reaches trimesh and networkx, and everybody else gets the whole of trimesh."""
    assert said_by(LATER) == "0.5 0"


BEFORE = """
import networkx, trimesh
kept = trimesh.transformations
from pinrender.render.gl._platform import preload
preload()
import pyrender.node, sys
print(pyrender.node.transformations is kept, sys.modules["trimesh"] is trimesh)
"""


def test_what_is_loaded_already_is_left_alone() -> None:
    assert said_by(BEFORE) == "True True"


CASES = ["json.tool", "no_such_module"]


@pytest.mark.parametrize("name", CASES)
def test_a_stand_in_gives_way_at_the_first_question(name: str) -> None:
    """Inside, too: whoever asks for something gets it, and what is not installed is missing as ever."""
    program = f"""
from importlib import import_module
from pinrender.render.gl._deferred import deferred
with deferred("{name}"):
    try:
        print(import_module("{name}").main.__module__)
    except ModuleNotFoundError as error:
        print(error.name)
"""
    assert said_by(program) == name
