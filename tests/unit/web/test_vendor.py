from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pinrender import _viewer
from pinrender.errors import RendererUnavailable


def fetched_without_npm(root: Path, tree: Path) -> subprocess.CompletedProcess[str]:
    """What scripts/web-libs does in a tree of its own, on a machine that has no command at all."""
    (tree / "scripts").mkdir()
    script = shutil.copy(root / "scripts" / "web-libs", tree / "scripts")
    shutil.copytree(root / "pinrender/web", tree / "pinrender/web", ignore=shutil.ignore_patterns("vendor*"))
    return subprocess.run(
        [sys.executable, script], env={"PATH": ""}, capture_output=True, text=True, check=False
    )


def test_without_npm_nothing_is_left_and_one_sentence_says_why(root: Path, tmp_path: Path) -> None:
    done = fetched_without_npm(root, tmp_path)
    assert done.returncode == 1
    assert done.stderr == (
        "pinrender: no viewer: npm is not installed; "
        "pages in 3D cannot be made until scripts/web-libs has run\n"
    )
    static = tmp_path / "pinrender/web/static"
    assert list(static.glob("vendor*")) == []


def test_a_viewer_that_is_there_is_not_fetched_again(root: Path) -> None:
    if not (root / "pinrender/web/static/vendor").is_dir():
        pytest.skip("the viewer was not fetched")
    done = subprocess.run(
        [sys.executable, root / "scripts" / "web-libs"], env={"PATH": ""}, capture_output=True, check=True
    )
    assert done.stdout == done.stderr == b""


def test_a_missing_viewer_is_refused_with_its_remedy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_viewer.resources, "files", lambda _: tmp_path)
    with pytest.raises(RendererUnavailable, match="is not installed; run scripts/web-libs"):
        _viewer.viewer_script()


@pytest.mark.parametrize("folder", ["pinrender/web", "tests/gltf_validator"])
def test_what_npm_brings_is_pinned_and_names_no_host(root: Path, folder: str) -> None:
    lock = (root / folder / "package-lock.json").read_text(encoding="utf-8")
    assert '"resolved"' not in lock
    assert "://" not in lock
    assert lock.count('"integrity": "sha512-') == lock.count('"node_modules/')
