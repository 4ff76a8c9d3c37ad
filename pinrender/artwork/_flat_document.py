"""One picture without layers, as a `Document` of one layer that has no name."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from pinrender.artwork._document import UNNAMED, DocumentLayer
from pinrender.artwork._files import read_bytes
from pinrender.artwork._limits import Limits
from pinrender.artwork._png import check_canvas
from pinrender.artwork._raster_document import RasterDocument, RasterLayer
from pinrender.errors import ArtworkError

if TYPE_CHECKING:
    from PIL.Image import Image

__all__ = ["FLAT_SUFFIXES", "open_flat"]

FLAT_SUFFIXES = (".png", ".jpg", ".jpeg", ".webp")
_FORMATS = ("PNG", "JPEG", "WEBP")
_DEEP_MODES = ("I", "I;16", "I;16B", "I;16L", "I;16N")


def open_flat(path: Path, limits: Limits, names_a_role: Callable[[str], bool]) -> RasterDocument:
    """Open a PNG, JPEG or WebP, whatever its name says it is.

    Raises
    ------
    ArtworkError
        If it is none of these, broken, or over a limit.
    """
    rgba = _decoded(read_bytes(path, limits.file_bytes), path.name, limits)
    bgra = np.ascontiguousarray(rgba[..., [2, 1, 0, 3]])
    height, width = bgra.shape[:2]
    raster = RasterLayer(layer=DocumentLayer(name=UNNAMED), bgra=bgra)
    return RasterDocument(path.name, (float(width), float(height)), [raster])


def _decoded(content: bytes, name: str, limits: Limits) -> NDArray[np.uint8]:
    """Upright sRGB with alpha, (H, W, 4); its size is checked before a pixel is unpacked."""
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(content), formats=_FORMATS) as image:
            check_canvas(*image.size, f"'{name}' is a picture", limits)
            return np.asarray(_in_srgb(ImageOps.exif_transpose(image)), np.uint8)
    except UnidentifiedImageError:
        raise ArtworkError(f"'{name}' is not a PNG, JPEG or WebP picture, whatever its name says") from None
    except (OSError, ValueError, SyntaxError, EOFError, TypeError, KeyError, OverflowError) as error:
        raise ArtworkError(f"'{name}' is a broken picture: {_reason(error)}") from error
    except Image.DecompressionBombError as error:
        raise ArtworkError(f"'{name}' has more pixels than are read") from error


def _reason(error: Exception) -> str:
    return str(error).splitlines()[0].rstrip(".") if str(error) else type(error).__name__


def _in_srgb(image: Image) -> Image:
    """Convert by the profile that the picture carries; a profile that is broken is passed over."""
    from PIL import ImageCms

    if image.mode in _DEEP_MODES:
        image = image.point(lambda level: level / 256.0).convert("L")
    profile = image.info.get("icc_profile")
    if not profile or image.mode not in {"RGB", "RGBA", "CMYK", "L"}:
        return image.convert("RGBA")
    try:
        alpha = image.getchannel("A") if image.mode == "RGBA" else None
        plain = image.convert("RGB") if image.mode == "RGBA" else image
        own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        converted = ImageCms.profileToProfile(plain, own, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image.convert("RGBA")
    result: Image = (plain if converted is None else converted).convert("RGBA")
    if alpha is not None:
        result.putalpha(alpha)
    return result
