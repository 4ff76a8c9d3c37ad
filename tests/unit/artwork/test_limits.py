"""Every limit by a file that just keeps it, and by the same one over it."""

from __future__ import annotations

import base64
import dataclasses
import json
import tempfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from pinrender.artwork import _raster_worker, read
from pinrender.artwork._files import read_bytes
from pinrender.artwork._pdf_description import described
from pinrender.artwork._svg_canvas import canvas_px
from pinrender.artwork._svg_preflight import preflight
from pinrender.design._settings_file import parsed
from pinrender.errors import ArtworkError, CatalogError
from pinrender.limits import Limits
from tests.unit.artwork.drawings import disc_png, png, save_svg, save_zip, svg
from tests.unit.artwork.test_ora import PICTURES, STACK, ora

R = '<rect width="9" height="9"/>'
DATA = base64.b64encode(png(np.full((4, 4, 4), 255, np.uint8))).decode()
IMAGE = f'<image href="data:image/png;base64,{DATA}"/>'
DISC = disc_png(20, 8.0, (9, 9, 9))
Call = Callable[[Limits], object]
READ = _raster_worker.load()


def checked(body: str, before: str = "", attributes: str = "") -> Call:
    """Check an SVG of this content."""
    data = (before + svg(body, attributes=attributes)).encode()
    return lambda limits: canvas_px(preflight(data, "a.svg", limits).root, "a.svg", limits)


def pixels(kind: str, content: bytes) -> Call:
    """Read a picture or an archive."""

    def call(limits: Limits) -> object:
        task = {"kind": kind, "name": "a", "limits": dataclasses.asdict(limits)}
        return READ(json.dumps(task).encode() + b"\n" + content, lambda _: None)

    return call


def zipped(entries: dict[str, bytes]) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        return save_zip(Path(folder) / "a.zip", entries).read_bytes()


def opened_ora() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        return ora(Path(folder) / "a.ora", STACK, PICTURES).read_bytes()


def page(**said: object) -> Call:
    """Take over a description of a PDF."""
    told = {"pages": 1, "box": [9, 9], "unit_pt": 1, "plain": True, "layers": [], "fonts": [], "colors": {}}
    return lambda limits: described(json.dumps(told | said).encode(), "a.pdf", limits)


def file_of(size: int, ceiling: str) -> Call:
    """Read a file of that many bytes."""

    def call(limits: Limits) -> object:
        with tempfile.NamedTemporaryFile() as file:
            file.write(bytes(size))
            file.flush()
            return read_bytes(Path(file.name), limits, ceiling)

    return call


