"""What the path tracer is made of, held to analytic answers."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from pinrender.appearance import Maps
from pinrender.appearance._film import film_table
from pinrender.catalog import Plating, load, names
from pinrender.render.pathtrace._conductor import (
    COSINES,
    conductor_index,
    conductor_reflectance,
    film_index,
    tinted_reflectance,
)
from pinrender.render.pathtrace._film import film_seen
from pinrender.render.pathtrace._subdivide import subdivide
from pinrender.render.pathtrace._surfaces import SUNK_MM, surfaces_of
from tests.unit.plans import disc, grid
from tests.unit.render.tracing import scene_of

MEASURED = sorted({name for name in names("platings") if load(Plating, name).film is None} - {"black-nickel"})
"""Platings with published constants; black nickel's tint is chosen by eye, and no index has it. A film's is
its own."""


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


@pytest.mark.parametrize("outer", [1.0, 1.5])
def test_a_film_s_index_is_exact_straight_on_and_near_it_elsewhere(outer: float) -> None:
    """How far a conductor for each thickness is from the film: up to 20 degrees hardly, at 40 an eighth."""
    film = load(Plating, "rainbow").film
    assert film is not None
    table = film_table(film, outer)[::8]
    index = film_index(table)
    cosines = np.linspace(0.0, 1.0, table.shape[1])[None, :, None]
    shown = conductor_reflectance(index[:, None, :, 0], index[:, None, :, 1], cosines)
    apart = np.abs(shown - table)
    assert apart[:, -1].max() < 1e-3
    assert apart[:, cosines.ravel() > 0.94].max() < 0.05
    assert apart[:, cosines.ravel() > 0.77].max() < 0.17
    assert apart[:, cosines.ravel() > 0.77].mean() < 0.04


def test_a_film_seen_has_the_colour_of_the_angle_that_the_eye_has() -> None:
    """A level face, the eye 60 degrees off: the cosine is a half in air, and 0.816 in a medium of 1.5."""
    film = load(Plating, "rainbow").film
    assert film is not None
    on = grid(0.5, 16.0)
    level = np.zeros((*on.shape, 4), np.float32)
    maps = Maps(
        grid=on,
        color_srgb8=np.zeros((*on.shape, 3), np.uint8),
        share=np.zeros((*on.shape, 4), np.uint8),
        face=level,
        dome=None,
        epoxy=None,
        film=np.full(on.shape, 0.5, np.float32),
    )
    eye_mm = 1e6 * np.array([np.sqrt(0.75), 0.0, 0.5])
    for outer, within, cosine in ((1.0, False, 0.5), (1.5, True, np.sqrt(1.0 - 0.75 / 2.25))):
        table = film_table(film, outer)
        middle = 0.5 * (table[len(table) // 2 - 1] + table[len(table) // 2])
        columns = np.linspace(0.0, 1.0, table.shape[1])
        expected = [np.interp(cosine, columns, middle[:, k]) for k in range(3)]
        assert film_seen(maps, table, eye_mm, within=within)[4, 4] == pytest.approx(expected, abs=2e-3)


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


def test_epoxy_ends_before_the_outline() -> None:
    """There the face is as bare as if there were no epoxy, all round; in the middle it is covered."""
    top, under, *_ = surfaces_of(scene_of(metal=disc(7.0), epoxy=True))
    assert (top.material, under.material) == ("domed", "immersed")
    assert top.epoxy is not None
    radius_mm = np.hypot(top.vertices_mm[:, 0], top.vertices_mm[:, 1])
    outer = radius_mm > radius_mm.max() - 0.02
    assert outer.sum() > 200
    assert top.epoxy[outer].max() < 0.05
    assert top.epoxy[radius_mm < 6.5].min() == 1.0
    sunk_mm = top.vertices_mm[outer, 2] - under.vertices_mm[outer, 2]
    assert sunk_mm == pytest.approx(np.full(outer.sum(), SUNK_MM), abs=0.004)


def area(points: np.ndarray, faces: np.ndarray) -> float:
    a, b, c = (points[faces[:, k]] for k in range(3))
    return 0.5 * float(np.linalg.norm(np.cross(b - a, c - a), axis=1).sum())
