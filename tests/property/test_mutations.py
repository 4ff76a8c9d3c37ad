"""Two thousand damaged files, each read, refused in a sentence, or the death of a child and of nothing else.

They go through the very processes that read a customer's file, each of which takes hundreds: a start for each
would take minutes. A failure names the kind and the seed: ``mutated(kind, seed)`` makes the file again.
"""

from __future__ import annotations

import dataclasses
import json
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from lxml import etree

from pinrender.artwork import read
from pinrender.artwork._process import Reply, Trade, WorkProcess
from pinrender.artwork._raster_description import RasterDescription, believed, rasters
from pinrender.artwork._raster_reader import RASTER_TRADE
from pinrender.artwork._role_table import meaning
from pinrender.artwork._svg_canvas import canvas_px, framed
from pinrender.artwork._svg_document import SVG_TRADE, _cleaned, svg_request
from pinrender.artwork._svg_layers import split_layers
from pinrender.artwork._svg_names import Hiding
from pinrender.design import read_pin_toml
from pinrender.errors import ArtworkError, PinrenderError
from pinrender.limits import Limits
from tests.property.mutations import SEEDS, mutated

BATCH = 100
BATCHES = {"svg": 6, "png": 3, "jpeg": 2, "webp": 2, "tiff": 2, "zip": 2, "ora": 3, "kra": 1, "toml": 3}
CASES = [(kind, batch) for kind, count in BATCHES.items() for batch in range(count)]
FLAT = ("png", "jpeg", "webp", "tiff")
LIMITS = Limits(image_pixels=1_000_000, worker_cpu_s=5, worker_wall_s=20.0, worker_memory_bytes=1 << 30)
MOST_DEATHS = 2
"""In a batch: the drawing engine may fail on what passed every check."""
SLOWEST_S = 10.0
SIDE_PX = 48


class Warm:
    """A process that is asked file after file; a new one where it has died."""

    def __init__(self, trade: Trade) -> None:
        self._trade = trade
        self._process: WorkProcess | None = None
        self.deaths = 0

    def ask(self, *request: bytes) -> Reply:
        if self._process is None:
            self._process = WorkProcess(self._trade, "art", LIMITS)
        self._process.ask(*request)
        try:
            return self._process.receive()
        except ArtworkError:
            if self._process._process.poll() is not None:
                self.deaths += 1
                self.close()
            raise

    def close(self) -> None:
        if self._process is not None:
            self._process.close()
        self._process = None


@pytest.fixture(scope="module")
def warm() -> Iterator[dict[str, Warm]]:
    processes = {"svg": Warm(SVG_TRADE), "raster": Warm(RASTER_TRADE)}
    yield processes
    for process in processes.values():
        process.close()


def task(**more: object) -> bytes:
    return json.dumps({"name": "art", "limits": dataclasses.asdict(LIMITS)} | more).encode() + b"\n"


def read_raster(process: Warm, kind: str, data: bytes) -> None:
    reply = process.ask(task(kind="flat" if kind in FLAT else kind), data)
    described = believed(reply.content, RasterDescription, "art")
    rasters(described.layers, np.frombuffer(reply.parts, np.uint8), "art", LIMITS)


def read_svg(process: Warm, data: bytes) -> None:
    root, css, _ = _cleaned(process.ask(b"C" + task(), data), "art")
    canvas = canvas_px(root, "art", LIMITS)
    layered = split_layers(root, canvas, Hiding(css), lambda name: meaning(name) is not None)
    layered.show(range(len(layered.layers)))
    frame = framed(root, canvas)
    drawn = etree.tostring(frame)
    assert b'href="http' not in drawn
    assert process.ask(svg_request(drawn, SIDE_PX, SIDE_PX)).content.startswith(b"\x89PNG")


def read_toml(folder: Path, data: bytes) -> None:
    (folder / "art.pin.toml").write_bytes(data)
    read_pin_toml(folder / "art.svg")


def reader(kind: str, warm: dict[str, Warm], folder: Path) -> Callable[[bytes], None]:
    if kind == "svg":
        return lambda data: read_svg(warm["svg"], data)
    if kind == "toml":
        return lambda data: read_toml(folder, data)
    return lambda data: read_raster(warm["raster"], kind, data)


@pytest.mark.parametrize("kind", SEEDS)
def test_what_is_not_damaged_is_read(kind: str, warm: dict[str, Warm], tmp_path: Path) -> None:
    reader(kind, warm, tmp_path)(SEEDS[kind])


@pytest.mark.parametrize(("kind", "batch"), CASES)
def test_a_damaged_file_is_read_or_refused(
    kind: str, batch: int, warm: dict[str, Warm], tmp_path: Path
) -> None:
    use = reader(kind, warm, tmp_path)
    before = sum(each.deaths for each in warm.values())
    ended: Counter[bool] = Counter()
    for seed in range(batch * BATCH, (batch + 1) * BATCH):
        where, started = f"mutated({kind!r}, {seed})", time.monotonic()
        try:
            use(mutated(kind, seed))
        except PinrenderError as refused:
            said = str(refused)
            assert "art" in said, where
            assert "\n" not in said.rstrip("\n"), where
            assert "is damaged, or holds what" not in said, f"{where}: not caught by the reader"
            ended[False] += 1
        except Exception as error:
            raise AssertionError(f"{where}: {error!r}") from error
        else:
            ended[True] += 1
        assert time.monotonic() - started < SLOWEST_S, where
    assert sum(each.deaths for each in warm.values()) - before <= MOST_DEATHS
    assert min(ended[True], ended[False]) > 0, "the mutations are all of one sort"


@pytest.mark.parametrize("kind", [kind for kind in SEEDS if kind != "toml"])
def test_a_damaged_file_is_a_pin_or_a_sentence(kind: str, tmp_path: Path) -> None:
    path = tmp_path / f"art.{kind}"
    for seed in (7001, 7002):
        path.write_bytes(mutated(kind, seed))
        try:
            art = read(path, size_mm=10.0, pixels_per_mm=5.0, limits=LIMITS)
        except ArtworkError as error:
            assert "art." in str(error)
            assert str(error).isprintable()
        else:
            assert art.plan.body.any()


def test_there_are_enough() -> None:
    assert sum(BATCHES.values()) * BATCH >= 2000
    assert mutated("svg", 1) == mutated("svg", 1) != mutated("svg", 2)
