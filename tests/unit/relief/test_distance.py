from __future__ import annotations

import numpy as np
import pytest

from pinrender.artwork import edge_samples
from pinrender.relief._distance import signed_distance_mm
from tests.unit.plans import box, coverage, disc, either, grid, nothing, stroke

NEAR_MM = 0.25
"""The profiles bend within this distance of an edge."""


@pytest.mark.parametrize("angle_deg", [0.0, 17.0, 33.0, 45.0, 71.0])
def test_straight_edge(angle_deg: float) -> None:
    """A half plane at any angle, to what 8 x 8 supersamples say of it: 1/16 of a sample."""
    on = grid(2.0)
    normal = np.cos(np.radians(angle_deg)), np.sin(np.radians(angle_deg))
    covered = coverage(on, lambda x, y: x * normal[0] + y * normal[1] <= 0.0131)
    rows, cols = np.indices(on.shape)
    xy = on.to_world_mm(rows, cols)
    truth = 0.0131 - (xy[..., 0] * normal[0] + xy[..., 1] * normal[1])
    inner = np.s_[20:-20, 20:-20]
    near = np.abs(truth[inner]) < NEAR_MM
    error = (signed_distance_mm(covered, on.pitch_mm) - truth)[inner][near]
    assert np.abs(error).max() < on.pitch_mm / 16.0


def test_disc() -> None:
    """Curved: tangents of single samples leave it the farther out the more; far out, a 5 x 5 mask counts."""
    on = grid(4.0)
    distance = signed_distance_mm(coverage(on, disc(3.0)), on.pitch_mm)
    rows, cols = np.indices(on.shape)
    truth = 3.0 - np.linalg.norm(on.to_world_mm(rows, cols), axis=-1)
    for within_mm, samples in ((0.075, 0.1), (NEAR_MM, 0.2), (2.0, 2.5)):
        error = (distance - truth)[np.abs(truth) < within_mm]
        assert np.abs(error).max() < samples * on.pitch_mm
        assert abs(error.mean()) < 0.1 * samples * on.pitch_mm


def test_no_edge_at_all() -> None:
    on = grid(1.0)
    assert signed_distance_mm(coverage(on, nothing), on.pitch_mm).max() < -1.0


@pytest.mark.parametrize("angle_deg", [0.0, 20.0, 45.0, 70.0, -33.0])
@pytest.mark.parametrize("offset_px", [0.0, 0.13, 0.38, 0.5])
def test_the_edge_beside_a_sample(angle_deg: float, offset_px: float) -> None:
    """A half plane in 64 x 64 supersamples: its place to a hundredth of a sample, its normal to a degree."""
    fine = (np.arange(15 * 64) + 0.5) / 64 - 7.5
    normal_row, normal_col = np.sin(np.radians(angle_deg)), np.cos(np.radians(angle_deg))
    inside = fine[:, None] * normal_row + fine * normal_col > offset_px
    covered = np.rint(255 * inside.reshape(15, 64, 15, 64).mean(axis=(1, 3))).astype(np.uint8)
    found = edge_samples(covered)
    middle = np.hypot(found.row - 7, found.col - 7) < 3
    truth = (found.row - 7) * normal_row + (found.col - 7) * normal_col - offset_px
    assert np.abs(found.offset - truth)[middle].max() < 0.011
    turn = found.normal_row * normal_col - found.normal_col * normal_row
    assert np.degrees(np.abs(turn[middle]).max()) < 1.0


def test_two_corners_in_one_field() -> None:
    """A square's outside corner and the inside corner of a square hole: both stay sharp."""
    on = grid(3.0)
    covered = coverage(on, lambda x, y: box(4.0, 4.0)(x, y) & ~box(2.0, 2.0)(x, y))
    distance = signed_distance_mm(covered, on.pitch_mm)
    rows, cols = np.indices(on.shape)
    x, y = np.abs(np.moveaxis(on.to_world_mm(rows, cols), -1, 0))
    outer = np.where((x > 2) & (y > 2), -np.hypot(x - 2, y - 2), 2 - np.maximum(x, y))
    hole = np.where((x > 1) & (y > 1), np.hypot(x - 1, y - 1), np.maximum(x, y) - 1)
    truth = np.minimum(outer, hole)
    near = np.abs(truth) < 0.08
    assert np.abs(distance - truth)[near].max() < 0.05 * on.pitch_mm


@pytest.mark.parametrize("seed", range(6))
def test_no_jumps(seed: int) -> None:
    """Six strokes across each other: a true distance changes by one a sample; corners add 1.5."""
    on = grid(4.0, 16.0)
    random = np.random.default_rng(seed)
    ends = random.uniform(-3.2, 3.2, (6, 2))
    strokes = [stroke(ends[k], ends[k - 1], random.uniform(0.1, 0.3)) for k in range(6)]
    distance = signed_distance_mm(coverage(on, either(*strokes)), on.pitch_mm) / on.pitch_mm
    assert max(np.abs(np.diff(distance, axis=axis)).max() for axis in (0, 1)) < 2.5
