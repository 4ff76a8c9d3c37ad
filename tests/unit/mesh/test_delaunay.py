from __future__ import annotations

import numpy as np

from pinrender.mesh._delaunay import round_off
from pinrender.mesh._halfedges import Halfedges
from tests.unit.mesh.squares import assert_sound, level, square


def _scattered(count: int, *, crease: bool) -> Halfedges:
    """A square with vertices put in one after the other, none of its edges flipped yet."""
    mesh = square(level, crease=crease)
    rng = np.random.default_rng(7)
    for _ in range(count):
        triangle = np.array([int(rng.integers(len(mesh.corners)))])
        share = rng.dirichlet(np.full(3, 12.0))
        place = share @ mesh.points[mesh.corners[triangle[0]]]
        mesh.insert(triangle, mesh.add_points(place[None], np.zeros(1)))
    return mesh


def _deepest_in_a_circle(mesh: Halfedges) -> float:
    """How far any vertex lies inside the circle around any triangle, as a share of its radius."""
    a, b, c = (mesh.points[mesh.corners[:, k]] for k in range(3))
    u, v = b - a, c - a
    d = 2.0 * (u[:, 0] * v[:, 1] - u[:, 1] * v[:, 0])
    uu, vv = np.sum(u * u, axis=1), np.sum(v * v, axis=1)
    centre = a + np.column_stack([v[:, 1] * uu - u[:, 1] * vv, u[:, 0] * vv - v[:, 0] * uu]) / d[:, None]
    radius = np.linalg.norm(centre - a, axis=1)
    away = np.linalg.norm(mesh.points[None] - centre[:, None], axis=2)
    return float((1.0 - away / radius[:, None]).max())


def test_no_vertex_is_left_inside_a_circle() -> None:
    mesh = _scattered(40, crease=False)
    assert _deepest_in_a_circle(mesh) > 0.1
    round_off(mesh, np.arange(len(mesh.twin)))
    assert_sound(mesh)
    assert _deepest_in_a_circle(mesh) < 1e-6


def test_fixed_edges_stay() -> None:
    mesh = _scattered(40, crease=True)
    round_off(mesh, np.arange(len(mesh.twin)))
    assert_sound(mesh)
    corners = [set(t) for t in mesh.corners.tolist()]
    assert sum({0, 2} <= t for t in corners) == 2
    assert np.count_nonzero(mesh.fixed & (mesh.twin >= 0)) == 2


def test_it_says_what_it_changed() -> None:
    mesh = _scattered(40, crease=False)
    before = mesh.corners.copy()
    changed = round_off(mesh, np.arange(len(mesh.twin)))
    moved = np.flatnonzero((before != mesh.corners).any(axis=1))
    assert set(moved) <= set(changed)
