"""Layers as they were understood, as a layered SVG in millimetres."""

from __future__ import annotations

import base64
import re
from collections import Counter
from collections.abc import Iterator, Mapping

import numpy as np
from lxml import etree
from numpy.typing import NDArray

from pinrender.artwork import (
    Artwork,
    Layer,
    ReliefLayer,
    Role,
    edge_samples,
    label_of,
    label_of_color,
    nearest_label,
    outlines_px,
    sharpened,
)
from pinrender.output._beziers import closed_path
from pinrender.units import Grid

__all__ = ["encode_layers_svg"]

MARGIN_MM = 1.0
"""Empty canvas around all that is painted."""
MISS_PX = 0.1
"""How far a curve may be from the traced outline, in samples of the grid."""
MOST_PX = 0.1
"""How far a traced outline is moved at most, so that it holds the area that is covered."""
TRAP_PX = 3
"""Samples by which a colour goes on below its neighbours, so that no seam shows between them."""
_NO_COLOR = {Role.EPOXY: "#cfe8f5"}
_SVG = "http://www.w3.org/2000/svg"
_INKSCAPE = "http://www.inkscape.org/namespaces/inkscape"
_SODIPODI = "http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd"
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NO_ID = re.compile(r"[^A-Za-z0-9.-]")
_HALF = 128

Mask = NDArray[np.uint8]


def encode_layers_svg(art: Artwork) -> bytes:
    """Write the layers that are made as groups that drawing programs show as layers, bottom to top.

    Every colour is one path of cubic curves, filled and without a stroke; it goes on a little below
    colours of the same layer that lie over it. Where some of a layer's colours have names, each lies in a
    layer of its own inside, which is named after it. Sculpted layers and printed ones whose colours flow are
    pictures at the grid's resolution.

    Parameters
    ----------
    art : Artwork
        As read.

    Returns
    -------
    bytes
        A whole SVG document; one user unit is one millimetre.
    """
    shown = [layer for layer in art.layers if layer.visible and layer.coverage.any()]
    sheet = _Sheet(art.plan.grid, [layer.coverage for layer in shown])
    root = etree.Element(f"{{{_SVG}}}svg", nsmap={None: _SVG, "inkscape": _INKSCAPE, "sodipodi": _SODIPODI})
    width, height = (f"{side:.4f}".rstrip("0").rstrip(".") for side in sheet.size_mm)
    root.set("width", f"{width}mm")
    root.set("height", f"{height}mm")
    root.set("viewBox", f"0 0 {width} {height}")
    etree.SubElement(root, f"{{{_SODIPODI}}}namedview").set(f"{{{_INKSCAPE}}}document-units", "mm")
    sculpture = iter(each for each in art.plan.sculpture if each.coverage.any())
    used: Counter[str] = Counter()
    for layer in shown:
        group = _group(root, label_of(layer, alone=len(shown) == 1), used)
        if layer.role is Role.RELIEF:
            group.append(sheet.picture(_grey(next(sculpture))))
        elif layer.role is Role.PRINT and layer.flows:
            group.append(sheet.picture(np.dstack([art.plan.color_srgb8, layer.coverage])))
        else:
            _draw(group, layer, sheet, art.color_names, used)
    return bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True))


def _group(root: etree._Element, name: str, used: Counter[str]) -> etree._Element:
    """A layer: Inkscape reads its label, others its id, in which they write blanks as ``_x20_``."""
    label = _NO_XML.sub("", name)
    identity = _NO_ID.sub(lambda found: f"_x{ord(found[0]):X}_", label)
    identity = identity if identity[:1].isalpha() or identity[:1] == "_" else f"_{identity}"
    used[identity] += 1
    group = etree.SubElement(root, f"{{{_SVG}}}g")
    group.set("id", identity if used[identity] == 1 else f"{identity}_{used[identity] - 1}_")
    group.set(f"{{{_INKSCAPE}}}groupmode", "layer")
    group.set(f"{{{_INKSCAPE}}}label", label)
    return group


def _draw(
    group: etree._Element, layer: Layer, sheet: _Sheet, names: Mapping[str, str], used: Counter[str]
) -> None:
    """Append its colours, largest first."""
    apart = any(color in names and names[color] not in layer.name for color in layer.palette)
    for color, share in _shares(layer):
        data = sheet.outline(share)
        if data:
            holder = _group(group, label_of_color(color, names, layer), used) if apart else group
            path = etree.SubElement(holder, f"{{{_SVG}}}path")
            path.set("fill", color)
            path.set("stroke", "none")
            path.set("fill-rule", "evenodd")
            path.set("d", data)


