"""A finished picture."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

__all__ = ["Frame"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Frame:
    """A finished picture.

    Attributes
    ----------
    rgba_srgb8 : (H, W, 4) uint8 ndarray
        sRGB, straight (not premultiplied) alpha, row 0 at the top; read-only.
    text : mapping of str to str
        What the picture shows, for the file's text chunks: design, version, seed.
    """

    rgba_srgb8: NDArray[np.uint8]
    text: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def save(self, path: str | Path) -> Path:
        """Write a PNG, whole or not at all; return where it went.

        Raises
        ------
        OutputError
            If the folder does not exist or cannot be written, or the suffix is not ``.png``.
        """
        from pinrender.output import write_png

        return write_png(self, path)

    def png(self) -> bytes:
        """The picture as PNG bytes, with its text chunks."""
        from pinrender.output import encode_png

        return encode_png(self)

    def _repr_png_(self) -> bytes:
        """Show the picture in a notebook."""
        return self.png()
