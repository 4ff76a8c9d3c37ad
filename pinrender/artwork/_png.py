"""One PNG file becomes straight 8-bit colour and alpha."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from pinrender.artwork._limits import Limits
from pinrender.errors import ArtworkError

if TYPE_CHECKING:
    from PIL.ImageFile import ImageFile

__all__ = ["check_canvas", "check_pixels", "decode_grey16", "decode_png", "png_size"]

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_GREY16 = bytes([16, 0])
"""Bit depth and colour type in the header."""
_DEEP_MODES = ("I", "I;16", "I;16B", "I;16L", "I;16N")


def png_size(content: bytes, name: str, limits: Limits) -> tuple[int, int]:
    """Width and height in pixels, from the header alone.

    Raises
    ------
    ArtworkError
        If it is no PNG, or too large to be decoded.
    """
    if len(content) > limits.file_bytes:
        raise ArtworkError(
            f"'{name}' is larger than {limits.file_bytes} bytes, the most that is read of a PNG"
        )
    if not content.startswith(_SIGNATURE) or len(content) < 33 or content[12:16] != b"IHDR":
        raise ArtworkError(f"'{name}' is not a PNG image, whatever its name says")
    width, height = int.from_bytes(content[16:20], "big"), int.from_bytes(content[20:24], "big")
    if width < 1 or height < 1:
        raise ArtworkError(f"'{name}' is a PNG of {width} x {height} pixels; nothing can be drawn in that")
    check_pixels(width, height, f"'{name}' is a PNG", limits)
    return width, height


def check_pixels(width: int, height: int, subject: str, limits: Limits) -> None:
    """Refuse a picture that is too large; `subject` begins the sentence.

    Raises
    ------
    ArtworkError
        If it has more pixels than the limits allow.
    """
    if width * height > limits.image_pixels:
        raise ArtworkError(
            f"{subject} of {width} x {height} pixels; {limits.image_pixels} pixels is the most"
        )


def check_canvas(width: int, height: int, subject: str, limits: Limits) -> None:
    """Refuse a canvas that is too large or too thin; `subject` begins the sentence.

    Raises
    ------
    ArtworkError
        If it is over a limit.
    """
    check_pixels(width, height, subject, limits)
    if max(width, height) > limits.canvas_aspect * min(width, height):
        raise ArtworkError(
            f"{subject} of {width} x {height} pixels; "
            f"one side may be {limits.canvas_aspect:g} times the other at most"
        )


def decode_png(content: bytes, name: str) -> NDArray[np.uint8]:
    """Decode a PNG whose size `png_size` has passed.

    Returns
    -------
    (H, W, 4) uint8 ndarray
        Blue, green, red, alpha; sRGB, straight alpha.

    Raises
    ------
    ArtworkError
        If the file is broken.
    """
    with _opened(content, name) as image:
        if image.mode in _DEEP_MODES:
            grey = (np.asarray(image, np.uint32) >> 8).astype(np.uint8)
            rgba = np.stack([grey, grey, grey, np.full_like(grey, 255)], axis=-1)
        else:
            rgba = np.asarray(image.convert("RGBA"), np.uint8)
    return np.ascontiguousarray(rgba[..., [2, 1, 0, 3]])


def decode_grey16(content: bytes, name: str) -> NDArray[np.uint16] | None:
    """The greys of a 16-bit greyscale PNG that `png_size` has passed, (H, W); None for any other kind.

    Raises
    ------
    ArtworkError
        If the file is broken.
    """
    if content[24:26] != _GREY16:
        return None
    with _opened(content, name) as image:
        return np.asarray(image, np.uint32).astype(np.uint16) if image.mode in _DEEP_MODES else None


@contextmanager
def _opened(content: bytes, name: str) -> Iterator[ImageFile]:
    from PIL import Image

    try:
        with Image.open(io.BytesIO(content), formats=["PNG"]) as image:
            yield image
    except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError) as error:
        raise ArtworkError(f"'{name}' is a broken PNG: {str(error).rstrip('.')}") from error
