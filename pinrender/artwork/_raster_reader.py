"""Files of pixels, folders and archives of them, read in a process of its own."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from pinrender.artwork._engine import Trade, parse
from pinrender.artwork._files import read_bytes
from pinrender.artwork._raster_description import RasterDescription, believed, rasters
from pinrender.artwork._raster_document import RasterDocument
from pinrender.errors import ArtworkError
from pinrender.limits import Limits, byte_size

__all__ = ["RASTER_TRADE", "open_flat", "open_folder", "open_kra", "open_ora", "open_zip"]

RASTER_TRADE = Trade(
    kind="pixels",
    worker="pinrender.artwork._raster_worker",
    packages=(("PIL", "pillow"), ("lxml", "lxml")),
    verb="read",
)

NamesARole = Callable[[str], bool]


def open_flat(path: Path, limits: Limits, names_a_role: NamesARole) -> RasterDocument:
    """Open a PNG, JPEG, WebP or TIFF; see `open_folder` for what it raises."""
    return _opened("flat", path.name, limits, [read_bytes(path, limits, "file_bytes")])


def open_zip(path: Path, limits: Limits, names_a_role: NamesARole) -> RasterDocument:
    """Open a zip archive of PNG layers; see `open_folder` for what it raises."""
    return _opened("zip", path.name, limits, [read_bytes(path, limits, "zip_bytes")])


def open_ora(path: Path, limits: Limits, names_a_role: NamesARole) -> RasterDocument:
    """Open an OpenRaster file; see `open_folder` for what it raises."""
    return _opened("ora", path.name, limits, [read_bytes(path, limits, "zip_bytes")])


def open_kra(path: Path, limits: Limits, names_a_role: NamesARole) -> RasterDocument:
    """Open a Krita file as one flat layer; see `open_folder` for what it raises."""
    return _opened("kra", path.name, limits, [read_bytes(path, limits, "zip_bytes")])


def open_folder(path: Path, limits: Limits, names_a_role: NamesARole) -> RasterDocument:
    """Open a folder of PNG layers.

    Raises
    ------
    ArtworkError
        If it is not sound, over a limit, or holds nothing that can be used; if it takes too long.
    """
    name = path.resolve().name
    try:
        files = [entry for entry in path.iterdir() if not entry.name.startswith(".")]
    except OSError as error:
        raise ArtworkError(f"'{path}' cannot be read: {error.strerror}") from error
    if len(files) > limits.zip_entries:
        raise ArtworkError(
            f"'{name}' has {len(files)} files; {limits.zip_entries} is the most (Limits.zip_entries)"
        )
    listed: list[tuple[str, int | None]] = []
    contents: list[bytes] = []
    for file in files:
        content = _png_content(file, path, limits)
        listed.append((file.name, None if content is None else len(content)))
        contents += [] if content is None else [content]
        if sum(map(len, contents)) > limits.zip_bytes:
            raise ArtworkError(f"'{name}' holds more than {byte_size(limits.zip_bytes)} (Limits.zip_bytes)")
    return _opened("folder", name, limits, contents, files=listed)


def _png_content(file: Path, folder: Path, limits: Limits) -> bytes | None:
    """What is in a file of the folder, if it is a PNG; a link that leads elsewhere is not followed."""
    if file.suffix.lower() != ".png" or not file.is_file():
        return None
    if not file.resolve().is_relative_to(folder.resolve()):
        raise ArtworkError(
            f"'{folder.name}/{file.name}' is a link that leads out of the folder; "
            "put the picture itself there"
        )
    return read_bytes(file, limits, "file_bytes")


def _opened(kind: str, name: str, limits: Limits, contents: Iterable[bytes], **more: Any) -> RasterDocument:
    task = {"kind": kind, "name": name, "limits": dataclasses.asdict(limits)} | more
    header, pixels = parse(RASTER_TRADE, name, limits, json.dumps(task).encode(), b"\n", *contents)
    described = believed(header, RasterDescription, name)
    width, height = described.canvas
    if min(width, height) < 1:
        raise ArtworkError(f"'{name}' is a canvas of {width} x {height} pixels; nothing can be drawn in that")
    layers = rasters(described.layers, pixels, name, limits)
    findings = [notice.finding() for notice in described.findings]
    unit_mm = None if described.pixels_per_mm is None else 1.0 / described.pixels_per_mm
    return RasterDocument(name, (float(width), float(height)), layers, findings, unit_mm)
