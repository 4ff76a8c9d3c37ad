"""Colours of a Photoshop file in sRGB, and how near the layers come to the picture stored with them."""

from __future__ import annotations

import io
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageCms
from psd_tools import PSDImage
from psd_tools.constants import ColorMode, Resource

__all__ = ["Inks", "Proof"]

Colors = NDArray[np.float32]
"""(H, W, C), 0..1, in the document's own channels."""
_OFF = 26
"""Of 255: a channel that is farther off makes a pixel differ."""
_DEEP = 16


class Inks:
    """How a document's channels become sRGB: through its profile, where it has one that can be used.

    Attributes
    ----------
    profile : {'', 'missing', 'broken'}
        What is wrong with it: CMYK without one is converted by the formula 1 - min(1, ink + black).
    """

    MODES: ClassVar[dict[ColorMode, str]] = {
        ColorMode.BITMAP: "L",
        ColorMode.GRAYSCALE: "L",
        ColorMode.DUOTONE: "L",
        ColorMode.INDEXED: "RGB",
        ColorMode.RGB: "RGB",
        ColorMode.CMYK: "CMYK",
        ColorMode.LAB: "LAB",
    }

    def __init__(self, document: PSDImage) -> None:
        self._mode = self.MODES[document.color_mode]
        self._depth = int(document.depth)
        self.profile = ""
        self._transform = self._transformed(document)

    def _transformed(self, document: PSDImage) -> ImageCms.ImageCmsTransform | None:
        """From the document's profile to sRGB; Lab needs none, light stored as it is (32 bit) has none."""
        content = document.image_resources.get_data(Resource.ICC_PROFILE)
        srgb = ImageCms.createProfile("sRGB")
        if self._mode == "LAB":
            return ImageCms.buildTransform(ImageCms.createProfile("LAB"), srgb, "LAB", "RGB")
        if self._depth > _DEEP or not isinstance(content, bytes) or not content:
            self.profile = "missing" if self._mode == "CMYK" else ""
            return None
        try:
            profile = ImageCms.ImageCmsProfile(io.BytesIO(content))
            return ImageCms.buildTransform(profile, srgb, self._mode, "RGB")
        except (ImageCms.PyCMSError, OSError):
            self.profile = "broken"
            return None

    def rgb(self, color: Colors) -> NDArray[np.uint8]:
        """(H, W, 3) sRGB."""
        bands = np.clip(np.nan_to_num(color), 0.0, 1.0)
        if self._depth > _DEEP:
            bands = np.where(bands <= 0.0031308, 12.92 * bands, 1.055 * bands ** (1.0 / 2.4) - 0.055)
        codes = np.rint(255.0 * bands).astype(np.uint8)
        if self._mode == "CMYK":
            codes = 255 - codes  # Photoshop stores how much light is left
        planes = [Image.fromarray(np.ascontiguousarray(codes[..., i])) for i in range(codes.shape[2])]
        image = Image.merge(self._mode, planes[: len(Image.new(self._mode, (1, 1)).getbands())])
        if self._transform is not None:
            image = ImageCms.applyTransform(image, self._transform) or image
        return np.asarray(image.convert("RGB"), np.uint8)

    def bgra(self, color: Colors, alpha: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """(H, W, 4) sRGB, straight alpha."""
        return np.ascontiguousarray(np.dstack([self.rgb(color)[..., ::-1], alpha]))

    def grey16(self, color: Colors) -> NDArray[np.uint16] | None:
        """(H, W) greys as they are stored, of a grey document of 16 bits; None of any other."""
        if self._mode != "L" or self._depth != _DEEP:
            return None
        return np.asarray(np.rint(65535.0 * np.clip(np.nan_to_num(color[..., 0]), 0.0, 1.0)), np.uint16)


class Proof:
    """The layers over one another on white, to be held against the stored picture."""

    def __init__(self, document: PSDImage) -> None:
        self._document = document
        self._bgr: NDArray[np.uint8] | None = None
        if document.has_preview():
            self._bgr = np.full((document.height, document.width, 3), 255, np.uint8)

    def lay(self, bgra: NDArray[np.uint8], place: tuple[int, int]) -> None:
        """Lay a layer over what is there."""
        if self._bgr is not None:
            (left, top), (height, width) = place, bgra.shape[:2]
            below = self._bgr[top : top + height, left : left + width]
            below[...] = _over(bgra[..., :3], bgra[..., 3:], below)

    def share(self, inks: Inks) -> float | None:
        """Share of pixels that the stored picture shows clearly otherwise; None where there is none."""
        if self._bgr is None:
            return None
        try:
            color, alpha = self._document.numpy("color"), self._document.numpy("shape")
        except (ValueError, TypeError):  # it cannot be unpacked: nothing to compare with
            return None
        alpha8 = np.rint(255.0 * np.clip(np.nan_to_num(alpha), 0.0, 1.0)).astype(np.uint8)
        stored = _over(inks.rgb(color)[..., ::-1], alpha8, np.full_like(self._bgr, 255))
        off = np.maximum(stored, self._bgr) - np.minimum(stored, self._bgr)
        return float((off > _OFF).any(axis=-1).mean())


def _over(color: NDArray[np.uint8], alpha: NDArray[np.uint8], below: NDArray[np.uint8]) -> NDArray[np.uint8]:
    share = alpha.astype(np.float32) / np.float32(255.0)
    return np.asarray(np.rint(share * color + (1 - share) * below), np.uint8)
