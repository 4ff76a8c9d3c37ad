from __future__ import annotations

import numpy as np
import pytest

from pinrender.mesh._ears import fill_rings
from pinrender.mesh._loops import areas, signed_area, without_straight
from pinrender.mesh._rings import level_strips
from tests.unit.plans import grid

POINTS = np.array(
    # a corner of the outline and two corners of the hole lie on one grid line
    [[17, 14], [8, 18], [4, 17], [3, 12], [1, 10], [14, 4], [11, 12], [7, 10], [8, 10], [11, 9]],
    np.float64,
)
OUTER, HOLE = np.arange(6, dtype=np.int32), np.arange(6, 10, dtype=np.int32)


def _area(triangles: np.ndarray) -> np.ndarray:
    a, b, c = (POINTS[triangles[:, k]] for k in range(3))
    return 0.5 * ((b - a)[:, 0] * (c - a)[:, 1] - (b - a)[:, 1] * (c - a)[:, 0])


def test_every_vertex_is_used_though_many_lie_on_one_line() -> None:
    triangles = fill_rings(POINTS, [(OUTER, HOLE)])[0]
    assert len(triangles) == len(OUTER) + len(HOLE) + 2 - 2
    assert set(triangles.ravel()) == set(range(len(POINTS)))
    area = _area(triangles)
    assert np.all(area <= 0.0), "all counter-clockwise where y points up"
    assert -area.sum() == pytest.approx(abs(signed_area(POINTS[OUTER])) - abs(signed_area(POINTS[HOLE])))


def test_strips_share_the_vertices_of_their_lines() -> None:
    """Every edge inside the outermost line belongs to exactly two triangles."""
    on = grid(3.0, 20.0)
    rows, cols = np.indices(on.shape)
    distance = (2.0 - np.linalg.norm(on.to_world_mm(rows, cols), axis=-1)).astype(np.float32)
    rings = level_strips(distance, [0.0, 0.11, 0.3, 0.9], 0.1)
    triangles = fill_rings(rings.points, rings.polygons)[0]
    edges = np.sort(
        np.concatenate([triangles[:, [0, 1]], triangles[:, [1, 2]], triangles[:, [2, 0]]]), axis=1
    )
    alone = [
        edge for edge, count in zip(*np.unique(edges, axis=0, return_counts=True), strict=True) if count == 1
    ]
    radius = np.linalg.norm(on.to_world_mm(rings.points[:, 1], rings.points[:, 0]), axis=-1)
    assert radius[np.unique(alone)] == pytest.approx(2.0, abs=0.01)


def test_simplified_lines_stay_within_the_tolerance() -> None:
    on = grid(3.0, 20.0)
    rows, cols = np.indices(on.shape)
    distance = (2.0 - np.linalg.norm(on.to_world_mm(rows, cols), axis=-1)).astype(np.float32)
    rings = level_strips(distance, [0.0], 0.1)
    loop = rings.points[rings.polygons[0][0]]
    middles = 0.5 * (loop + np.roll(loop, 1, axis=0))
    radius = np.linalg.norm(on.to_world_mm(middles[:, 1], middles[:, 0]), axis=-1)
    assert np.abs(radius - 2.0).max() < 0.15 * on.pitch_mm
    assert len(loop) < 120


def test_areas_of_many_loops() -> None:
    """Two squares, one inside out, and a loop of nothing between them."""
    square = np.array([[0, 0], [2, 0], [2, 2], [0, 2]], float)
    both = np.concatenate([square, square[::-1] + 7.0])
    assert areas(both, np.array([4, 0, 4])) == pytest.approx([4.0, 0.0, -4.0])


def test_straight_points_are_dropped_from_their_own_loops_only() -> None:
    """The first square has points on its sides, three in a row on one; the second is a triangle."""
    square = [[0, 0], [1, 0], [2, 0], [3, 0], [4, 0], [4, 4], [0, 4], [0, 2.0005]]
    triangle = [[9, 0], [12, 0], [9, 3]]
    points, counts = without_straight(np.array(square + triangle, float), np.array([8, 3]), 0.001)
    assert counts.tolist() == [4, 3]
    assert points.tolist() == [[0, 0], [4, 0], [4, 4], [0, 4], *triangle]


def test_a_strip_is_seen_the_same_from_both_sides() -> None:
    """Every line is one set of vertices, though two strips run along it, in opposite directions."""
    on = grid(3.0, 20.0)
    rows, cols = np.indices(on.shape)
    x, y = np.moveaxis(on.to_world_mm(rows, cols), -1, 0)
    distance = np.maximum(1.0 - np.hypot(x - 1.3, y), 1.2 - np.hypot(x + 1.1, y)).astype(np.float32)
    rings = level_strips(distance, [0.0, 0.3], 0.1)
    loops = [frozenset(loop.tolist()) for polygon in rings.polygons for loop in polygon]
    assert len(loops) == 6
    assert len(set(loops)) == 4
    assert sum(len(loop) for loop in set(loops)) == len(rings.points)


def test_a_fine_circle_is_not_straight() -> None:
    """A hundred points on a circle each lie within 0.003 of their chord; all at once they are the circle."""
    angle = np.arange(100) * 2.0 * np.pi / 100
    circle = np.column_stack([np.cos(angle), np.sin(angle)])
    points, counts = without_straight(circle, np.array([100]), 0.003)
    assert areas(points, counts) == pytest.approx([np.pi], rel=0.01)
