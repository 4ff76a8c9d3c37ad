"""Whatever the bytes of a PDF are, it is read, it is refused, or a worker dies and nothing is lost."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array

from pinrender.artwork import read
from pinrender.errors import ArtworkError
from pinrender.limits import Limits
from tests.unit.artwork.pdfs import RING, PdfMaker, circle, within

PIECES = [
    *(b"<<", b">>", b"[", b"]", b"(", b")", b"null", b"0 R", b"1 0 R", b"7 0 R", b"endobj", b"stream"),
    *(b"/OC", b"/Type", b"/Kids", b"/Order", b"/OCGs", b"/D", b"/Name", b"/Separation", b"/Resources"),
    *(b"-1", b"1e99", b"99999999999", b"nan", b"true", b"\x00", b"\xff", b"BDC", b"EMC", b" Do ", b"%%EOF"),
]
DEATHS = {-signal.SIGABRT, -signal.SIGSEGV, -signal.SIGXCPU, -signal.SIGKILL, -signal.SIGBUS, -signal.SIGILL}
MANY = 400
FEW = 12


def seed_data() -> bytes:
    """A file with everything that is looked at, nothing of it packed."""
    made = PdfMaker()
    fill, eyes, line = (made.group(name) for name in ("Fill", "eyes", "metal"))
    made.spot("S", "PANTONE 186 C", (0, 1, 0.8, 0.1))
    made.resources.XObject.F = made.form(RING, OC=made.groups[2])
    made.configure(order=Array([made.groups[0], Array([made.groups[1]]), made.groups[2]]), off=[1])
    made.page.obj.CropBox, made.page.obj.Rotate = Array([5, 5, 95, 95]), 90
    made.draw(
        within(fill, f"/S cs 1 scn {circle(40)} f " + within(eyes, "40 40 9 9 re f"))
        + "/F Do "
        + within(line, RING)
    )
    return made.data(
        compress_streams=False,
        stream_decode_level=pikepdf.StreamDecodeLevel.all,
        object_stream_mode=pikepdf.ObjectStreamMode.disable,
        deterministic_id=True,
    )


def mutated(data: bytes, seed: int) -> bytes:
    """Replace a few stretches, swap two, or cut the end off."""
    chance = random.Random(seed)
    for _ in range(chance.randint(1, 6)):
        at, length = chance.randrange(len(data)), chance.randint(0, 12)
        piece = chance.choice([*PIECES, chance.randbytes(chance.randint(0, 4))])
        data = data[:at] + piece + data[at + length :]
    if chance.random() < 0.1:
        data = data[: chance.randrange(len(data))]
    return data


# Runs in a process of its own, which forks for each file: a start for each would take minutes.
HARNESS = """
import codecs, json, os, resource, sys
from pinrender.workers._pdf import load
from pinrender.workers._serve import CODECS

for codec in CODECS:
    codecs.lookup(codec)

answer = load()
for line in sys.stdin:
    child = os.fork()
    if child == 0:
        resource.setrlimit(resource.RLIMIT_CPU, (3, 4))
        resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_NOFILE, (3, 3))
        code = 70
        try:
            told = json.loads(answer(bytes.fromhex(line), None))
            layers = list(range(len(told["layers"])))
            window = {"left": 0, "top": 0, "px_per_unit": 1.0, "rows": 60, "cols": 50}
            assert len(answer(json.dumps({"layers": layers, **window}).encode(), None)) == 4 * 60 * 50
            code = 0
        except ValueError as error:
            code = 1 if str(error) and chr(10) not in str(error) else 71
        except MemoryError:
            code = 1
        finally:
            os._exit(code)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    print(json.dumps(status), flush=True)
"""


@pytest.fixture(scope="module")
def endings() -> list[int]:
    """How the process ended for each of many mutations."""
    data = seed_data()
    lines = "".join(mutated(data, seed).hex() + "\n" for seed in range(MANY))
    done = subprocess.run(
        [sys.executable, "-c", HARNESS],
        input=lines,
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    return [json.loads(line) for line in done.stdout.split()]


def test_the_seed_is_read(tmp_path: Path) -> None:
    path = tmp_path / "art.pdf"
    path.write_bytes(seed_data())
    art = read(path, size_mm=10.0, pixels_per_mm=10.0)
    found = [(layer.name, layer.visible) for layer in art.layers]
    assert found == [("Fill", True), ("eyes", False), ("metal", True)]
    assert list(art.color_names.values()) == ["PANTONE 186 C"]


def test_many_mutations_are_answered_or_refused_or_kill_only_the_worker(endings: list[int]) -> None:
    assert len(endings) == MANY
    assert set(endings) <= {0, 1} | DEATHS
    assert endings.count(0) > MANY // 10
    assert endings.count(1) > MANY // 20


@pytest.mark.parametrize("seed", range(FEW))
def test_mutations_end_in_artwork_or_one_sentence(tmp_path: Path, seed: int) -> None:
    path = tmp_path / "art.pdf"
    path.write_bytes(mutated(seed_data(), 1_000_000 + seed))
    try:
        art = read(path, size_mm=10.0, pixels_per_mm=8.0, limits=Limits(worker_cpu_s=3, worker_wall_s=10.0))
    except ArtworkError as error:
        assert "\n" not in str(error)
        assert "art.pdf" in str(error)
    else:
        assert art.plan.body.any()


def test_seeds_are_told_apart() -> None:
    assert mutated(seed_data(), 1) != mutated(seed_data(), 2)
