"""`read` as a whole: which files, which errors, the same thing twice."""

from __future__ import annotations

import dataclasses
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from pinrender.artwork import Role, read
from pinrender.artwork._digest import digest_of
from pinrender.errors import ArtworkError, UsageError
from tests.unit.artwork.drawings import area_mm2, codes, save_svg

HEAD = "M17 5L12 35 36 62 60 35 54 5 42 18H29Z"
FOX = f"""
<g id="color"><path fill="#E27022" d="{HEAD}"/><circle cx="36" cy="45" r="9" fill="#fff"/></g>
<g id="hair"/>
<g id="skin-shadow"><rect x="30" y="20" width="12" height="5" fill="#d0cfce"/></g>
<g id="line" fill="none" stroke="#000" stroke-width="2"><path d="{HEAD}"/><path d="M36 18V30"/></g>
"""


def test_a_layered_drawing(tmp_path: Path) -> None:
    art = read(
        save_svg(tmp_path, FOX, name="fox.svg", view_box="0 0 72 72"), size_mm=30.0, pixels_per_mm=12.0
    )
    assert art.name == "fox"
    assert [(layer.name, layer.role, layer.reason) for layer in art.layers] == [
        ("color", Role.ENAMEL, "named 'color'"),
        ("hair", Role.ENAMEL, "named 'hair'"),
        ("skin-shadow", Role.ENAMEL, "named 'skin shadow'"),
        ("line", Role.METAL, "named 'line'"),
    ]
    assert art.plan.palette == ("#e27022", "#ffffff", "#d0cfce")
    assert codes(art) == ["empty-layer"]
    assert art.findings[0].message == "nothing is painted in 'hair'"
    assert max(art.size_mm) == pytest.approx(30.0)


def test_arrays_are_read_only_and_of_one_grid(tmp_path: Path) -> None:
    art = read(save_svg(tmp_path, FOX, view_box="0 0 72 72"), size_mm=12.0, pixels_per_mm=12.0)
    rows, cols = art.plan.grid.shape
    expected = {
        "body": (rows, cols),
        "metal": (rows, cols),
        "cells": (rows, cols),
        "recess": (rows, cols),
        "color_srgb8": (rows, cols, 3),
    }
    for name, shape in expected.items():
        array = getattr(art.plan, name)
        assert (array.shape, array.dtype) == (shape, np.uint8), name
        assert not array.flags.writeable
    for layer in art.layers:
        assert layer.coverage.shape == (rows, cols)
        assert layer.cells.shape == (2 * rows, 2 * cols)
        assert not layer.coverage.flags.writeable
        assert not layer.cells.flags.writeable


def test_the_same_file_gives_the_same_digest_in_any_process(tmp_path: Path) -> None:
    path = save_svg(tmp_path, FOX, view_box="0 0 72 72")
    one, two = (read(path, size_mm=12.0, pixels_per_mm=12.0) for _ in range(2))
    program = (
        "from pinrender.artwork import read; import sys; "
        "print(read(sys.argv[1], size_mm=12.0, pixels_per_mm=12.0).digest)"
    )
    other = subprocess.run(
        [sys.executable, "-c", program, str(path)], capture_output=True, text=True, check=True, timeout=60
    )
    assert one.digest == two.digest == other.stdout.strip()
    assert len(one.digest) == 64


def test_the_digest_tells_different_artwork_apart(tmp_path: Path) -> None:
    path = save_svg(tmp_path, FOX, view_box="0 0 72 72")
    other = save_svg(tmp_path, FOX.replace("#fff", "#ffe"), name="b.svg", view_box="0 0 72 72")
    digests = {
        read(path, size_mm=12.0, pixels_per_mm=12.0).digest,
        read(path, size_mm=12.5, pixels_per_mm=12.0).digest,
        read(path, size_mm=12.0, pixels_per_mm=14.0).digest,
        read(path, size_mm=12.0, pixels_per_mm=12.0, roles={"line": "enamel"}).digest,
        read(other, size_mm=12.0, pixels_per_mm=12.0).digest,
    }
    assert len(digests) == 5


