"""What a process that reads pixels says about them, checked: it may be in the artwork's hands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from pinrender.artwork._document import UNNAMED, DocumentLayer
from pinrender.artwork._raster_layer import RasterLayer
from pinrender.errors import ArtworkError
from pinrender.findings import Finding, Severity
from pinrender.limits import NAME_CHARS, Limits

__all__ = ["Entry", "RasterDescription", "believed", "rasters", "unsound"]

_FAR_PX = 1_000_000_000
"""Nothing lies farther from the canvas's corner."""


class Entry(BaseModel):
    """One layer or group as the parser describes it; sizes in pixels of the canvas."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")

    name: str = Field(max_length=1024)
    parent: int | None = Field(ge=0)
    visible: bool
    painted: bool
    text: bool
    mode: str = Field(default="", max_length=64)
    left: int = Field(default=0, ge=-_FAR_PX, le=_FAR_PX)
    top: int = Field(default=0, ge=-_FAR_PX, le=_FAR_PX)
    width: int = Field(default=0, ge=0)
    height: int = Field(default=0, ge=0)
    deep: bool = False

    @property
    def pixels(self) -> int:
        """How many were written."""
        return self.width * self.height


class _Notice(BaseModel):
    """A finding."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: str = Field(max_length=64)
    severity: Severity
    message: str
    suggestion: str

    def finding(self) -> Finding:
        """As a value, in printable characters."""
        said = "".join(each for each in self.message if each.isprintable())
        return Finding(code=self.code, severity=self.severity, message=said, suggestion=self.suggestion)


class RasterDescription(BaseModel):
    """What is said of a file of pixels."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    canvas: tuple[int, int]
    layers: tuple[Entry, ...]
    findings: tuple[_Notice, ...]
    pixels_per_mm: float | None = Field(gt=0.0, allow_inf_nan=False)


_Described = TypeVar("_Described", bound=BaseModel)


def believed(header: bytes, kind: type[_Described], name: str) -> _Described:
    """Take a description over.

    Raises
    ------
    ArtworkError
        If it is none.
    """
    try:
        return kind.model_validate_json(header)
    except ValidationError as error:
        raise unsound(name) from error


def rasters(
    layers: Sequence[Entry], pixels: NDArray[np.uint8], name: str, limits: Limits
) -> list[RasterLayer]:
    """Layers with their pixels.

    Raises
    ------
    ArtworkError
        If there are numbers that the parser cannot have meant.
    """
    sound = (
        len(layers) <= limits.layers
        and sum(entry.pixels for entry in layers) <= limits.images_pixels
        and sum(entry.pixels * (6 if entry.deep else 4) for entry in layers) == len(pixels)
        and all(entry.parent is None or entry.parent < index for index, entry in enumerate(layers))
    )
    if not sound:
        raise unsound(name)
    return list(_taken(layers, pixels))


def unsound(name: str) -> ArtworkError:
    """What is said where an answer makes no sense."""
    return ArtworkError(f"'{name}' makes its reader fail (no sound answer); save it again")


def _taken(layers: Sequence[Entry], pixels: NDArray[np.uint8]) -> Iterator[RasterLayer]:
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
            name=entry.name.strip()[:NAME_CHARS] or UNNAMED,
            visible=entry.visible,
            painted=entry.painted and not (entry.visible and bgra is None),
            parent=entry.parent,
            has_text=entry.text,
        )
        yield RasterLayer(layer=layer, bgra=bgra, left=entry.left, top=entry.top, grey16=grey16)
