"""A unit square of two triangles, under heights written down as formulas."""

from __future__ import annotations

import numpy as np

from pinrender.mesh._error import Height
from pinrender.mesh._halfedges import Halfedges, from_triangles

CORNERS = np.array([[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0]])
DIAGONAL = np.array([[0, 1, 2], [0, 2, 3]])


def square(height_at: Height, *, crease: bool = False) -> Halfedges:
    """Corners on the height; the diagonal fixed if it is a crease."""
    made = from_triangles(CORNERS, height_at(CORNERS), DIAGONAL, np.array([0, int(crease)]))
    assert made is not None
    return made


def level(xy: np.ndarray) -> np.ndarray:
    """Height 0 everywhere."""
    return np.zeros(len(xy))


def areas(mesh: Halfedges) -> np.ndarray:
    """Signed area of every triangle in the plan."""
    a, b, c = (mesh.points[mesh.corners[:, k]] for k in range(3))
    return 0.5 * ((b - a)[:, 0] * (c - a)[:, 1] - (b - a)[:, 1] * (c - a)[:, 0])


def assert_sound(mesh: Halfedges) -> None:
    """Twins run along the same edge the other way, agree on being fixed, and nothing is turned over."""
    start, end = mesh.corners.ravel(), np.roll(mesh.corners, -1, axis=1).ravel()
    half = np.flatnonzero(mesh.twin >= 0)
    twin = mesh.twin[half]
    assert np.array_equal(mesh.twin[twin], half)
    assert np.array_equal(start[half], end[twin])
    assert np.array_equal(end[half], start[twin])
    assert np.array_equal(mesh.fixed[half], mesh.fixed[twin])
    assert mesh.fixed[mesh.twin < 0].all()
    assert areas(mesh).min() > 0.0
