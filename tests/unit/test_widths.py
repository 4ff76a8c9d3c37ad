"""Widths of shapes whose width is known, at any angle, finer than their samples."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from pinrender.widths import stretches
from tests.unit.plans import Shape, coverage, disc, either, grid, ring

PROMISED_MM = 0.02
LENGTH_MM = 4.0


def bar(width_mm: float, angle_deg: float, x_mm: float = 0.0, y_mm: float = 0.0) -> Shape:
    """An oblong about a place, turned; its ends are square."""
    along, across = np.cos(np.radians(angle_deg)), np.sin(np.radians(angle_deg))

    def inside(x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.bool_]:
        u = (x - x_mm) * along + (y - y_mm) * across
        v = (y - y_mm) * along - (x - x_mm) * across
        return np.asarray((np.abs(u) < 0.5 * LENGTH_MM) & (np.abs(v) < 0.5 * width_mm))

    return inside


@pytest.mark.parametrize("angle_deg", [0.0, 7.0, 22.0, 45.0, 71.0, 90.0])
@pytest.mark.parametrize("width_mm", [0.05, 0.08, 0.12, 0.2, 0.3, 0.5, 0.75, 1.0])
def test_a_bar_is_as_wide_as_it_was_drawn(width_mm: float, angle_deg: float) -> None:
    place = np.random.default_rng(int(1000 * width_mm + angle_deg)).uniform(-0.5, 0.5, 2)
    for pixels_per_mm in (27.0, 40.0):
        on = grid(3.0, pixels_per_mm)
        drawn = coverage(on, bar(width_mm, angle_deg, *place))
        (found,) = stretches(drawn, on, max(1.3 * width_mm, 0.1))
        assert found.width_mm == pytest.approx(width_mm, abs=PROMISED_MM)
        # its area over its width: an error of a hundredth of a millimetre is a fifth of the finest
        assert found.length_mm == pytest.approx(LENGTH_MM, rel=0.05 + 0.01 / width_mm)
        assert (found.x_mm, found.y_mm) == pytest.approx(tuple(place), abs=0.1)
        assert not found.tapers


def test_what_a_disc_enters_is_not_narrow() -> None:
    on = grid(3.0)
    assert stretches(coverage(on, bar(0.30, 20.0)), on, 0.27) == ()
    assert stretches(coverage(on, bar(0.30, 20.0)), on, 0.34) != ()
    assert stretches(coverage(on, disc(0.5)), on, 0.9) == ()
    assert stretches(np.zeros(on.shape, np.uint8), on, 0.3) == ()


def test_only_the_narrow_part_of_a_shape_is_told() -> None:
    on = grid(4.0)
    dumb_bell = either(disc(1.0, -2.0), disc(1.0, 2.0), bar(0.15, 0.0))
    (found,) = stretches(coverage(on, dumb_bell), on, 0.25)
    assert found.width_mm == pytest.approx(0.15, abs=PROMISED_MM)
    assert found.length_mm == pytest.approx(2.0, abs=0.3)
    assert (found.x_mm, found.y_mm) == pytest.approx((0.0, 0.0), abs=0.1)


def test_the_narrowest_place_of_a_line_that_swells_is_its_width() -> None:
    on = grid(4.5)
    (found,) = stretches(
        coverage(on, lambda x, y: (np.abs(y) < 0.05 + 0.03 * x * x) & (np.abs(x) < 4.0)), on, 0.3
    )
    assert found.width_mm == pytest.approx(0.10, abs=PROMISED_MM)
    assert not found.tapers


def test_a_closed_line_is_measured_too() -> None:
    on = grid(3.0)
    (found,) = stretches(coverage(on, ring(1.9, 2.05)), on, 0.25)
    assert found.width_mm == pytest.approx(0.15, abs=PROMISED_MM)
    assert found.length_mm == pytest.approx(2.0 * np.pi * 1.975, rel=0.05)
    assert np.hypot(found.x_mm, found.y_mm) == pytest.approx(1.975, abs=0.05)


def test_corners_are_no_lines_and_points_taper() -> None:
    on = grid(5.0)

    def wedge(angle_deg: float) -> Shape:
        slope = np.tan(np.radians(0.5 * angle_deg))
        return lambda x, y: (np.abs(y) < (4.0 - x) * slope) & (np.abs(x) < 4.0)

    assert stretches(coverage(on, wedge(60.0)), on, 0.3) == ()
    assert stretches(coverage(on, wedge(30.0)), on, 0.3) == ()
    (point,) = stretches(coverage(on, wedge(8.0)), on, 0.3)
    assert point.tapers


def test_the_narrowest_comes_first() -> None:
    on = grid(4.0)
    several = either(*(bar(width, 0.0, 0.0, y) for width, y in ((0.2, -1.0), (0.1, 0.0), (0.15, 1.0))))
    widths = [each.width_mm for each in stretches(coverage(on, several), on, 0.3)]
    assert widths == pytest.approx([0.1, 0.15, 0.2], abs=PROMISED_MM)
