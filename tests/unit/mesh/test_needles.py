from __future__ import annotations

import numpy as np
import pytest

from pinrender.mesh._back import fill_back
from pinrender.mesh._halfedges import Halfedges, from_triangles
from pinrender.mesh._needles import NEEDLE_MM, needles, without_needles
from tests.unit.mesh.squares import areas, assert_sound, level


def _fan(points: np.ndarray, triangles: list[list[int]], region: list[int]) -> Halfedges:
    made = from_triangles(points, level(points), np.array(triangles), np.array(region))
    assert made is not None
    return made


def test_two_vertices_that_nearly_fall_together_are_merged() -> None:
    points = np.array([[0, 0], [1, 0], [1, 1], [0, 1], [0.5, 0.5], [0.5003, 0.5]], float)
    around = [[0, 1, 4], [1, 5, 4], [1, 2, 5], [2, 4, 5], [2, 3, 4], [3, 0, 4]]
    mesh = _fan(points, around, [0] * 6)
    assert len(needles(mesh)) == 2
    clean = without_needles(mesh)
    assert_sound(clean)
    assert (len(clean.points), len(clean.corners), len(needles(clean))) == (5, 4, 0)


def test_a_vertex_nearly_on_a_line_takes_the_line_through_itself() -> None:
    points = np.array([[0, 0], [1, 0], [0.5, 0.0004], [0.5, 1], [0.5, -1]], float)
    mesh = _fan(points, [[0, 1, 2], [0, 2, 3], [2, 1, 3], [1, 0, 4]], [0, 0, 0, 1])
    assert len(needles(mesh)) == 1
    clean = without_needles(mesh)
    assert_sound(clean)
    assert len(needles(clean)) == 0
    line = {frozenset(edge) for edge in np.column_stack(clean.ends(np.flatnonzero(clean.fixed))[:2]).tolist()}
    assert {frozenset({0, 2}), frozenset({1, 2})} <= line
    assert frozenset({0, 1}) not in line


def test_a_needle_on_the_border_is_left_out() -> None:
    points = np.array([[0, 0], [1, 0], [0.5, 0.0004], [0.5, 1], [0, 1], [1, 1]], float)
    triangles = [[0, 1, 2], [0, 2, 4], [2, 1, 5], [2, 3, 4], [2, 5, 3]]
    mesh = _fan(points, triangles, [0] * 5)
    clean = without_needles(mesh)
    assert len(needles(clean)) == 0
    assert areas(clean).sum() == pytest.approx(1.0, abs=0.001)


@pytest.mark.parametrize("count", [300, 600, 1000])
def test_the_back_of_a_large_disc_has_none(count: int) -> None:
    """Neighbours on a circle of 15 mm are nearly straight: joined among themselves they are needles."""
    angle = np.arange(count) * 2.0 * np.pi / count
    xy_mm = 15.0 * np.column_stack([np.cos(angle), np.sin(angle)])
    start = np.arange(count, dtype=np.int32)
    filled = fill_back(xy_mm, start, np.roll(start, -1), np.zeros(0, np.int64))
    assert filled is not None
    faces, added_mm = filled
    points = np.concatenate([xy_mm, added_mm])
    back = _fan(points, faces.tolist(), [0] * len(faces))
    assert len(needles(back)) == 0
    assert areas(back).sum() == pytest.approx(0.5 * count * 15.0**2 * np.sin(2.0 * np.pi / count))
    assert len(added_mm) < 0.2 * count
    assert NEEDLE_MM == 0.001


def test_the_back_uses_vertices_that_lie_straight_between_others() -> None:
    xy_mm = np.array([[0, 0], [1, 0], [2, 0], [2, 2], [2.0 / 3.0, 2], [0, 2], [0, 1.1]], float)
    start = np.arange(7, dtype=np.int32)
    filled = fill_back(xy_mm, start, np.roll(start, -1), np.array([1, 4, 6]))
    assert filled is not None
    assert set(range(7)) <= set(filled[0].ravel().tolist())
    assert (
        areas(_fan(np.concatenate([xy_mm, filled[1]]), filled[0].tolist(), [0] * len(filled[0]))).sum() == 4.0
    )
