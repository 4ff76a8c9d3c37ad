"""Broken, hostile and oversized Photoshop files: one sentence, and the parent lives."""

from __future__ import annotations

import re
import struct
import time
from pathlib import Path

import pytest
from PIL import Image
from psd_tools import PSDImage

from pinrender.artwork import _psd_document
from pinrender.artwork._engine import Trade
from pinrender.artwork._psd_document import open_psd
from pinrender.errors import ArtworkError
from pinrender.limits import Limits
from tests.unit.artwork.photoshop import save_psd

NESTED = 3


def two_squares(document: PSDImage) -> None:
    """Two layers of 100 x 100 in three groups, one in another."""
    group = document
    for level in range(NESTED):
        group = group.create_group(name=f"group {level}")
    for name in ("a", "b"):
        group.create_pixel_layer(Image.new("RGBA", (100, 100), (200, 0, 0, 255)), name)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save_psd(tmp_path_factory.mktemp("psd") / "two.psd", two_squares)


def refusal(path: Path, limits: Limits | None = None) -> str:
    with pytest.raises(ArtworkError) as refused:
        open_psd(path, limits or Limits(), bool)
    message = str(refused.value)
    assert path.name in message
    assert "\n" not in message
    return message


def test_limits_are_just_kept(path: Path) -> None:
    limits = Limits(
        layers=NESTED + 2,
        layer_depth=NESTED + 1,
        images_pixels=2 * 100 * 100,
        image_pixels=200 * 200,
        psd_bytes=path.stat().st_size,
    )
    assert len(open_psd(path, limits, bool).layers) == NESTED + 2


