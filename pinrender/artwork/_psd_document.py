"""Photoshop files: layers of pixels, read in a process of their own.

References: Adobe Photoshop File Formats Specification,
https://www.adobe.com/devnet-apps/photoshop/fileformatashtml/.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from pinrender.artwork._document import UNNAMED, DocumentLayer
from pinrender.artwork._engine import Trade, parse
from pinrender.artwork._files import read_bytes
from pinrender.artwork._limits import Limits
from pinrender.artwork._png import check_canvas
from pinrender.artwork._psd_notices import psd_findings
from pinrender.artwork._raster_document import RasterDocument, RasterLayer
from pinrender.errors import ArtworkError

__all__ = ["PSD_TRADE", "open_psd"]

PSD_TRADE = Trade(
    kind="Photoshop",
    worker="pinrender.artwork._psd_worker",
    packages=(("psd_tools", "'psd-tools[composite]'"), ("aggdraw", "'psd-tools[composite]'")),
    verb="read",
)

_HEADER = struct.Struct(">4sH6xHIIHH")
_SIGNATURE = b"8BPS"
_VERSIONS = (1, 2)
"""PSD, and PSB for large documents."""


class _Entry(BaseModel):
    """One layer or group as the parser describes it; sizes in pixels of the canvas."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")

    name: str = Field(max_length=1024)
    parent: int | None = Field(ge=0)
    visible: bool
    painted: bool
    text: bool
    mode: str = Field(max_length=64)
    left: int = Field(default=0, ge=0)
    top: int = Field(default=0, ge=0)
    width: int = Field(default=0, ge=0)
    height: int = Field(default=0, ge=0)
    deep: bool = False

    @property
    def pixels(self) -> int:
        """How many were written."""
        return self.width * self.height


class _Description(BaseModel):
    """What the parser says of a file."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")

    layers: tuple[_Entry, ...]
    undrawn: tuple[str, ...]
    profile: str
    differs: float | None = Field(ge=0.0, le=1.0)
    flat: bool
    damaged: bool


def open_psd(path: Path, limits: Limits, names_a_role: Callable[[str], bool]) -> RasterDocument:
    """Open a Photoshop file, .psd or .psb.

    Raises
    ------
    ArtworkError
        If it is not sound, over a limit, or holds no layer of pixels.
    """
    content = read_bytes(path, limits.psd_bytes)
    width, height = _canvas(content, path.name, limits)
    options = {
        "name": path.name,
        "layers": limits.layers,
        "depth": limits.layer_depth,
        "pixels": limits.images_pixels,
        "alloc_bytes": limits.psd_alloc_bytes,
        "objects": limits.psd_objects,
        "growth": limits.psd_growth,
    }
    header, pixels = parse(PSD_TRADE, path.name, limits, json.dumps(options).encode(), b"\n", content)
    try:
        described = _Description.model_validate_json(header)
    except ValidationError as error:
        raise _unsound(path.name) from error
    _check(described.layers, (width, height), len(pixels), path.name, limits)
    rasters = list(_rasters(described.layers, pixels))
    if all(raster.bgra is None and not raster.layer.painted for raster in rasters):
        raise ArtworkError(f"'{path.name}' holds no layer of pixels")
    mixed = [(raster.layer, entry.mode) for raster, entry in zip(rasters, described.layers, strict=True)]
    findings = psd_findings(
        mixed,
        undrawn=described.undrawn,
        profile=described.profile,
        differs=described.differs,
        flat=described.flat,
        damaged=described.damaged,
    )
    return RasterDocument(path.name, (float(width), float(height)), rasters, findings)


def _canvas(content: bytes, name: str, limits: Limits) -> tuple[int, int]:
    """Width and height of the canvas, from the head of the file."""
    head = content[: _HEADER.size]
    if len(content) > limits.psd_bytes:
        raise ArtworkError(f"'{name}' is larger than {limits.psd_bytes} bytes (Limits.psd_bytes)")
    if len(head) < _HEADER.size or not head.startswith(_SIGNATURE):
        raise ArtworkError(f"'{name}' is not a Photoshop file, whatever its name says")
    _, version, _, height, width, _, _ = _HEADER.unpack(head)
    if version not in _VERSIONS:
        raise ArtworkError(f"'{name}' is a Photoshop file of version {version}; 1 (PSD) and 2 (PSB) are read")
    if width < 1 or height < 1:
        raise ArtworkError(f"'{name}' is a canvas of {width} x {height} pixels; nothing can be drawn in that")
    check_canvas(width, height, f"'{name}' is a canvas", limits)
    return width, height


def _check(
    layers: Sequence[_Entry], canvas: tuple[int, int], pixel_bytes: int, name: str, limits: Limits
) -> None:
    """Refuse numbers that the parser cannot have meant: it may be in the artwork's hands."""
    total = sum(entry.pixels for entry in layers)
    sound = (
        len(layers) <= limits.layers
        and total <= limits.images_pixels
        and sum(entry.pixels * (6 if entry.deep else 4) for entry in layers) == pixel_bytes
    )
    for index, entry in enumerate(layers):
        sound &= entry.parent is None or entry.parent < index
        sound &= entry.left + entry.width <= canvas[0] and entry.top + entry.height <= canvas[1]
    if not sound:
        raise _unsound(name)


def _unsound(name: str) -> ArtworkError:
    return ArtworkError(f"'{name}' makes its reader fail (no sound answer); save it again")


def _rasters(layers: Sequence[_Entry], pixels: NDArray[np.uint8]) -> Iterator[RasterLayer]:
    at = 0
    for entry in layers:
        shape = (entry.height, entry.width)
        bgra = grey16 = None
        if entry.pixels:
            bgra = pixels[at : at + 4 * entry.pixels].reshape(*shape, 4)
            at += 4 * entry.pixels
        if entry.pixels and entry.deep:
            grey16 = pixels[at : at + 2 * entry.pixels].copy().view(np.uint16).reshape(shape)
            at += 2 * entry.pixels
        layer = DocumentLayer(
            name=entry.name.strip() or UNNAMED,
            visible=entry.visible,
            painted=entry.painted and not (entry.visible and bgra is None),
            parent=entry.parent,
            has_text=entry.text,
        )
        yield RasterLayer(layer=layer, bgra=bgra, left=entry.left, top=entry.top, grey16=grey16)
