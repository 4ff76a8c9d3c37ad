from __future__ import annotations

import dataclasses
from pathlib import Path

import numpy as np
import pytest

from pinrender.artwork import read
from pinrender.catalog import Process, load
from pinrender.mesh import PinMesh, build
from pinrender.mesh._needles import NEEDLE_MM
from pinrender.relief import build as relieve
from tests.unit.mesh.measure import altitudes_mm, from_height_to_mesh_mm, from_mesh_to_height_mm
from tests.unit.plans import Shape, box, disc, nothing, plan, ring

EXAMPLES = Path(__file__).resolve().parents[3] / "examples"
PROCESSES = ("soft-enamel", "hard-enamel", "die-struck")


def _cross(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """A thin cross: medial axes, and corners of both kinds."""
    return box(3.0, 0.3)(x, y) | box(0.3, 3.0)(x, y)


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


MADE = [(process, False) for process in PROCESSES] + [("hard-enamel", True)]


@pytest.mark.parametrize(("process", "epoxy"), MADE)
def test_front_and_height_function_are_nowhere_far_apart(process: str, epoxy: bool) -> None:
    """Hausdorff distance, sampled both ways at half and at all of the samples' spacing."""
    relief = relieve(plan(disc(3.0), _cross, half_mm=3.5), load(Process, process), epoxy=epoxy)
    mesh = build(relief, max_error_mm=0.005)
    pitch_mm = relief.grid.pitch_mm
    assert from_mesh_to_height_mm(mesh, relief, spacing_mm=0.5 * pitch_mm) <= 2.0 * 0.005
    assert from_height_to_mesh_mm(mesh, relief, spacing_mm=pitch_mm) <= 2.0 * 0.005


@pytest.mark.parametrize("texture", ["ribbed", "stippled"])
def test_a_textured_floor_is_followed_to_its_walls(texture: str) -> None:
    """Ribs and dots a fifth of a millimetre apart, up to where they die out before the wall."""
    flat = plan(box(6.0, 3.0), recess=box(5.2, 2.2), half_mm=3.5)
    named = dataclasses.replace(flat, texture=np.ones(flat.grid.shape, np.uint8), textures=(texture,))
    relief = relieve(named, load(Process, "die-struck"))
    assert np.ptp(relief.face_mm[relief.recess > 0.5]) > 0.03
    assert from_mesh_to_height_mm(build(relief), relief, spacing_mm=relief.grid.pitch_mm) <= 2.0 * 0.005


@pytest.mark.parametrize(
    ("name", "process", "epoxy", "pixels_per_mm"),
    [
        ("fox", "soft-enamel", True, 40.0),
        ("wave", "soft-enamel", False, 40.0),
        ("medal", "die-struck", False, 24.0),
    ],
)
def test_a_real_drawing_is_followed_as_closely(
    name: str, process: str, epoxy: bool, pixels_per_mm: float
) -> None:
    art = read(EXAMPLES / f"{name}.svg", size_mm=30.0, pixels_per_mm=pixels_per_mm)
    relief = relieve(art.plan, load(Process, process), epoxy=epoxy)
    assert from_mesh_to_height_mm(build(relief), relief, spacing_mm=relief.grid.pitch_mm) <= 2.0 * 0.005


def test_a_smaller_error_costs_triangles() -> None:
    relief = relieve(plan(disc(3.0), ring(2.0, 2.4), half_mm=3.5), load(Process, "soft-enamel"))
    coarse, fine = (build(relief, max_error_mm=error_mm) for error_mm in (0.02, 0.005))
    assert len(coarse.faces) < 0.6 * len(fine.faces)
    assert from_mesh_to_height_mm(coarse, relief, spacing_mm=relief.grid.pitch_mm) <= 2.0 * 0.02


@pytest.mark.parametrize(("process", "epoxy"), MADE)
def test_no_needles(process: str, epoxy: bool) -> None:
    mesh = _mesh(disc(7.0), ring(5.0, 5.3), process=process, epoxy=epoxy)
    assert altitudes_mm(mesh).min() >= NEEDLE_MM


def test_few_triangles() -> None:
    assert len(_mesh(disc(7.0), process="hard-enamel").faces) < 2_000, "a flat face costs its outline"
    assert len(_mesh(disc(7.0), ring(5.0, 7.0)).faces) < 9_000


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