@pytest.mark.parametrize(
    ("limits", "said"),
    [
        (Limits(layers=NESTED + 1), "Limits.layers"),
        (Limits(layer_depth=NESTED), "Limits.layer_depth"),
        (Limits(images_pixels=2 * 100 * 100 - 1), "Limits.images_pixels"),
        (Limits(image_pixels=200 * 200 - 1), "39,999 pixels is the most"),
        (Limits(psd_bytes=1000), "Limits.psd_bytes"),
        (Limits(psd_objects=10), "Limits.psd_objects"),
        (Limits(psd_growth=1), "Limits.psd_growth"),
        (Limits(psd_alloc_bytes=100_000), "Limits.psd_alloc_bytes"),
        (Limits(parsed_bytes=80_000), "Limits.parsed_bytes"),
        (Limits(worker_memory_bytes=64 * 1024 * 1024), "Limits.worker_memory_bytes|damaged|reader fail"),
        (Limits(worker_wall_s=0.05), "Limits.worker_wall_s"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_limits_are_just_passed(path: Path, limits: Limits, said: str) -> None:

    assert re.search(said, refusal(path, limits))


@pytest.mark.parametrize(
    ("head", "said"),
    [
        (b"", "is not a Photoshop file"),
        (b"\x89PNG\r\n\x1a\n" + bytes(40), "is not a Photoshop file"),
        (struct.pack(">4sH6xHIIHH", b"8BPS", 3, 3, 9, 9, 8, 3), "of version 3"),
        (struct.pack(">4sH6xHIIHH", b"8BPS", 1, 3, 0, 9, 8, 3), "9 x 0 pixels"),
        (struct.pack(">4sH6xHIIHH", b"8BPS", 2, 3, 299_999, 299_999, 8, 3), "pixels is the most"),
        (struct.pack(">4sH6xHIIHH", b"8BPS", 1, 3, 9, 900, 8, 3), "times the other at most"),
        (struct.pack(">4sH6xHIIHH", b"8BPS", 1, 3, 9, 9, 8, 3), "is damaged"),
        (struct.pack(">4sH6xHIIHH", b"8BPS", 1, 3, 9, 9, 8, 77), "is damaged"),
    ],
)
def test_heads_that_lie(tmp_path: Path, head: bytes, said: str) -> None:
    file = tmp_path / "bad.psd"
    file.write_bytes(head)
    assert said in refusal(file)


def test_a_kind_that_is_not_read_is_named(tmp_path: Path) -> None:
    file = tmp_path / "bad.psd"
    save_psd(file, lambda document: None)
    content = bytearray(file.read_bytes())
    content[25] = 7
    file.write_bytes(content)
    assert "is a multichannel document; convert it to RGB" in refusal(file)


def test_there_is_no_such_file(tmp_path: Path) -> None:
    assert "is not a file" in refusal(tmp_path / "none.psd")


PARSER = """
import json
from pinrender.errors import ArtworkError

class Refused(ArtworkError):
    def __init__(self, text):
        super().__init__("'two.psd' " + text)

def answer(request, write):
    {body}

def load():
    return lambda request, write: json.dumps(answer(request, write)).encode()
"""


def trade(module: str) -> Trade:
    return Trade(kind="Photoshop", worker=module, packages=(), verb="read")


STOLEN = "import os; return {'refused': os.path.basename(os.open('/etc/passwd', 0) and '')}"


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("while True: pass", "Limits.worker_cpu_s"),
        ("import time; time.sleep(60)", "Limits.worker_wall_s"),
        ("return len(bytearray(1 << 40))", "Limits.worker_memory_bytes"),
        ("for _ in range(99): write(bytes(1 << 20))", "Limits.parsed_bytes"),
        ("import os, time; os.kill(os.getpid(), 11); time.sleep(9)", "signal 11"),
        ("import os; os.abort()", "Limits.worker_memory_bytes"),
        ("import os; os._exit(0)", "is damaged"),
        ("raise KeyError", "is damaged"),
        ("raise SystemExit(0)", "is damaged"),
        ("return answer(request, write)", "is damaged"),
        ("return []", "no sound answer"),
        ("return {}", "no sound answer"),
        (STOLEN, "is damaged"),
        ("raise Refused('is\\\\n\\\\x1b[31m' + 'x' * 999)", "is[31mxxx"),
    ],
)
def test_a_parser_that_fails_in_any_way_is_one_sentence(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, body: str, said: str
) -> None:
    (tmp_path / "failing.py").write_text(PARSER.format(body=body.replace("\\\\", "\\")))
    monkeypatch.setattr(_psd_document, "PSD_TRADE", trade("failing"))
    monkeypatch.syspath_prepend(tmp_path)
    started = time.monotonic()
    wall_s = 1.0 if "sleep" in body else 20.0
    limits = Limits(worker_cpu_s=0, worker_wall_s=wall_s, parsed_bytes=20 * 1024 * 1024)
    message = refusal(path, limits)
    assert said in message
    assert len(message) < 400
    assert time.monotonic() - started < 15.0


HONEST = {"name": "a", "parent": None, "visible": True, "painted": True, "text": False, "mode": ""}
SIZE = {"left": 0, "top": 0, "width": 2, "height": 2, "deep": False}


@pytest.mark.parametrize(
    "lie",
    [
        {"width": 3},
        {"width": -2, "height": -2},
        {"width": 10**9},
        {"left": 199},
        {"top": -1},
        {"parent": 0},
        {"parent": -1},
        {"deep": True},
        {"name": 7},
        {"name": "x" * 2000},
        {"more": 1},
    ],
    ids=str,
)
def test_numbers_are_not_believed(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lie: dict[str, object]
) -> None:
    answer = {"undrawn": [], "profile": "", "differs": None, "flat": False, "damaged": False}
    answer["layers"] = [HONEST | SIZE | lie]
    (tmp_path / "lying.py").write_text(PARSER.format(body=f"write(bytes(16)); return {answer!r}"))
    monkeypatch.setattr(_psd_document, "PSD_TRADE", trade("lying"))
    monkeypatch.syspath_prepend(tmp_path)
    assert "no sound answer" in refusal(path)


def test_nothing_is_left_open(path: Path) -> None:
    def count() -> int:
        return sum(1 for _ in Path("/proc/self/fd").iterdir())

    before = count()
    refusal(path, Limits(worker_wall_s=0.05))
    open_psd(path, Limits(), bool).close()
    assert count() == before
