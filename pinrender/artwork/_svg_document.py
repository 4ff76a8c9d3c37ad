"""Layered SVG as a `Document`."""

from __future__ import annotations

import dataclasses
import json
import struct
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

import numpy as np
from lxml import etree
from numpy.typing import NDArray

from pinrender.artwork._document import DocumentLayer, Picture, Window
from pinrender.artwork._engine import Engine, Reply, Trade
from pinrender.artwork._files import read_bytes
from pinrender.artwork._svg_canvas import MM_PER_PX, canvas_px, framed, is_measured, is_plain, show_window
from pinrender.artwork._svg_layers import split_layers
from pinrender.artwork._svg_names import Hiding
from pinrender.artwork._trim import around, share_beyond, trim_to_canvas
from pinrender.errors import ArtworkError
from pinrender.findings import Finding, Severity
from pinrender.limits import Limits

__all__ = ["SVG_TRADE", "SvgDocument", "svg_request"]

SVG_TRADE = Trade(
    kind="SVG", worker="pinrender.artwork._svg_worker", packages=(("resvg_py", "resvg-py"), ("lxml", "lxml"))
)
_SIZE = struct.Struct(">II")


class SvgDocument:
    """An SVG file: checked, split into layers, and drawn in a process of its own.

    Parameters
    ----------
    path : Path
        An existing file.
    limits : Limits
        Ceilings.
    names_a_role : callable
        Whether a layer name means something in the role table.
    """

    edge_width = 0.0
    color_names: Mapping[str, str] = MappingProxyType({})

    def __init__(self, path: Path, limits: Limits, names_a_role: Callable[[str], bool]) -> None:
        self.name = path.name
        data = read_bytes(path, limits, "svg_bytes")
        self._engine = Engine(SVG_TRADE, path.name, limits)
        try:
            task = {"name": path.name, "limits": dataclasses.asdict(limits)}
            reply = self._engine.ask(b"C" + json.dumps(task).encode() + b"\n" + data)
            root, css, filtered = _cleaned(reply, path.name)
            self.canvas = canvas_px(root, path.name, limits)
            self.unit_mm = MM_PER_PX if is_measured(root) else None
            layered = split_layers(root, self.canvas, Hiding(css), names_a_role)
            self.is_plain = is_plain(root)
            self._frame = framed(root, self.canvas)
        except BaseException:
            self._engine.close()
            raise
        self._layered = layered
        self.layers: tuple[DocumentLayer, ...] = layered.layers
        self.findings: tuple[Finding, ...] = (_filter_finding(),) if filtered else ()

    def draw(self, pictures: Iterator[Picture]) -> Iterator[NDArray[np.uint8]]:
        """Draw pictures in order; see `Document`."""
        windows: deque[Window] = deque()
        for drawn in self._drawn(pictures, windows):
            trim_to_canvas(drawn, self.canvas, windows.popleft())
            yield drawn

    def _drawn(self, pictures: Iterator[Picture], windows: deque[Window]) -> Iterator[NDArray[np.uint8]]:
        """Pictures as the engine draws them, beyond the canvas too."""
        import cv2

        for png in self._engine.draw(self._requests(pictures, windows)):
            pixels = cv2.imdecode(np.frombuffer(png, np.uint8), cv2.IMREAD_UNCHANGED)
            if pixels is None or pixels.ndim != 3 or pixels.shape[2] != 4:
                raise ArtworkError(f"'{self.name}' was drawn as something that is not a picture")
            yield np.asarray(pixels, np.uint8)

    def grey(self, layer: int, window: Window) -> NDArray[np.float32] | None:
        """None: the engine draws eight bits."""
        return None

    def beyond_canvas(self, layers: Sequence[int]) -> Mapping[int, float]:
        """Looked at from afar, all layers at once and then one by one; see `Document`."""
        window = around(self.canvas)
        if not layers or not any(self._spilt([tuple(layers)], window)):
            return {}
        shares = self._spilt([(index,) for index in layers], window)
        return {index: share for index, share in zip(layers, shares, strict=True) if share > 0.0}

    def _spilt(self, pictures: Sequence[tuple[int, ...]], window: Window) -> list[float]:
        """Share of each picture beyond the canvas."""
        drawn = self._drawn(iter([Picture(layers=layers, window=window) for layers in pictures]), deque())
        return [share_beyond(pixels[..., 3], self.canvas, window) for pixels in drawn]

    def close(self) -> None:
        """End the drawing process."""
        self._engine.close()

    def _requests(self, pictures: Iterator[Picture], windows: deque[Window]) -> Iterator[bytes]:
        for picture in pictures:
            self._layered.show(picture.layers)
            show_window(self._frame, picture.window)
            windows.append(picture.window)
            svg = etree.tostring(self._frame, encoding="utf-8")
            yield svg_request(svg, picture.window.cols, picture.window.rows)


def svg_request(svg: bytes, width_px: int, height_px: int) -> bytes:
    """What the worker is asked with to draw: the size, then the document."""
    return b"D" + _SIZE.pack(width_px, height_px) + svg


def _cleaned(reply: Reply, name: str) -> tuple[etree._Element, str, bool]:
    """The tree that the worker has cleaned, its style sheets, and whether it has lost filters."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        said = json.loads(reply.content)
        return etree.fromstring(bytes(reply.parts), parser), str(said["css"]), bool(said["filtered"])
    except (etree.XMLSyntaxError, ValueError, TypeError, LookupError) as error:
        raise ArtworkError(f"'{name}' makes its reader fail (no sound answer); save it again") from error


def _filter_finding() -> Finding:
    return Finding(
        code="filter-dropped",
        severity=Severity.WARNING,
        message="filter effects (blur, shadow, glow) were left out: metal and enamel have hard edges",
        suggestion="expand or delete the effects if the drawing needs them",
    )
