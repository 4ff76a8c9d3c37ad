from __future__ import annotations

import numpy as np
import pytest

from pinrender.catalog import Process, load
from pinrender.errors import ArtworkError
from pinrender.relief import Relief, build
from tests.unit.plans import box, disc, plan, ring

LEVEL = 1e-3
"""Millimetres: what a level may be off."""


def _radius(relief: Relief) -> np.ndarray:
    rows, cols = np.indices(relief.grid.shape)
    return np.linalg.norm(relief.grid.to_world_mm(rows, cols), axis=-1)


def test_soft_enamel_hangs_below_its_lines() -> None:
    process = load(Process, "soft-enamel")
    relief = build(plan(disc(7.0), ring(6.0, 7.0)), process)
    r = _radius(relief)
    line, cell = (r > 6.2) & (r < 6.8), r < 5.9
    assert relief.face_mm[line] == pytest.approx(process.thickness_mm, abs=LEVEL)
    sag = process.thickness_mm - relief.face_mm[cell]
    assert sag.min() > process.enamel_climb_mm
    wet = (relief.raised_mm < 0.0) & (r < 6.5)
    mean = (process.thickness_mm - relief.face_mm[wet]).mean()
    assert mean == pytest.approx((1.0 - process.enamel_fill) * process.recess_depth_mm, rel=0.02)
    assert relief.metal[cell].max() == pytest.approx(0.0)
    assert relief.metal[line].min() == pytest.approx(1.0)


def test_enamel_climbs_to_the_wall_and_never_through_the_floor() -> None:
    process = load(Process, "soft-enamel")
    relief = build(plan(disc(7.0), ring(1.0, 7.0)), process)
    r = _radius(relief)
    near, centre = (r > 0.93) & (r < 0.97), r < 0.1
    assert relief.face_mm[near].mean() > relief.face_mm[centre].mean() + 0.05
    assert relief.face_mm[r < 1.0].min() > process.thickness_mm - process.recess_depth_mm


def test_hard_enamel_is_one_plane_but_for_a_hairline_step() -> None:
    process = load(Process, "hard-enamel")
    relief = build(plan(disc(7.0), ring(4.0, 5.0)), process)
    r = _radius(relief)
    line, cell = (r > 4.1) & (r < 4.9), (r < 3.9) | ((r > 5.1) & (r < 6.4))
    assert relief.face_mm[line] == pytest.approx(process.thickness_mm, abs=1e-5)
    assert relief.face_mm[cell] == pytest.approx(process.thickness_mm - process.enamel_step_mm, abs=1e-5)
    assert np.abs(relief.slope[r < 6.7]).max() < 0.1
    assert relief.enamel_mm is None


def test_die_struck_has_two_levels() -> None:
    process = load(Process, "die-struck")
    relief = build(plan(disc(7.0), ring(5.0, 7.0), recess=disc(5.0)), process)
    r = _radius(relief)
    floor = process.thickness_mm - process.recess_depth_mm
    assert relief.face_mm[r < 4.7] == pytest.approx(floor, abs=LEVEL)
    assert relief.face_mm[(r > 5.3) & (r < 6.7)] == pytest.approx(process.thickness_mm, abs=LEVEL)
    assert relief.recess[r < 4.7].min() == 1.0


def test_enamel_that_reaches_the_outline_gets_a_rim() -> None:
    process = load(Process, "soft-enamel")
    relief = build(plan(disc(7.0)), process)
    r = _radius(relief)
    rim = (r > 7.0 - process.rim_mm + 0.05) & (r < 6.95)
    assert relief.metal[rim].min() == pytest.approx(1.0)
    assert relief.metal[r < 7.0 - process.rim_mm - 0.05].max() == pytest.approx(0.0)


def test_a_drawn_line_at_the_outline_keeps_its_width() -> None:
    relief = build(plan(disc(7.0), ring(6.7, 7.0)), load(Process, "soft-enamel"))
    r = _radius(relief)
    assert relief.metal[(r > 6.4) & (r < 6.6)].max() == pytest.approx(0.0)


def test_a_wall_keeps_enamel_out_of_a_bare_recess() -> None:
    process = load(Process, "soft-enamel")
    relief = build(plan(disc(7.0), ring(6.0, 7.0), recess=box(20.0, 4.0)), process)
    rows, cols = np.indices(relief.grid.shape)
    y = relief.grid.to_world_mm(rows, cols)[..., 1]
    inner = _radius(relief) < 5.5
    wall = inner & (np.abs(y - 2.0) < 0.5 * process.min_line_mm - 0.04)
    assert relief.metal[wall].min() == pytest.approx(1.0)
    assert relief.recess[wall].max() == pytest.approx(0.0)
    assert relief.face_mm[inner & (np.abs(y) < 1.5)] == pytest.approx(
        process.thickness_mm - process.recess_depth_mm, abs=LEVEL
    )


def test_dome_is_pinned_at_the_outline_and_clears_the_face() -> None:
    process = load(Process, "soft-enamel")
    relief = build(plan(disc(7.0), ring(6.0, 7.0)), process, epoxy=True)
    r = _radius(relief)
    assert relief.dome_mm is not None
    assert relief.top_mm.max() == pytest.approx(process.thickness_mm + process.epoxy_height_mm, abs=0.005)
    assert np.all(relief.top_mm >= relief.face_mm)
    assert relief.top_mm[np.abs(r - 6.92) < 0.02].max() < process.thickness_mm + 0.06


def test_same_plan_same_relief() -> None:
    drawn, process = plan(disc(7.0), ring(6.0, 7.0)), load(Process, "soft-enamel")
    first, second = build(drawn, process, epoxy=True), build(drawn, process, epoxy=True)
    assert first.top_mm.tobytes() == second.top_mm.tobytes()
    assert first.slope.tobytes() == second.slope.tobytes()


def test_a_body_thinner_than_its_samples_is_refused() -> None:
    with pytest.raises(ArtworkError, match=r"nowhere wider than 0\.05 mm"):
        build(plan(box(10.0, 0.01)), load(Process, "soft-enamel"))
