"""Every file is read back by a program that did not write it."""

from __future__ import annotations

import io
import zipfile

import numpy as np
import pytest
import trimesh
from lxml import etree

from pinrender.catalog import Process, load
from pinrender.mesh import PinMesh, build
from pinrender.output import SOLID_SUFFIXES, encode_solid
from pinrender.relief import build as relieve
from tests.unit.plans import disc, plan, ring

CORE = "{http://schemas.microsoft.com/3dmanufacturing/core/2015/02}"
ROUNDED_MM = {".stl": 5.1e-7, ".3mf": 5.1e-7, ".obj": 5.1e-7, ".ply": 0.0}
"""STL keeps single precision (7 mm to 2**-22), 3MF and OBJ six digits, PLY double precision."""


@pytest.fixture(scope="module")
def mesh() -> PinMesh:
    """A ring with a line on it: one hole through the pin, enamel on both sides of the line."""
    drawn = plan(ring(1.0, 7.0), ring(4.0, 5.0), pixels_per_mm=20.0)
    return build(relieve(drawn, load(Process, "soft-enamel")))


def encoded(mesh: PinMesh, suffix: str, title: str = "ring") -> bytes:
    return encode_solid(mesh, suffix, title=title, software="pinrender 1")


def read_back(data: bytes, suffix: str) -> trimesh.Trimesh:
    found = trimesh.load_mesh(io.BytesIO(data), file_type=suffix[1:])
    assert isinstance(found, trimesh.Trimesh)
    return found


@pytest.mark.parametrize("suffix", SOLID_SUFFIXES)
def test_what_is_read_back_is_the_same_closed_solid(mesh: PinMesh, suffix: str) -> None:
    found, meant = read_back(encoded(mesh, suffix), suffix), mesh.solid()
    assert found.is_watertight
    assert found.is_winding_consistent
    assert found.euler_number == 0, "one hole through it"
    assert len(found.faces) == len(mesh.faces)
    assert len(found.vertices) == len(mesh.vertices_mm), "corners are shared again, none is lost"
    assert found.volume == pytest.approx(meant.volume, rel=1e-6)
    assert found.volume > 0.0, "outward"
    assert found.bounds == pytest.approx(meant.bounds, abs=1e-6)
    corners = found.vertices[found.faces]
    assert np.abs(corners - mesh.vertices_mm[mesh.faces][_order(mesh, suffix)]).max() <= ROUNDED_MM[suffix]


def _order(mesh: PinMesh, suffix: str) -> np.ndarray:
    """OBJ lists its groups one after the other; the others keep the mesh's order."""
    return np.argsort(mesh.slots, kind="stable") if suffix == ".obj" else np.arange(len(mesh.faces))


@pytest.mark.parametrize("suffix", SOLID_SUFFIXES)
def test_equal_solids_are_equal_bytes(mesh: PinMesh, suffix: str) -> None:
    assert encoded(mesh, suffix) == encoded(mesh, suffix)


def test_3mf_is_in_millimetres_with_named_parts(mesh: PinMesh) -> None:
    with zipfile.ZipFile(io.BytesIO(encoded(mesh, ".3mf"))) as archive:
        assert archive.testzip() is None
        for name in archive.namelist():
            etree.fromstring(archive.read(name))
        model = etree.fromstring(archive.read("3D/3dmodel.model"))
        types = archive.read("[Content_Types].xml").decode()
    assert "model+xml" in types
    assert model.get("unit") == "millimeter"
    names = [base.get("name") for base in model.iter(f"{CORE}base")]
    slots = [names[int(triangle.get("p1"))] for triangle in model.iter(f"{CORE}triangle")]
    assert slots == [("front", "rim", "back")[slot] for slot in mesh.slots]


def test_obj_has_a_group_for_each_part(mesh: PinMesh) -> None:
    counts: dict[str, int] = {}
    for line in encoded(mesh, ".obj").decode().splitlines():
        if line.startswith("g "):
            group = line[2:]
        elif line.startswith("f "):
            counts[group] = counts.get(group, 0) + 1
    assert counts == dict(zip(("front", "rim", "back"), np.bincount(mesh.slots).tolist(), strict=True))


def test_ply_names_the_part_of_each_face(mesh: PinMesh) -> None:
    found = read_back(encoded(mesh, ".ply"), ".ply")
    slots = found.metadata["_ply_raw"]["face"]["data"]["slot"].ravel()
    assert np.array_equal(slots, mesh.slots)


def test_stl_facets_carry_their_normals(mesh: PinMesh) -> None:
    data = encoded(mesh, ".stl")
    assert len(data) == 84 + 50 * len(mesh.faces)
    assert not data.startswith(b"solid"), "would be taken for the text form"
    facets = np.frombuffer(data[84:], np.dtype([("n", "<f4", 3), ("rest", "V38")]))
    assert np.abs(facets["n"] - mesh.solid().face_normals).max() < 1e-3


@pytest.mark.parametrize("suffix", SOLID_SUFFIXES)
def test_a_name_cannot_break_the_file(suffix: str) -> None:
    mesh = build(relieve(plan(disc(2.0), half_mm=2.5, pixels_per_mm=10.0), load(Process, "die-struck")))
    title = 'a "<b> & end_header\nv 0 0 0\x00\udc80 ünï ' + 100 * "long"
    found = read_back(encoded(mesh, suffix, title), suffix)
    assert found.is_watertight
    assert len(found.faces) == len(mesh.faces)
