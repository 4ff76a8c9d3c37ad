from __future__ import annotations

import numpy as np
import pytest

from pinrender.catalog import Process, load
from pinrender.mesh import PinMesh, build
from pinrender.relief import build as relieve
from tests.unit.plans import Shape, box, disc, nothing, plan, ring

PROCESSES = ("soft-enamel", "hard-enamel", "die-struck")


def _mesh(
    body: Shape, metal: Shape = nothing, *, process: str = "soft-enamel", epoxy: bool = False
) -> PinMesh:
    return build(relieve(plan(body, metal), load(Process, process), epoxy=epoxy))


@pytest.mark.parametrize("process", PROCESSES)
@pytest.mark.parametrize("epoxy", [False, True])
def test_closed_outward_and_simple(process: str, epoxy: bool) -> None:
    mesh = _mesh(ring(1.0, 7.0), ring(4.0, 5.0), process=process, epoxy=epoxy)
    solid = mesh.solid()
    assert solid.is_watertight
    assert solid.is_winding_consistent
    assert solid.volume > 0.0
    assert solid.euler_number == 0, "a ring has one hole through it"
    assert np.isfinite(mesh.vertices_mm).all()


def test_volume_of_a_plain_disc() -> None:
    """A cylinder less the quarter round along its edge, to 0.1 %."""
    process = load(Process, "hard-enamel")
    solid = _mesh(disc(7.0), process="hard-enamel").solid()
    r, edge = 7.0, process.edge_radius_mm
    section = edge**2 * (1.0 - np.pi / 4.0)
    centroid = r - edge * (1.0 - (5.0 / 6.0 - np.pi / 4.0) / (1.0 - np.pi / 4.0))
    truth = np.pi * r**2 * process.thickness_mm - 2.0 * np.pi * (2 * r - edge - centroid) * section
    assert solid.volume == pytest.approx(truth, rel=1e-3)
    assert solid.bounds == pytest.approx(np.array([[-7.0, -7.0, 0.0], [7.0, 7.0, 1.5]]), abs=0.01)


def test_outline_follows_the_circle() -> None:
    """Away from the grid's stairs: every rim vertex, and every rim edge's middle, on the circle."""
    mesh = _mesh(disc(7.0), process="hard-enamel")
    rim = mesh.parts[1]
    corners = rim.vertices_mm.reshape(-1, 4, 3)
    middle = 0.5 * (corners[:, 0] + corners[:, 1])
    for points in (rim.vertices_mm, middle):
        assert np.abs(np.hypot(points[:, 0], points[:, 1]) - 7.0).max() < 0.006


def test_rim_normals_point_outward_and_smoothly() -> None:
    rim = _mesh(disc(7.0), process="hard-enamel").parts[1]
    radial = rim.vertices_mm[:, :2] / np.linalg.norm(rim.vertices_mm[:, :2], axis=1, keepdims=True)
    assert np.sum(radial * rim.normals[:, :2], axis=1).min() > 0.998
    assert np.abs(rim.normals[:, 2]).max() == 0.0


def test_square_keeps_crisp_corners() -> None:
    rim = _mesh(box(10.0, 10.0), process="hard-enamel").parts[1]
    corners = rim.vertices_mm.reshape(-1, 4, 3)
    sides = np.linalg.norm(corners[:, 1] - corners[:, 0], axis=1) > 5.0
    assert sides.sum() == 4
    normals = np.abs(rim.normals.reshape(-1, 4, 3)[sides, :, :2])
    assert normals.max(axis=-1).min() > 0.9999, "shading must not bend toward the corner"


@pytest.mark.parametrize("process", PROCESSES)
def test_front_lies_on_the_height_function(process: str) -> None:
    relief = relieve(plan(disc(7.0), ring(3.0, 4.0)), load(Process, process))
    mesh = build(relief)
    front = mesh.vertices_mm[np.unique(mesh.faces[mesh.slots == 0])]
    assert front[:, 2] == pytest.approx(relief.top_at_mm(front[:, :2]), abs=1e-9)


def test_volume_is_the_height_fields_integral() -> None:
    relief = relieve(plan(disc(7.0), ring(5.0, 7.0)), load(Process, "soft-enamel"))
    inside = relief.outline_mm > 0.0
    integral = float(relief.top_mm[inside].sum()) * relief.grid.pitch_mm**2
    assert build(relief).solid().volume == pytest.approx(integral, rel=5e-3)


@pytest.mark.parametrize("process", PROCESSES)
def test_front_stays_near_the_height_function(process: str) -> None:
    """Not only at its vertices: triangles span their strip instead of cutting notches into a wall."""
    relief = relieve(plan(disc(7.0), ring(3.0, 4.0)), load(Process, process))
    mesh = build(relief)
    corners = mesh.vertices_mm[mesh.faces[mesh.slots == 0]]
    middle = corners.mean(axis=1)
    edge_1, edge_2 = corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]
    area = 0.5 * np.abs(edge_1[:, 0] * edge_2[:, 1] - edge_1[:, 1] * edge_2[:, 0])
    error = np.abs(middle[:, 2] - relief.top_at_mm(middle[:, :2]))
    assert area[error > 0.05].sum() < 0.002 * area.sum()
    assert area[error > 0.02].sum() < 0.05 * area.sum()


def test_few_triangles() -> None:
    assert len(_mesh(disc(7.0), ring(5.0, 7.0)).faces) < 12_000


def test_byte_identical() -> None:
    first, second = (_mesh(disc(7.0), ring(5.0, 6.0)) for _ in range(2))
    assert first.vertices_mm.tobytes() == second.vertices_mm.tobytes()
    assert first.faces.tobytes() == second.faces.tobytes()


def test_two_bodies_and_a_speck() -> None:
    def shapes(x: np.ndarray, y: np.ndarray) -> np.ndarray:
        return disc(2.0, -3.0)(x, y) | disc(2.0, 3.0)(x, y) | disc(0.05, 0.0, 5.0)(x, y)

    solid = _mesh(shapes).solid()
    assert solid.is_watertight
    assert solid.body_count == 3
