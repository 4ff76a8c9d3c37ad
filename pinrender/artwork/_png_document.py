"""PNG files, one for each layer."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path, PurePosixPath

from pinrender.artwork._archive import read_entries
from pinrender.artwork._document import DocumentLayer
from pinrender.artwork._files import read_bytes
from pinrender.artwork._limits import Limits
from pinrender.artwork._png import check_canvas, decode_grey16, decode_png, png_size
from pinrender.artwork._raster_document import RasterDocument, RasterLayer
from pinrender.errors import ArtworkError
from pinrender.findings import Finding, Severity

__all__ = ["open_folder", "open_zip"]

_ORDER = re.compile(r"^(?!\d+(?:[.,]\d+)?\s*mm)\d+[\s._-]*", re.IGNORECASE)
"""A number that orders the files, but not the height of a relief."""
_DIGITS = re.compile(r"(\d+)")
_SETTINGS = "pin.toml"


def open_folder(path: Path, limits: Limits, names_a_role: Callable[[str], bool]) -> RasterDocument:
    """Open a folder of PNG layers.

    Raises
    ------
    ArtworkError
        If it holds no PNG, or one that cannot be used.
    """
    try:
        files = [entry for entry in path.iterdir() if not entry.name.startswith(".")]
    except OSError as error:
        raise ArtworkError(f"'{path}' cannot be read: {error.strerror}") from error
    if len(files) > limits.zip_entries:
        raise ArtworkError(f"'{path.name}' has {len(files)} files; {limits.zip_entries} is the most")
    contents: list[tuple[str, bytes | None]] = [
        (file.name, read_bytes(file, limits.file_bytes) if _is_png_file(file) else None) for file in files
    ]
    return _document(path.resolve().name, contents, limits)


def open_zip(path: Path, limits: Limits, names_a_role: Callable[[str], bool]) -> RasterDocument:
    """Open a zip archive of PNG layers.

    Raises
    ------
    ArtworkError
        If it is not sound, holds no PNG, or one that cannot be used.
    """
    entries = (
        (name, content)
        for name, content in read_entries(path, ".png", limits)
        if not any(part.startswith((".", "__MACOSX")) for part in name.split("/"))
    )
    return _document(path.name, entries, limits)


def _is_png_file(path: Path) -> bool:
    return path.suffix.lower() == ".png" and path.is_file()


def _document(name: str, files: Iterable[tuple[str, bytes | None]], limits: Limits) -> RasterDocument:
    """Layers in the order of their file names, all on one canvas; None is the content of what is no PNG."""
    kept, skipped = _sorted_layers(files)
    if not kept:
        raise ArtworkError(f"'{name}' holds no .png file; give one PNG for each layer")
    canvas = _common_size(kept, name, limits)
    rasters = [
        RasterLayer(
            layer=DocumentLayer(name=_layer_name(file)),
            bgra=decode_png(content, f"{name}/{file}"),
            grey16=decode_grey16(content, f"{name}/{file}"),
        )
        for file, content in kept
    ]
    return RasterDocument(name, canvas, rasters, _skipped_findings(skipped))


def _sorted_layers(files: Iterable[tuple[str, bytes | None]]) -> tuple[list[tuple[str, bytes]], list[str]]:
    """Layers in the order of their file names, numbers by value; and the files that are none."""
    kept: list[tuple[str, bytes]] = []
    skipped: list[str] = []
    for file, content in files:
        if content is not None:
            kept.append((file, content))
        elif PurePosixPath(file).name != _SETTINGS:
            skipped.append(file)
    kept.sort(key=lambda item: (_natural(PurePosixPath(item[0]).name), item[0]))
    return kept, sorted(skipped)


def _natural(name: str) -> list[tuple[bool, int, str]]:
    parts = _DIGITS.split(name.casefold())
    return [(part.isdecimal(), int(part) if part.isdecimal() else 0, part) for part in parts]


def _layer_name(file: str) -> str:
    """``02-metal.png`` is ``metal``; a name of digits alone stays."""
    stem = PurePosixPath(file).name[: -len(".png")]
    return _ORDER.sub("", stem).strip() or stem


def _common_size(kept: list[tuple[str, bytes]], name: str, limits: Limits) -> tuple[float, float]:
    sizes = [png_size(content, f"{name}/{file}", limits) for file, content in kept]
    for (file, _), size in zip(kept, sizes, strict=True):
        check_canvas(*size, f"'{name}/{file}' is a PNG", limits)
        if size != sizes[0]:
            raise ArtworkError(
                f"'{name}/{file}' is {size[0]} x {size[1]} pixels but '{kept[0][0]}' is "
                f"{sizes[0][0]} x {sizes[0][1]}; all layers must share one canvas"
            )
    total = sum(width * height for width, height in sizes)
    if total > limits.images_pixels:
        raise ArtworkError(f"'{name}' has {total} pixels in all; {limits.images_pixels} is the most")
    return float(sizes[0][0]), float(sizes[0][1])


def _skipped_findings(skipped: list[str]) -> tuple[Finding, ...]:
    if not skipped:
        return ()
    return (
        Finding(
            code="file-skipped",
            severity=Severity.NOTICE,
            message=f"{', '.join(skipped)}: not a PNG layer, so left out",
        ),
    )
