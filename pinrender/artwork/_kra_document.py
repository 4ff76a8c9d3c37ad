"""Krita's own files: a zip whose layers are in a format of its own, and one PNG of the whole picture."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pinrender.artwork._archive import read_entries
from pinrender.artwork._document import UNNAMED, DocumentLayer
from pinrender.artwork._limits import Limits
from pinrender.artwork._png import check_canvas, decode_png, png_size
from pinrender.artwork._raster_document import RasterDocument, RasterLayer
from pinrender.errors import ArtworkError
from pinrender.findings import Finding, Severity

__all__ = ["open_kra"]

_MERGED = "mergedimage.png"


def open_kra(path: Path, limits: Limits, names_a_role: Callable[[str], bool]) -> RasterDocument:
    """Open a Krita file as one flat layer.

    Raises
    ------
    ArtworkError
        If it is not sound, over a limit, or was saved without its whole picture.
    """
    name = path.name
    content = dict(read_entries(path, _MERGED, limits)).get(_MERGED)
    if content is None:
        raise ArtworkError(
            f"'{name}' has no '{_MERGED}' in it, so it cannot be read; save it as .ora or .psd"
        )
    width, height = png_size(content, f"{name}/{_MERGED}", limits)
    check_canvas(width, height, f"'{name}' is a canvas", limits)
    layer = DocumentLayer(name=UNNAMED)
    raster = RasterLayer(layer=layer, bgra=decode_png(content, f"{name}/{_MERGED}"))
    return RasterDocument(name, (float(width), float(height)), [raster], [_flat()])


def _flat() -> Finding:
    message = "the layers of a Krita file are not read, so its whole picture is taken as one"
    return Finding(
        code="flat", severity=Severity.NOTICE, message=message, suggestion="export it as .ora or .psd"
    )
