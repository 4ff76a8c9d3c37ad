"""Folders and archives of PNG layers."""

from __future__ import annotations

import io
import math
import re
import struct
import zipfile
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from pinrender.artwork import Artwork, read
from pinrender.artwork._document import Window
from pinrender.artwork._resample import resampled
from pinrender.errors import ArtworkError
from pinrender.limits import Limits, byte_size
from tests.unit.artwork.drawings import area_mm2, codes, disc_png, outline_mm, png, save_zip

ORANGE, BLACK = (226, 112, 34), (0, 0, 0)


def ring_png(side: int, outer: float, inner: float) -> bytes:
    """A black ring, anti-aliased."""
    rgba = np.asarray(Image.open(io.BytesIO(disc_png(side, outer, BLACK)))).copy()
    hole = np.asarray(Image.open(io.BytesIO(disc_png(side, inner, BLACK))))[..., 3]
    rgba[..., 3] = np.minimum(rgba[..., 3], 255 - hole)
    return png(rgba)


LAYERS = {"01_fill.png": disc_png(200, 80.0, ORANGE), "02-metal.PNG": ring_png(200, 80.0, 70.0)}


def save_folder(folder: Path, entries: dict[str, bytes]) -> Path:
    """Write files into a new folder."""
    folder.mkdir()
    for name, content in entries.items():
        (folder / name).write_bytes(content)
    return folder


def read_small(path: Path, limits: Limits | None = None) -> Artwork:
    return read(path, size_mm=16.0, pixels_per_mm=20.0, limits=limits)


def test_a_folder_is_read_in_file_name_order(tmp_path: Path) -> None:
    art = read_small(save_folder(tmp_path / "fox", LAYERS))
    assert art.name == "fox"
    assert [(layer.name, layer.role.value) for layer in art.layers] == [
        ("fill", "enamel"),
        ("metal", "metal"),
    ]
    assert art.plan.palette == ("#e27022",)
    assert codes(art) == []
    assert art.size_mm == pytest.approx((16.0, 16.0), abs=0.01)
    assert area_mm2(art, art.plan.body) == pytest.approx(math.pi * 64, rel=2e-3)
    assert area_mm2(art, art.plan.metal) == pytest.approx(math.pi * (64 - 49), rel=6e-3)


def test_an_enlarged_outline_is_round(tmp_path: Path) -> None:
    """One pixel of this canvas is 0.1 mm; the outline is good to a tenth of it."""
    art = read_small(save_folder(tmp_path / "fox", LAYERS))
    radius_mm = np.hypot(*outline_mm(art).T)
    assert np.abs(radius_mm - 8.0).max() < 0.01


def test_the_body_is_all_layers_together(tmp_path: Path) -> None:
    entries = {"1 fill.png": disc_png(200, 80.0, ORANGE), "2 line.png": disc_png(200, 20.0, BLACK)}
    art = read_small(save_folder(tmp_path / "fox", entries))
    assert art.plan.grid.pixels_per_mm == pytest.approx(20.0, rel=0.05)
    assert area_mm2(art, art.plan.metal) == pytest.approx(math.pi * 4, rel=0.01)


def test_a_zip_gives_the_same_picture_as_the_folder(tmp_path: Path) -> None:
    folder = read_small(save_folder(tmp_path / "fox", LAYERS))
    inside = {f"art/{name}": content for name, content in reversed(LAYERS.items())}
    junk = {"__MACOSX/art/._01_fill.png": b"junk", "art/.DS_Store": b"junk", "art/pin.toml": b"size = 3"}
    zipped = read_small(save_zip(tmp_path / "fox.zip", inside | junk))
    assert zipped.name == "fox"
    assert zipped.digest == folder.digest
    assert codes(zipped) == []


def test_numbers_in_names_count_by_value(tmp_path: Path) -> None:
    names = ["10 - line.png", "2.fill.png", "1 back hair.png", "3.png", "glow.png"]
    content = LAYERS["01_fill.png"]
    art = read_small(save_folder(tmp_path / "fox", dict.fromkeys(names, content)))
    assert [layer.name for layer in art.layers] == ["back hair", "fill", "3", "line", "glow"]


def test_other_files_are_skipped_with_a_notice(tmp_path: Path) -> None:
    folder = save_folder(tmp_path / "fox", LAYERS | {"readme.txt": b"hi", "pin.toml": b"", ".hidden": b""})
    (folder / "old").mkdir()
    art = read_small(folder)
    assert codes(art) == ["file-skipped"]
    assert art.findings[0].message == "old, readme.txt: not a PNG layer, so left out"


