"""Pictures become straight 8-bit colour and alpha: one decoder each, chosen by the first bytes."""

from __future__ import annotations

import io
import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from pinrender.artwork._picture import kind_of
from pinrender.errors import ArtworkError
from pinrender.limits import Limits, byte_size

if TYPE_CHECKING:
    from PIL.ImageFile import ImageFile

__all__ = ["DEEP_MODES", "check_canvas", "decode_grey16", "decode_png", "opened", "png_size"]

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_GREY16 = bytes([16, 0])
"""Bit depth and colour type in the header."""
DEEP_MODES = ("I", "I;16", "I;16B", "I;16L", "I;16N")


@contextmanager
def opened(content: bytes, name: str) -> Iterator[ImageFile]:
    """A picture whose header is read; its kind is asked for nowhere but in its first bytes.

    Raises
    ------
    ArtworkError
        If it is broken, here or later in the block.
    """
    from PIL import Image, JpegImagePlugin, PngImagePlugin, TiffImagePlugin, WebPImagePlugin

    decoders: dict[str, Callable[[io.BytesIO], ImageFile]] = {
        "PNG": PngImagePlugin.PngImageFile,
        "JPEG": JpegImagePlugin.JpegImageFile,
        "WebP": WebPImagePlugin.WebPImageFile,
        "TIFF": TiffImagePlugin.TiffImageFile,
    }
    if not content:
        raise ArtworkError(f"'{name}' is empty; save or copy it again")
    kind = kind_of(content)
    if kind not in decoders:
        raise ArtworkError(f"'{name}' is not a PNG, JPEG, WebP or TIFF picture, whatever its name says")
    faults = (
        *(ArithmeticError, AttributeError, EOFError, LookupError, NotImplementedError, OSError),
        *(SyntaxError, TypeError, ValueError, Image.DecompressionBombError),
    )
    try:
        with decoders[kind](io.BytesIO(content)) as image:
            yield image
    except faults as error:
        reason = str(error).splitlines()[0].rstrip(".") if str(error) else type(error).__name__
        raise ArtworkError(f"'{name}' is a broken {kind} ({reason}); save or copy it again") from error


def png_size(content: bytes, name: str, limits: Limits) -> tuple[int, int]:
    """Width and height in pixels, from the header alone.

    Raises
    ------
    ArtworkError
        If it is no PNG, or too large to be decoded.
    """
    if len(content) > limits.file_bytes:
        raise ArtworkError(f"'{name}' is larger than {byte_size(limits.file_bytes)} (Limits.file_bytes)")
    if not content.startswith(_SIGNATURE) or len(content) < 33 or content[12:16] != b"IHDR":
        raise ArtworkError(f"'{name}' is not a PNG image, whatever its name says")
    width, height = int.from_bytes(content[16:20], "big"), int.from_bytes(content[20:24], "big")
    if width < 1 or height < 1:
        raise ArtworkError(f"'{name}' is a PNG of {width} x {height} pixels; nothing can be drawn in that")
    _check_pixels(width, height, f"'{name}' is a PNG", limits)
    return width, height


def _check_pixels(width: int, height: int, subject: str, limits: Limits) -> None:
    """Refuse a picture that is too large; `subject` begins the sentence."""
    if width * height > limits.image_pixels:
        smaller = math.sqrt(limits.image_pixels / (width * height))
        fits = f"{max(1, int(smaller * width))} x {max(1, int(smaller * height))}"
        raise ArtworkError(
            f"{subject} of {width} x {height} pixels; "
            f"{limits.image_pixels:,} pixels is the most (Limits.image_pixels): save it at {fits}"
        )
    if max(width, height) > limits.image_side_px:
        raise ArtworkError(
            f"{subject} of {width} x {height} pixels; "
            f"{limits.image_side_px} is the longest side (Limits.image_side_px)"
        )


def check_canvas(width: int, height: int, subject: str, limits: Limits) -> None:
    """Refuse a canvas that is too large or too thin; `subject` begins the sentence.

    Raises
    ------
    ArtworkError
        If it is over a limit.
    """
    _check_pixels(width, height, subject, limits)
    if max(width, height) > limits.canvas_aspect * min(width, height):
        raise ArtworkError(
            f"{subject} of {width} x {height} pixels; "
            f"one side may be {limits.canvas_aspect:g} times the other at most (Limits.canvas_aspect)"
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
    with opened(content, name) as image:
        if image.mode in DEEP_MODES:
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
    with opened(content, name) as image:
        return np.asarray(image, np.uint32).astype(np.uint16) if image.mode in DEEP_MODES else None
