"""Each process leaves the levels that its file promises."""

from __future__ import annotations

import dataclasses
import re

import numpy as np
import pytest

from pinrender.catalog import Process, Texture, load
from pinrender.relief import Relief, build, floor_mm
from tests.unit.plans import box, disc, either, plan, ring, touching

LEVEL = 1e-3
"""Millimetres: what a level may be off."""


def _place(relief: Relief) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """x, y and distance from the centre of every sample."""
    rows, cols = np.indices(relief.grid.shape)
    xy = relief.grid.to_world_mm(rows, cols)
    return xy[..., 0], xy[..., 1], np.linalg.norm(xy, axis=-1)


def test_cloisonne_undulates_by_micrometres_while_its_lines_are_flat() -> None:
    process = load(Process, "cloisonne")
    relief = build(plan(disc(15.0), ring(13.0, 15.0), half_mm=16.0, pixels_per_mm=20.0), process)
    r = _place(relief)[2]
    glass = relief.face_mm[r < 12.8] - (process.thickness_mm - process.enamel_step_mm)
    assert np.std(glass) == pytest.approx(process.undulation_mm, rel=0.35)  # one draw of some forty waves
    assert np.abs(glass).max() < 5.0 * process.undulation_mm
    assert np.ptp(relief.face_mm[(r > 13.2) & (r < 14.8)]) < 1e-5


def test_the_waves_are_the_same_at_twice_the_resolution() -> None:
    process = load(Process, "cloisonne")
    drawn = [plan(disc(7.0), ring(6.0, 7.0), pixels_per_mm=density) for density in (20.0, 40.0)]
    coarse, fine = (build(each, process) for each in drawn)
    at = np.random.default_rng(1).uniform(-4.0, 4.0, (500, 2))
    assert np.abs(coarse.top_at_mm(at) - fine.top_at_mm(at)).max() < 2e-4
    other = build(drawn[0], process, seed=1)
    assert np.abs(coarse.top_at_mm(at) - other.top_at_mm(at)).max() > process.undulation_mm


def test_photo_etched_is_thin_and_shallow() -> None:
    process = load(Process, "photo-etched")
    relief = build(plan(disc(7.0), ring(5.0, 7.0), recess=disc(2.0)), process)
    r = _place(relief)[2]
    assert relief.face_mm[(r > 5.2) & (r < 6.8)] == pytest.approx(process.thickness_mm, abs=LEVEL)
    floor = process.thickness_mm - process.recess_depth_mm
    assert relief.face_mm[r < 1.7] == pytest.approx(floor, abs=LEVEL)
    wet = relief.face_mm[(r > 2.6) & (r < 4.8)]
    assert floor < wet.min() < wet.max() < process.thickness_mm


def test_print_stands_micrometres_over_a_flat_sheet() -> None:
    process = load(Process, "screen-printed")
    relief = build(plan(disc(7.0), ring(4.0, 5.0), recess=disc(1.0)), process)
    r = _place(relief)[2]
    assert relief.face_mm[(r > 4.1) & (r < 4.9)] == pytest.approx(process.thickness_mm, abs=1e-5)
    inked = (r < 3.9) | ((r > 5.1) & (r < 6.5))
    assert relief.face_mm[inked] == pytest.approx(process.thickness_mm + process.ink_mm, abs=1e-5)
    assert relief.metal[inked].max() == 0.0
    assert relief.recess.max() == 0.0


def test_colors_are_left_out_of_bare_metal_and_said_to_be() -> None:
    """Enamel in a ring of 5 mm less a bare disc of 2 mm is 21 pi mm2."""
    drawn = plan(disc(7.0), ring(5.0, 7.0), recess=disc(2.0))
    (finding,) = build(drawn, load(Process, "die-struck")).findings
    assert (finding.code, finding.severity) == ("colors-left-out", "warning")
    told = re.search(r"1 enamel colour, (\S+) mm² in all, is left out", finding.message)
    assert told is not None
    assert float(told[1]) == pytest.approx(21.0 * np.pi, rel=0.01)
    bare = dataclasses.replace(drawn, cells=np.zeros_like(drawn.cells), palette=())
    assert build(bare, load(Process, "die-struck")).findings == ()