def test_a_large_canvas_is_averaged_not_sampled() -> None:
    """Stripes of one pixel become an even half, not moiré; colour is weighted by its alpha."""
    bgra = np.zeros((1000, 1000, 4), np.uint8)
    bgra[100:900, 100:900] = (10, 20, 30, 255)
    bgra[:, 1::2] = (255, 255, 255, 0)
    for unit_per_px in (8.0, 6.5, 10.0 / 3.0):
        side = int(1000 / unit_per_px)
        seen = resampled(bgra, Window(left=0.0, top=0.0, unit_per_px=unit_per_px, rows=side, cols=side))
        middle = seen[side // 4 : -side // 4, side // 4 : -side // 4].reshape(-1, 4).astype(int)
        assert np.abs(middle[:, 3] - 127.5).max() <= (1 if unit_per_px != 10.0 / 3.0 else 45)
        assert middle[:, 3].mean() == pytest.approx(127.5, abs=1.0)
        assert np.abs(middle[:, :3] - [10, 20, 30]).max() <= 1


def test_resampling_keeps_places() -> None:
    """An edge at canvas unit 30 is found there at any scale and offset."""
    bgra = np.zeros((60, 60, 4), np.uint8)
    bgra[:, 30:] = 255
    for unit_per_px in (0.3, 1.0, 2.5, 4.0):
        window = Window(left=-7.0, top=10.0, unit_per_px=unit_per_px, rows=4, cols=int(50 / unit_per_px))
        row = resampled(bgra, window)[2, :, 3].astype(float)
        left_part = int(np.argmax(row > 127.5))
        crossing = left_part - (row[left_part] - 127.5) / (row[left_part] - row[left_part - 1]) + 0.5
        assert window.left + crossing * unit_per_px == pytest.approx(30.0, abs=0.02 + 0.15 * unit_per_px)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "I;16"])
def test_every_kind_of_png_is_understood(tmp_path: Path, mode: str) -> None:
    value = np.zeros((40, 40), np.uint8)
    value[:20] = 255
    image = Image.fromarray(value).convert("RGB").convert("L" if mode == "I;16" else mode)
    if mode == "I;16":
        image = Image.fromarray(value.astype(np.uint16) * 257)
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    art = read(
        save_folder(tmp_path / "fox", {"fill.png": buffer.getvalue()}), size_mm=10.0, pixels_per_mm=10.0
    )
    assert set(art.plan.palette) == {"#000000", "#ffffff"}
    assert art.size_mm == pytest.approx((10.0, 10.0), abs=0.01)


