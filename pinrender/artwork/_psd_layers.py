"""Layers of a Photoshop file as pixels. Runs in a process of its own, which may be killed."""

from __future__ import annotations

import importlib
import io
import warnings
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from psd_tools import ParseLimitError, ParseLimits, PSDImage
from psd_tools.api.layers import AdjustmentLayer, FillLayer, GroupMixin, Layer
from psd_tools.composite import composite
from psd_tools.compression import PSDDecompressionWarning
from psd_tools.constants import BlendMode, Resource

from pinrender.artwork._psd_colors import Inks, Proof
from pinrender.artwork._psd_whole import is_cut_off
from pinrender.artwork._raster_layer import resolution
from pinrender.limits import byte_size

__all__ = ["Refused", "parse", "warm_up"]

_PLAIN = {BlendMode.NORMAL, BlendMode.PASS_THROUGH}
_DRAWN_EFFECTS = {"coloroverlay", "gradientoverlay", "patternoverlay", "stroke"}
"""What psd-tools draws; shadows, glows, bevels and satin it does not."""

_LATE = (
    *("encodings.mac_roman", "encodings.utf_16_be", "encodings.utf_16_le"),
    *("scipy.interpolate", "scipy.ndimage", "scipy.spatial", "psd_tools.api.typesetting"),
)
"""What names and effects are read with, imported at their first use."""
_CEILINGS = {
    "max_objects": "psd_objects",
    "max_nesting_depth": "layer_depth",
    "max_total_bytes": "psd_growth",
    "max_read_bytes": "psd_bytes",
}
"""The library's limits, and ours that they are set to."""


class Refused(Exception):
    """The file is not read; the text is the end of a sentence that begins with its name."""


class _Node(NamedTuple):
    """A layer or group.

    `lineage` is the identity of the layer and of all groups that it lies in; `base` is the layer whose
    alpha clips it.
    """

    layer: Layer
    parent: int | None
    visible: bool
    lineage: frozenset[int]
    base: Layer | None


Box = tuple[int, int, int, int]
"""Left, top, right, bottom in pixels of the canvas."""
Options = Mapping[str, int]
Write = Callable[[memoryview], None]


def parse(content: bytes, options: Options, write: Write) -> dict[str, Any]:
    """Write the pixels of each visible layer, bottom to top, and say what they are.

    Parameters
    ----------
    content : bytes
        The file.
    options : mapping of str to int
        Ceilings: ``layers``, ``depth``, ``pixels``, ``alloc_bytes``, ``objects``, ``growth``.
    write : callable
        Takes (H, W, 4) uint8 BGRA, straight alpha, and after it (H, W) uint16 greys where there are any.

    Raises
    ------
    Refused
        If the file is over a limit or of a kind that is not read.
    """
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        document = _opened(content, options)
        cut_off = document.has_preview() and is_cut_off(content)
        if cut_off and not len(document):
            raise Refused("ends before its picture does; save it again")
        try:
            inks = Inks(document)
            described = _described(document, inks, options, write, whole=not cut_off)
        except ValueError as error:
            if "configured budget" not in str(error):
                raise
            reason = (
                f"needs more than {byte_size(options['alloc_bytes'])} for one layer (Limits.psd_alloc_bytes)"
            )
            raise Refused(reason) from error
    described["cut_off"] = cut_off
    described["damaged"] = any(issubclass(each.category, PSDDecompressionWarning) for each in caught)
    return described


def _opened(content: bytes, options: Options) -> PSDImage:
    limits = ParseLimits(
        max_read_bytes=max(1, len(content)),
        max_total_bytes=max(1, options["growth"] * len(content)),
        max_objects=options["objects"],
        max_nesting_depth=options["depth"],
    )
    try:
        document = PSDImage.open(
            io.BytesIO(content), max_alloc_bytes=options["alloc_bytes"], parse_limits=limits
        )
    except ParseLimitError as error:
        ceiling = _CEILINGS.get(str(error).partition(" ")[0], "psd_objects")
        raise Refused(f"is built too intricately ({error}, Limits.{ceiling}); simplify it") from error
    if document.color_mode not in Inks.MODES:
        mode = document.color_mode.name.lower()
        raise Refused(f"is a {mode} document; convert it to RGB and save it again")
    return document


