"""TIFF files: the layers that Photoshop keeps in them, or one flat picture."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pinrender.artwork._engine import Trade
from pinrender.artwork._files import read_bytes
from pinrender.artwork._psd_document import read_layers
from pinrender.artwork._raster_document import RasterDocument
from pinrender.artwork._raster_reader import open_flat
from pinrender.limits import Limits

__all__ = ["TIF_TRADE", "open_tif"]

TIF_TRADE = Trade(
    kind="layered TIFF",
    worker="pinrender.artwork._tif_worker",
    packages=(
        ("psdtags", "'pinrender[tiff]'"),
        ("imagecodecs", "'pinrender[tiff]'"),
        ("psd_tools", "psd-tools"),
    ),
    verb="read",
)
_LAYERED = b"Adobe Photoshop Document Data Block\0"
"""Begins what Photoshop adds to a TIFF that keeps its layers."""


def open_tif(path: Path, limits: Limits, names_a_role: Callable[[str], bool]) -> RasterDocument:
    """Open a TIFF: its layers where it keeps any, else its picture.

    Raises
    ------
    ArtworkError
        If it is not sound, over a limit, or holds no layer of pixels.
    """
    content = read_bytes(path, limits, "psd_bytes")
    if _LAYERED not in content:
        return open_flat(path, limits, names_a_role)
    return read_layers(TIF_TRADE, content, path.name, limits)
