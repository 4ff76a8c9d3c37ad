"""Headers of pictures, against Pillow."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from pinrender.artwork._picture import header_size, kind_of

KINDS = {
    "png": ("PNG", {}),
    "jpeg": ("JPEG", {}),
    "progressive": ("JPEG", {"progressive": True, "comment": b"x" * 999}),
    "lossy": ("WebP", {"quality": 50}),
    "lossless": ("WebP", {"lossless": True}),
    "extended": ("WebP", {"exif": b"Exif\0\0MM\0*\0\0\0\x08\0\0"}),
}


@pytest.mark.parametrize("case", KINDS)
def test_sizes_are_those_of_pillow(case: str) -> None:
    kind, options = KINDS[case]
    file = io.BytesIO()
    Image.new("RGB", (123, 45), (9, 99, 200)).save(file, kind, **options)
    content = file.getvalue()
    assert kind_of(content) == kind
    assert header_size(content) == (123, 45)
    for end in range(len(content)):
        assert header_size(content[:end]) in (None, (123, 45))


@pytest.mark.parametrize(
    "content", [b"", b"GIF89a" + bytes(30), b"\xff\xd8\xff\xd9", b"RIFF\0\0\0\0WEBPVP9 "]
)
def test_what_says_no_size_has_none(content: bytes) -> None:
    assert header_size(content) is None
