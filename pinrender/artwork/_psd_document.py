"""Photoshop files: layers of pixels, read in a process of their own.

References: Adobe Photoshop File Formats Specification,
https://www.adobe.com/devnet-apps/photoshop/fileformatashtml/.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Callable
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from pinrender.artwork._engine import Trade, parse
from pinrender.artwork._files import read_bytes
from pinrender.artwork._png import check_canvas
from pinrender.artwork._psd_notices import psd_findings
from pinrender.artwork._raster_description import Entry, believed, rasters, unsound
from pinrender.artwork._raster_document import RasterDocument
from pinrender.errors import ArtworkError
from pinrender.limits import Limits

__all__ = ["PSD_TRADE", "open_psd", "read_layers"]

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


class _Description(BaseModel):
    """What the parser says of a file."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")

    canvas: tuple[int, int]
    layers: tuple[Entry, ...]
    undrawn: tuple[str, ...]
    profile: str
    differs: float | None = Field(ge=0.0, le=1.0)
    flat: bool
    cut_off: bool
    damaged: bool
    pixels_per_mm: float | None = Field(gt=0.0, allow_inf_nan=False)


def open_psd(path: Path, limits: Limits, names_a_role: Callable[[str], bool]) -> RasterDocument:
    """Open a Photoshop file, .psd or .psb.

    Raises
    ------
    ArtworkError
        If it is not sound, over a limit, or holds no layer of pixels.
    """
    content = read_bytes(path, limits, "psd_bytes")
    _check_head(content, path.name, limits)
    return read_layers(PSD_TRADE, content, path.name, limits)


def read_layers(trade: Trade, content: bytes, name: str, limits: Limits) -> RasterDocument:
    """Have Photoshop's layers read.

    Parameters
    ----------
    trade : Trade
        Who finds them in the file.
    content : bytes
        The file.
    name : str
        Its name, for messages.
    limits : Limits
        Ceilings.

    Raises
    ------
    ArtworkError
        As `open_psd`.
    """
    options = {
        "name": name,
        "layers": limits.layers,
        "depth": limits.layer_depth,
        "pixels": limits.images_pixels,
        "alloc_bytes": limits.psd_alloc_bytes,
        "objects": limits.psd_objects,
        "growth": limits.psd_growth,
    }
    header, pixels = parse(trade, name, limits, json.dumps(options).encode(), b"\n", content)
    described = believed(header, _Description, name)
    width, height = described.canvas
    check_canvas(width, height, f"'{name}' is a canvas", limits)
    layers = rasters(described.layers, pixels, name, limits)
    if not all(_on_canvas(entry, width, height) for entry in described.layers):
        raise unsound(name)
    if all(raster.bgra is None and not raster.layer.painted for raster in layers):
        raise ArtworkError(f"'{name}' holds no layer of pixels")
    mixed = [(raster.layer, entry.mode) for raster, entry in zip(layers, described.layers, strict=True)]
    findings = psd_findings(
        mixed,
        undrawn=described.undrawn,
        profile=described.profile,
        differs=described.differs,
        flat=described.flat,
        cut_off=described.cut_off,
        damaged=described.damaged,
    )
    unit_mm = None if described.pixels_per_mm is None else 1.0 / described.pixels_per_mm
    return RasterDocument(name, (float(width), float(height)), layers, findings, unit_mm)


def _check_head(content: bytes, name: str, limits: Limits) -> None:
    """Refuse what is no such file, and a canvas that is too large, before anything is read."""
    head = content[: _HEADER.size]
    if len(head) < _HEADER.size or not head.startswith(_SIGNATURE):
        raise ArtworkError(f"'{name}' is not a Photoshop file, whatever its name says")
    _, version, _, height, width, _, _ = _HEADER.unpack(head)
    if version not in _VERSIONS:
        raise ArtworkError(f"'{name}' is a Photoshop file of version {version}; 1 (PSD) and 2 (PSB) are read")
    if width < 1 or height < 1:
        raise ArtworkError(f"'{name}' is a canvas of {width} x {height} pixels; nothing can be drawn in that")
    check_canvas(width, height, f"'{name}' is a canvas", limits)


def _on_canvas(entry: Entry, width: int, height: int) -> bool:
    """Whether a layer lies where the parser cuts all of them to."""
    return 0 <= entry.left <= width - entry.width and 0 <= entry.top <= height - entry.height
