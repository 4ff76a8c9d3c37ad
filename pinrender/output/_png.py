"""Pictures as PNG."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image
from PIL.PngImagePlugin import PngInfo

from pinrender.output._whole import check_writable, write_whole
from pinrender.render import Frame

__all__ = ["encode_png", "write_png"]

RUNS = 3
"""zlib's Z_RLE: of all repetitions only runs are looked for. Measured on previews of 1024 x 1024: as quick as
level 1 and up to a seventh smaller; level 6 takes three times as long to save another tenth."""
PERCEPTUAL = b"\x00"
"""Rendering intent in the sRGB chunk: the values are sRGB, to be shown as a picture."""


def encode_png(frame: Frame) -> bytes:
    """Turn a picture into PNG bytes; the same picture always gives the same bytes.

    Parameters
    ----------
    frame : Frame
        Straight alpha; a wholly opaque picture is written without an alpha channel.

    Returns
    -------
    bytes
        A PNG with an sRGB chunk and `frame.text` as text chunks, in the mapping's order.
    """
    pixels = frame.rgba_srgb8
    if pixels[..., 3].min() == 255:
        pixels = pixels[..., :3]
    chunks = PngInfo()
    chunks.add(b"sRGB", PERCEPTUAL)
    for keyword, value in frame.text.items():
        chunks.add_text(keyword, value)
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "PNG", pnginfo=chunks, compress_type=RUNS)
    return file.getvalue()


def write_png(frame: Frame, path: str | Path) -> Path:
    """Write a PNG, whole or not at all.

    Parameters
    ----------
    frame : Frame
        The picture.
    path : str or Path
        Where; ends in ``.png``.

    Returns
    -------
    Path
        Where it went.

    Raises
    ------
    OutputError
        If the place cannot be written or the suffix is not ``.png``.
    """
    return write_whole(check_writable(path, suffix=".png"), encode_png(frame))