def _shares(layer: Layer) -> Iterator[tuple[str, Mask]]:
    """Each colour and its coverage, with what it has below the colours that follow."""
    import cv2

    colors = layer.palette or (_NO_COLOR.get(layer.role, "#000000"),)
    if len(colors) == 1:
        yield colors[0], layer.coverage
        return
    shares = _divided(layer, len(colors))
    rest = np.cumsum(shares[::-1], axis=0)[::-1]
    disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * TRAP_PX + 1, 2 * TRAP_PX + 1))
    for color, share, left in zip(colors, shares, rest, strict=True):
        grown = np.asarray(cv2.dilate(share, disc), np.float32)
        yield color, np.rint(np.maximum(share, np.minimum(grown, left))).astype(np.uint8)


def _divided(layer: Layer, count: int) -> NDArray[np.float32]:
    """A layer's coverage shared out to its colours by four cells in each sample; (count, H, W)."""
    cells = nearest_label(layer.cells)
    corners = np.stack([cells[row::2, col::2] for row in (0, 1) for col in (0, 1)])
    votes = np.stack([(corners == number).sum(axis=0) for number in range(1, count + 1)]).astype(np.float32)
    return np.asarray(votes / np.float32(4.0) * layer.coverage, np.float32)


def _of_area(lines: list[NDArray[np.float64]], coverage: Mask) -> list[NDArray[np.float64]]:
    """Closed lines moved outward by what they lack of the area covered: tracing shrinks small rounds."""
    ahead = [np.roll(line, -1, axis=0) for line in lines]
    enclosed = sum(
        0.5 * float((line[:, 1] * to[:, 0] - line[:, 0] * to[:, 1]).sum())
        for line, to in zip(lines, ahead, strict=True)
    )
    length = sum(float(np.hypot(*(to - line).T).sum()) for line, to in zip(lines, ahead, strict=True))
    sign = np.copysign(1.0, enclosed)
    lacking = float(coverage.sum(dtype=np.int64)) / 255.0 - abs(enclosed)
    move = sign * float(np.clip(lacking / max(length, 1.0), -MOST_PX, MOST_PX))
    return [line + move * _outward(line) for line in lines]


def _outward(line: NDArray[np.float64]) -> NDArray[np.float64]:
    """Unit normals (rows, columns), to the right of the way from point to point as columns go right."""
    along = np.roll(line, -1, axis=0) - np.roll(line, 1, axis=0)
    along /= np.maximum(np.hypot(along[:, 0], along[:, 1]), 1e-9)[:, None]
    return np.stack([-along[:, 1], along[:, 0]], axis=1)


def _grey(sculpted: ReliefLayer) -> Mask:
    grey = np.rint(255.0 * np.clip(sculpted.height, 0.0, 1.0)).astype(np.uint8)
    return np.dstack([grey, grey, grey, sculpted.coverage])


class _Sheet:
    """The canvas: all that is painted, and a margin."""

    def __init__(self, grid: Grid, masks: list[Mask]) -> None:
        import cv2

        self._grid = grid
        left, top, cols, rows = cv2.boundingRect(np.maximum.reduce(masks))
        margin = MARGIN_MM / grid.pitch_mm
        self._left_px, self._top_px = left - margin, top - margin
        self.size_mm = tuple((side + 2 * margin) * grid.pitch_mm for side in (cols, rows))

    def outline(self, coverage: Mask) -> str:
        """Path data of the lines at half coverage."""
        lines = _of_area(sharpened(outlines_px(coverage, edge_samples(coverage))), coverage)
        pitch_mm = self._grid.pitch_mm
        return "".join(closed_path(self._placed(line), tolerance=MISS_PX * pitch_mm) for line in lines)

    def _placed(self, line: NDArray[np.float64]) -> NDArray[np.float64]:
        """Rows and columns of sample centres as millimetres across and down the canvas."""
        corner = np.array([self._left_px, self._top_px])
        return np.asarray((line[:, ::-1] + 0.5 - corner) * self._grid.pitch_mm, np.float64)

    def picture(self, rgba: Mask) -> etree._Element:
        """The whole grid as an embedded picture."""
        import cv2

        _, png = cv2.imencode(".png", np.ascontiguousarray(rgba[..., [2, 1, 0, 3]]))
        image = etree.Element(f"{{{_SVG}}}image")
        pitch_mm = self._grid.pitch_mm
        place = (-self._left_px, -self._top_px, self._grid.cols, self._grid.rows)
        for key, value in zip(("x", "y", "width", "height"), place, strict=True):
            image.set(key, f"{value * pitch_mm:.6f}")
        image.set("href", "data:image/png;base64," + base64.b64encode(png.tobytes()).decode("ascii"))
        return image
