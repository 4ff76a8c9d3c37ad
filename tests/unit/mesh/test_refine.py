from __future__ import annotations

import numpy as np
import pytest

from pinrender.mesh._error import Height
from pinrender.mesh._halfedges import Halfedges
from pinrender.mesh._needles import needles
from pinrender.mesh._refine import refine
from tests.unit.mesh.squares import areas, assert_sound, level, square

LIMIT_MM = 0.005
SPACING_MM = 0.025


def tilted(xy: np.ndarray) -> np.ndarray:
    return 0.3 * xy[:, 0] - 0.7 * xy[:, 1]


def bowl(xy: np.ndarray) -> np.ndarray:
    return 0.4 * np.sum((xy - 0.5) ** 2, axis=1)


def ribs(xy: np.ndarray) -> np.ndarray:
    return 0.05 * np.sin(2.0 * np.pi * xy[:, 0] / 0.3)


def bump(xy: np.ndarray) -> np.ndarray:
    """Nothing but a hill a few samples wide, away from the middles of all large triangles."""
    return 0.1 * np.exp(-np.sum((xy - np.array([0.31, 0.83])) ** 2, axis=1) / (2.0 * 0.04**2))


def ridge(xy: np.ndarray) -> np.ndarray:
    """Two walls that meet in a crease along no edge."""
    return -1.5 * np.abs(xy[:, 0] + 0.4 * xy[:, 1] - 0.7)


def cliff(xy: np.ndarray) -> np.ndarray:
    """A step, half as wide as a sample."""
    return 0.3 * np.clip((xy[:, 0] + 0.2 * xy[:, 1] - 0.6) / (0.5 * SPACING_MM), 0.0, 1.0)


def _refined(height_at: Height) -> Halfedges:
    mesh = square(height_at, crease=True)
    refine(mesh, height_at, limit_mm=LIMIT_MM, spacing_mm=SPACING_MM)
    assert_sound(mesh)
    assert areas(mesh).sum() == pytest.approx(1.0, abs=1e-9)
    assert len(needles(mesh)) == 0
    assert mesh.height == pytest.approx(height_at(mesh.points), abs=1e-12)
    return mesh


def _gap_mm(mesh: Halfedges, height_at: Height) -> float:
    """Greatest vertical error over a lattice in every triangle."""
    i, j = np.meshgrid(np.arange(13), np.arange(13))
    inside = (i + j) <= 12
    share = np.column_stack([i[inside], j[inside], 12 - i[inside] - j[inside]]) / 12.0
    xy = np.einsum("sk,tkd->tsd", share, mesh.points[mesh.corners])
    flat = mesh.height[mesh.corners] @ share.T
    return float(np.abs(height_at(xy.reshape(-1, 2)).reshape(flat.shape) - flat).max())


@pytest.mark.parametrize("plane", [level, tilted])
def test_what_is_flat_gets_no_vertex(plane: Height) -> None:
    assert len(_refined(plane).corners) == 2


@pytest.mark.parametrize(
    ("height_at", "steepest", "most"),
    [(bowl, 0.57, 120), (ribs, 1.05, 600), (bump, 1.52, 200), (ridge, 1.62, 1000)],
)
def test_every_place_is_within_twice_the_limit(height_at: Height, steepest: float, most: int) -> None:
    """Along the normal, by the function's greatest slope."""
    mesh = _refined(height_at)
    assert _gap_mm(mesh, height_at) <= 2.0 * LIMIT_MM * np.hypot(1.0, steepest)
    assert len(mesh.corners) <= most


def test_a_step_is_followed_sideways() -> None:
    """Up a cliff a vertical error is a small sideways one: no point lies farther than that beside it."""
    mesh = _refined(cliff)
    middle = mesh.points[mesh.corners].mean(axis=1)
    flat = mesh.height[mesh.corners].mean(axis=1)
    shifts = LIMIT_MM * np.array([-2.0, -1.0, 0.0, 1.0, 2.0])
    near = np.stack([cliff(middle + np.array([shift, 0.0])) for shift in shifts])
    assert np.all(flat >= near.min(axis=0) - 2.0 * LIMIT_MM)
    assert np.all(flat <= near.max(axis=0) + 2.0 * LIMIT_MM)
    assert len(mesh.corners) < 6000


def test_the_crease_is_divided_and_kept() -> None:
    mesh = _refined(ribs)
    half = np.flatnonzero(mesh.fixed & (mesh.twin >= 0))
    start, end, _ = mesh.ends(half)
    on = mesh.points[np.union1d(start, end)]
    assert np.abs(on[:, 0] - on[:, 1]).max() < 1e-12
    length = np.linalg.norm(mesh.points[end] - mesh.points[start], axis=1)
    assert length.sum() == pytest.approx(2.0 * np.sqrt(2.0), abs=1e-9)


def test_byte_identical() -> None:
    first, second = _refined(bump), _refined(bump)
    assert first.points.tobytes() == second.points.tobytes()
    assert first.corners.tobytes() == second.corners.tobytes()
