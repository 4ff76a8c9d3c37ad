"""PNG files, one for each layer."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import PurePosixPath

from pinrender.artwork._archive import read_entries
from pinrender.artwork._document import DocumentLayer
from pinrender.artwork._png import check_canvas, decode_grey16, decode_png, png_size
from pinrender.artwork._raster_layer import Keep, RasterLayer, Seen
from pinrender.errors import ArtworkError
from pinrender.findings import Finding, Severity
from pinrender.limits import Limits

__all__ = ["read_pngs", "read_zip"]

_ORDER = re.compile(r"^(?!\d+(?:[.,]\d+)?\s*mm)\d+[\s._-]*", re.IGNORECASE)
"""A number that orders the files, but not the height of a relief."""
_DIGITS = re.compile(r"(\d+)")
_SETTINGS = "pin.toml"
_PICTURES = {".jpg", ".jpeg", ".webp", ".gif", ".bmp", ".tif", ".tiff", ".svg", ".psd"}
"""Endings of what may have been meant as a layer."""


def read_zip(content: bytes, name: str, limits: Limits, keep: Keep) -> Seen:
    """Read a zip archive of PNG layers.

    Raises
    ------
    ArtworkError
        If it is not sound, holds no PNG, or one that cannot be used.
    """
    entries = (
        (entry, inside)
        for entry, inside in read_entries(content, name, ".png", limits)
        if not any(part.startswith((".", "__MACOSX")) for part in entry.split("/"))
    )
    return read_pngs(entries, name, limits, keep)


def read_pngs(files: Iterable[tuple[str, bytes | None]], name: str, limits: Limits, keep: Keep) -> Seen:
    """Read layers in the order of their file names, all on one canvas.

    Parameters
    ----------
    files : iterable of (str, bytes or None)
        Each with its name; None is the content of what is no PNG.
    name : str
        Of the folder or archive, for messages.
    limits : Limits
        Ceilings.
    keep : callable
        Takes the layers over.

    Raises
    ------
    ArtworkError
        If there is no PNG, or one that cannot be used.
    """
    kept, skipped = _sorted_layers(files)
    if not kept:
        raise ArtworkError(f"'{name}' holds no .png file; give one PNG for each layer")
    canvas = _common_size(kept, name, limits)
    for file, content in kept:
        keep(
            RasterLayer(
                layer=DocumentLayer(name=_layer_name(file)),
                bgra=decode_png(content, f"{name}/{file}"),
                grey16=decode_grey16(content, f"{name}/{file}"),
            )
        )
    return Seen(canvas, _skipped_findings(skipped))


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


def _common_size(kept: list[tuple[str, bytes]], name: str, limits: Limits) -> tuple[int, int]:
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
        raise ArtworkError(
            f"'{name}' has {total} pixels in all; {limits.images_pixels} is the most (Limits.images_pixels)"
        )
    return sizes[0]


def _skipped_findings(skipped: list[str]) -> tuple[Finding, ...]:
    if not skipped:
        return ()
    pictures = any(PurePosixPath(file).suffix.lower() in _PICTURES for file in skipped)
    return (
        Finding(
            code="file-skipped",
            severity=Severity.WARNING if pictures else Severity.NOTICE,
            message=f"{', '.join(skipped)}: not a PNG layer, so left out",
            suggestion="save these as PNG too, with a transparent background" if pictures else "",
        ),
    )
