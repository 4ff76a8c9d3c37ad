"""Small artwork for tests, and what can be measured on the result."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import numpy as np
from PIL import Image

from pinrender.artwork import Artwork, edge_samples, outlines_px, sharpened

NAMESPACES = (
    'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
    'xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" xmlns:serif="http://www.serif.com/"'
)


def svg(body: str, view_box: str = "0 0 100 100", attributes: str = "") -> str:
    """A whole SVG document."""
    return f'<svg {NAMESPACES} viewBox="{view_box}" {attributes}>{body}</svg>'


def save_svg(
    folder: Path, body: str, *, name: str = "art.svg", view_box: str = "0 0 100 100", attributes: str = ""
) -> Path:
    """Write an SVG file of this content."""
    path = folder / name
    path.write_text(svg(body, view_box, attributes), encoding="utf-8")
    return path


def png(rgba: np.ndarray) -> bytes:
    """Encode (H, W, 4) uint8 as PNG."""
    buffer = io.BytesIO()
    Image.fromarray(rgba).save(buffer, "PNG")
    return buffer.getvalue()


def disc_png(side: int, radius: float, color: tuple[int, int, int]) -> bytes:
    """A centred anti-aliased disc on nothing."""
    offset = np.arange(side) + 0.5 - side / 2
    distance = np.hypot(offset[:, None], offset[None])
    rgba = np.zeros((side, side, 4), np.uint8)
    rgba[..., :3] = color
    rgba[..., 3] = np.rint(255 * np.clip(radius - distance + 0.5, 0, 1))
    return png(rgba)


def save_zip(path: Path, entries: dict[str, bytes]) -> Path:
    """Write a zip archive."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return path


def area_mm2(art: Artwork, coverage: np.ndarray) -> float:
    """Area of a coverage of the artwork's grid."""
    return float(coverage.sum(dtype=np.int64)) / 255.0 * art.plan.grid.pitch_mm**2


def outline_mm(art: Artwork, coverage: np.ndarray | None = None) -> np.ndarray:
    """Points (N, 2) of the outline at half coverage in world millimetres, corners included."""
    values = art.plan.body if coverage is None else coverage
    lines = outlines_px(values, edge_samples(values))
    points = np.concatenate(sharpened(lines))
    return art.plan.grid.to_world_mm(points[:, 0], points[:, 1])


def bounds_mm(art: Artwork) -> tuple[np.ndarray, np.ndarray]:
    """Lower and upper corner of the outline."""
    points = outline_mm(art)
    return points.min(axis=0), points.max(axis=0)


def sample(art: Artwork, array: np.ndarray, x_mm: float, y_mm: float) -> np.ndarray:
    """Value of a grid array at a place in the world."""
    rows, cols = art.plan.grid.to_index(np.array([x_mm, y_mm]))
    return array[round(float(rows)), round(float(cols))]


def codes(art: Artwork) -> list[str]:
    """Codes of the findings, in order, but for the one that a drawing without lines always has."""
    return [finding.code for finding in art.findings if finding.code != "no-metal"]