def _described(
    document: PSDImage, inks: Inks, options: Options, write: Write, *, whole: bool
) -> dict[str, Any]:
    nodes = _nodes(document, options)
    clipped = {id(node.layer) for node in nodes if node.base is not None}
    for node in nodes:
        if node.base is not None:
            node.layer.clipping = False  # drawn on its own, and cut to its base here
    proof = Proof(document)
    left_px = options["pixels"]
    layers = []
    for node in nodes:
        entry = _entry(node)
        if node.visible and entry["painted"]:
            box = _box(document, node.layer)
            left_px -= _area(box)
            if left_px < 0:
                raise Refused(
                    f"has layers of more than {options['pixels']} pixels in all (Limits.images_pixels)"
                )
            entry |= _written(document, node, box, clipped, inks, proof, write)
        layers.append(entry)
    if not nodes:
        layers.append(_flat(document, inks, write))
    return {
        "canvas": (document.width, document.height),
        "layers": layers,
        "undrawn": sorted({name for node in nodes if node.visible for name in _undrawn(node.layer)}),
        "profile": inks.profile,
        "differs": proof.share(inks) if nodes and whole else None,
        "flat": not nodes,
        "pixels_per_mm": _pixels_per_mm(document),
    }


def _pixels_per_mm(document: PSDImage) -> float | None:
    """From the resource that holds it in pixels per inch, times 65536."""
    said = document.image_resources.get_data(Resource.RESOLUTION_INFO)
    return resolution(getattr(said, "horizontal", 0) / 65536.0)


def _nodes(document: PSDImage, options: Options) -> list[_Node]:
    """All layers and groups: what is below first, a group before what lies in it."""
    nodes: list[_Node] = []
    waiting = list(_inside(document, None, seen=True, lineage=frozenset()))[::-1]
    while waiting:
        node = waiting.pop()
        nodes.append(node)
        if len(nodes) > options["layers"]:
            raise Refused(f"has more than {options['layers']} layers and groups (Limits.layers)")
        if len(node.lineage) > options["depth"]:
            raise Refused(f"has groups nested more than {options['depth']} deep (Limits.layer_depth)")
        if isinstance(node.layer, GroupMixin):
            inside = _inside(node.layer, len(nodes) - 1, seen=node.visible, lineage=node.lineage)
            waiting += list(inside)[::-1]
    return nodes


def _inside(group: GroupMixin, parent: int | None, *, seen: bool, lineage: frozenset[int]) -> Iterator[_Node]:
    base: Layer | None = None
    base_seen = True
    for layer in group:
        own = layer.visible and layer.opacity > 0
        clips = layer.clipping and base is not None
        visible = seen and own and (base_seen or not clips)
        yield _Node(layer, parent, visible, lineage | {id(layer)}, base if clips else None)
        if not layer.clipping:
            base, base_seen = layer, own


def _entry(node: _Node) -> dict[str, Any]:
    layer = node.layer
    painted = not (layer.is_group() or isinstance(layer, AdjustmentLayer)) and (
        layer.has_pixels() or layer.kind == "shape" or isinstance(layer, FillLayer)
    )
    mode = layer.blend_mode
    return {
        "name": layer.name,
        "parent": node.parent,
        "visible": node.visible,
        "painted": painted,
        "text": layer.kind == "type" and not painted,
        "mode": "" if mode in _PLAIN or layer.is_group() else mode.name.lower().replace("_", "-"),
    }


