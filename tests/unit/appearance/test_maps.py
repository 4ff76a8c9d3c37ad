from __future__ import annotations

import numpy as np
import pytest

from pinrender.appearance import bake, dress
from pinrender.catalog import Enamel, Plating, Process, load
from pinrender.relief import build
from tests.unit.plans import disc, plan, ring


def test_maps_are_finite_and_in_range() -> None:
    drawn = plan(disc(7.0), ring(5.0, 7.0))
    maps = bake(drawn, build(drawn, load(Process, "soft-enamel"), epoxy=True))
    assert np.isfinite(maps.face).all()
    assert np.hypot(maps.face[..., 0], maps.face[..., 1]).max() <= 1.0
    assert maps.face[..., 2].min() > 0.0
    assert maps.face[..., 2].max() <= 1.0
    assert maps.dome is not None


def test_flat_face_is_open_and_looks_up() -> None:
    drawn = plan(disc(7.0), ring(5.0, 7.0))
    maps = bake(drawn, build(drawn, load(Process, "hard-enamel")))
    middle = maps.face[maps.grid.rows // 2, maps.grid.cols // 2]
    assert middle[:3] == pytest.approx([0.0, 0.0, 1.0], abs=1e-5)


def test_a_recess_is_less_open_than_the_line_beside_it() -> None:
    drawn = plan(disc(7.0), ring(0.5, 7.0))
    maps = bake(drawn, build(drawn, load(Process, "soft-enamel")))
    openness = maps.face[maps.grid.rows // 2, :, 2]
    assert openness[maps.grid.cols // 2] < 0.97
    assert openness[maps.grid.cols // 2 + 120] == pytest.approx(1.0, abs=0.01)


def test_normals_lean_away_from_the_wall() -> None:
    """Right of a cell's centre the enamel rises to the right, so its normal leans left."""
    drawn = plan(disc(7.0), ring(3.0, 7.0))
    maps = bake(drawn, build(drawn, load(Process, "soft-enamel")))
    right = maps.face[maps.grid.rows // 2, maps.grid.cols // 2 + 100]
    assert right[0] < -0.01
    assert abs(right[1]) < 0.01


def test_plating_changes_materials_only() -> None:
    drawn = plan(disc(7.0))
    process = load(Process, "hard-enamel")
    maps = bake(drawn, build(drawn, process))
    finish = load(Enamel, process.enamel_finish)
    gold, nickel = (
        dress(maps, process=process, plating=load(Plating, name), enamel=finish)
        for name in ("gold", "nickel")
    )
    assert gold.maps is nickel.maps
    assert gold.metal != nickel.metal
