"""What the factory makes of shapes whose widths are known."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from pinrender import catalog
from pinrender.artwork import Plan
from pinrender.catalog import Process
from pinrender.relief import build
from pinrender.relief._as_made import as_made
from pinrender.widths import stretches
from tests.unit.plans import Shape, box, disc, either, nothing, plan, ring, stroke

RIM = ring(6.0, 7.0)


def process(name: str) -> Process:
    return catalog.load(Process, name)


def area_mm2(drawn: Plan, coverage: NDArray[np.uint8]) -> float:
    return float(coverage.sum(dtype=np.int64)) / 255.0 * drawn.grid.pitch_mm**2


def line(width_mm: float, y_mm: float = 0.0, angle_deg: float = 17.0) -> Shape:
    along = 2.5 * np.array([np.cos(np.radians(angle_deg)), np.sin(np.radians(angle_deg))])
    middle = np.array([0.0, y_mm])
    return stroke(middle - along, middle + along, width_mm)


def made(drawn: Plan, name: str = "soft-enamel") -> Plan:
    return as_made(drawn, process(name))[0]


@pytest.mark.parametrize("name", ["soft-enamel", "die-struck", "photo-etched"])
@pytest.mark.parametrize("width_mm", [0.08, 0.12])
def test_a_thin_line_becomes_as_wide_as_the_least(name: str, width_mm: float) -> None:
    drawn = plan(disc(7.0), either(RIM, line(width_mm)))
    least_mm = process(name).min_line_mm
    (found,) = stretches(made(drawn, name).metal, drawn.grid, 1.4 * least_mm)
    assert found.width_mm == pytest.approx(least_mm, abs=0.02)
    assert found.length_mm == pytest.approx(5.0, abs=0.3)


def test_a_line_that_can_be_made_stays_as_it_is() -> None:
    drawn = plan(disc(7.0), either(RIM, line(0.3)))
    changed, told = as_made(drawn, process("soft-enamel"))
    apart = np.abs(changed.metal.astype(int) - drawn.metal)
    assert apart.sum() / 255.0 * drawn.grid.pitch_mm**2 < 0.03
    assert told == ()


@pytest.mark.parametrize("pixels_per_mm", [12.0, 20.0])
def test_lines_are_kept_on_coarse_samples_too(pixels_per_mm: float) -> None:
    lines = [line(0.22 + 0.03 * n, 1.2 * n - 2.0) for n in range(4)]
    drawn = plan(disc(7.0), either(RIM, *lines), pixels_per_mm=pixels_per_mm)
    lost_mm2 = area_mm2(drawn, drawn.metal) - area_mm2(drawn, made(drawn).metal)
    assert lost_mm2 < 0.05 * sum((0.22 + 0.03 * n) * 5.0 for n in range(4))


def test_corners_of_metal_are_rounded_by_the_cutter() -> None:
    drawn = plan(disc(7.0), either(RIM, box(4.0, 2.0)))
    radius_mm = process("soft-enamel").tool_radius_mm
    lost_mm2 = area_mm2(drawn, drawn.metal) - area_mm2(drawn, made(drawn).metal)
    assert lost_mm2 == pytest.approx(4.0 * (1.0 - np.pi / 4.0) * radius_mm**2, abs=0.01)


def test_points_end_where_the_cutter_no_longer_fits() -> None:
    slope = np.tan(np.radians(5.0))
    point = plan(disc(7.0), lambda x, y: (np.abs(y) < (3.0 - x) * slope) & (x > -3.0))
    columns = np.flatnonzero((made(point).metal >= 128).any(axis=0))
    x_mm = point.grid.to_world_mm(np.array([0.0]), columns[-1:].astype(float))[0, 0]
    radius_mm = process("soft-enamel").tool_radius_mm
    fits_to_mm = 3.0 - radius_mm / np.sin(np.radians(5.0)) + radius_mm
    # where less than a sample of room is left, the last of it is lost: 0.025 mm at such a slope
    assert fits_to_mm - 0.025 / slope < x_mm < fits_to_mm + 0.03


def test_dots_are_lost() -> None:
    drawn = plan(disc(7.0), either(RIM, disc(0.06, 1.0)))
    assert made(drawn).metal[drawn.grid.rows // 2, drawn.grid.cols // 2 + 40] == 0


def test_narrow_ends_of_cells_close_up_and_wide_ones_stay() -> None:
    two = either(RIM, line(0.6, 0.4, 0.0), line(0.6, -0.4, 0.0))  # 0.2 mm apart
    drawn = plan(disc(7.0), two)
    row, col = drawn.grid.rows // 2, drawn.grid.cols // 2
    assert (drawn.metal[row, col], made(drawn).metal[row, col]) == (0, 255)
    apart = plan(disc(7.0), either(RIM, line(0.6, 0.5, 0.0), line(0.6, -0.5, 0.0)))  # 0.4 mm
    assert made(apart).metal[row, col] == 0


def test_the_outline_is_trimmed_and_not_cut() -> None:
    star = plan(disc(7.0), disc(7.0))
    changed, told = as_made(star, process("soft-enamel"))
    assert np.abs(changed.metal.astype(int) - star.metal).max() <= 2
    assert told == ()


def test_a_recess_keeps_what_metal_leaves() -> None:
    drawn = plan(disc(7.0), line(0.1), disc(5.0))
    changed = made(drawn, "die-struck")
    assert (changed.recess.astype(int) + changed.metal <= drawn.body).all()
    assert area_mm2(drawn, changed.recess) < area_mm2(drawn, drawn.recess)


def test_a_print_has_no_tool() -> None:
    drawn = plan(disc(7.0), line(0.05))
    assert as_made(drawn, process("screen-printed")) == (drawn, ())
    assert as_made(plan(disc(7.0), nothing), process("soft-enamel"))[1] == ()


def test_what_stoning_takes_is_there_as_drawn_and_lost_as_made() -> None:
    drawn = plan(disc(7.0), either(RIM, line(0.2, angle_deg=0.0)))
    at = drawn.grid.rows // 2, drawn.grid.cols // 2
    hard = process("hard-enamel")
    shown = {made: float(build(drawn, hard, made=made).metal[at]) for made in (False, None, True)}
    assert shown == pytest.approx({False: 1.0, None: 0.0, True: 0.0}, abs=0.05)


def test_changes_are_told_with_their_areas() -> None:
    drawn = plan(disc(7.0), either(RIM, line(0.1)))
    (told,) = as_made(drawn, process("soft-enamel"))[1]
    assert told.code == "as-made"
    assert "metal grows by 0.5" in told.message  # 5 mm by another 0.1


@pytest.mark.parametrize("width_mm", [0.35, 0.45])
def test_narrow_cells_are_filled_low(width_mm: float) -> None:
    soft = process("soft-enamel")
    slot = plan(box(8.0, 6.0), lambda x, y: (np.abs(y) > 0.5 * width_mm) & (np.abs(x) < 9.0))
    deep = {}
    for made in (None, True):
        relief = build(slot, soft, made=made)
        assert relief.enamel_mm is not None
        middle = relief.enamel_mm[slot.grid.rows // 2, slot.grid.cols // 2]
        deep[made] = soft.thickness_mm - float(middle)
    drop_mm = soft.recess_depth_mm * soft.enamel_fill * (1.0 - width_mm / soft.good_cell_mm)
    assert deep[True] - deep[None] == pytest.approx(drop_mm, rel=0.35)
    wide = plan(disc(7.0), RIM)
    as_drawn, as_made_of_it = (build(wide, soft, made=made) for made in (None, True))
    assert as_drawn.enamel_mm is not None
    assert as_made_of_it.enamel_mm is not None
    inside = (as_drawn.metal == 0.0) & (as_made_of_it.metal == 0.0)
    assert np.abs(as_drawn.enamel_mm - as_made_of_it.enamel_mm)[inside].max() < 0.01


def test_of_a_dot_that_is_lost_no_fringe_stays() -> None:
    """Smaller than the cutter, and off the samples, so that all its edge is in part."""
    drawn = plan(disc(7.0), either(RIM, disc(0.06, 0.0123, 0.0071)))
    middle = np.linalg.norm(drawn.grid.to_world_mm(*np.indices(drawn.grid.shape)), axis=-1) < 5.0
    assert drawn.metal[middle].max() > 128
    assert made(drawn, "hard-enamel").metal[middle].max() == 0
