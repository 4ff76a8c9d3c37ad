from __future__ import annotations

import dataclasses

import cv2
import numpy as np
import pytest

from pinrender.appearance import Maps, bake, dress
from pinrender.catalog import Finish, Plating, Process, Texture, load
from pinrender.relief import build
from pinrender.units import frozen
from tests.unit.plans import coverage, disc, plan, ring


def test_maps_are_finite_and_in_range() -> None:
    drawn = plan(disc(7.0), ring(5.0, 7.0))
    process = load(Process, "soft-enamel")
    maps = bake(drawn, build(drawn, process, epoxy=True), process)
    assert maps.epoxy is None, "the dome covers the whole face"
    assert np.isfinite(maps.face).all()
    assert np.hypot(maps.face[..., 0], maps.face[..., 1]).max() <= 1.0
    assert maps.face[..., 2].min() > 0.0
    assert maps.face[..., 2].max() <= 1.0
    assert maps.dome is not None


def test_flat_face_is_open_and_looks_up() -> None:
    drawn = plan(disc(7.0), ring(5.0, 7.0))
    process = load(Process, "hard-enamel")
    maps = bake(drawn, build(drawn, process), process)
    middle = maps.face[maps.grid.rows // 2, maps.grid.cols // 2]
    assert middle[:3] == pytest.approx([0.0, 0.0, 1.0], abs=1e-5)


def test_a_recess_is_less_open_than_the_line_beside_it() -> None:
    drawn = plan(disc(7.0), ring(0.5, 7.0))
    process = load(Process, "soft-enamel")
    maps = bake(drawn, build(drawn, process), process)
    openness = maps.face[maps.grid.rows // 2, :, 2]
    assert openness[maps.grid.cols // 2] < 0.97
    assert openness[maps.grid.cols // 2 + 120] == pytest.approx(1.0, abs=0.01)


def test_normals_lean_away_from_the_wall() -> None:
    """Right of a cell's centre the enamel rises to the right, so its normal leans left."""
    drawn = plan(disc(7.0), ring(3.0, 7.0))
    process = load(Process, "soft-enamel")
    maps = bake(drawn, build(drawn, process), process)
    right = maps.face[maps.grid.rows // 2, maps.grid.cols // 2 + 100]
    assert right[0] < -0.01
    assert abs(right[1]) < 0.01


def _floor(name: str | None, seed: int = 0) -> Maps:
    """A struck disc with a bare floor of 5 mm radius, given a texture."""
    drawn, process = plan(disc(7.0), ring(5.0, 7.0), recess=disc(5.0)), load(Process, "die-struck")
    if name is not None:
        named = np.ones(drawn.grid.shape, np.uint8)
        drawn = dataclasses.replace(drawn, texture=named, textures=(name,))
    return bake(drawn, build(drawn, process), process, seed=seed)


def test_a_named_floor_has_its_own_grain_and_roughness() -> None:
    middle = np.s_[220:420, 220:420]
    plain, brushed, ribbed = (_floor(name) for name in (None, "brushed", "ribbed"))
    rough = {name: round(255 * load(Texture, name).roughness) for name in ("brushed", "ribbed")}
    assert set(np.unique(brushed.share[middle][..., 3])) == {rough["brushed"]}
    assert set(np.unique(ribbed.share[middle][..., 3])) == {rough["ribbed"]}
    assert plain.share[0, 0, 3] == round(255 * load(Process, "die-struck").recess_roughness)
    angle = np.radians(load(Texture, "brushed").direction_deg)
    lean = brushed.face[middle][..., :2]
    along = lean @ np.array([np.cos(angle), np.sin(angle)])
    across = lean @ np.array([-np.sin(angle), np.cos(angle)])
    assert across.std() > 20.0 * along.std()
    assert plain.face[middle][..., 0].std() == pytest.approx(plain.face[middle][..., 1].std(), rel=0.1)


def test_the_seed_moves_the_grain() -> None:
    one, other = _floor("sandblasted", seed=1), _floor("sandblasted", seed=2)
    assert _floor("sandblasted", seed=1).face.tobytes() == one.face.tobytes()
    assert np.abs(one.face - other.face).max() > 0.05


def test_epoxy_over_a_part_is_told_from_epoxy_over_all() -> None:
    drawn, process = plan(disc(7.0), ring(5.0, 7.0)), load(Process, "hard-enamel")
    drawn = dataclasses.replace(drawn, epoxy=coverage(drawn.grid, disc(3.0)))
    maps = bake(drawn, build(drawn, process, epoxy=True), process)
    assert maps.epoxy is not None
    area_mm2 = float(maps.epoxy.sum(dtype=np.float64)) / 255.0 * maps.grid.pitch_mm**2
    assert area_mm2 == pytest.approx(np.pi * 9.0, rel=0.01)


def test_clear_enamel_has_a_floor() -> None:
    """Where the layer or the pin says so, and nowhere else."""
    drawn, process = plan(disc(7.0), ring(5.0, 7.0)), load(Process, "hard-enamel")
    built = build(drawn, process)
    assert bake(drawn, built, process).floor is None
    said = dataclasses.replace(drawn, enamels=("opaque",))
    assert bake(said, built, process, enamel="transparent").floor is None
    clear = bake(dataclasses.replace(drawn, enamels=("transparent",)), built, process).floor
    asked = bake(drawn, built, process, enamel="transparent").floor
    assert clear is not None
    assert np.array_equal(clear, asked)
    middle = clear[drawn.grid.rows // 2, drawn.grid.cols // 2]
    assert middle[2] == 1.0
    assert middle[3] == pytest.approx(process.thickness_mm - process.recess_depth_mm, abs=1e-4)


def test_ink_over_clear_enamel_is_not_clear() -> None:
    drawn, process = plan(disc(7.0), ring(5.0, 7.0)), load(Process, "hard-enamel")
    drawn = dataclasses.replace(drawn, print=coverage(drawn.grid, disc(2.0)))
    floor = bake(drawn, build(drawn, process), process, enamel="transparent").floor
    assert floor is not None
    center = drawn.grid.rows // 2
    assert floor[center, center, 2] == 0.0
    assert floor[center, center + round(3.0 / drawn.grid.pitch_mm), 2] == 1.0


def test_plating_changes_materials_only() -> None:
    drawn = plan(disc(7.0))
    process = load(Process, "hard-enamel")
    maps = bake(drawn, build(drawn, process), process)
    finish = load(Finish, process.enamel_finish)
    gold, nickel = (
        dress(maps, plating=load(Plating, name), finish=finish, process=process)
        for name in ("gold", "nickel")
    )
    assert gold.maps is nickel.maps
    assert gold.metal != nickel.metal


def test_the_floor_beside_a_second_plating_keeps_the_pins_own() -> None:
    """Its lines alone are plated so, to their edges and a sample further."""
    drawn = plan(disc(7.0), ring(3.0, 4.5), pixels_per_mm=20.0)
    near = cv2.dilate((drawn.metal > 0).astype(np.uint8), np.ones((15, 15), np.uint8))
    drawn = dataclasses.replace(drawn, plating=frozen(near), platings=("silver",))
    soft = load(Process, "soft-enamel")
    built = build(drawn, soft)
    made = bake(drawn, built, soft, enamel="transparent", plating=load(Plating, "gold"), second="silver")
    second = made.second
    assert second is not None
    beside = cv2.dilate((built.metal > 0).astype(np.uint8), np.ones((5, 5), np.uint8)) == 0
    inner = near > 0
    assert second[inner & (built.metal > 0.99)].min() > 200
    assert (inner & beside).sum() > 500
    assert not second[inner & beside].any()
