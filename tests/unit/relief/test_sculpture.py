"""3D relief, textures and print: the operations an engraver knows, on known shapes."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from pinrender.artwork import Plan, ReliefLayer
from pinrender.catalog import Process, Texture, load
from pinrender.errors import CannotBeMade
from pinrender.relief import Relief, build
from tests.unit.plans import Shape, coverage, disc, plan, ring

LEVEL = 1e-3
"""Millimetres: what a level may be off."""
STRUCK = load(Process, "die-struck")
FLOOR = STRUCK.thickness_mm - STRUCK.recess_depth_mm


def _layer(on: Plan, combine: str, grey: float, where: Shape, height_mm: float | None = 1.0) -> ReliefLayer:
    return ReliefLayer(
        combine=combine,  # type: ignore[arg-type]
        height=np.full(on.grid.shape, grey, np.float32),
        coverage=coverage(on.grid, where),
        height_mm=height_mm,
    )


def _sculpted(*layers: tuple[str, float, Shape], process: Process = STRUCK) -> Relief:
    flat = plan(disc(7.0), ring(5.0, 7.0))
    made = tuple(_layer(flat, combine, grey, where) for combine, grey, where in layers)
    return build(dataclasses.replace(flat, sculpture=made), process)


def _heights(relief: Relief, *radii: float) -> np.ndarray:
    return relief.top_at_mm(np.array([[radius, 0.0] for radius in radii]))


def test_add_raises_what_is_there() -> None:
    made = _sculpted(("add", 0.25, disc(3.0)))
    assert _heights(made, 0.0, 2.9, 4.0, 6.0) == pytest.approx(
        [FLOOR + 0.25, FLOOR + 0.25, FLOOR, STRUCK.thickness_mm], abs=LEVEL
    )


def test_subtract_cuts_and_leaves_metal() -> None:
    made = _sculpted(("subtract", 0.5, disc(3.0)), ("subtract", 1.0, disc(1.0)))
    assert _heights(made, 2.0) == pytest.approx(FLOOR - 0.5, abs=LEVEL)
    assert _heights(made, 0.0) == pytest.approx(0.3, abs=LEVEL)
    assert [finding.code for finding in made.findings] == ["colors-left-out", "relief-too-deep"]


def test_merge_high_keeps_the_higher_and_merge_low_the_lower() -> None:
    high = _sculpted(("merge-high", 0.2, disc(6.0)))
    assert _heights(high, 0.0, 5.5) == pytest.approx([FLOOR + 0.2, STRUCK.thickness_mm], abs=LEVEL)
    low = _sculpted(("merge-low", 0.2, disc(6.0)))
    assert _heights(low, 0.0, 5.5, 6.5) == pytest.approx([FLOOR, FLOOR + 0.2, STRUCK.thickness_mm], abs=LEVEL)


def test_layers_act_in_order() -> None:
    made = _sculpted(("merge-high", 0.3, disc(4.0)), ("add", 0.1, disc(4.0)), ("merge-low", 0.2, disc(2.0)))
    assert _heights(made, 3.0, 1.0) == pytest.approx([FLOOR + 0.4, FLOOR + 0.2], abs=LEVEL)


def test_white_is_the_process_height_unless_the_layer_names_one() -> None:
    flat = plan(disc(7.0), ring(5.0, 7.0))
    made = build(dataclasses.replace(flat, sculpture=(_layer(flat, "add", 1.0, disc(3.0), None),)), STRUCK)
    assert _heights(made, 0.0) == pytest.approx(FLOOR + STRUCK.relief_height_mm, abs=LEVEL)


@pytest.mark.parametrize("name", ["hard-enamel", "cloisonne", "photo-etched", "screen-printed"])
def test_flat_processes_refuse_relief_and_say_why(name: str) -> None:
    process = load(Process, name)
    with pytest.raises(CannotBeMade, match=f"{process.title.lower()} cannot carry it: .*soft-enamel"):
        _sculpted(("add", 0.5, disc(3.0)), process=process)


def test_metal_that_rises_through_soft_enamel_stays_bare() -> None:
    process = load(Process, "soft-enamel")
    made = _sculpted(("add", 0.6, disc(2.0)), process=process)
    floor = process.thickness_mm - process.recess_depth_mm
    assert _heights(made, 0.0) == pytest.approx(floor + 0.6, abs=LEVEL)
    rows, cols = np.indices(made.grid.shape)
    r = np.linalg.norm(made.grid.to_world_mm(rows, cols), axis=-1)
    assert made.metal[r < 1.9].min() == pytest.approx(1.0)
    assert made.metal[(r > 2.1) & (r < 4.8)].max() == 0.0


def test_raised_relief_is_polished_and_the_floor_stays_blasted() -> None:
    made = _sculpted(("add", 0.3, disc(3.0)))
    rows, cols = np.indices(made.grid.shape)
    r = np.linalg.norm(made.grid.to_world_mm(rows, cols), axis=-1)
    assert made.recess[r < 2.9].max() == 0.0
    assert made.recess[(r > 3.1) & (r < 4.7)].min() == 1.0


def test_the_slope_is_that_of_the_height() -> None:
    flat = plan(disc(7.0), ring(5.0, 7.0))
    rows, cols = np.indices(flat.grid.shape)
    x = flat.grid.to_world_mm(rows, cols)[..., 0]
    ramp = ReliefLayer(
        combine="add",
        height=(0.5 + 0.05 * x).astype(np.float32),
        coverage=coverage(flat.grid, disc(4.0)),
        height_mm=1.0,
    )
    made = build(dataclasses.replace(flat, sculpture=(ramp,)), STRUCK)
    inner = np.hypot(*np.moveaxis(flat.grid.to_world_mm(rows, cols), -1, 0)) < 3.8
    assert made.slope[inner][:, 0] == pytest.approx(0.05, abs=1e-3)
    assert made.slope[inner][:, 1] == pytest.approx(0.0, abs=1e-3)


@pytest.mark.parametrize("name", ["ribbed", "stippled"])
def test_a_texture_has_its_pitch_and_height_on_the_floor_only(name: str) -> None:
    texture = load(Texture, name)
    flat = plan(disc(7.0), ring(5.0, 7.0), recess=disc(5.0))
    named = dataclasses.replace(flat, texture=np.ones(flat.grid.shape, np.uint8), textures=(name,))
    made, bare = build(named, STRUCK), build(flat, STRUCK)
    raised = made.face_mm - bare.face_mm
    rows, cols = np.indices(made.grid.shape)
    r = np.linalg.norm(made.grid.to_world_mm(rows, cols), axis=-1)
    assert raised[r > 4.95].max() == 0.0
    assert raised[r < 4.0].min() == pytest.approx(0.0, abs=LEVEL)
    assert raised[r < 4.0].max() == pytest.approx(texture.height_mm, abs=LEVEL)
    line = raised[flat.grid.rows // 2, flat.grid.cols // 2 - 120 : flat.grid.cols // 2 + 120]
    angle = np.radians(texture.direction_deg)
    pitch_px = texture.pitch_mm * 40.0 / (abs(np.sin(angle)) if name == "ribbed" else 1.0)
    spectrum = np.abs(np.fft.rfft(line - line.mean(), 8192))
    assert 8192 / np.argmax(spectrum) == pytest.approx(pitch_px, rel=0.05)


def test_print_lies_over_whatever_is_there() -> None:
    process = load(Process, "hard-enamel")
    flat = plan(disc(7.0), ring(3.0, 4.0))
    inked = dataclasses.replace(flat, print=coverage(flat.grid, disc(5.0)))
    made, bare = build(inked, process), build(flat, process)
    assert _heights(made, 0.0, 3.5) - _heights(bare, 0.0, 3.5) == pytest.approx(process.ink_mm, abs=1e-5)
    assert _heights(made, 5.5) == pytest.approx(_heights(bare, 5.5))
    rows, cols = np.indices(made.grid.shape)
    r = np.linalg.norm(made.grid.to_world_mm(rows, cols), axis=-1)
    assert made.metal[(r > 3.1) & (r < 3.9)].max() == 0.0


def test_a_texture_stays_on_the_recess_that_names_it() -> None:
    """Enamel areas are bare floor too where nothing is filled, but nobody asked for ribs on them."""
    flat = plan(disc(7.0), ring(5.0, 7.0), recess=disc(2.0))
    rows, cols = np.indices(flat.grid.shape)
    r = np.linalg.norm(flat.grid.to_world_mm(rows, cols), axis=-1)
    named = dataclasses.replace(flat, texture=(r < 2.05).astype(np.uint8), textures=("ribbed",))
    made = build(named, STRUCK)
    assert np.ptp(made.face_mm[(r > 2.1) & (r < 4.8)]) == pytest.approx(0.0, abs=1e-6)
    assert np.ptp(made.face_mm[r < 1.9]) > 0.05


@pytest.mark.parametrize(
    ("combine", "grey", "step_mm"), [("merge-high", 0.4, 0.4), ("merge-low", 0.1, -0.25)]
)
def test_the_edge_of_a_merged_layer_runs_where_it_is_drawn(combine: str, grey: float, step_mm: float) -> None:
    """Half way up the step lies the circle as drawn, all around, however its edge crosses the samples."""
    flat = plan(disc(7.0), ring(6.0, 7.0) if combine == "merge-high" else disc(7.0))
    layer = _layer(flat, combine, grey, disc(3.0137))
    made = build(dataclasses.replace(flat, sculpture=(layer,)), STRUCK)
    before = FLOOR if combine == "merge-high" else STRUCK.thickness_mm
    radii = np.linspace(2.9, 3.1, 401)
    for angle in np.linspace(0.1, 1.5, 15):
        heights = made.top_at_mm(np.outer(radii, [np.cos(angle), np.sin(angle)]))
        crossed = radii[np.argmax((heights - before) / step_mm < 0.5)]
        assert crossed == pytest.approx(3.0137, abs=0.006)