def _undrawn(layer: Layer) -> Iterator[str]:
    """What of a layer is not drawn, in words."""
    if isinstance(layer, AdjustmentLayer):
        yield f"adjustment '{layer.name}'"
    for effect in layer.effects:
        kind = type(effect).__name__.lower()
        if effect.enabled and kind not in _DRAWN_EFFECTS:
            yield f"{kind} of '{layer.name}'"


def _box(document: PSDImage, layer: Layer) -> Box:
    """Where on the canvas a layer may paint; a stroke reaches farther than the layer says."""
    if layer.has_stroke() or layer.has_effects(name="stroke"):
        return document.viewbox
    left, top, right, bottom = layer.bbox
    return max(left, 0), max(top, 0), min(right, document.width), min(bottom, document.height)


def _area(box: Box) -> int:
    return max(0, box[2] - box[0]) * max(0, box[3] - box[1])


def _written(
    document: PSDImage, node: _Node, box: Box, clipped: set[int], inks: Inks, proof: Proof, write: Write
) -> dict[str, Any]:
    """Draw one layer, write its pixels, and say where they lie."""
    if _area(box) == 0:
        return {"painted": False}
    color, _, alpha = composite(
        document, color=1.0, alpha=0.0, viewport=box, layer_filter=lambda each: id(each) in node.lineage
    )
    if node.base is not None and not isinstance(node.base, AdjustmentLayer):
        alpha = alpha * _coverage(node.base, box, clipped)
    alpha8 = np.rint(255.0 * np.nan_to_num(np.clip(alpha[..., 0], 0.0, 1.0))).astype(np.uint8)
    rows, cols = np.flatnonzero(alpha8.any(axis=1)), np.flatnonzero(alpha8.any(axis=0))
    if len(rows) == 0:
        return {"painted": False}
    crop = slice(int(rows[0]), int(rows[-1]) + 1), slice(int(cols[0]), int(cols[-1]) + 1)
    place = (box[0] + crop[1].start, box[1] + crop[0].start)
    bgra = inks.bgra(color[crop], alpha8[crop])
    proof.lay(bgra, place)
    write(bgra.data)
    grey16 = inks.grey16(color[crop])
    if grey16 is not None:
        write(grey16.data)
    height, width = alpha8[crop].shape
    return {"left": place[0], "top": place[1], "width": width, "height": height, "deep": grey16 is not None}


def _coverage(base: Layer, box: Box, clipped: set[int]) -> NDArray[np.float32]:
    """Alpha (H, W, 1) of the layer or group that others are clipped to."""
    _, _, alpha = composite(
        base,
        color=1.0,
        alpha=0.0,
        viewport=box,
        layer_filter=lambda each: each.visible and id(each) not in clipped,
        as_layer=True,
    )
    return np.asarray(alpha, np.float32)


def _flat(document: PSDImage, inks: Inks, write: Write) -> dict[str, Any]:
    """The merged picture of a file without layers, as its only one."""
    color, _, alpha = composite(document, color=1.0, alpha=0.0)
    bgra = inks.bgra(color, np.rint(255.0 * np.clip(alpha[..., 0], 0.0, 1.0)).astype(np.uint8))
    write(bgra.data)
    entry = {"name": "", "parent": None, "visible": True, "painted": True, "text": False, "mode": ""}
    size = {"left": 0, "top": 0, "width": document.width, "height": document.height, "deep": False}
    return entry | size


def warm_up() -> None:
    """Draw a tiny file made here, so that all that is imported late is imported."""
    for name in _LATE:
        importlib.import_module(name)
    from PIL import Image

    document = PSDImage.new("RGB", (4, 4))
    group = document.create_group(name="group")
    for name in ("base", "over"):
        group.create_pixel_layer(Image.new("RGBA", (4, 4), (9, 9, 9, 9)), name)
    file = io.BytesIO()
    document.save(file)
    options = {"layers": 9, "depth": 9, "pixels": 999, "alloc_bytes": 1 << 28, "objects": 9999, "growth": 9}
    parse(file.getvalue(), options, lambda _: None)
