from __future__ import annotations

import numpy as np
import pytest

from pinrender.relief._profiles import EdgeProfile, rounded_edge_drop_mm

PROFILE = EdgeProfile(
    thickness_mm=1.5,
    edge_radius_mm=0.12,
    shoulder_radius_mm=0.06,
    contact_mm=0.03,
    depth_mm=0.4,
    lean_deg=10.0,
)


def test_quarter_round() -> None:
    """At the outline the whole radius, at 45 degrees r (1 - 1/sqrt 2), beyond it nothing."""
    inward = np.array([0.0, 0.12 * (1 - 0.5**0.5), 0.12, 5.0], np.float32)
    assert rounded_edge_drop_mm(inward, 0.12) == pytest.approx(
        [0.12, 0.12 * (1 - 0.5**0.5), 0.0, 0.0], abs=1e-6
    )


def test_wall_passes_through_its_named_points() -> None:
    at = np.array([1.0, PROFILE.reach_mm, 0.0, -PROFILE.foot_mm, -1.0], np.float32)
    assert PROFILE.wall_mm(at) == pytest.approx([0.0, 0.0, 0.03, 0.4, 0.4], abs=1e-4)


def test_wall_leans_as_asked() -> None:
    """Between turn and floor the wall falls 1 / tan(lean) per millimetre."""
    middle = -0.5 * PROFILE.foot_mm
    pair = PROFILE.wall_mm(np.array([middle, middle + 0.004], np.float32))
    assert (pair[0] - pair[1]) / 0.004 == pytest.approx(1.0 / np.tan(np.radians(10.0)), rel=1e-3)


def test_height_never_rises_toward_the_recess() -> None:
    across = np.linspace(-0.3, 0.5, 400, dtype=np.float32)
    height = PROFILE.height_mm(across, np.full_like(across, 2.0))
    assert np.all(np.diff(height) >= 0.0)


def test_steepness_integrates_to_the_drop() -> None:
    """Footprint averages over contiguous samples sum to the whole drop, at any pitch."""
    pitch = 0.031
    across = (np.arange(-40, 40) * pitch).astype(np.float32)
    steepness = PROFILE.steepness(across, np.full_like(across, 5.0), pitch)
    assert steepness.sum() * pitch == pytest.approx(PROFILE.depth_mm, abs=1e-4)
