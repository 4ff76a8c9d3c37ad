"""A PNG is what was drawn, byte for byte the same each time, with its story in its text."""

from __future__ import annotations

import io
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from pinrender.errors import OutputError
from pinrender.output import encode_png, write_png
from pinrender.render import Frame

SIGNATURE_BYTES = 8


def picture(*, opaque: bool, text: dict[str, str] | None = None) -> Frame:
    rgba = np.random.default_rng(7).integers(0, 256, (24, 32, 4), dtype=np.uint8)
    if opaque:
        rgba[..., 3] = 255
    return Frame(rgba_srgb8=rgba, text=text or {})


def chunks(png: bytes) -> list[tuple[bytes, bytes]]:
    found, at = [], SIGNATURE_BYTES
    while at < len(png):
        length = int.from_bytes(png[at : at + 4], "big")
        kind, body = png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        assert zlib.crc32(kind + body) == int.from_bytes(png[at + 8 + length : at + 12 + length], "big")
        found.append((kind, body))
        at += 12 + length
    return found


@pytest.mark.parametrize("opaque", [True, False])
def test_every_pixel_comes_back(opaque: bool) -> None:
    frame = picture(opaque=opaque)
    read = Image.open(io.BytesIO(encode_png(frame)))
    assert read.mode == ("RGB" if opaque else "RGBA")
    assert np.array_equal(np.asarray(read.convert("RGBA")), frame.rgba_srgb8)


def test_the_text_is_kept_in_order_and_in_any_script() -> None:
    text = {"Title": "Füchse 狐", "Software": "pinrender 1", "Comment": '{"a": 1}'}
    read = Image.open(io.BytesIO(encode_png(picture(opaque=True, text=text))))
    assert read.text == text
    assert list(read.text) == list(text)


def test_the_pixels_are_declared_srgb_and_no_clock_is_asked() -> None:
    kinds = [kind for kind, _ in chunks(encode_png(picture(opaque=True, text={"Title": "x"})))]
    assert set(kinds) == {b"IHDR", b"sRGB", b"tEXt", b"IDAT", b"IEND"}
    assert kinds.index(b"sRGB") < kinds.index(b"IDAT")


def test_equal_pictures_are_equal_files() -> None:
    assert encode_png(picture(opaque=False)) == encode_png(picture(opaque=False))


def test_a_frame_saves_and_shows_itself(tmp_path: Path) -> None:
    frame = picture(opaque=True)
    assert frame.save(tmp_path / "pin.PNG") == tmp_path / "pin.PNG"
    assert (tmp_path / "pin.PNG").read_bytes() == frame.png() == frame._repr_png_()


def test_another_format_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"does not end in \.png"):
        write_png(picture(opaque=True), tmp_path / "pin.jpg")
    assert list(tmp_path.iterdir()) == []