def test_a_wall_of_the_least_line_parts_touching_colors() -> None:
    drawn = touching(plan(disc(7.0), ring(6.0, 7.0)), lambda x, y: x - 0.5 * y)
    for name in ("soft-enamel", "hard-enamel"):
        process = load(Process, name)
        relief = build(drawn, process)
        x, y, r = _place(relief)
        across = (x - 0.5 * y) / np.hypot(1.0, 0.5)
        area_mm2 = float(relief.metal[r < 5.0].sum()) * relief.grid.pitch_mm**2
        assert area_mm2 == pytest.approx(10.0 * process.min_line_mm, rel=0.02)
        on_wall = (r < 5.5) & (np.abs(across) < 0.5 * process.min_line_mm - 0.04)
        assert relief.metal[on_wall].min() == pytest.approx(1.0)
        assert [finding.code for finding in relief.findings] == ["touching-colors"]
        drawn_mm = re.search(r"along (\S+) mm", relief.findings[0].message)
        assert drawn_mm is not None
        assert float(drawn_mm[1]) == pytest.approx(12.0, abs=0.1)


def test_walls_can_be_left_out_and_metal_needs_none() -> None:
    drawn = touching(plan(disc(7.0), ring(6.0, 7.0)), lambda x, y: x)
    relief = build(drawn, load(Process, "soft-enamel"), walls=False)
    assert relief.metal[_place(relief)[2] < 5.5].max() == 0.0
    assert relief.findings[0].severity == "warning"
    for name in ("die-struck", "screen-printed"):
        found = [finding.code for finding in build(drawn, load(Process, name)).findings]
        assert "touching-colors" not in found


@pytest.mark.parametrize("pixels_per_mm", [12.0, 40.0])
def test_a_fill_that_leaves_its_outline_by_micrometres_wants_no_rim(pixels_per_mm: float) -> None:
    """The rim, wider than the line, came in pieces: wherever a sample fell into the gap."""
    process = load(Process, "soft-enamel")
    drawn = plan(either(disc(7.0), disc(7.0, -0.005)), ring(6.6, 7.0), pixels_per_mm=pixels_per_mm)
    relief = build(drawn, process)
    r, beside = _place(relief)[2], 0.8 / pixels_per_mm
    assert relief.metal[r < 6.6 - beside].max() == 0.0
    assert relief.metal[(r > 6.6 + beside) & (relief.outline_mm > 0.0)].min() == pytest.approx(1.0)


def test_a_rim_goes_all_along_a_fill_that_leaves_its_outline() -> None:
    process = load(Process, "soft-enamel")
    relief = build(plan(disc(7.05), ring(6.6, 7.0)), process)
    r = _place(relief)[2]
    assert relief.metal[r > 7.05 - process.rim_mm + 0.03].min() == pytest.approx(1.0)
    assert relief.metal[r < 7.05 - process.rim_mm - 0.03].max() == 0.0


def test_an_outline_drawn_as_a_line_of_the_least_width_all_but_an_error_is_a_rim() -> None:
    process = load(Process, "soft-enamel")
    relief = build(plan(disc(7.0), ring(7.0 - 0.97 * process.min_line_mm, 7.0)), process)
    assert relief.metal[_place(relief)[2] < 6.75].max() == 0.0


def test_stoning_takes_what_is_too_thin_and_soft_enamel_keeps_it() -> None:
    lines = either(ring(6.0, 7.0), box(12.0, 0.22), box(0.5, 12.0))
    soft, hard = (build(plan(disc(7.0), lines), load(Process, n)) for n in ("soft-enamel", "hard-enamel"))
    x, y, r = _place(hard)
    thin = (np.abs(y) < 0.05) & (np.abs(x) > 0.6) & (r < 5.5)
    thick = (np.abs(x) < 0.15) & (r < 5.5)
    assert soft.metal[thin].min() == pytest.approx(1.0)
    assert hard.metal[thin].max() == 0.0
    assert hard.metal[thick].min() == pytest.approx(1.0)
    assert [finding.code for finding in hard.findings] == ["line-polished-out"]
    assert soft.findings == ()


