"""Widths are measured in millimetres, not in the samples of a picture."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from pinrender.relief._narrow import enlarged, narrow_features, share_within, times_finer

LEAST_MM = 0.3
SIDE_MM = 8.0
WITHIN_MM = 0.03
"""Two samples or so of the grid on which widths are measured."""


def bar(width_mm: float, angle_deg: float, pixels_per_mm: float) -> NDArray[np.uint8]:
    """Coverage (N, N) of a bar that lies off the samples."""
    side = round(SIDE_MM * pixels_per_mm)
    row, col = (np.mgrid[0:side, 0:side] + np.array(0.79, np.float64)) / pixels_per_mm - 0.5 * SIDE_MM
    angle = np.deg2rad(angle_deg)
    across = np.abs(col * np.sin(angle) + row * np.cos(angle))
    along = np.abs(col * np.cos(angle) - row * np.sin(angle))
    share = np.clip(0.5 + (0.5 * width_mm - across) * pixels_per_mm, 0.0, 1.0) * (along < 0.4 * SIDE_MM)
    return np.rint(255.0 * share).astype(np.uint8)


def is_lost(width_mm: float, angle_deg: float, pixels_per_mm: float) -> bool:
    drawn = bar(width_mm, angle_deg, pixels_per_mm)
    times = times_finer(drawn.shape, 1.0 / pixels_per_mm)
    drawn = enlarged(drawn, times)
    lost = narrow_features(drawn, LEAST_MM, 1.0 / (pixels_per_mm * times))
    return bool(np.count_nonzero(lost) > 0.5 * np.count_nonzero(drawn >= 128))


@pytest.mark.parametrize("pixels_per_mm", [12.0, 20.0, 28.0, 36.0, 40.0, 60.0, 80.0])
@pytest.mark.parametrize("angle_deg", [0.0, 10.0, 22.5, 30.0, 45.0, 90.0])
def test_a_bar_is_lost_by_its_width_at_any_angle_and_resolution(
    angle_deg: float, pixels_per_mm: float
) -> None:
    assert is_lost(LEAST_MM - WITHIN_MM, angle_deg, pixels_per_mm)
    assert not is_lost(LEAST_MM, angle_deg, pixels_per_mm)


def test_large_pins_are_measured_on_no_more_samples() -> None:
    assert times_finer((2400, 1200), 1.0 / 40.0) == 1
    assert times_finer((640, 640), 1.0 / 20.0) == 4


def test_a_share_of_each_sample_lies_in_a_region_on_finer_ones() -> None:
    drawn = np.array([[0, 255, 77], [0, 255, 255]], np.uint8)
    region = np.zeros((8, 12), bool)
    region[4:8, 4:12] = True
    region[0:2, 4:8] = True  # half of the sample above
    share = share_within(region, enlarged(drawn, 4), 4)
    assert share[1, 1:] == pytest.approx(1.0)
    assert share[0, 1] == pytest.approx(0.5, abs=0.02)
    assert share[0, 2] == 0.0
    assert share[:, 0].max() == 0.0
