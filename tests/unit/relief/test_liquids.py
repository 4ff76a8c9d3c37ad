from __future__ import annotations

import numpy as np
import pytest

from pinrender.relief._liquids import unit_liquid_mm2

PITCH_MM = 0.05


def _indices(half_mm: float) -> tuple[np.ndarray, np.ndarray]:
    side = 2 * round(half_mm / PITCH_MM) + 40
    axis = (np.arange(side) + 0.5 - side / 2) * PITCH_MM
    return np.meshgrid(axis, axis)


@pytest.mark.parametrize("diameter_mm", [10.0, 20.0, 30.0, 40.0])
def test_disc_is_the_bessel_solution(diameter_mm: float) -> None:
    """u = c l**2 (1 - I0(r/l) / I0(R/l)): centre, and slope at the rim, within 1 %."""
    length, radius = 2.0, 0.5 * diameter_mm
    x, y = _indices(radius)
    r = np.hypot(x, y)
    solved = unit_liquid_mm2((radius - r).astype(np.float32), PITCH_MM, length, 0.1)
    truth = length**2 * (1.0 - np.i0(np.minimum(r, radius) / length) / np.i0(radius / length))
    assert solved.max() == pytest.approx(truth.max(), rel=0.01)
    ring = (r > radius - 0.30) & (r < radius - 0.20)
    assert solved[ring].mean() == pytest.approx(truth[ring].mean(), rel=0.01)


@pytest.mark.parametrize(("width_mm", "ratio"), [(0.5, 1.499), (2.0, 1.490), (4.0, 1.464), (8.0, 1.383)])
def test_strip_sags_as_a_cosh(width_mm: float, ratio: float) -> None:
    """Centre over mean sag of a long cell, l = 1.6 mm, against cosh."""
    half = 0.5 * width_mm
    pitch = width_mm / 100.0
    x = (np.arange(160) + 0.5 - 80.0) * pitch
    inside = np.tile((half - np.abs(x)).astype(np.float32), (600, 1))
    inside[:4] = inside[-4:] = -pitch
    solved = unit_liquid_mm2(inside, pitch, 1.6, pitch)[300]
    within = np.abs(x) < half
    shape = 1.0 - np.cosh(x[within] / 1.6) / np.cosh(half / 1.6)
    assert solved[within].max() / solved[within].mean() == pytest.approx(ratio, rel=0.01)
    assert solved[within] / solved.max() == pytest.approx(shape / shape.max(), abs=0.01)


def test_cells_do_not_feel_each_other() -> None:
    x, y = _indices(4.0)
    left = 1.2 - np.hypot(x + 2.0, y)
    right = 1.2 - np.hypot(x - 2.0, y)
    both = unit_liquid_mm2(np.maximum(left, right).astype(np.float32), PITCH_MM, 1.6, PITCH_MM)
    alone = unit_liquid_mm2(left.astype(np.float32), PITCH_MM, 1.6, PITCH_MM)
    assert both[left > 0.0] == pytest.approx(alone[left > 0.0], abs=1e-3 * float(alone.max()))


def test_nothing_inside() -> None:
    assert np.all(unit_liquid_mm2(np.full((40, 40), -1.0, np.float32), PITCH_MM, 1.6, 0.1) == 0.0)
