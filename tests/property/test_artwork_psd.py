"""Whatever is done to a Photoshop file, its parser answers, refuses or raises, soon and in little memory."""

from __future__ import annotations

import ast
import io
import json
import random
import subprocess
import sys
from pathlib import Path

import psd_tools
import pytest
from PIL import Image
from psd_tools import PSDImage

from pinrender.artwork import read
from pinrender.artwork._engine import Trade, parse
from pinrender.errors import ArtworkError
from pinrender.limits import Limits

MUTATIONS = 300
SLOWEST_S = 5.0
DRIVER = """
import json, random, time
from collections import Counter
from pinrender.artwork import _psd_layers
from pinrender.artwork._psd_layers import Refused, warm_up
from tests.property.test_artwork_psd import mutated


def answer(request, write):
    said, _, content = request.partition(b"\\n")
    options = json.loads(said)
    ended, slowest = Counter(), 0.0
    for seed in range({mutations}):
        started = time.monotonic()
        try:
            _psd_layers.parse(mutated(content, seed), options, lambda data: None)
            ended["read"] += 1
        except Refused:
            ended["refused"] += 1
        except Exception as error:
            ended[type(error).__name__] += 1
        slowest = max(slowest, time.monotonic() - started)
    return json.dumps({{"ended": dict(ended), "slowest": slowest}}).encode()


def load():
    warm_up()
    return answer
"""


def mutated(content: bytes, seed: int) -> bytes:
    """A copy that is cut short, or has some bits, bytes or numbers changed."""
    dice = random.Random(seed)
    data = bytearray(content)
    if dice.random() < 0.2:
        return bytes(data[: dice.randrange(len(data))])
    for _ in range(dice.choice([1, 1, 2, 5, 20])):
        at = dice.randrange(26, len(data) - 4)
        kind = dice.randrange(3)
        if kind == 0:
            data[at] ^= 1 << dice.randrange(8)
        elif kind == 1:
            data[at] = dice.randrange(256)
        else:
            data[at : at + 4] = dice.choice(
                [b"\0\0\0\0", b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"\0\1\0\0"]
            )
    return bytes(data)


def seed_file() -> bytes:
    """Groups, masks, clipping and offsets in a small file."""
    document = PSDImage.new("RGB", (40, 40), color=1.0)
    square = Image.new("RGBA", (20, 20), (200, 0, 0, 255))
    group = document.create_group(name="metal")
    group.create_pixel_layer(square, "line", top=5, left=5)
    group.create_pixel_layer(square, "over", top=9, left=9).clipping = True
    masked = document.create_pixel_layer(square.convert("RGB"), "fill", top=-5, left=30)
    masked.create_mask(Image.new("L", (20, 20), 128))
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def test_a_parser_takes_any_change(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is imported late, which would fail with every door closed; nothing is slow or large."""
    (tmp_path / "driver.py").write_text(DRIVER.format(mutations=MUTATIONS))
    monkeypatch.syspath_prepend(tmp_path)
    options = {
        "layers": 50,
        "depth": 8,
        "pixels": 10**6,
        "alloc_bytes": 1 << 26,
        "objects": 20_000,
        "growth": 16,
    }
    trade = Trade(kind="Photoshop", worker="driver", packages=())
    limits = Limits(worker_cpu_s=60, worker_wall_s=90.0)
    header, _ = parse(trade, "seed.psd", limits, json.dumps(options).encode(), b"\n", seed_file())
    answer = json.loads(header)
    ended = answer["ended"]
    assert sum(ended.values()) == MUTATIONS
    assert ended["read"] > MUTATIONS // 10
    assert not ended.keys() & {"ImportError", "ModuleNotFoundError", "MemoryError", "RecursionError"}
    assert answer["slowest"] < SLOWEST_S


def imported_by(package: Path) -> set[str]:
    """Every module of another package that some function of this one imports."""
    found: set[str] = set()
    for path in package.rglob("*.py"):
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(function, ast.FunctionDef):
                for node in ast.walk(function):
                    if isinstance(node, ast.ImportFrom) and node.module:
                        found.add(node.module)
                    elif isinstance(node, ast.Import):
                        found |= {each.name for each in node.names}
    return found


def test_nothing_is_left_to_import() -> None:
    """After that no file can be opened."""
    code = "from pinrender.artwork import _psd_layers as p; p.warm_up(); import sys; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    needed = imported_by(Path(psd_tools.__file__).parent)
    assert "scipy.ndimage" in needed
    assert needed - set(loaded.stdout.split()) == set()


@pytest.mark.parametrize("seed", range(4))
def test_a_changed_file_is_a_pin_or_a_sentence(tmp_path: Path, seed: int) -> None:
    path = tmp_path / "fox.psd"
    path.write_bytes(mutated(seed_file(), 1000 + seed))
    try:
        art = read(path, size_mm=10.0, pixels_per_mm=5.0)
    except ArtworkError as error:
        assert "fox.psd" in str(error)
        assert "\n" not in str(error)
    else:
        assert art.plan.body.any()
