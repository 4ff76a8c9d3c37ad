"""What a process cannot make of shapes whose widths are known."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from numpy.typing import NDArray

from pinrender import catalog
from pinrender.artwork import Plan
from pinrender.findings import Finding, Severity
from pinrender.inspect import fineness
from pinrender.relief import raised_lines
from tests.unit.plans import Shape, box, disc, either, plan, ring, stroke, touching

RIM = ring(6.5, 7.0)
SIZE_MM = 14.0


def told(drawn: Plan, process: str = "soft-enamel") -> dict[str, Finding]:
    made_by = catalog.load(catalog.Process, process)
    found = fineness(drawn, made_by, size_mm=SIZE_MM, lines=raised_lines(drawn, made_by))
    codes = [finding.code for finding in found]
    assert len(codes) == len(set(codes))
    return {finding.code: finding for finding in found}


def line(width_mm: float, y_mm: float = 0.0) -> Shape:
    return stroke(np.array([-3.0, y_mm]), np.array([3.0, y_mm]), width_mm)


def without(shape: Shape, hole: Shape) -> Shape:
    return lambda x, y: shape(x, y) & ~hole(x, y)


def test_nothing_is_said_of_what_can_be_made() -> None:
    assert told(plan(disc(7.0), either(RIM, line(0.4)))) == {}


@pytest.mark.parametrize(
    ("process", "width_mm", "code"),
    [
        ("soft-enamel", 0.15, "line-too-thin"),
        ("soft-enamel", 0.22, "line-thin"),
        ("hard-enamel", 0.25, "line-too-thin"),
        ("hard-enamel", 0.31, "line-thin"),
        ("photo-etched", 0.12, "line-too-thin"),
        ("photo-etched", 0.17, "line-thin"),
        ("screen-printed", 0.08, "line-too-thin"),
    ],
)
def test_lines_by_the_limits_of_the_process(process: str, width_mm: float, code: str) -> None:
    (finding,) = told(plan(disc(7.0), either(RIM, line(width_mm))), process).values()
    assert finding.code == code
    assert finding.measured == pytest.approx(width_mm, abs=0.02)
    made_by = catalog.load(catalog.Process, process)
    assert finding.limit == (made_by.min_line_mm if code == "line-too-thin" else made_by.good_line_mm)
    assert finding.unit == "mm"
    assert finding.source in {source.title for source in made_by.source}
    assert (finding.places[0].x_mm, finding.places[0].y_mm) == pytest.approx((0.0, 0.0), abs=0.1)
    needed_mm = float(finding.suggestion.split("make the pin ")[1].removesuffix(" mm"))
    assert needed_mm == pytest.approx(SIZE_MM * finding.limit / width_mm, rel=0.15)
    assert finding.severity is (Severity.ERROR if code == "line-too-thin" else Severity.WARNING)


def test_no_pin_is_made_larger_than_pins_are() -> None:
    drawn = plan(disc(7.0), either(RIM, line(0.06)))
    made_by = catalog.load(catalog.Process, "hard-enamel")
    (finding,) = fineness(drawn, made_by, size_mm=50.0, lines=raised_lines(drawn, made_by))
    assert finding.suggestion.endswith("times as thick")


def test_dots_of_metal() -> None:
    found = told(plan(disc(7.0), either(RIM, disc(0.07, 2.0, 1.0), disc(0.3, -2.0))))
    assert list(found) == ["dot-too-small"]
    assert found["dot-too-small"].measured == pytest.approx(0.14, abs=0.02)
    assert found["dot-too-small"].message.startswith("1 dot of metal smaller than the 0.2 mm")


def ringed(radius_mm: float, x_mm: float = 0.0) -> Shape:
    """A ring of metal about a hole of enamel."""
    return lambda x, y: ring(radius_mm, radius_mm + 0.4)(x - x_mm, y)


@pytest.mark.parametrize(
    ("process", "width_mm", "code"),
    [
        ("soft-enamel", 0.2, "cell-too-small"),
        ("soft-enamel", 0.45, "cell-small"),
        ("hard-enamel", 0.32, "cell-too-small"),
        ("hard-enamel", 0.5, "cell-small"),
        ("die-struck", 0.2, "cell-too-small"),
    ],
)
def test_cells_by_the_limits_of_the_process(process: str, width_mm: float, code: str) -> None:
    (finding,) = told(plan(disc(7.0), either(RIM, ringed(0.5 * width_mm, 2.0))), process).values()
    assert finding.code == code
    assert finding.measured == pytest.approx(width_mm, abs=0.025)
    assert (finding.places[0].x_mm, finding.places[0].y_mm) == pytest.approx((2.0, 0.0), abs=0.05)


def test_a_colour_that_walls_leave_nothing_of() -> None:
    dot = touching(plan(disc(7.0), RIM), lambda x, y: 0.2 - np.hypot(x, y))
    found = told(dot, "hard-enamel")
    assert found["color-lost"].severity is Severity.ERROR
    assert "nothing is left of #1f3a93 between walls of 0.3 mm" in found["color-lost"].message
    larger = touching(plan(disc(7.0), RIM), lambda x, y: 1.5 - np.hypot(x, y))
    assert "color-lost" not in told(larger, "hard-enamel")


def test_the_narrow_end_of_a_cell_closes_up() -> None:
    keyhole = either(disc(1.0, -1.0), lambda x, y: (np.abs(y) < 0.1) & (x > 0.0) & (x < 3.0))
    found = told(plan(disc(7.0), without(disc(7.0), keyhole)))
    assert list(found) == ["cell-narrow"]
    assert found["cell-narrow"].measured == pytest.approx(0.2, abs=0.02)
    assert found["cell-narrow"].severity is Severity.WARNING


def test_cut_outs_and_the_strips_beside_them() -> None:
    wide = told(plan(without(disc(7.0), disc(1.2)), RIM))
    assert wide == {}
    small = told(plan(without(disc(7.0), disc(0.8)), RIM))
    assert list(small) == ["cutout-small"]
    assert small["cutout-small"].measured == pytest.approx(1.6, abs=0.05)
    tiny = told(plan(without(disc(7.0), disc(0.3)), RIM))
    assert list(tiny) == ["cutout-too-small"]
    bridge = told(plan(without(disc(7.0), lambda x, y: (x > 1.0) & (x < 6.4) & (np.abs(y) < 1.5)), RIM))
    beside_its_corner_mm = 7.0 - np.hypot(6.4, 1.5)
    assert bridge["strip-thin"].measured == pytest.approx(beside_its_corner_mm, abs=0.02)


def test_a_second_look_at_a_thin_limb() -> None:
    limb = either(disc(5.0, -2.0), lambda x, y: (x > 0.0) & (x < 7.0) & (np.abs(y) < 0.4))
    found = told(plan(limb, limb), "die-struck")
    assert found["strip-thin"].measured == pytest.approx(0.8, abs=0.02)
    assert "do not bend or break" in found["strip-thin"].message


def test_more_colours_than_a_price_includes() -> None:
    many = dataclasses.replace(plan(disc(7.0), RIM), palette=tuple(f"#0000{n:02x}" for n in range(9)))
    assert told(many)["many-colors"].measured == 9.0
    assert "many-colors" not in told(many, "screen-printed")


GLYPHS = (
    ("xxx", "x..", "xx.", "x..", "x.."),
    (".x.", "x.x", "x.x", "x.x", ".x."),
    ("x.x", "x.x", ".x.", "x.x", "x.x"),
    ("x..", "x..", "x..", "x..", "xxx"),
    ("x..", "x..", "x..", "x..", "x.."),
)


def words(height_mm: float) -> Shape:
    """FOXLI, five cells high."""
    cell_mm = height_mm / 5.0

    def inside(x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.bool_]:
        col = np.floor(x / cell_mm + 10.0).astype(int)
        row = np.floor(2.5 - y / cell_mm).astype(int)
        letter, within = np.divmod(col, 4)
        table = np.zeros((5, 5, 4), bool)
        for index, glyph in enumerate(GLYPHS):
            table[index, :, :3] = [[mark == "x" for mark in line] for line in glyph]
        there = (letter >= 0) & (letter < 5) & (row >= 0) & (row < 5)
        return np.asarray(there & table[np.clip(letter, 0, 4), np.clip(row, 0, 4), within])

    return inside


def test_lettering_too_low_to_be_read() -> None:
    made_by = "screen-printed"  # its lines may be as fine as those of such letters
    found = told(plan(disc(7.0), either(RIM, words(0.6))), made_by)
    assert found["text-too-small"].measured == pytest.approx(0.6, abs=0.06)
    assert found["text-too-small"].limit == 0.8
    assert "text-too-small" not in told(plan(disc(7.0), either(RIM, words(1.2))), made_by)


def test_a_row_of_beads_is_no_lettering() -> None:
    beads = either(*(disc(0.25, 0.8 * n - 2.4) for n in range(7)))
    assert "text-too-small" not in told(plan(disc(7.0), either(RIM, beads)))


def test_an_outline_that_enamel_reaches_gets_its_rim_first() -> None:
    found = told(plan(box(12.0, 1.2)))  # a rim of 0.5 mm on either side
    assert list(found) == ["cell-too-small"]
    assert found["cell-too-small"].measured == pytest.approx(0.2, abs=0.02)


def test_places_are_spread_over_the_pin() -> None:
    """Five hair lines in one corner are one place; the long one on the other side is another."""
    near = [stroke(np.array([3.0, 0.3 * n]), np.array([4.5, 0.3 * n]), 0.1) for n in range(5)]
    far = stroke(np.array([-4.5, -3.0]), np.array([-4.5, 3.0]), 0.16)
    drawn = plan(disc(7.0), either(ring(6.0, 7.0), far, *near))
    process = catalog.load(catalog.Process, "soft-enamel")
    found = fineness(drawn, process, size_mm=14.0, lines=raised_lines(drawn, process))
    (lines,) = [each for each in found if each.code == "line-too-thin"]
    assert lines.measured == pytest.approx(0.1, abs=0.02)
    assert len(lines.places) == 2
    assert lines.places[1].x_mm == pytest.approx(-4.5, abs=0.1)
