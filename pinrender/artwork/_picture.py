"""What a picture is by its first bytes, and how large by its header: nothing is decoded here.

References: PNG (W3C, third edition) 11.2.1; JPEG, ITU-T T.81, annex B; WebP container, RFC 9649, section 2.
"""

from __future__ import annotations

import struct

__all__ = ["header_size", "kind_of"]

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""JPEG markers that start a frame."""


def kind_of(content: bytes) -> str:
    """Which kind of picture this is by its first bytes: {'PNG', 'JPEG', 'WebP', 'TIFF', ''}."""
    if content.startswith(_SIGNATURE):
        return "PNG"
    if content.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "WebP"
    return "TIFF" if content[:4] in (b"II*\0", b"MM\0*") else ""


def header_size(content: bytes) -> tuple[int, int] | None:
    """Width and height in pixels as a PNG, JPEG or WebP says them; None where it does not."""
    kind = kind_of(content)
    try:
        if kind == "PNG" and content[12:16] == b"IHDR":
            return struct.unpack_from(">II", content, 16)
        if kind == "JPEG":
            return _jpeg_size(content)
        return _webp_size(content) if kind == "WebP" else None
    except (struct.error, IndexError):  # it ends within the header
        return None


def _jpeg_size(content: bytes) -> tuple[int, int] | None:
    at = 2
    while content[at] == 0xFF:
        marker, length = struct.unpack_from(">BH", content, at + 1)
        if marker in _FRAMES:
            height, width = struct.unpack_from(">HH", content, at + 5)
            return width, height
        at += 2 + length
    return None


def _webp_size(content: bytes) -> tuple[int, int] | None:
    form = content[12:16] if len(content) >= 30 else b""
    if form == b"VP8X":
        width, height = (int.from_bytes(content[at : at + 3], "little") + 1 for at in (24, 27))
        return width, height
    if form == b"VP8L":
        (bits,) = struct.unpack_from("<I", content, 21)
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if form == b"VP8 ":
        width, height = struct.unpack_from("<HH", content, 26)
        return width & 0x3FFF, height & 0x3FFF
    return None
