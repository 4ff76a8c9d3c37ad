"""The smallest size, of drawings whose finest line is known."""

from __future__ import annotations

import numpy as np
import pytest

from pinrender import catalog
from pinrender.artwork import Plan
from pinrender.inspect import smallest_size_mm
from tests.unit.plans import disc, either, plan, ring, stroke

DRAWN_MM = 14.0
TOLERATED = 0.93


@pytest.mark.parametrize("process", ["soft-enamel", "hard-enamel"])
@pytest.mark.parametrize("width_mm", [0.1, 0.18, 0.5])
def test_the_finest_line_decides(process: str, width_mm: float) -> None:
    line = stroke(np.array([-3.0, 0.0]), np.array([3.0, 0.0]), width_mm)
    drawn = plan(disc(7.0), either(ring(6.0, 7.0), line))
    made_by = catalog.load(catalog.Process, process)
    found = smallest_size_mm(drawn, made_by, DRAWN_MM)
    expected = DRAWN_MM * TOLERATED * made_by.min_line_mm / width_mm
    assert found == pytest.approx(max(np.ceil(expected), 5.0), abs=1.0 + 0.08 * expected)


def test_where_nothing_is_fine_the_smallest_pin_there_is() -> None:
    made_by = catalog.load(catalog.Process, "soft-enamel")
    assert smallest_size_mm(plan(disc(7.0), ring(4.0, 7.0)), made_by, DRAWN_MM) == 5


def test_what_no_pin_is_large_enough_for() -> None:
    hair = stroke(np.array([-3.0, 0.0]), np.array([3.0, 0.0]), 0.02)
    drawn = plan(disc(7.0), either(ring(6.0, 7.0), hair), pixels_per_mm=60.0)
    made_by = catalog.load(catalog.Process, "hard-enamel")
    assert smallest_size_mm(drawn, made_by, DRAWN_MM) is None


def test_large_sizes_are_judged_on_samples_as_fine_as_their_own_check_has() -> None:
    """A line of 0.05 mm will do at 52 mm; two samples to the millimetre there tell nothing of it."""
    made_by = catalog.load(catalog.Process, "soft-enamel")
    line = stroke(np.array([-3.0, 0.4]), np.array([3.0, -0.7]), 0.05)

    def drawn(pixels_per_mm: float) -> Plan:
        return plan(disc(7.0), either(ring(6.0, 7.0), line), pixels_per_mm=pixels_per_mm)

    expected = DRAWN_MM * TOLERATED * made_by.min_line_mm / 0.05
    found = smallest_size_mm(drawn(24.0), made_by, DRAWN_MM, finer=lambda: drawn(80.0))
    assert found == pytest.approx(expected, rel=0.02 / made_by.min_line_mm)  # as widths are measured
