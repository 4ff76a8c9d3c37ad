"""The drawing process dies, hangs or starves, and the parent lives and says so."""

from __future__ import annotations

import time
from contextlib import closing
from pathlib import Path

import pytest

from pinrender.artwork import read
from pinrender.artwork._engine import Engine
from pinrender.artwork._svg_document import SVG_TRADE, svg_request
from pinrender.errors import ArtworkError
from pinrender.limits import Limits
from tests.unit.artwork.drawings import save_svg, svg

SMALL = svg('<rect width="50" height="50" fill="#c00"/>').encode()
DEEP = svg('<g opacity=".5">' * 400_000 + "</g>" * 400_000).encode()
SLOW = svg(
    '<filter id="f"><feMorphology operator="dilate" radius="60"/><feMorphology radius="60"/></filter>'
    '<rect width="100" height="100" filter="url(#f)"/>'
).encode()


def draw(limits: Limits, svg_bytes: bytes, side: int = 64) -> bytes:
    """Draw past the pre-flight, which would have refused."""
    engine = Engine(SVG_TRADE, "art.svg", limits)
    try:
        return next(engine.draw(iter([svg_request(svg_bytes, side, side)])))
    finally:
        engine.close()
        assert all(each._process.poll() is not None for each in engine._processes)


def open_descriptors() -> int:
    return sum(1 for _ in Path("/proc/self/fd").iterdir())


def test_draws_a_png_of_the_size_asked_for() -> None:
    png = draw(Limits(), SMALL.replace(b"viewBox", b'width="64" height="64" viewBox'))
    assert png.startswith(b"\x89PNG")
    assert png[16:24] == (64).to_bytes(4, "big") * 2


def test_a_crash_is_reported() -> None:
    with pytest.raises(ArtworkError, match=r"makes the SVG engine fail|needs more than"):
        draw(Limits(), DEEP)


def test_processor_time_is_limited() -> None:
    started = time.monotonic()
    with pytest.raises(ArtworkError, match="takes too long to draw"):
        draw(Limits(worker_cpu_s=0), SLOW, side=2000)
    assert time.monotonic() - started < 10.0


def test_a_hang_is_killed_on_the_clock() -> None:
    started = time.monotonic()
    with pytest.raises(ArtworkError, match="takes too long to draw"):
        draw(Limits(worker_wall_s=0.5), SLOW, side=2000)
    assert time.monotonic() - started < 3.0


def test_many_pictures_share_their_time() -> None:
    """Each keeps to its own, and all together do not."""
    slow = svg_request(SLOW.replace(b'radius="60"', b'radius="6"'), 300, 300)
    with closing(Engine(SVG_TRADE, "art.svg", Limits(worker_total_s=0.5))) as engine:
        pictures = engine.draw(slow for _ in range(500))
        with pytest.raises(ArtworkError, match=r"stopped after 0.5 s, Limits.worker_total_s"):
            list(pictures)


def test_memory_is_limited() -> None:
    limits = Limits(worker_memory_bytes=400 * 1024 * 1024)
    with pytest.raises(ArtworkError, match=r"needs more than 400 MiB"):
        draw(limits, SMALL.replace(b"viewBox", b'width="9000" height="9000" viewBox'), side=9000)


def test_a_process_that_cannot_start_is_reported() -> None:
    with pytest.raises(ArtworkError, match=r"'art.svg'"):
        draw(Limits(worker_memory_bytes=1024 * 1024), SMALL)


def test_a_refusal_of_the_engine_is_passed_on_in_words() -> None:
    with pytest.raises(ArtworkError, match=r"'art.svg' cannot be drawn as SVG: "):
        draw(Limits(), b"<svg>")


def test_it_can_open_no_file(tmp_path: Path) -> None:
    """Even past the pre-flight: the picture of a file beside the artwork stays empty."""
    secret = tmp_path / "secret.svg"
    secret.write_bytes(SMALL)
    linked = svg(f'<image href="{secret}" width="100" height="100"/>', attributes='width="64" height="64"')
    empty = svg("", attributes='width="64" height="64"')
    assert draw(Limits(), linked.encode()) == draw(Limits(), empty.encode())


def test_the_parent_goes_on_and_nothing_is_left_open(tmp_path: Path) -> None:
    path = save_svg(tmp_path, '<g id="line"><rect width="50" height="50"/></g>')
    read(path, size_mm=10.0, pixels_per_mm=10.0)
    before = open_descriptors()
    for _ in range(3):
        with pytest.raises(ArtworkError):
            read(path, size_mm=10.0, pixels_per_mm=10.0, limits=Limits(worker_memory_bytes=1024 * 1024))
        read(path, size_mm=10.0, pixels_per_mm=10.0)
    assert open_descriptors() == before


def test_many_pictures_larger_than_a_pipe_come_back_in_order() -> None:
    def picture(index: int) -> tuple[bytes, int, int]:
        side = 200 + index
        padding = f"<!--{'x' * 300_000}-->"
        noise = "".join(
            f'<rect x="{i}" y="{(i * 37) % 100}" width="1" height="{i % 9}"/>' for i in range(100)
        )
        return svg(padding + noise, attributes=f'width="{side}" height="{side}"').encode(), side, side

    engine = Engine(SVG_TRADE, "art.svg", Limits())
    try:
        pngs = list(engine.draw(svg_request(*picture(index)) for index in range(8)))
    finally:
        engine.close()
    assert [int.from_bytes(data[16:20], "big") for data in pngs] == [200 + index for index in range(8)]
