from __future__ import annotations

import numpy as np
import pytest

from pinrender.mesh._halfedges import from_triangles
from tests.unit.mesh.squares import CORNERS, DIAGONAL, areas, assert_sound, level, square

THREADED = np.array([[0, 1, 2], [0, 1, 3]])


def _edges(mesh) -> set[frozenset[int]]:
    return {frozenset((int(a), int(b))) for t in mesh.corners for a, b in zip(t, np.roll(t, -1), strict=True)}


def test_a_flip_turns_the_diagonal() -> None:
    mesh = square(level)
    assert frozenset((0, 2)) in _edges(mesh)
    mesh.flip(np.flatnonzero(mesh.twin >= 0)[:1])
    assert_sound(mesh)
    assert frozenset((1, 3)) in _edges(mesh)
    assert frozenset((0, 2)) not in _edges(mesh)


def test_insertions_and_splits_at_once_keep_the_surface_sound() -> None:
    mesh = square(level, crease=True)
    middles = mesh.points[mesh.corners].mean(axis=1)
    mesh.insert(np.arange(2), mesh.add_points(middles, np.zeros(2)))
    assert_sound(mesh)
    crease = np.flatnonzero(mesh.fixed & (mesh.twin >= 0))[:1]
    border = np.flatnonzero(mesh.twin < 0)[:1]
    ends = np.concatenate([crease, border])
    a, b, _ = mesh.ends(ends)
    mesh.split(ends, mesh.add_points(0.5 * (mesh.points[a] + mesh.points[b]), np.zeros(2)))
    assert_sound(mesh)
    assert len(mesh.corners) == 2 + 2 * 2 + 2 + 1
    assert areas(mesh).sum() == pytest.approx(1.0, abs=1e-12)
    assert np.count_nonzero(mesh.fixed & (mesh.twin >= 0)) == 4, (
        "both halves of the crease, seen from both sides"
    )
    assert np.count_nonzero(mesh.twin < 0) == 5


def test_two_triangles_on_one_side_of_an_edge_are_no_surface() -> None:
    regions = np.zeros(2, int)
    assert from_triangles(CORNERS, level(CORNERS), THREADED, regions) is None
    assert from_triangles(CORNERS, level(CORNERS), DIAGONAL, regions) is not None


def test_triangles_that_meet_at_a_vertex_only_are_no_surface() -> None:
    points = np.array([[0.0, 0.0], [1.0, -1.0], [1.0, 1.0], [-1.0, 1.0], [-1.0, -1.0]])
    bow = np.array([[0, 1, 2], [0, 3, 4]])
    assert from_triangles(points, level(points), bow, np.zeros(2, int)) is None
