"""The USDZ: what USD's own validators say of it, and that it shows what the GLB of the same pin shows."""

from __future__ import annotations

import io
import json
import sys
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import trimesh
from numpy.typing import NDArray

import pinrender
from pinrender import catalog
from pinrender.appearance._age import aged_absorption_per_mm
from pinrender.appearance._film import film_table
from pinrender.catalog import Plating, names
from pinrender.color import linear_to_srgb, srgb8_to_linear
from pinrender.errors import OutputError
from tests.gltf import Glb
from tests.unit.small_pin import ORANGE, draw_small_pin

pytest.importorskip("pxr", reason="usd-core is not installed: pip install 'pinrender[usd]'")

from pxr import Usd, UsdGeom

from tests.usdz import Usdz, validated

PPM = 12.0
EPOXIED = ("soft-enamel", "hard-enamel")
ZIP_HEADER = 30


def made(
    tmp_path: Path,
    ending: str = "usdz",
    *,
    platings: tuple[str, ...] = (),
    **options: Any,
) -> Path:
    """A file of its own each time, for USD keeps what it has open of one name."""
    art = draw_small_pin(tmp_path / "fox.svg")
    pin = pinrender.load(art, **({"size": "12mm", "grade": "pristine"} | options))
    return pin.export(
        tmp_path / f"{len(list(tmp_path.iterdir()))}.{ending}", platings=platings, pixels_per_mm=PPM
    )


def both(tmp_path: Path, **options: Any) -> tuple[Usdz, Glb]:
    """The same pin as the one and the other."""
    return Usdz(made(tmp_path, **options)), Glb(made(tmp_path, "glb", **options))


