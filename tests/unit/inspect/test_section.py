"""Sections of shapes whose cut is known beforehand."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from pinrender.artwork import ReliefLayer
from pinrender.catalog import Process, load
from pinrender.errors import UsageError
from pinrender.inspect import Section, cross_section, dimensions
from pinrender.relief import build
from tests.unit.plans import coverage, disc, plan, ring

LINE_IN_MM, LINE_OUT_MM, BODY_MM = 4.0, 5.0, 7.0
SAMPLE_MM = 0.05


def cut(
    process: str,
    start_mm: tuple[float, float] = (-8.0, 0.0),
    end_mm: tuple[float, float] = (8.0, 0.0),
    *,
    recess_mm: float = 0.0,
    epoxy: bool = False,
    **changes: object,
) -> tuple[Section, Process]:
    """A disc with a ring drawn on it, cut across; the first sample lies 1 mm left of the pin."""
    made_by = load(Process, process).model_copy(update=changes)
    drawn = plan(
        disc(BODY_MM),
        ring(LINE_IN_MM, LINE_OUT_MM),
        disc(recess_mm),
        half_mm=8.5,
        pixels_per_mm=1 / SAMPLE_MM,
    )
    relief = build(drawn, made_by, epoxy=epoxy)
    return cross_section(relief, drawn, made_by, start_mm, end_mm, samples=3201), made_by


def at(values: np.ndarray, section: Section, x_mm: float) -> float:
    """A section's value at world x, for sections that start at x = -8."""
    return float(values[np.argmin(np.abs(section.along_mm - 8.0 - x_mm))])


def test_the_section_begins_and_ends_at_the_outline() -> None:
    section, _ = cut("die-struck")
    inside = section.along_mm[~np.isnan(section.metal_mm)]
    assert inside[[0, -1]] == pytest.approx([1.0, 15.0], abs=0.1 * SAMPLE_MM + 0.006)
    assert section.along_mm[[0, -1]] == pytest.approx([0.0, 16.0])


def test_struck_metal_is_at_its_two_levels() -> None:
    section, process = cut("die-struck")
    assert at(section.metal_mm, section, 4.5) == pytest.approx(process.thickness_mm, abs=1e-5)
    floor_mm = process.thickness_mm - process.recess_depth_mm
    assert at(section.metal_mm, section, 0.0) == pytest.approx(floor_mm, abs=1e-5)
    assert section.floor_mm == pytest.approx(floor_mm)
    assert section.line_top_mm == process.thickness_mm
    assert np.isnan(section.enamel_mm).all()
    assert at(section.bare, section, 0.0)
    assert not at(section.bare, section, 4.5)


def test_soft_enamel_lies_on_the_floor_between_the_walls() -> None:
    section, process = cut("soft-enamel")
    floor_mm = process.thickness_mm - process.recess_depth_mm
    filled = ~np.isnan(section.enamel_mm)
    x = section.along_mm - 8.0
    # The disc inside the ring, to a tenth of a sample; and nothing on the ring itself.
    in_disc = filled & (np.abs(x) < 4.2)
    assert np.abs(x[in_disc]).max() == pytest.approx(LINE_IN_MM, abs=0.1 * SAMPLE_MM + 0.005)
    assert not filled[(np.abs(x) > 4.05) & (np.abs(x) < 4.95)].any()
    assert (section.enamel_mm[filled] > section.metal_mm[filled]).all()
    assert (section.enamel_mm[filled] < process.thickness_mm).all()
    assert at(section.metal_mm, section, 0.0) == pytest.approx(floor_mm, abs=1e-5), (
        "metal goes on under enamel"
    )
    assert set(section.cells[filled].tolist()) == {1}
    assert set(section.cells[~filled].tolist()) == {0}
    assert (section.color_srgb8[filled] == (200, 30, 45)).all()


def test_flush_enamel_hides_a_recess_as_deep_as_the_process_strikes_it() -> None:
    section, process = cut("hard-enamel")
    assert at(section.metal_mm, section, 0.0) == pytest.approx(
        process.thickness_mm - process.recess_depth_mm, abs=1e-5
    )
    assert at(section.enamel_mm, section, 0.0) == pytest.approx(
        process.thickness_mm - process.enamel_step_mm, abs=1e-5
    )
    assert at(section.metal_mm, section, 4.5) == pytest.approx(process.thickness_mm, abs=1e-5)
    assert np.isnan(at(section.enamel_mm, section, 4.5))


def test_a_bare_recess_beside_flush_enamel_stays_bare() -> None:
    section, process = cut("hard-enamel", recess_mm=2.0)
    assert at(section.bare, section, 0.0)
    assert np.isnan(at(section.enamel_mm, section, 0.0))
    assert at(section.metal_mm, section, 0.0) == pytest.approx(
        process.thickness_mm - process.recess_depth_mm, abs=1e-5
    )
    assert not np.isnan(at(section.enamel_mm, section, 3.2))


