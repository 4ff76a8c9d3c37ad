"""What the path tracer is made of, held to analytic answers."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from pinrender.catalog import Plating, load, names
from pinrender.render.pathtrace._conductor import (
    COSINES,
    conductor_index,
    conductor_reflectance,
    tinted_reflectance,
)
from pinrender.render.pathtrace._subdivide import subdivide

MEASURED = sorted(set(names("platings")) - {"black-nickel"})
"""Platings with published constants; black nickel's tint is chosen by eye, and no index has it."""


@pytest.mark.parametrize("name", MEASURED)
def test_an_index_follows_the_tinted_curve(name: str) -> None:
    """0.026 is what gold's red needs, whose reflectance is clamped to 1; all others stay under 0.018."""
    plating = load(Plating, name)
    for f0, tint in zip((*plating.f0, *plating.f0_immersed), plating.f82 * 2, strict=True):
        eta, k = conductor_index(f0, tint)
        curve = conductor_reflectance(np.array(eta), np.array(k), COSINES)
        assert np.abs(curve - tinted_reflectance(f0, tint, COSINES)).max() < 0.026


@pytest.mark.parametrize("name", names("platings"))
def test_an_index_is_exact_straight_on(name: str) -> None:
    plating = load(Plating, name)
    for f0, tint in zip(plating.f0, plating.f82, strict=True):
        eta, k = conductor_index(f0, tint)
        straight_on = float(conductor_reflectance(np.array(eta), np.array(k), np.array(1.0)))
        assert straight_on == pytest.approx(f0, abs=3e-4)


def test_reflectance_of_a_known_index() -> None:
    """Glass: 0.04 straight on, all light at grazing; (n - 1)**2 + k**2 over (n + 1)**2 + k**2 for a metal."""
    glass = conductor_reflectance(np.array(1.5), np.array(0.0), np.array([1.0, 1e-6]))
    assert glass == pytest.approx([0.04, 1.0], abs=1e-4)
    brewster = float(conductor_reflectance(np.array(1.5), np.array(0.0), np.array(1.0 / np.sqrt(3.25))))
    assert brewster == pytest.approx(0.5 * (1.25 / 3.25) ** 2), (
        "half of the light, polarised one way, goes in"
    )
    metal = conductor_reflectance(np.array(2.0), np.array(3.0), np.array(1.0))
    assert float(metal) == pytest.approx(10.0 / 18.0)


def test_subdividing_keeps_the_surface_and_leaves_no_crack() -> None:
    generator = np.random.default_rng(5)
    points = generator.uniform(-1.0, 1.0, (6, 3))
    fan = np.array([[0, k, k + 1] for k in range(1, 5)])
    finer, faces = subdivide(points, fan, 0.1)
    assert area(finer, faces) == pytest.approx(area(points, fan))
    edges = np.concatenate([faces[:, [0, 1]], faces[:, [1, 2]], faces[:, [2, 0]]])
    assert np.linalg.norm(finer[edges[:, 0]] - finer[edges[:, 1]], axis=1).max() <= 0.1
    used = Counter(tuple(edge) for edge in np.sort(edges, axis=1).tolist())
    assert set(used.values()) == {1, 2}
    border = sum(np.linalg.norm(finer[a] - finer[b]) for (a, b), count in used.items() if count == 1)
    around = [*zip([0, *range(1, 5)], [1, *range(2, 6)], strict=True), (5, 0)]
    assert border == pytest.approx(sum(np.linalg.norm(points[a] - points[b]) for a, b in around))
    assert len(np.unique(finer, axis=0)) == len(finer)


def test_subdividing_what_is_fine_changes_nothing() -> None:
    points = np.array([[0.0, 0.0, 0.0], [1.0, 0.0, 0.0], [0.0, 1.0, 0.0]])
    finer, faces = subdivide(points, np.array([[0, 1, 2]]), 2.0)
    assert finer.tolist() == points.tolist()
    assert faces.tolist() == [[0, 1, 2]]


def area(points: np.ndarray, faces: np.ndarray) -> float:
    a, b, c = (points[faces[:, k]] for k in range(3))
    return 0.5 * float(np.linalg.norm(np.cross(b - a, c - a), axis=1).sum())
