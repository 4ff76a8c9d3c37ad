"""A GLB taken apart, and what Khronos' own validator says of it; npm brings that once into ``.cache/``."""

from __future__ import annotations

import io
import json
import os
import shutil
import struct
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

__all__ = ["Glb", "validated"]

ROOT = Path(__file__).resolve().parent.parent
PINNED = ROOT / "tests" / "gltf_validator"
REQUIRED = os.environ.get("CI") == "true"
TIMEOUT_S = 300


class Glb:
    """A GLB taken apart."""

    def __init__(self, path: Path) -> None:
        self.data = path.read_bytes()
        length = struct.unpack("<I", self.data[12:16])[0]
        self.tree: dict[str, Any] = json.loads(self.data[20 : 20 + length])
        self.binary = self.data[28 + length :]

    def material(self, surface: str, variant: int = 0) -> dict[str, Any]:
        (primitive,) = next(m["primitives"] for m in self.tree["meshes"] if m["name"] == surface)
        number = primitive["material"]
        for mapping in primitive.get("extensions", {}).get("KHR_materials_variants", {}).get("mappings", []):
            if variant in mapping["variants"]:
                number = mapping["material"]
        found: dict[str, Any] = self.tree["materials"][number]
        return found

    def picture(self, texture: dict[str, Any]) -> NDArray[np.uint8]:
        source = self.tree["textures"][texture["index"]]["extensions"]["EXT_texture_webp"]["source"]
        view = self.tree["bufferViews"][self.tree["images"][source]["bufferView"]]
        start = view.get("byteOffset", 0)
        return np.array(Image.open(io.BytesIO(self.binary[start : start + view["byteLength"]])))


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