ENTITIES = '<!DOCTYPE svg [<!ENTITY a "xxxx"><!ENTITY b "yyyy">]>'
CHAIN = "".join(f'<mask id="m{i}" mask="url(#m{i + 1})">{R}</mask>' for i in range(3))
TWO = zipped({"1.png": DISC, "2.png": DISC})
BOMB = zipped({"a.png": bytes(2 * 1024 * 1024), "b.txt": b""})
CASES: dict[str, tuple[Call, float]] = {
    "svg_bytes": (checked(R), len(svg(R))),
    "svg_elements": (checked(R * 5), 6),
    "svg_depth": (checked("<g>" * 3 + R + "</g>" * 3), 5),
    "svg_attributes": (checked(R * 5), 15),
    "svg_attribute_chars": (checked(f'<path d="M{" " * 98}0"/>'), 100),
    "svg_text_chars": (checked("<text>hello</text>"), 5),
    "svg_style_chars": (checked("<style>.a{fill:red}</style>"), 12),
    "svg_style_rules": (checked("<style>" + ".a{}" * 4 + "</style>"), 4),
    "svg_style_depth": (checked("<style>@media{@media{a{}}}</style>"), 3),
    "svg_entities": (checked(R, ENTITIES), 2),
    "svg_entity_chars": (checked(R, ENTITIES), 4),
    "svg_references": (checked(f'<g id="a">{R * 3}</g>' + '<use href="#a"/>' * 5), 20),
    "svg_reference_chain": (checked(CHAIN + f'<g mask="url(#m0)">{R}</g>'), 3),
    "svg_images": (checked(IMAGE * 3), 3),
    "canvas_side_px": (checked(R, attributes='width="300" height="200"'), 300.0),
    "canvas_aspect": (checked(R, attributes='width="300" height="200"'), 1.5),
    "image_pixels": (checked(IMAGE), 16),
    "image_side_px": (pixels("flat", DISC), 20),
    "images_pixels": (pixels("zip", TWO), 800),
    "file_bytes": (pixels("zip", TWO), len(DISC)),
    "zip_bytes": (pixels("zip", TWO), 2 * len(DISC)),
    "zip_entries": (pixels("zip", TWO), 2),
    "zip_ratio": (pixels("zip", BOMB), 10_000),
    "zip_name_bytes": (pixels("zip", zipped({f"{'x' * 20}.png": DISC})), 24),
    "zip_folders": (pixels("zip", zipped({"a/b/c/1.png": DISC})), 3),
    "layers": (pixels("ora", opened_ora()), 2),
    "pdf_bytes": (file_of(1000, "pdf_bytes"), 1000),
    "pdf_pages": (page(pages=3), 3),
    "pdf_side_pt": (page(box=[90.0, 40.0]), 90.0),
    "pdf_unit": (page(unit_pt=50.0), 50.0),
    "psd_bytes": (file_of(1000, "psd_bytes"), 1000),
}
ELSEWHERE = {
    "layer_depth": "test_psd_refusals.py",
    "psd_alloc_bytes": "test_psd_refusals.py",
    "psd_objects": "test_psd_refusals.py",
    "psd_growth": "test_psd_refusals.py",
    "parsed_bytes": "test_psd_refusals.py",
    "worker_memory_bytes": "test_svg_engine.py",
    "worker_cpu_s": "test_svg_engine.py",
    "worker_wall_s": "test_svg_engine.py",
    "worker_total_s": "test_svg_engine.py",
    "upload_bytes": "../web/test_uploads.py",
    "uploads_bytes": "../web/test_uploads.py",
    "uploads": "../web/test_uploads.py",
    "upload_pause_s": "../web/test_uploads.py",
    "request_bytes": "../web/test_limits_met.py",
    "connections": "../web/test_limits_met.py",
    "render_wall_s": "../web/test_limits_met.py",
    "render_queue": "../web/test_jobs.py",
    "studio_wall_s": "../web/test_jobs.py",
    "render_memory_bytes": "../web/test_jobs.py",
}
"""Limits that take a process to be met, and where that is done."""


@pytest.mark.parametrize("limit", CASES)
def test_a_file_just_under_is_read_and_just_over_is_told_the_limit(limit: str) -> None:
    call, most = CASES[limit]
    if limit == "zip_ratio":  # what is under it is unpacked, and is no picture
        with pytest.raises(ArtworkError, match="is not a PNG image"):
            call(Limits(zip_ratio=int(most)))
        with pytest.raises(ArtworkError, match=r"more than 100 to 1.*Limits\.zip_ratio"):
            call(Limits())
        return
    call(Limits(**{limit: most}))
    less = most - 1 if isinstance(most, int) else most * 0.999
    with pytest.raises(ArtworkError, match=rf"Limits\.{limit}\b") as caught:
        call(Limits(**{limit: less}))
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("limit", "raw"),
    [
        ("pin_toml_bytes", b"#" * Limits().pin_toml_bytes),
        ("pin_toml_dots", b"#" + b"." * Limits().pin_toml_dots),
    ],
)
def test_a_pin_toml_just_under_and_just_over(limit: str, raw: bytes) -> None:
    assert parsed(raw, "pin.toml") == {}
    with pytest.raises(CatalogError, match=rf"Limits\.{limit}"):
        parsed(raw + b".", "pin.toml")


def test_a_raster_just_under_keeps_its_pitch_and_just_over_is_coarser(tmp_path: Path) -> None:
    path = save_svg(tmp_path, '<rect width="100" height="50"/>')
    side = 2 * 10 * 20 + 2 * 16
    for most, pixels_per_mm in ((side, 20.0), (side - 100, 15.0)):
        art = read(path, size_mm=10.0, pixels_per_mm=20.0, limits=Limits(raster_side_px=most))
        assert art.plan.grid.pixels_per_mm == pytest.approx(pixels_per_mm, rel=0.01)
        assert 2 * max(art.plan.body.shape) <= most


def test_every_limit_is_met() -> None:
    met = {*CASES, *ELSEWHERE, "pin_toml_bytes", "pin_toml_dots", "raster_side_px", "render_held_bytes"}
    assert met == {field.name for field in dataclasses.fields(Limits)}
    for limit, module in ELSEWHERE.items():
        text = (Path(__file__).parent / module).read_text(encoding="utf-8")
        assert f"{limit}=" in text or f'"{limit}":' in text


def test_defaults_leave_room() -> None:
    """A file as people draw them keeps every limit by a wide margin."""
    checked(R * 500 + IMAGE)(Limits())
    pixels("zip", TWO)(Limits())
