"""The GLB: what Khronos' validator says of it, and that sizes, colours and slopes are those of the pin."""

from __future__ import annotations

import io
import json
import math
import struct
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import trimesh
from numpy.typing import NDArray
from PIL import Image

import pinrender
from pinrender import catalog
from pinrender.appearance import GLOW_RADIANCE
from pinrender.catalog import Plating, Process, names
from pinrender.color import linear_to_srgb
from pinrender.errors import UsageError
from tests.gltf import validated
from tests.unit.small_pin import ORANGE, draw_small_pin

QUICK = {"size": "12mm"}
PPM = 12.0
EPOXIED = ("soft-enamel", "hard-enamel")


class Glb:
    """A GLB taken apart."""

    def __init__(self, path: Path) -> None:
        self.data = path.read_bytes()
        length = struct.unpack("<I", self.data[12:16])[0]
        self.tree: dict[str, Any] = json.loads(self.data[20 : 20 + length])
        self.binary = self.data[28 + length :]

    def material(self, surface: str, variant: int = 0) -> dict[str, Any]:
        (primitive,) = next(m["primitives"] for m in self.tree["meshes"] if m["name"] == surface)
        number = primitive["material"]
        for mapping in primitive.get("extensions", {}).get("KHR_materials_variants", {}).get("mappings", []):
            if variant in mapping["variants"]:
                number = mapping["material"]
        found: dict[str, Any] = self.tree["materials"][number]
        return found

    def picture(self, texture: dict[str, Any]) -> NDArray[np.uint8]:
        source = self.tree["textures"][texture["index"]]["extensions"]["EXT_texture_webp"]["source"]
        view = self.tree["bufferViews"][self.tree["images"][source]["bufferView"]]
        start = view.get("byteOffset", 0)
        return np.array(Image.open(io.BytesIO(self.binary[start : start + view["byteLength"]])))


def made(tmp_path: Path, *, platings: tuple[str, ...] = (), lines: str = "line", **options: Any) -> Glb:
    art = draw_small_pin(tmp_path / "fox.svg", lines=lines)
    pin = pinrender.load(art, **(QUICK | {"grade": "pristine"} | options))
    return Glb(pin.export(tmp_path / "fox.glb", platings=platings, pixels_per_mm=PPM))


