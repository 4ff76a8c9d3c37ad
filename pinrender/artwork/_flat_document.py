"""One picture without layers, as one layer that has no name."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import numpy as np

from pinrender.artwork._document import UNNAMED, DocumentLayer
from pinrender.artwork._png import DEEP_MODES, check_canvas, opened
from pinrender.artwork._raster_layer import Keep, RasterLayer, Seen, resolution
from pinrender.limits import Limits

if TYPE_CHECKING:
    from PIL.Image import Image

__all__ = ["FLAT_SUFFIXES", "read_flat"]

FLAT_SUFFIXES = (".png", ".jpg", ".jpeg", ".webp")


def read_flat(content: bytes, name: str, limits: Limits, keep: Keep) -> Seen:
    """Read a PNG, JPEG, WebP or TIFF, whatever its name says it is.

    Raises
    ------
    ArtworkError
        If it is none of these, broken, or over a limit.
    """
    from PIL import ImageOps

    with opened(content, name) as image:
        check_canvas(*image.size, f"'{name}' is a picture", limits)
        rgba = np.asarray(_in_srgb(ImageOps.exif_transpose(image)), np.uint8)
        pixels_per_inch = max(map(float, image.info.get("dpi", (0.0,))), default=0.0)
    bgra = np.ascontiguousarray(rgba[..., [2, 1, 0, 3]])
    keep(RasterLayer(layer=DocumentLayer(name=UNNAMED), bgra=bgra))
    return Seen((rgba.shape[1], rgba.shape[0]), pixels_per_mm=resolution(pixels_per_inch))


def _in_srgb(image: Image) -> Image:
    """Convert by the profile that the picture carries; a profile that is broken is passed over."""
    from PIL import ImageCms

    if image.mode in DEEP_MODES:
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