GOOD = LAYERS["01_fill.png"]
HUGE = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + (60_000).to_bytes(4, "big") * 2 + b"\x08\x06\0\0\0" + bytes(4)
EMPTY = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(8) + b"\x08\x06\0\0\0" + bytes(4)
LONG = png(np.full((4, 400, 4), 255, np.uint8))
REFUSED = {
    "no png": ({"readme.txt": b"hi"}, r"'art' holds no \.png file"),
    "broken": ({"fill.png": GOOD[: len(GOOD) // 2]}, "'art/fill.png' is a broken PNG"),
    "not png": ({"fill.png": b"GIF89a" + bytes(40)}, "'art/fill.png' is not a PNG image"),
    "empty file": ({"fill.png": b""}, "'art/fill.png' is not a PNG image"),
    "bad checksum": ({"fill.png": GOOD[:40] + bytes(20) + GOOD[60:]}, "broken PNG"),
    "other size": ({"1 fill.png": GOOD, "2 line.png": disc_png(100, 40.0, BLACK)}, "share one canvas"),
    "huge": ({"fill.png": HUGE}, "60000 x 60000 pixels; 50,000,000 pixels is the most"),
    "zero": ({"fill.png": EMPTY}, "0 x 0 pixels"),
    "long": ({"fill.png": LONG}, "400 x 4 pixels; one side may be 20 times"),
    "clear": ({"fill.png": png(np.zeros((9, 9, 4), np.uint8))}, "paints nothing"),
    "only holes": ({"hole.png": GOOD}, "nothing to make a pin of"),
}


@pytest.mark.parametrize("case", REFUSED)
@pytest.mark.parametrize("kind", ["folder", "zip"])
def test_is_refused_in_one_sentence(tmp_path: Path, case: str, kind: str) -> None:
    entries, says = REFUSED[case]
    says = says.replace("'art", "'art.zip") if kind == "zip" else says
    path = (
        save_folder(tmp_path / "art", entries)
        if kind == "folder"
        else save_zip(tmp_path / "art.zip", entries)
    )
    with pytest.raises(ArtworkError, match=says) as caught:
        read_small(path)
    assert "\n" not in str(caught.value)


def test_limits_on_pngs(tmp_path: Path) -> None:
    folder = save_folder(tmp_path / "fox", LAYERS)
    for limits, says in (
        (Limits(images_pixels=79_999), "80000 pixels in all; 79999 is the most"),
        (Limits(image_pixels=39_999), "39,999 pixels is the most"),
        (Limits(file_bytes=100), "larger than 100 bytes"),
        (Limits(zip_entries=1), "2 files; 1 is the most"),
    ):
        with pytest.raises(ArtworkError, match=says):
            read_small(folder, limits)


def odd_entry(path: Path, name: str, **fields: int) -> Path:
    """An archive with one good layer and one entry that is odd."""
    info = zipfile.ZipInfo(name)
    for field, value in fields.items():
        setattr(info, field, value)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("fill.png", GOOD)
        archive.writestr(info, GOOD, compress_type=fields.get("compress_type"))
    return path


@pytest.mark.parametrize(
    ("name", "fields", "says"),
    [
        ("../evil.png", {}, "leads out"),
        ("a/../../evil.png", {}, "leads out"),
        ("/etc/evil.png", {}, "leads out"),
        ("C:evil.png", {}, "leads out"),
        ("..\\evil.png", {}, "leads out"),
        ("a\u202egnp.png", {}, "hides characters"),
        ("a\x1b.png", {}, "hides characters"),
        ("a/" * 9 + "b.png", {}, "8 folders"),
        ("x" * 300 + ".png", {}, "255 bytes"),
        ("link.png", {"external_attr": 0o120777 << 16}, "link or a device"),
        ("Fill.PNG", {}, "appears twice"),
        ("b.png", {"compress_type": zipfile.ZIP_BZIP2}, "packed in a way"),
    ],
)
def test_dishonest_entries(tmp_path: Path, name: str, fields: dict[str, int], says: str) -> None:
    with pytest.raises(ArtworkError, match=says) as caught:
        read_small(odd_entry(tmp_path / "fox.zip", name, **fields))
    assert str(caught.value).isprintable()
    assert list(tmp_path.parent.glob("evil*")) == []


def test_names_that_differ_only_in_composition_are_twins(tmp_path: Path) -> None:
    with pytest.raises(ArtworkError, match="appears twice"):
        read_small(save_zip(tmp_path / "fox.zip", {"\u00e9.png": GOOD, "e\u0301.png": GOOD}))


def test_encrypted_entries(tmp_path: Path) -> None:
    path = save_zip(tmp_path / "fox.zip", {"fill.png": GOOD})
    data = bytearray(path.read_bytes())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + offset] |= 1
    path.write_bytes(data)
    with pytest.raises(ArtworkError, match="is encrypted"):
        read_small(path)


def test_bombs(tmp_path: Path) -> None:
    packed = save_zip(tmp_path / "a.zip", {"fill.png": bytes(8 * 1024 * 1024)})
    with pytest.raises(ArtworkError, match="more than 100 to 1"):
        read_small(packed)
    stored = save_zip(tmp_path / "b.zip", {"fill.png": GOOD, "line.png": GOOD})
    for limits, says in (
        (Limits(zip_entries=1), "2 entries; 1 is the most"),
        (Limits(file_bytes=200), f"unpacks to {re.escape(byte_size(len(GOOD)))}; 200 bytes is the most"),
        (Limits(zip_bytes=300), "larger than 300 bytes"),
        (Limits(zip_bytes=stored.stat().st_size), f"unpack to {re.escape(byte_size(2 * len(GOOD)))}"),
    ):
        with pytest.raises(ArtworkError, match=says):
            read_small(stored, limits)


def test_entries_that_share_bytes(tmp_path: Path) -> None:
    path = save_zip(tmp_path / "fox.zip", {"fill.png": GOOD, "line.png": GOOD})
    data = bytearray(path.read_bytes())
    directory = [data.index(b"PK\x01\x02")]
    directory.append(data.index(b"PK\x01\x02", directory[0] + 4))
    data[directory[1] + 42 : directory[1] + 46] = struct.pack("<I", 0)
    path.write_bytes(data)
    with pytest.raises(ArtworkError, match="overlap"):
        read_small(path)


@pytest.mark.parametrize("cut", [3, 50, 200, -10])
def test_broken_archives(tmp_path: Path, cut: int) -> None:
    path = save_zip(tmp_path / "fox.zip", {"fill.png": GOOD})
    path.write_bytes(path.read_bytes()[:cut])
    with pytest.raises(ArtworkError, match=r"'fox.zip' is not a sound zip archive"):
        read_small(path)


def test_a_lying_checksum(tmp_path: Path) -> None:
    path = save_zip(tmp_path / "fox.zip", {"fill.png": GOOD})
    data = bytearray(path.read_bytes())
    data[60] ^= 0xFF
    path.write_bytes(data)
    with pytest.raises(ArtworkError, match=r"fox\.zip"):
        read_small(path)