def level_spot(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """In the middle of the left half's enamel."""
    return picture[picture.shape[0] // 2, int(picture.shape[1] * 0.33)]


def line_spot(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """On the crossing line."""
    return picture[picture.shape[0] // 2, picture.shape[1] // 2]


def issues(glb: Glb) -> tuple[int, int, list[Any]]:
    found = validated(glb.data)["issues"]
    return found["numErrors"], found["numWarnings"], [m for m in found["messages"] if m["severity"] < 2]


@pytest.mark.parametrize("process", sorted(names("processes")))
def test_no_error_and_no_warning_by_any_process_in_any_plating(tmp_path: Path, process: str) -> None:
    every = tuple(name for name in names("platings") if name != "dyed")
    glb = made(tmp_path, process=process, platings=(*every, "dyed:#2f5faa"), epoxy=process in EPOXIED)
    assert issues(glb) == (0, 0, [])
    variants = glb.tree["extensions"]["KHR_materials_variants"]["variants"]
    assert {variant["name"] for variant in variants} == {*every, "dyed:#2f5faa"}
    assert variants[0]["name"] == "gold", "the pin's own comes first"


@pytest.mark.parametrize("enamel", sorted(names("enamels")))
def test_no_error_and_no_warning_with_any_enamel(tmp_path: Path, enamel: str) -> None:
    assert issues(made(tmp_path, enamel=enamel)) == (0, 0, [])


def test_it_is_in_metres_and_closed_at_the_size_asked_for(tmp_path: Path) -> None:
    glb = made(tmp_path)
    scene = trimesh.load_scene(io.BytesIO(glb.data), file_type="glb")
    solid = scene.to_mesh()
    solid.merge_vertices(merge_tex=True, merge_norm=True)
    assert solid.is_watertight
    thickness_mm = catalog.load(Process, "soft-enamel").thickness_mm
    assert solid.extents * 1e3 == pytest.approx([12.0, 12.0 * 96 / 116, thickness_mm], abs=0.06)
    assert solid.bounds[0, 2] == 0.0, "its back lies at z = 0"
    assert solid.volume > 0.0


def test_metal_and_enamel_have_the_colours_of_the_catalogue_and_the_artwork(tmp_path: Path) -> None:
    glb = made(tmp_path, process="hard-enamel", platings=("silver",))
    for variant, name in enumerate(("gold", "silver")):
        core = glb.material("face", variant)["pbrMetallicRoughness"]
        color, surface = (glb.picture(core[f"{kind}Texture"]) for kind in ("baseColor", "metallicRoughness"))
        f0 = np.array(catalog.load(Plating, name).f0)
        assert line_spot(color) == pytest.approx(np.round(255.0 * linear_to_srgb(f0)), abs=1)
        assert "#" + bytes(level_spot(color)).hex() == ORANGE
        assert line_spot(surface)[2] == 255, "all metal"
        assert level_spot(surface)[2] == 0
        rim = glb.material("rim", variant)["pbrMetallicRoughness"]
        assert rim["baseColorFactor"][:3] == pytest.approx(np.minimum(f0, 1.0))


def test_slopes_come_back_through_the_scale(tmp_path: Path) -> None:
    """A wall leans by 10 degrees from upright; its sample is steep, and what is level stays level."""
    texture = made(tmp_path)  # soft enamel: a sunk, curved face
    normal = texture.material("face")["normalTexture"]
    stored = texture.picture(normal).astype(np.float64) / 127.5 - 1.0
    lean = stored * np.array([normal["scale"], normal["scale"], 1.0])
    lean /= np.linalg.norm(lean, axis=-1, keepdims=True)
    flat_deg = np.degrees(np.arccos(line_spot(lean)[2]))
    assert flat_deg < 0.15, "half a level of 255, over the scale"
    middle = lean.shape[0] // 2
    assert np.degrees(np.arccos(lean[middle].min(axis=0)[2])) > 20.0
    left, right = (lean[middle, : lean.shape[1] // 4, 0], lean[middle, -(lean.shape[1] // 4) :, 0])
    assert left.min() < -0.2 < 0.2 < right.max(), "x to the right: the outer edges face outward"


def test_a_dome_is_clear_as_deep_as_it_is_and_yellows_with_age(tmp_path: Path) -> None:
    glb = made(tmp_path, epoxy=True, epoxy_age=20.0, epoxy_height="1mm")
    dome = glb.material("dome")["extensions"]
    assert dome["KHR_materials_transmission"] == {"transmissionFactor": 1.0}
    assert dome["KHR_materials_ior"] == {"ior": 1.5}
    volume = dome["KHR_materials_volume"]
    depth_mm = catalog.load(Process, "soft-enamel").recess_depth_mm
    assert 1.0 < volume["thicknessFactor"] * 1e3 < 1.0 + depth_mm + 0.05
    red, _, blue = volume["attenuationColor"]
    assert blue < red <= 1.0
    assert glb.material("face")["extensions"]["KHR_materials_specular"] == {"specularFactor": 0.0}


def test_the_floor_under_clear_enamel_is_tinted_once_down_and_up(tmp_path: Path) -> None:
    """As deep as a mirror shows the colour asked for, the floor is that colour times the metal's."""
    process = catalog.load(Process, "hard-enamel")
    glb = made(tmp_path, process="hard-enamel", enamel="transparent")
    core = glb.material("floor")["pbrMetallicRoughness"]
    picture = glb.picture(core["baseColorTexture"])
    asked = np.array([int(ORANGE[k : k + 2], 16) for k in (1, 3, 5)]) / 255.0
    linear = np.where(asked <= 0.04045, asked / 12.92, ((asked + 0.055) / 1.055) ** 2.4)
    immersed = np.array(catalog.load(Plating, "gold").f0_immersed)
    skin = glb.material("skin")["extensions"]["KHR_materials_volume"]
    depth = skin["thicknessFactor"] * 1e3 / process.enamel_depth_mm
    meant = 255.0 * linear_to_srgb(linear**depth * np.minimum(immersed, 1.0))
    assert level_spot(picture)[:3] == pytest.approx(meant, abs=3)
    assert level_spot(picture)[3] == 0, "the face is cut out there"
    assert line_spot(picture)[3] == 255
    assert glb.material("face")["alphaMode"] == "MASK"


def test_films_hairlines_flakes_and_glow_are_said_by_their_extensions(tmp_path: Path) -> None:
    film = made(tmp_path, plating="rainbow").material("face")["extensions"]["KHR_materials_iridescence"]
    meant = catalog.load(Plating, "rainbow").film
    assert meant is not None
    range_nm = (film["iridescenceThicknessMinimum"], film["iridescenceThicknessMaximum"])
    assert range_nm == meant.thickness_nm
    hairlines = made(tmp_path, plating="satin-gold").material("face")["extensions"]
    assert hairlines["KHR_materials_anisotropy"]["anisotropyRotation"] == pytest.approx(math.pi / 2)
    flakes = made(tmp_path, enamel="glitter-chunky").material("face")["extensions"]
    assert flakes["KHR_materials_clearcoat"]["clearcoatFactor"] == 1.0
    glow = made(tmp_path, enamel="glow").material("face")["extensions"]
    assert glow["KHR_materials_emissive_strength"] == {"emissiveStrength": GLOW_RADIANCE}


def test_equal_pins_are_equal_bytes_that_say_how_they_were_made(tmp_path: Path) -> None:
    glb = made(tmp_path, platings=("silver",))
    assert made(tmp_path, platings=("silver",)).data == glb.data
    asset = glb.tree["asset"]
    assert asset["generator"].startswith("pinrender ")
    assert asset["extras"]["process"] == "soft-enamel"


def test_a_usual_pin_stays_small(root: Path, tmp_path: Path) -> None:
    pin = pinrender.load(root / "examples" / "fox.svg")
    written = pin.export(tmp_path / "fox.glb", platings=("silver", "black-nickel", "antique-gold"))
    assert written.stat().st_size < 2_000_000


def test_a_solid_has_no_variants(tmp_path: Path) -> None:
    pin = pinrender.load(draw_small_pin(tmp_path / "fox.svg"), **QUICK)
    with pytest.raises(UsageError, match=r"\.stl file holds shape without colour.*\.glb"):
        pin.export(tmp_path / "fox.stl", platings=("silver",))
    assert not (tmp_path / "fox.stl").exists()
