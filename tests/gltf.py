"""What Khronos' own validator says of a GLB; npm brings it once into ``.cache/``."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import pytest

__all__ = ["validated"]

ROOT = Path(__file__).resolve().parent.parent
PINNED = ROOT / "tests" / "gltf_validator"
REQUIRED = os.environ.get("CI") == "true"
TIMEOUT_S = 300


def validated(glb: bytes) -> dict[str, Any]:
    """The validator's report: of ``issues`` most of all ``numErrors``, ``numWarnings`` and ``messages``.

    Without node and npm the test that asks is skipped; in continuous integration it fails.
    """
    done = subprocess.run(
        [_command("node"), PINNED / "report.mjs", _modules()],
        input=glb,
        capture_output=True,
        timeout=TIMEOUT_S,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode(errors="replace")[-2000:]
    return json.loads(done.stdout)  # type: ignore[no-any-return]


def _command(name: str) -> str:
    found = shutil.which(name)
    if not found and not REQUIRED:
        pytest.skip(f"{name} is not installed; the glTF validator needs it")
    assert found, f"{name} is not installed"
    return found


def _modules() -> Path:
    """The folder that holds what is pinned, whole; the first to ask makes it, whoever else asks meanwhile."""
    lock = json.loads((PINNED / "package-lock.json").read_text(encoding="utf-8"))
    version = lock["packages"]["node_modules/gltf-validator"]["version"]
    place = ROOT / ".cache" / f"gltf-validator-{version}"
    if place.is_dir():
        return place / "node_modules"
    place.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=place.parent) as holder:
        made = Path(holder) / "made"
        made.mkdir()
        for name in ("package.json", "package-lock.json"):
            shutil.copy(PINNED / name, made)
        command = [_command("npm"), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
        done = subprocess.run(
            command, cwd=made, capture_output=True, text=True, timeout=TIMEOUT_S, check=False
        )
        if done.returncode != 0 and not REQUIRED:
            pytest.skip(f"npm cannot bring the glTF validator: {done.stderr.strip()[:200]}")
        assert done.returncode == 0, done.stderr
        if not place.is_dir():
            made.replace(place)
    return place / "node_modules"