def test_printed_ink_is_as_thick_as_the_process_says() -> None:
    section, process = cut("screen-printed")
    thick_mm = at(section.ink_mm, section, 0.0) - at(section.metal_mm, section, 0.0)
    assert thick_mm == pytest.approx(process.ink_mm, abs=1e-6)
    assert at(section.metal_mm, section, 0.0) == pytest.approx(process.thickness_mm, abs=1e-5)
    assert np.isnan(section.enamel_mm).all()
    assert at(section.cells, section, 0.0) == 1


def test_the_dome_is_highest_in_the_middle_and_ends_at_the_rim() -> None:
    section, process = cut("hard-enamel", epoxy=True)
    covered = ~np.isnan(section.dome_mm)
    x = section.along_mm - 8.0
    assert np.abs(x[covered]).max() < BODY_MM
    assert np.abs(x[covered]).max() > BODY_MM - 2.0 * process.edge_radius_mm
    crown = np.nanargmax(section.dome_mm)
    assert abs(x[crown]) < 0.5
    face = np.fmax(section.metal_mm, section.enamel_mm)
    assert (section.dome_mm[covered] > face[covered]).all()


def test_an_oblique_section_is_longer_by_the_cosine() -> None:
    """A chord across the ring 3 mm off the centre enters and leaves its line where Pythagoras says."""
    section, process = cut("die-struck", (-6.0, 3.0), (6.0, 3.0))
    x = section.along_mm - 6.0
    on_line = np.abs(section.metal_mm - process.thickness_mm) < 1e-4
    ring_part = x[on_line & (x > 2.0) & (x < 4.3)]
    reach_mm = process.shoulder_radius_mm
    assert ring_part.min() == pytest.approx(np.sqrt(LINE_IN_MM**2 - 9.0), abs=2.0 * reach_mm)
    assert ring_part.max() == pytest.approx(np.sqrt(LINE_OUT_MM**2 - 9.0), abs=2.0 * reach_mm)


def test_dimensions_are_those_of_the_process() -> None:
    section, process = cut("hard-enamel", epoxy=True)
    found = {each.name: each for each in dimensions(section)}
    assert set(found) == {"recess", "step", "dome"}
    assert found["recess"].length_mm == pytest.approx(process.recess_depth_mm, abs=1e-5)
    assert found["step"].length_mm == pytest.approx(process.enamel_step_mm, abs=1e-5)
    assert found["dome"].high_mm == pytest.approx(np.nanmax(section.dome_mm))
    assert found["dome"].low_mm == process.thickness_mm
    section, process = cut("soft-enamel")
    found = {each.name: each for each in dimensions(section)}
    assert set(found) == {"recess", "colour below the lines"}
    assert found["colour below the lines"].high_mm == process.thickness_mm
    low_mm = found["colour below the lines"].low_mm
    assert low_mm <= np.nanmin(section.enamel_mm) + 0.001
    section, process = cut("screen-printed")
    assert [each.name for each in dimensions(section)] == ["ink"]
    assert dimensions(section)[0].length_mm == pytest.approx(process.ink_mm, abs=1e-6)


@pytest.mark.parametrize("height_mm", [0.3, 0.9])
def test_relief_is_measured_from_the_floor_that_it_stands_on(height_mm: float) -> None:
    """Below the tops of the lines as well as above them."""
    process = load(Process, "die-struck")
    drawn = plan(disc(7.0), ring(5.0, 7.0))
    layer = ReliefLayer(
        combine="add",
        height=np.ones(drawn.grid.shape, np.float32),
        coverage=coverage(drawn.grid, disc(2.0)),
        height_mm=height_mm,
    )
    drawn = dataclasses.replace(drawn, sculpture=(layer,))
    section = cross_section(build(drawn, process), drawn, process, (-8.0, 0.0), (8.0, 0.0))
    found = {each.name: each for each in dimensions(section)}["relief"]
    assert found.low_mm == pytest.approx(process.thickness_mm - process.recess_depth_mm, abs=2e-3)
    assert found.length_mm == pytest.approx(height_mm, abs=2e-3)
    assert abs(found.along_mm - 8.0) < 2.0


def test_outside_the_pin_there_is_nothing_to_measure() -> None:
    section, _ = cut("soft-enamel", (7.5, -8.0), (7.5, 8.0))
    assert np.isnan(section.metal_mm).all()
    assert dimensions(section) == ()


def test_arrays_are_read_only() -> None:
    section, _ = cut("soft-enamel", epoxy=True)
    for field in dataclasses.fields(section):
        value = getattr(section, field.name)
        if isinstance(value, np.ndarray):
            assert not value.flags.writeable, field.name


@pytest.mark.parametrize("end_mm", [(1.0, 2.0), (float("nan"), 0.0), (float("inf"), 0.0)])
def test_a_line_without_length_is_refused(end_mm: tuple[float, float]) -> None:
    with pytest.raises(UsageError, match="has no length"):
        cut("die-struck", (1.0, 2.0), end_mm)
