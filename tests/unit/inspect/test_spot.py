"""The spot is where lines are dense, on the pin."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from pinrender.artwork import ReliefLayer
from pinrender.inspect import telling_spot_mm
from tests.unit.plans import coverage, disc, either, plan, ring, stroke


def test_the_spot_is_where_the_lines_are() -> None:
    lines = [stroke(np.array([1.0 + 0.6 * n, -1.0]), np.array([1.0 + 0.6 * n, 1.0]), 0.3) for n in range(5)]
    drawn = plan(disc(7.0), either(ring(6.5, 7.0), *lines))
    (x_mm, y_mm), across_mm = telling_spot_mm(drawn, 3.0)
    assert (x_mm, y_mm) == pytest.approx((2.2, 0.0), abs=0.7)
    assert abs(across_mm) < 1.2


def test_the_line_cuts_what_there_is_to_cut() -> None:
    bars = [stroke(np.array([0.5 * n - 1.0, 1.0]), np.array([0.5 * n - 1.0, 1.3]), 0.2) for n in range(5)]
    _, across_mm = telling_spot_mm(plan(disc(5.0), either(*bars)), 4.0)
    assert 0.9 < across_mm < 1.4


def test_a_pin_smaller_than_the_spot_has_one_too() -> None:
    (x_mm, y_mm), _ = telling_spot_mm(plan(disc(1.0), ring(0.8, 1.0)), 8.0)
    assert (abs(x_mm) < 8.0, abs(y_mm) < 8.0) == (True, True)


def test_relief_lies_in_the_spot_and_on_the_line() -> None:
    """Though all the lines are on the other side."""
    lines = [stroke(np.array([1.0 + 0.6 * n, -1.0]), np.array([1.0 + 0.6 * n, 1.0]), 0.3) for n in range(5)]
    drawn = plan(disc(7.0), either(ring(6.5, 7.0), *lines))
    layer = ReliefLayer(
        combine="add",
        height=np.ones(drawn.grid.shape, np.float32),
        coverage=coverage(drawn.grid, disc(0.5, -3.0, 2.0)),
    )
    (x_mm, y_mm), across_mm = telling_spot_mm(dataclasses.replace(drawn, sculpture=(layer,)), 3.0)
    assert np.hypot(x_mm + 3.0, y_mm - 2.0) < 1.5 + 0.5
    assert across_mm == pytest.approx(2.0, abs=0.1)
