"""Pieces of shapes whose areas, widths and places are known."""

from __future__ import annotations

import numpy as np
import pytest

from pinrender.inspect._pieces import pieces
from tests.unit.plans import box, coverage, disc, either, grid


@pytest.mark.parametrize("radius_mm", [0.05, 0.1, 0.2, 0.4, 0.8])
def test_a_dot_by_its_width_area_and_place(radius_mm: float) -> None:
    on = grid(3.0, 34.0)
    (found,) = pieces(coverage(on, disc(radius_mm, 1.03, -0.51)), on, finer_below_mm=2.0)
    assert found.width_mm == pytest.approx(2.0 * radius_mm, abs=0.02)
    assert found.area_mm2 == pytest.approx(np.pi * radius_mm**2, rel=0.01)
    assert (found.x_mm, found.y_mm) == pytest.approx((1.03, -0.51), abs=0.02)
    assert found.box_mm == pytest.approx((2.0 * radius_mm,) * 2, abs=0.04)


def test_every_piece_by_itself() -> None:
    on = grid(3.0)
    drawn = either(disc(0.2, -1.0, 1.0), disc(0.4, 1.0, 1.0), box(2.0, 0.3))
    found = pieces(coverage(on, drawn), on, finer_below_mm=1.0)
    assert [each.width_mm for each in found] == pytest.approx([0.8, 0.4, 0.3], abs=0.03)
    assert found[2].box_mm == pytest.approx((2.0, 0.3), abs=0.05)


def test_wide_pieces_are_measured_to_a_sample() -> None:
    on = grid(3.0)
    (found,) = pieces(coverage(on, disc(2.0)), on, finer_below_mm=0.3)
    assert found.width_mm == pytest.approx(4.0, abs=2.0 * on.pitch_mm)


def test_nothing_has_no_pieces() -> None:
    on = grid(1.0)
    assert pieces(np.zeros(on.shape, np.uint8), on, finer_below_mm=1.0) == ()