def test_the_digest_covers_every_part(tmp_path: Path) -> None:
    art = read(save_svg(tmp_path, FOX, view_box="0 0 72 72"), size_mm=12.0, pixels_per_mm=12.0)
    layer, plan = art.layers[0], art.plan
    assert digest_of(art.name, art.layers, plan) == art.digest

    def touched(array: np.ndarray) -> np.ndarray:
        changed = array.copy()
        changed.flat[array.size // 2] ^= 1
        return changed

    others = [digest_of("b", art.layers, plan), digest_of(art.name, art.layers[1:], plan)]
    others.append(digest_of(art.name, art.layers, plan, {"#123456": "PMS 186 C"}))
    for field in ("body", "metal", "cells", "color_srgb8", "recess"):
        changed = dataclasses.replace(plan, **{field: touched(getattr(plan, field))})
        others.append(digest_of(art.name, art.layers, changed))
    for field, value in (
        ("name", "b"),
        ("role", Role.METAL),
        ("reason", "because"),
        ("visible", False),
        ("palette", ("#123456",)),
        ("coverage", touched(layer.coverage)),
        ("cells", touched(layer.cells)),
    ):
        first = dataclasses.replace(layer, **{field: value})
        others.append(digest_of(art.name, (first, *art.layers[1:]), plan))
    assert art.digest not in others
    assert len(set(others)) == len(others)


def test_roles_can_be_overruled_and_wrong_ones_name_the_nearest(tmp_path: Path) -> None:
    path = save_svg(tmp_path, FOX, view_box="0 0 72 72")
    art = read(path, size_mm=12.0, pixels_per_mm=12.0, roles={"Color": "recess"})
    assert art.layers[0].role is Role.RECESS
    assert area_mm2(art, art.plan.recess) > 20.0
    with pytest.raises(UsageError, match="did you mean 'line'"):
        read(path, size_mm=12.0, roles={"lime": "metal"})
    with pytest.raises(UsageError, match="did you mean 'metal'"):
        read(path, size_mm=12.0, roles=[("line", "metl")])
    with pytest.raises(UsageError, match="'metal' and 'cutout'"):
        read(path, size_mm=12.0, roles=[("line", "metal"), ("line", "cutout")])
    with pytest.raises(ArtworkError, match="nothing to make a pin of"):
        read(path, size_mm=12.0, roles=dict.fromkeys(["color", "skin-shadow", "line"], "ignore"))


def test_findings_come_in_the_order_of_the_layers(tmp_path: Path) -> None:
    body = (
        '<filter id="f"/><g filter="url(#f)" id="swirl"><rect width="80" height="80" fill="#c00"/></g>'
        '<g id="fox"><rect x="20" y="20" width="30" height="30" opacity=".5" fill="#0c0"/><text>x</text></g>'
        '<g id="line"/><g id="cutout"/><g id="back"><rect width="9" height="9"/></g>'
    )
    art = read(save_svg(tmp_path, body), size_mm=12.0, pixels_per_mm=12.0)
    assert codes(art) == [
        "filter-dropped",
        "layer-instead",
        "unnamed-layer",
        "text-live",
        "semi-transparent",
        "layer-instead",
        "empty-layer",
    ]
    assert [finding.severity.value for finding in art.findings] == [
        *("warning", "notice", "notice", "warning", "warning", "notice", "warning", "notice")
    ]
    assert all(dataclasses.asdict(finding)["message"] for finding in art.findings)


@pytest.mark.parametrize("name", ["fox.txt", "fox.xcf", "fox", "fox.gif"])
def test_kinds_that_are_not_read_are_told_which_are(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"hello")
    with pytest.raises(
        ArtworkError, match=rf"'{name}' is not artwork that is read here; give a layered SVG \(\.svg\), a f"
    ):
        read(path, size_mm=12.0)


@pytest.mark.parametrize(
    ("name", "content", "suffix"),
    [
        ("art.svg", b"\x89PNG\r\n\x1a\n" + bytes(40), ".png"),
        ("art.pdf", b"8BPS" + bytes(40), ".psd"),
        ("art.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>", ".svg"),
        ("art.psd", b"%PDF-1.7", ".pdf"),
        (
            "art.jpg",
            b"<?xml version='1.0'?>\n<!-- -->\n<svg xmlns='http://www.w3.org/2000/svg'/>",
            ".svg",
        ),
        ("art.pdf", b"RIFF\0\0\0\0WEBPVP8 ", ".webp"),
        ("art.ora", b"PK\x03\x04" + bytes(40), ".zip"),
        ("art.bin", b"8BPS" + bytes(40), ".psd"),
    ],
)
def test_a_file_of_a_wrong_name_is_told_the_right_one(
    tmp_path: Path, name: str, content: bytes, suffix: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(ArtworkError, match=f"inside it is a {suffix} file: give it that ending"):
        read(path, size_mm=12.0, pixels_per_mm=10.0)
    broken = tmp_path / f"broken{suffix}"
    broken.write_bytes(content)
    with pytest.raises(ArtworkError) as refused:
        read(broken, size_mm=12.0, pixels_per_mm=10.0)
    assert "give it that ending" not in str(refused.value)


def test_what_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ArtworkError, match=r"there is no file or folder '.*fox\.svg'"):
        read(tmp_path / "fox.svg", size_mm=12.0)
    (tmp_path / "empty").mkdir()
    with pytest.raises(ArtworkError, match=r"holds no \.png file"):
        read(tmp_path / "empty", size_mm=12.0)


def test_a_folder_named_like_a_file_and_a_suffix_in_capitals(tmp_path: Path) -> None:
    (tmp_path / "art.svg").mkdir()
    with pytest.raises(ArtworkError, match=r"holds no \.png file"):
        read(tmp_path / "art.svg", size_mm=12.0)
    art = read(
        save_svg(tmp_path, FOX, name="FOX.SVG", view_box="0 0 72 72"), size_mm=12.0, pixels_per_mm=12.0
    )
    assert art.name == "FOX"


def test_readers_are_loaded_when_they_are_used() -> None:
    program = (
        "import sys; import pinrender.artwork; "
        "print(sorted({'cv2', 'lxml', 'PIL', 'resvg_py', 'scipy', 'trimesh'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "[]"
