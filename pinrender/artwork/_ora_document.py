"""OpenRaster: a zip of PNG layers, and an XML file that says how they lie over one another.

References: OpenRaster 0.0.5 baseline, https://www.openraster.org/baseline/layer-stack-spec.html.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from lxml import etree
from numpy.typing import NDArray

from pinrender.artwork._archive import read_entries
from pinrender.artwork._document import UNNAMED, DocumentLayer
from pinrender.artwork._png import check_canvas, decode_png, png_size
from pinrender.artwork._raster_layer import Keep, RasterLayer, Seen, mixed_layers
from pinrender.errors import ArtworkError
from pinrender.limits import Limits, byte_size

__all__ = ["read_ora"]

_STACK = "stack.xml"
_PLAIN = ("svg:src-over", "")
"""How a layer is laid over those below it where nothing is said, or nothing but that."""


def read_ora(content: bytes, name: str, limits: Limits, keep: Keep) -> Seen:
    """Read an OpenRaster file, as Krita, GIMP and MyPaint write it.

    Raises
    ------
    ArtworkError
        If it is not sound, over a limit, or holds no layer.
    """
    files = {
        entry: inside
        for entry, inside in read_entries(content, name, (_STACK, ".png"), limits)
        if inside is not None and not entry.startswith("Thumbnails/")
    }
    image = _stack(files, name, limits)
    canvas = _canvas(image, name, limits)
    painted = False
    mixed: list[tuple[str, str]] = []
    left_px = limits.images_pixels
    for element, parent, seen in _bottom_to_top(image, limits, name):
        raster = _raster(element, parent, seen=seen, files=files, name=name, limits=limits)
        if raster.bgra is not None:
            left_px -= raster.bgra.shape[0] * raster.bgra.shape[1]
        if left_px < 0:
            raise ArtworkError(
                f"the layers of '{name}' have more than {limits.images_pixels} pixels in all "
                "(Limits.images_pixels)"
            )
        mixed += _blended(element, raster.layer)
        painted |= raster.bgra is not None
        keep(raster)
    if not painted:
        raise ArtworkError(f"'{name}' holds no layer of pixels")
    return Seen(canvas, mixed_layers(mixed))


def _stack(files: dict[str, bytes], name: str, limits: Limits) -> etree._Element:
    """The root of the file that lists the layers."""
    content = files.get(_STACK)
    if content is None:
        raise ArtworkError(f"'{name}' is a zip archive without a '{_STACK}', so it is no OpenRaster file")
    if len(content) > limits.svg_bytes:
        raise ArtworkError(
            f"'{_STACK}' of '{name}' is larger than {byte_size(limits.svg_bytes)} (Limits.svg_bytes)"
        )
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise ArtworkError(
            f"'{_STACK}' of '{name}' is not well-formed XML ({error.msg}); save it again"
        ) from error


def _canvas(image: etree._Element, name: str, limits: Limits) -> tuple[int, int]:
    width, height = (_number(image, side, name, least=1) for side in ("w", "h"))
    check_canvas(width, height, f"'{name}' is a canvas", limits)
    return width, height


def _bottom_to_top(
    image: etree._Element, limits: Limits, name: str
) -> Iterator[tuple[etree._Element, int | None, bool]]:
    """Each layer and group with the place of the group it lies in, and whether that is seen."""
    found = 0
    waiting: list[tuple[etree._Element, int | None, bool]] = [
        (each, None, True) for stack in image.findall("stack") for each in stack
    ]
    while waiting:
        element, parent, seen = waiting.pop()
        if element.tag not in {"layer", "stack"}:
            continue
        seen = seen and element.get("visibility", "visible") == "visible" and _opacity(element) > 0.0
        yield element, parent, seen
        if element.tag == "stack":
            waiting += [(each, found, seen) for each in element]
        found += 1
        if found > limits.layers:
            raise ArtworkError(f"'{name}' has more than {limits.layers} layers and groups (Limits.layers)")


def _raster(
    element: etree._Element,
    parent: int | None,
    *,
    seen: bool,
    files: dict[str, bytes],
    name: str,
    limits: Limits,
) -> RasterLayer:
    title = element.get("name", "").strip() or UNNAMED
    bgra = None
    if element.tag == "layer":
        source = element.get("src", "")
        if source not in files:
            raise ArtworkError(f"layer '{title}' of '{name}' names '{source[:80]}', which is not in it")
        png_size(files[source], f"{name}/{source}", limits)
        bgra = _faded(decode_png(files[source], f"{name}/{source}"), _opacity(element))
    return RasterLayer(
        layer=DocumentLayer(name=title, visible=seen, painted=bgra is not None, parent=parent),
        bgra=bgra,
        left=_number(element, "x", name),
        top=_number(element, "y", name),
    )


def _faded(bgra: NDArray[np.uint8], opacity: float) -> NDArray[np.uint8]:
    if opacity < 1.0:
        bgra[..., 3] = np.rint(bgra[..., 3] * opacity)
    return bgra


def _opacity(element: etree._Element) -> float:
    try:
        return float(np.clip(float(element.get("opacity", "1")), 0.0, 1.0))
    except ValueError:
        return 1.0


def _number(element: etree._Element, key: str, name: str, *, least: int | None = None) -> int:
    """A whole number; offsets that are not there are 0."""
    text = element.get(key, "0")
    try:
        value = int(float(text))
    except (ValueError, OverflowError):
        value = None
    if value is None or (least is not None and value < least):
        raise ArtworkError(f"'{_STACK}' of '{name}' says {key}=\"{text[:40]}\", where a whole number is due")
    return value


def _blended(element: etree._Element, layer: DocumentLayer) -> list[tuple[str, str]]:
    """The layer and its mode, where its colours are mixed with those below it."""
    mode = element.get("composite-op", "")
    if mode in _PLAIN or element.tag == "stack" or not layer.visible:
        return []
    return [(layer.name, mode)]
