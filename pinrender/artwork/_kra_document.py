"""Krita's own files: a zip whose layers are in a format of its own, and one PNG of the whole picture."""

from __future__ import annotations

from pinrender.artwork._archive import read_entries
from pinrender.artwork._document import UNNAMED, DocumentLayer
from pinrender.artwork._png import check_canvas, decode_png, png_size
from pinrender.artwork._raster_layer import Keep, RasterLayer, Seen
from pinrender.errors import ArtworkError
from pinrender.findings import Finding, Severity
from pinrender.limits import Limits

__all__ = ["read_kra"]

_MERGED = "mergedimage.png"


def read_kra(content: bytes, name: str, limits: Limits, keep: Keep) -> Seen:
    """Read a Krita file as one flat layer.

    Raises
    ------
    ArtworkError
        If it is not sound, over a limit, or was saved without its whole picture.
    """
    picture = dict(read_entries(content, name, _MERGED, limits)).get(_MERGED)
    if picture is None:
        raise ArtworkError(
            f"'{name}' has no '{_MERGED}' in it, so it cannot be read; save it as .ora or .psd"
        )
    width, height = png_size(picture, f"{name}/{_MERGED}", limits)
    check_canvas(width, height, f"'{name}' is a canvas", limits)
    keep(RasterLayer(layer=DocumentLayer(name=UNNAMED), bgra=decode_png(picture, f"{name}/{_MERGED}")))
    return Seen((width, height), [_flat()])


def _flat() -> Finding:
    message = "the layers of a Krita file are not read, so its whole picture is taken as one"
    return Finding(
        code="flat", severity=Severity.NOTICE, message=message, suggestion="export it as .ora or .psd"
    )