def enamel_spot(picture: NDArray[Any]) -> NDArray[Any]:
    """In the middle of the left half's enamel."""
    found: NDArray[Any] = picture[picture.shape[0] // 2, int(picture.shape[1] * 0.33)]
    return found


def line_spot(picture: NDArray[Any]) -> NDArray[Any]:
    """On the crossing line."""
    found: NDArray[Any] = picture[picture.shape[0] // 2, picture.shape[1] // 2]
    return found


@pytest.mark.parametrize("process", sorted(names("processes")))
def test_no_validator_finds_an_error_by_any_process_in_any_plating(tmp_path: Path, process: str) -> None:
    every = tuple(name for name in names("platings") if name != "dyed")
    path = made(tmp_path, process=process, platings=(*every, "dyed:#2f5faa"), epoxy=process in EPOXIED)
    usdz = Usdz(path)
    assert validated(usdz.stage) == []
    assert set(usdz.platings.GetVariantNames()) == {*every, "dyed_2f5faa"}
    assert usdz.platings.GetVariantSelection() == "gold", "the pin's own"


@pytest.mark.parametrize("enamel", sorted(names("enamels")))
def test_no_validator_finds_an_error_with_any_enamel(tmp_path: Path, enamel: str) -> None:
    assert validated(Usdz(made(tmp_path, enamel=enamel)).stage) == []


def test_the_validators_find_what_is_wrong(tmp_path: Path) -> None:
    usdz = Usdz(made(tmp_path, platings=("silver",)))
    stage = usdz.stage
    stage.SetEditTarget(stage.GetSessionLayer())
    stage.GetPrimAtPath("/pin/materials/face_silver/normal").GetAttribute("inputs:bias").Set((0, 0, 0, 0))
    assert validated(stage) != []
    assert all("NormalMapTextureValidator" in line for line in validated(stage))
    with zipfile.ZipFile(tmp_path / "loose.usdz", "w") as loose:
        for name in usdz.archive.namelist():
            loose.writestr(name, usdz.archive.read(name))
    found = validated(Usd.Stage.Open(str(tmp_path / "loose.usdz")))
    assert any("UsdzPackageValidator" in line for line in found), "nothing begins at 64 bytes there"


def test_a_package_is_stored_whole_and_its_files_begin_at_64_bytes(tmp_path: Path) -> None:
    usdz = Usdz(made(tmp_path, platings=("silver",)))
    first, *others = usdz.archive.infolist()
    assert first.filename == "pin.usdc"
    assert {Path(file.filename).suffix for file in others} == {".png"}, "Quick Look reads no WebP"
    for file in (first, *others):
        assert file.file_size == file.compress_size
        name, extra = (int.from_bytes(usdz.data[at : at + 2], "little") for at in _lengths_at(file))
        assert (file.header_offset + ZIP_HEADER + name + extra) % 64 == 0


def _lengths_at(file: Any) -> tuple[int, int]:
    return file.header_offset + 26, file.header_offset + 28


def test_equal_pins_are_equal_bytes_that_say_how_they_were_made(tmp_path: Path) -> None:
    usdz = Usdz(made(tmp_path, platings=("silver",), epoxy=True, enamel="transparent"))
    assert made(tmp_path, platings=("silver",), epoxy=True, enamel="transparent").read_bytes() == usdz.data
    layer = usdz.stage.GetRootLayer()
    assert layer.documentation.startswith("fox: Soft enamel")
    assert layer.customLayerData["creator"].startswith("pinrender ")
    assert json.loads(layer.customLayerData["recipe"])["process"] == "soft-enamel"


@pytest.mark.parametrize(
    "options", [{}, {"epoxy": True}, {"process": "hard-enamel", "enamel": "transparent"}]
)
def test_its_surfaces_are_those_of_the_glb(tmp_path: Path, options: dict[str, Any]) -> None:
    usdz, glb = both(tmp_path, **options)
    assert UsdGeom.GetStageMetersPerUnit(usdz.stage) == 1.0
    assert UsdGeom.GetStageUpAxis(usdz.stage) == UsdGeom.Tokens.y
    surfaces = trimesh.load_scene(io.BytesIO(glb.data), file_type="glb").geometry
    assert set(usdz.meshes) == set(surfaces)
    for name, mesh in usdz.meshes.items():
        points = np.array(mesh.GetPointsAttr().Get())
        corners = np.array(mesh.GetFaceVertexIndicesAttr().Get()).reshape(-1, 3)
        assert set(mesh.GetFaceVertexCountsAttr().Get()) == {3}
        assert points == pytest.approx(surfaces[name].vertices, abs=1e-8), "in metres"
        assert (corners == surfaces[name].faces).all()
        assert np.array(mesh.GetExtentAttr().Get()) == pytest.approx(surfaces[name].bounds, abs=1e-8)
    box = (
        UsdGeom.BBoxCache(Usd.TimeCode.Default(), ["default"])
        .ComputeWorldBound(usdz.root)
        .ComputeAlignedBox()
    )
    assert box.GetSize()[0] == pytest.approx(0.012, abs=6e-5), "as wide as was asked for"


def test_places_on_the_pictures_are_counted_from_below(tmp_path: Path) -> None:
    usdz = Usdz(made(tmp_path))
    face = usdz.mesh("face")
    points = np.array(face.GetPointsAttr().Get())
    st = np.array(UsdGeom.PrimvarsAPI(face).GetPrimvar("st").Get())
    for axis in (0, 1):
        slope, _ = np.polyfit(points[:, axis], st[:, axis], 1)
        samples = usdz.picture("face", "metallic").shape[1 - axis]
        assert slope * 1e-3 * samples == pytest.approx(PPM, rel=0.01), "x to the right, y up"


def test_colours_are_those_of_the_catalogue_and_the_artwork_in_each_plating(tmp_path: Path) -> None:
    usdz = Usdz(made(tmp_path, process="hard-enamel", platings=("silver",)))
    for plating in ("gold", "silver"):
        usdz.platings.SetVariantSelection(plating)
        f0 = np.array(catalog.load(Plating, plating).f0)
        color, metallic = usdz.picture("face", "diffuseColor"), usdz.picture("face", "metallic")
        assert 255.0 * line_spot(color) == pytest.approx(np.round(255.0 * linear_to_srgb(f0)), abs=1)
        assert "#" + bytes(np.round(255.0 * enamel_spot(color)).astype(np.uint8)).hex() == ORANGE
        assert (line_spot(metallic), enamel_spot(metallic)) == (1.0, 0.0)
        assert usdz.value("rim", "diffuseColor") == pytest.approx(tuple(np.minimum(f0, 1.0)))


def test_normals_are_unit_vectors_and_those_of_the_glb(tmp_path: Path) -> None:
    usdz, glb = both(tmp_path)
    normal = usdz.picture("face", "normal")
    assert np.linalg.norm(normal, axis=-1) == pytest.approx(1.0, abs=0.012), "a level in each of three"
    texture = glb.material("face")["normalTexture"]
    theirs = (glb.picture(texture) / 127.5 - 1.0) * np.array([texture["scale"], texture["scale"], 1.0])
    theirs /= np.linalg.norm(theirs, axis=-1, keepdims=True)
    normal /= np.linalg.norm(normal, axis=-1, keepdims=True)
    apart_deg = np.degrees(np.arccos(np.clip((normal * theirs).sum(axis=-1), -1.0, 1.0)))
    assert np.median(apart_deg) < 0.45, "a level of 255; and none of it is left where they are many:"
    assert apart_deg.max() < 6.0, "the GLB keeps steep walls less well"
    window = np.s_[20:-20, normal.shape[1] // 2 - 8 : normal.shape[1] // 2 + 8]
    assert normal[window].mean(axis=(0, 1)) == pytest.approx(theirs[window].mean(axis=(0, 1)), abs=1e-3)


def test_a_dome_is_clear_and_what_it_takes_with_age_is_in_the_colours_below(tmp_path: Path) -> None:
    aged, glb = both(tmp_path, epoxy=True, epoxy_age=20.0, epoxy_height="1mm")
    shown = enamel_spot(aged.picture("face", "diffuseColor"))
    young = enamel_spot(Usdz(made(tmp_path, epoxy=True, epoxy_height="1mm")).picture("face", "diffuseColor"))
    volume = glb.material("dome")["extensions"]["KHR_materials_volume"]
    share = enamel_spot(glb.picture(volume["thicknessTexture"]))[1] / 255.0
    kept = np.exp(-2.0 * np.array(aged_absorption_per_mm(20.0)) * 1e3 * volume["thicknessFactor"] * share)
    linear = srgb8_to_linear(np.round(255.0 * young).astype(np.uint8))
    assert 255.0 * shown == pytest.approx(255.0 * linear_to_srgb(linear * kept), abs=1.5)
    assert (aged.value("dome", "opacity"), aged.value("dome", "ior")) == (0.0, 1.5)
    assert aged.value("face", "ior") == 1.0, "enamel mirrors nothing under it"


def test_the_face_is_cut_out_over_clear_enamel(tmp_path: Path) -> None:
    usdz, glb = both(tmp_path, process="hard-enamel", enamel="transparent")
    opaque = usdz.picture("face", "opacity")
    assert (enamel_spot(opaque), line_spot(opaque)) == (0.0, 1.0)
    assert usdz.value("face", "opacityThreshold") == 0.5
    assert usdz.value("floor", "opacity") is None
    floor = glb.material("floor")["pbrMetallicRoughness"]["baseColorTexture"]
    assert 255.0 * usdz.picture("floor", "diffuseColor") == pytest.approx(
        glb.picture(floor)[..., :3], abs=0.01
    )
    assert (usdz.value("skin", "opacity"), usdz.value("skin", "ior")) == (0.0, 1.5)


def test_a_film_has_the_colours_that_it_has_straight_on(tmp_path: Path) -> None:
    usdz = Usdz(made(tmp_path, plating="rainbow"))
    film = catalog.load(Plating, "rainbow").film
    assert film is not None
    colors = 255.0 * linear_to_srgb(np.clip(film_table(film, 1.0)[:, -1], 0.0, 1.0))
    shown = 255.0 * line_spot(usdz.picture("face", "diffuseColor"))
    assert np.abs(colors - shown).max(axis=-1).min() < 3.0, "one of them"


def test_flakes_lie_under_a_coat_and_glow_is_given_off(tmp_path: Path) -> None:
    flakes = Usdz(made(tmp_path, enamel="glitter-chunky"))
    coat = flakes.picture("face", "clearcoat")
    assert line_spot(coat) == 0.0 < coat.max()
    glow, glb = both(tmp_path, enamel="glow")
    given = enamel_spot(glow.picture("face", "emissiveColor"))
    material = glb.material("face")
    strength = material["extensions"]["KHR_materials_emissive_strength"]["emissiveStrength"]
    theirs = srgb8_to_linear(enamel_spot(glb.picture(material["emissiveTexture"]))) * strength
    assert 255.0 * given == pytest.approx(255.0 * linear_to_srgb(theirs), abs=0.51)


def test_without_usd_core_one_sentence_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pxr", None)  # as where it is not installed
    with pytest.raises(OutputError, match=r"needs usd-core: .*'pinrender\[usd\]', or write a \.glb"):
        made(tmp_path)
    assert list(tmp_path.glob("*.usdz")) == []
