from __future__ import annotations

import numpy as np
import pytest

from pinrender.appearance._patina import HAZE, MOST, MOST_HAZE, patina_share
from pinrender.catalog import Process, load
from pinrender.relief import Relief, build
from tests.unit.plans import disc, plan, ring


def _struck(inner_mm: float, outer_mm: float = 7.0, density: float = 20.0) -> tuple[Relief, np.ndarray]:
    drawn = plan(disc(7.0), ring(inner_mm, outer_mm), pixels_per_mm=density)
    rows, cols = np.indices(drawn.grid.shape)
    away_mm = np.linalg.norm(drawn.grid.to_world_mm(rows, cols), axis=-1)
    return build(drawn, load(Process, "die-struck")), away_mm


def test_highs_are_burnished_and_lows_keep_their_compound() -> None:
    relief, r = _struck(2.0)
    share = patina_share(relief, 0)
    burnished = share[(r > 2.3) & (r < 6.5)]
    assert burnished.max() <= MOST_HAZE
    assert burnished.mean() == pytest.approx(HAZE, abs=0.04)
    assert share[r < 1.5].min() > 0.7 * MOST
    assert share[r < 1.5].mean() > 0.9 * MOST
    assert share.max() <= MOST


def test_a_flat_face_has_a_haze_only() -> None:
    relief, r = _struck(0.0)
    assert patina_share(relief, 0)[r < 6.5].max() <= MOST_HAZE


def test_the_wall_of_a_line_is_dark_down_to_soft_enamel() -> None:
    drawn = plan(disc(4.0), ring(2.0, 4.0), pixels_per_mm=40.0)
    relief = build(drawn, load(Process, "soft-enamel"))
    rows, cols = np.indices(drawn.grid.shape)
    away_mm = np.linalg.norm(drawn.grid.to_world_mm(rows, cols), axis=-1)
    foot = (away_mm > 1.8) & (away_mm < 2.0) & (relief.metal_mm < relief.profile.thickness_mm - 0.15)
    assert foot.any()
    assert patina_share(relief, 0)[foot].min() > 0.7 * MOST


def test_the_wheel_reaches_the_middle_of_a_wide_field_only() -> None:
    relief, r = _struck(6.4)
    share = patina_share(relief, 0)
    assert share[r < 0.5].mean() < share[(r > 5.5) & (r < 6.0)].mean()


def test_compound_gathers_at_the_foot_of_walls() -> None:
    """There hardly any metal gleams; the open middle of the same field is rubbed, and not evenly."""
    relief, r = _struck(3.0)
    share = patina_share(relief, 0)
    foot, middle = share[(r > 2.7) & (r < 2.8)], share[r < 1.8]
    assert foot.mean() > middle.mean() + 0.025
    assert foot.min() > 0.93 * MOST
    assert foot.std() < 0.7 * middle.std()


def test_pieces_differ_by_seed_and_not_by_resolution() -> None:
    relief, r = _struck(2.0)
    wall = (r > 1.6) & (r < 2.2)
    one, other = patina_share(relief, 0), patina_share(relief, 1)
    assert np.array_equal(one, patina_share(relief, 0))
    assert np.abs(one - other)[wall].max() > 0.05
    fine, r_fine = _struck(2.0, density=40.0)
    assert patina_share(fine, 0)[r_fine < 1.5].mean() == pytest.approx(one[r < 1.5].mean(), abs=0.03)
