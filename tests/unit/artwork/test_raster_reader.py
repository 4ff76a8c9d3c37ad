"""Pictures and archives are read in a process that can open nothing, and is not believed."""

from __future__ import annotations

import errno
import io
import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageCms

from pinrender.artwork import _raster_reader
from pinrender.artwork._engine import Trade, parse
from pinrender.artwork._raster_reader import open_flat, open_folder
from pinrender.errors import ArtworkError
from pinrender.limits import Limits
from tests.unit.artwork.drawings import disc_png, save_zip

SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
TURNED = Image.Exif()
TURNED[0x0112] = 6
HALVES = Image.fromarray(np.repeat([[255, 0]], 40, axis=0).repeat(20, axis=1).astype(np.uint8))
"""40 x 40 pixels, white on the left."""


def encoded(image: Image.Image, kind: str, **options: object) -> bytes:
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


KINDS = {
    "jpeg": (HALVES.convert("RGB"), "JPEG", {"quality": 95}),
    "turned.jpg": (HALVES.convert("RGB"), "JPEG", {"exif": TURNED, "icc_profile": SRGB}),
    "progressive.jpg": (HALVES, "JPEG", {"progressive": True}),
    "inks.jpg": (HALVES.convert("CMYK"), "JPEG", {}),
    "two.jpg": (HALVES, "MPO", {"save_all": True, "append_images": [HALVES]}),
    "webp": (HALVES.convert("RGBA"), "WebP", {"lossless": True, "exif": TURNED}),
    "moving.webp": (HALVES, "WebP", {"save_all": True, "append_images": [HALVES.rotate(90)]}),
    "palette.png": (HALVES.convert("P"), "PNG", {"transparency": 0, "icc_profile": SRGB}),
    "deep.png": (Image.fromarray(np.asarray(HALVES, np.uint16) * 257), "PNG", {}),
    "text.png": (HALVES, "PNG", {"exif": TURNED, "dpi": (300, 300)}),
}


@pytest.mark.parametrize("case", KINDS)
def test_every_kind_is_read_where_nothing_can_be_opened(tmp_path: Path, case: str) -> None:
    image, kind, options = KINDS[case]
    path = tmp_path / "art.png"
    path.write_bytes(encoded(image, kind, **options))
    assert open_flat(path, Limits(), bool).canvas == (40.0, 40.0)


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    folder = tmp_path / "fox"
    folder.mkdir()
    (folder / "fill.png").write_bytes(disc_png(40, 10.0, (9, 9, 9)))
    (folder / "line.png").symlink_to(folder / "fill.png")
    assert len(open_folder(folder, Limits(), bool).layers) == 2
    (tmp_path / "secret.png").write_bytes(disc_png(40, 10.0, (9, 9, 9)))
    (folder / "over.png").symlink_to(tmp_path / "secret.png")
    with pytest.raises(ArtworkError, match=r"'fox/over.png' is a link that leads out of the folder"):
        open_folder(folder, Limits(), bool)


def test_a_link_in_a_zip_names_nothing(tmp_path: Path) -> None:
    path = save_zip(
        tmp_path / "fox.zip", {"fill.png": disc_png(40, 10.0, (9, 9, 9)), "a.txt": b"/etc/passwd"}
    )
    assert len(_raster_reader.open_zip(path, Limits(), bool).layers) == 1


LAYER = {"name": "a", "parent": None, "visible": True, "painted": True, "text": False}
PLACE = {"left": 0, "top": 0, "width": 2, "height": 2, "deep": False}


@pytest.mark.parametrize(
    "lie",
    [
        {"layers": [LAYER | PLACE | {"width": 3}]},
        {"layers": [LAYER | PLACE | {"left": 10**12}]},
        {"layers": [LAYER | PLACE | {"parent": 0}]},
        {"layers": []},
        {"canvas": [0, 9]},
        {"canvas": [9.5, 9]},
        {"findings": [{"code": "x"}]},
        {"more": 1},
    ],
    ids=str,
)
def test_numbers_are_not_believed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lie: dict[str, object]
) -> None:
    said = {"canvas": [9, 9], "layers": [LAYER | PLACE], "findings": []} | lie
    (tmp_path / "lying.py").write_text(
        "import json\ndef load():\n    return answer\n"
        f"def answer(request, write):\n    write(bytes(16))\n    return json.dumps({said!r}).encode()\n"
    )
    trade = Trade(kind="pixels", worker="lying", packages=(), verb="read")
    monkeypatch.setattr(_raster_reader, "RASTER_TRADE", trade)
    monkeypatch.syspath_prepend(tmp_path)
    path = tmp_path / "art.png"
    path.write_bytes(b"")
    with pytest.raises(ArtworkError, match=r"no sound answer|nothing can be drawn"):
        open_flat(path, Limits(), bool)


DOORS = """
import json, os, socket
def load():
    return answer
def tried(door):
    try:
        door()
    except OSError as error:
        return error.errno
    return 0
def answer(request, write):
    doors = {
        "file": lambda: os.open("/etc/passwd", os.O_RDONLY),
        "connection": lambda: socket.socket(),
        "pipe": lambda: os.pipe(),
        "listing": lambda: os.listdir("/"),
    }
    return json.dumps({name: tried(door) for name, door in doors.items()}).encode()
"""


def test_a_process_that_reads_has_every_door_closed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "doors.py").write_text(DOORS)
    monkeypatch.syspath_prepend(tmp_path)
    trade = Trade(kind="pixels", worker="doors", packages=(), verb="read")
    header, _ = parse(trade, "art", Limits(), b"")
    assert json.loads(header) == dict.fromkeys(("file", "connection", "pipe", "listing"), errno.EMFILE)
