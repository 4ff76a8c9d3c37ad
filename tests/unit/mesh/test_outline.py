"""The solid's outline is the drawn one, from the SVG to the last vertex."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from pinrender import mesh, relief
from pinrender.artwork import read
from pinrender.catalog import Process, load
from pinrender.mesh import PinMesh
from tests.unit.artwork.drawings import save_svg
from tests.unit.artwork.test_outlines import DISC, SHAPES, SIZE_MM, from_polygon, polygon, to_mm

ANYWHERE_MM, AWAY_FROM_CORNERS_MM = 0.01, 0.003
"""Off the curve; a simplified line may leave its contour by as much as the mesh may leave its relief."""
CORNER_MM = 0.1


def made(tmp_path: Path, element: str, more: str = "", process: str = "die-struck") -> PinMesh:
    path = save_svg(tmp_path, f'<g id="metal">{element}</g>{more}', view_box="0 0 1000 1000")
    art = read(path, size_mm=SIZE_MM, pixels_per_mm=40.0)
    return mesh.build(relief.build(art.plan, load(Process, process)))


def outline(body: PinMesh) -> np.ndarray:
    """Points along the edges of the back plane's border, (N, 2)."""
    back = body.faces[body.slots == 2]
    edges = np.concatenate([back[:, [0, 1]], back[:, [1, 2]], back[:, [2, 0]]])
    _, first, counts = np.unique(np.sort(edges, axis=1), axis=0, return_index=True, return_counts=True)
    ends = body.vertices_mm[edges[first[counts == 1]], :2]
    part = np.linspace(0.0, 1.0, 9)[:, None]
    return np.concatenate([ends[:, :1] * (1.0 - part) + ends[:, 1:] * part]).reshape(-1, 2)


def area_mm2(body: PinMesh) -> float:
    corners = body.vertices_mm[body.faces[body.slots == 2], :2]
    first, second = corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]
    return 0.5 * float(np.abs(first[:, 0] * second[:, 1] - first[:, 1] * second[:, 0]).sum())


@pytest.mark.parametrize("shift", [0.0, 0.05])
@pytest.mark.parametrize("name", SHAPES)
def test_polygons(tmp_path: Path, name: str, shift: float) -> None:
    shape_mm = to_mm(SHAPES[name])
    body = made(tmp_path, polygon(SHAPES[name], shift))
    points = outline(body)
    off = from_polygon(points, shape_mm)
    assert off.max() < ANYWHERE_MM
    near = np.hypot(*np.moveaxis(points[:, None] - shape_mm, -1, 0)).min(axis=1) < CORNER_MM
    assert off[~near].max() < AWAY_FROM_CORNERS_MM
    assert np.ptp(points, axis=0).max() == pytest.approx(SIZE_MM, abs=0.01)
    x, y = shape_mm.T
    truth_mm2 = abs(0.5 * np.sum(x * np.roll(y, -1) - y * np.roll(x, -1)))
    assert area_mm2(body) == pytest.approx(truth_mm2, rel=1e-3)


@pytest.mark.parametrize("process", ["soft-enamel", "hard-enamel", "die-struck"])
@pytest.mark.parametrize(
    ("hole_mm", "more"), [(0.0, ""), (7.5, '<g id="cut"><circle cx="500" cy="500" r="200"/></g>')]
)
def test_circle_and_ring(tmp_path: Path, hole_mm: float, more: str, process: str) -> None:
    body = made(tmp_path, DISC, more, process)
    points = outline(body)
    radius = np.hypot(*points.T)
    assert np.minimum(np.abs(radius - 15.0), np.abs(radius - hole_mm)).max() < AWAY_FROM_CORNERS_MM
    assert area_mm2(body) == pytest.approx(np.pi * (225.0 - hole_mm**2), rel=1e-3)
    assert np.ptp(points, axis=0) == pytest.approx([SIZE_MM, SIZE_MM], abs=0.01)


@pytest.mark.parametrize("process", ["soft-enamel", "hard-enamel"])
def test_a_star_of_enamel_alone(tmp_path: Path, process: str) -> None:
    """Its rim runs out into the tips, where level lines come as close as they ever do."""
    path = save_svg(tmp_path, f'<g id="fill">{polygon(SHAPES["star"])}</g>', view_box="0 0 1000 1000")
    art = read(path, size_mm=SIZE_MM, pixels_per_mm=40.0)
    body = mesh.build(relief.build(art.plan, load(Process, process)))
    assert body.solid().is_watertight
    assert from_polygon(outline(body), to_mm(SHAPES["star"])).max() < ANYWHERE_MM
