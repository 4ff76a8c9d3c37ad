"""A wheel built from the tree renders in a clean environment, outside the checkout."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from PIL import Image

SHIPPED = ("LICENSE", "README.md", "pinrender", "assets", "scripts", "pyproject.toml", "setup.py")
"""What a wheel is made of; copied first, so that no stale build folder of the checkout gets in."""
VIEWER = ("model-viewer.min.js", "LICENSES.txt")
REQUIRED = os.environ.get("CI") == "true"


def run(*command: str | Path, cwd: Path) -> str:
    """Run a command to its end; a failure shows the end of what it said."""
    clean = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "VIRTUAL_ENV"}}
    done = subprocess.run(
        [str(part) for part in command], cwd=cwd, env=clean, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{command}\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}"
    return done.stdout


@pytest.fixture(scope="session")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("wheel")
    tree = place / "tree"
    tree.mkdir()
    for name in SHIPPED:
        if (root / name).is_dir():
            shutil.copytree(root / name, tree / name, ignore=shutil.ignore_patterns("__pycache__", "vendor*"))
        else:
            shutil.copy(root / name, tree)
    run(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", place, tree, cwd=place)
    (built,) = place.glob("pinrender-*.whl")
    return built


@pytest.fixture(scope="session")
def elsewhere(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh environment with nothing but the wheel and what it asks for."""
    place = tmp_path_factory.mktemp("elsewhere")
    run(sys.executable, "-m", "venv", place / "venv", cwd=place)
    python = place / "venv" / "bin" / "python"
    run(python, "-m", "pip", "install", "--quiet", "--no-compile", wheel, cwd=place)
    return place


def test_every_asset_and_shader_is_in_the_wheel(wheel: Path, root: Path) -> None:
    inside = set(zipfile.ZipFile(wheel).namelist())
    assets = {f"pinrender/{p.relative_to(root).as_posix()}" for p in (root / "assets").rglob("*.*")}
    shaders = (root / "pinrender" / "render" / "gl" / "shaders").iterdir()
    needed = {name for name in assets if "__pycache__" not in name}
    needed |= {p.relative_to(root).as_posix() for p in shaders}
    needed |= {p.relative_to(root).as_posix() for p in (root / "pinrender" / "web" / "static").glob("*.*")}
    needed |= {p.relative_to(root).as_posix() for p in (root / "pinrender").rglob("*.py")}
    needed.add("pinrender/py.typed")
    assert needed - inside == set()


def test_the_viewer_is_fetched_into_the_wheel_with_its_licences(wheel: Path) -> None:
    if not shutil.which("npm") and not REQUIRED:
        pytest.skip("npm is not installed; it fetches the viewer")
    with zipfile.ZipFile(wheel) as inside:
        script, licenses = (inside.read(f"pinrender/web/static/vendor/{name}").decode() for name in VIEWER)
    assert script.rstrip().endswith("};")
    assert 'customElements.define("model-viewer"' in script
    assert "sourceMappingURL" not in script
    for words in ("Apache License", "three.js authors", "Google LLC", "MONOGRID", "Facebook"):
        assert words in licenses


def test_the_wheel_has_the_viewer_where_it_is_looked_for(wheel: Path, elsewhere: Path) -> None:
    if not any(name.endswith(VIEWER[0]) for name in zipfile.ZipFile(wheel).namelist()):
        pytest.skip("the wheel was built without npm")
    code = "from pinrender._viewer import viewer_script; print(len(viewer_script()))"
    assert int(run(elsewhere / "venv" / "bin" / "python", "-c", code, cwd=elsewhere)) > 1_000_000


def test_nothing_else_is_in_the_wheel(wheel: Path) -> None:
    tops = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"pinrender"}


def test_it_is_the_installed_package_that_runs(elsewhere: Path) -> None:
    code = "import pinrender; print(pinrender.__file__)"
    where = run(elsewhere / "venv" / "bin" / "python", "-c", code, cwd=elsewhere).strip()
    assert Path(where).is_relative_to(elsewhere / "venv")


def test_it_lists_the_catalogue(elsewhere: Path) -> None:
    said = run(elsewhere / "venv" / "bin" / "pinrender", "list", "platings", "--json", cwd=elsewhere)
    assert "black-nickel" in {entry["name"] for entry in json.loads(said)}


def test_it_renders(elsewhere: Path, examples: Path) -> None:
    art = shutil.copy(examples / "fox.svg", elsewhere)
    picture = elsewhere / "x.png"
    run(
        elsewhere / "venv" / "bin" / "pinrender",
        "render",
        art,
        "-o",
        picture,
        "--pixels",
        "128",
        cwd=elsewhere,
    )
    with Image.open(picture) as image:
        image.load()
        assert image.size == (128, 128)
        assert len(image.convert("RGB").getcolors(1 << 14) or []) > 100, "a pin, not a blank"
