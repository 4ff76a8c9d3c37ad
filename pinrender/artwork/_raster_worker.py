"""Reads files of pixels for whoever asks from outside. Runs in a process of its own, which may be killed.

A request is a line of JSON, then what lies in the file. The line says ``kind``, ``name``, ``limits`` and,
for a folder, ``files``: the name of each, and how many of the bytes that follow are its, or null where
it is no PNG. The answer says ``canvas``, ``layers``, ``findings`` and
``pixels_per_mm``; pixels go out before it.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from typing import Any

from pinrender.artwork._flat_document import read_flat
from pinrender.artwork._kra_document import read_kra
from pinrender.artwork._ora_document import read_ora
from pinrender.artwork._png_document import read_pngs, read_zip
from pinrender.artwork._raster_layer import Keep, RasterLayer, Seen
from pinrender.limits import NAME_CHARS, Limits

__all__ = ["READERS", "load"]

Write = Callable[[memoryview], None]
READERS: dict[str, Callable[[bytes, str, Limits, Keep], Seen]] = {
    "flat": read_flat,
    "zip": read_zip,
    "ora": read_ora,
    "kra": read_kra,
}


def load() -> Callable[[bytes, Write], bytes]:
    """Import all that is imported late.

    Returns
    -------
    callable
        Answers requests.
    """
    _warm_up()

    def answer(request: bytes, write: Write) -> bytes:
        said, _, content = request.partition(b"\n")
        task = json.loads(said)
        limits = Limits(**task["limits"])
        entries: list[dict[str, Any]] = []

        def keep(raster: RasterLayer) -> None:
            entries.append(_written(raster, write))

        if task["kind"] == "folder":
            seen = read_pngs(_files(task["files"], content), task["name"], limits, keep)
        else:
            seen = READERS[task["kind"]](content, task["name"], limits, keep)
        findings = [finding.as_dict() for finding in seen.findings]
        described = {"canvas": seen.canvas, "layers": entries, "findings": findings}
        return json.dumps(described | {"pixels_per_mm": seen.pixels_per_mm}).encode()

    return answer


def _files(listed: list[tuple[str, int | None]], content: bytes) -> Iterator[tuple[str, bytes | None]]:
    at = 0
    for name, length in listed:
        yield name, None if length is None else content[at : at + length]
        at += length or 0


def _written(raster: RasterLayer, write: Write) -> dict[str, Any]:
    """Write the pixels of a layer, and say what they are."""
    layer = raster.layer
    entry: dict[str, Any] = {
        "name": layer.name[:NAME_CHARS],
        "parent": layer.parent,
        "visible": layer.visible,
        "painted": layer.painted,
        "text": layer.has_text,
    }
    if raster.bgra is None:
        return entry
    write(raster.bgra.data)
    if raster.grey16 is not None:
        write(raster.grey16.data)
    height, width = raster.bgra.shape[:2]
    deep = raster.grey16 is not None
    place = {"left": raster.left, "top": raster.top, "width": width, "height": height}
    return entry | place | {"deep": deep}


def _warm_up() -> None:
    """Read a tiny picture of each kind, made here, so that all that is imported late is imported."""
    from PIL import Image, ImageCms, MpoImagePlugin, TiffImagePlugin

    del MpoImagePlugin, TiffImagePlugin  # looked up where a JPEG names them, or says how it is turned
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    picture = Image.new("RGB", (2, 2))
    exif = Image.Exif()
    exif[0x0112] = 3
    for kind in ("PNG", "JPEG", "WebP", "TIFF"):
        file = io.BytesIO()
        picture.save(file, kind, icc_profile=profile, exif=exif)
        read_flat(file.getvalue(), "", Limits(), lambda _: None)