def test_thin_lines_that_cross_leave_no_crumbs() -> None:
    """Where two lines cross a disc fits in that fits into neither."""
    grid = either(*(lambda x, y, k=k: np.abs(x - k) < 0.11 for k in range(-4, 5)), box(12.0, 0.2))
    hard = build(plan(disc(7.0), either(ring(6.0, 7.0), grid)), load(Process, "hard-enamel"))
    assert hard.metal[_place(hard)[2] < 5.4].max() == 0.0


def test_a_cell_too_narrow_to_fill_stays_metal() -> None:
    gap = box(6.0, 0.3)
    lines = either(ring(6.0, 7.0), lambda x, y: box(7.0, 2.0)(x, y) & ~gap(x, y))
    hard = build(plan(disc(7.0), lines), load(Process, "hard-enamel"))
    x, y, _ = _place(hard)
    assert hard.metal[(np.abs(x) < 2.9) & (np.abs(y) < 0.9)].min() == pytest.approx(1.0)
    assert [finding.code for finding in hard.findings] == ["cell-polished-out"]
    soft = build(plan(disc(7.0), lines), load(Process, "soft-enamel"))
    assert soft.metal[(np.abs(x) < 2.8) & (np.abs(y) < 0.05)].max() == 0.0


def test_corners_and_tips_are_no_features_of_their_own() -> None:
    wedge = lambda x, y: (np.abs(y) < 0.35 * (3.0 - x)) & (x > -3.0) & (x < 3.0)  # noqa: E731
    hard = build(plan(disc(7.0), either(ring(6.0, 7.0), wedge)), load(Process, "hard-enamel"))
    x, y, _ = _place(hard)
    assert hard.findings == ()
    assert hard.metal[(np.abs(y) < 0.02) & (np.abs(x) < 2.7)].min() == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("edge", "fallen"), [("round", 0.12 - (0.12**2 - 0.06**2) ** 0.5), ("bevel", 0.06), ("square", 0.0)]
)
def test_the_edge_has_the_profile_that_is_asked_for(edge: str, fallen: float) -> None:
    process = load(Process, "die-struck").model_copy(update={"edge_profile": edge})
    relief = build(plan(disc(7.0), disc(7.0)), process)
    at = np.column_stack([np.full(9, 6.94), np.zeros(9)])
    assert relief.top_at_mm(at) == pytest.approx(process.thickness_mm - fallen, abs=0.002)


@pytest.mark.parametrize("name", ["cloisonne", "soft-enamel"])
def test_the_floor_under_enamel_has_its_walls_and_its_ribs(name: str) -> None:
    """The recess depth below the lines, rising to the wall; ribs as high as the texture says."""
    process, ribs = load(Process, name), load(Texture, "ribbed")
    drawn = plan(disc(7.0), ring(5.0, 7.0))
    texture = np.ones(drawn.grid.shape, np.uint8)
    relief = build(dataclasses.replace(drawn, texture=texture, textures=("ribbed",)), process)
    r, floor = _place(relief)[2], floor_mm(relief)
    deepest = process.thickness_mm - process.recess_depth_mm
    assert floor[r < 4.0].min() == pytest.approx(deepest, abs=LEVEL)
    assert floor[r < 4.0].max() == pytest.approx(deepest + ribs.height_mm, abs=LEVEL)
    assert floor[(r > 5.2) & (r < 6.5)] == pytest.approx(process.thickness_mm, abs=LEVEL)
    assert np.all(floor[r < 4.0] < relief.face_mm[r < 4.0])
    plain = floor_mm(build(drawn, process))
    assert plain[r < 4.0] == pytest.approx(deepest, abs=1e-5)
    foot_mm = relief.profile.foot_mm
    on_wall = (r > 5.0 - 0.5 * foot_mm) & (r < 5.0)
    assert plain[on_wall].min() > deepest


def test_a_recess_that_a_sheet_cannot_have_is_told() -> None:
    drawn = plan(disc(7.0), ring(5.0, 7.0), recess=disc(2.0))
    found = {finding.code: finding for finding in build(drawn, load(Process, "screen-printed")).findings}
    assert found["recess-left-out"].message.startswith("12.6 mm² of recess is left out")
    assert "recess-left-out" not in {f.code for f in build(drawn, load(Process, "photo-etched")).findings}
