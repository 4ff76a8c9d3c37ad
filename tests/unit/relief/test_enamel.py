from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray

from pinrender.catalog import Process, load
from pinrender.relief import _enamel, bilinear
from pinrender.relief._build import _profile
from pinrender.relief._distance import signed_distance_mm
from pinrender.relief._enamel import LEAST_FILM_MM, fill
from pinrender.relief._regions import Regions
from pinrender.units import Grid
from tests.unit.plans import Shape, coverage, grid

SOFT = load(Process, "soft-enamel")
PROFILE = _profile(SOFT)
OFF_GRID = (0.0071, -0.0043)
"""Millimetres: no contour falls on a sample."""
CONSERVED = 1e-3
"""Relative: how far the volume of a cell may be off what was asked for."""
RATIO = 0.01
"""Relative: centre over mean sag."""

Distance = Callable[[NDArray[np.float64], NDArray[np.float64]], NDArray[np.float64]]


def _disc(width_mm: float) -> Distance:
    return lambda x, y: 0.5 * width_mm - np.hypot(x - OFF_GRID[0], y - OFF_GRID[1])


def _strip(width_mm: float, length_mm: float) -> Distance:
    def distance(x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.minimum(0.5 * width_mm - np.abs(x - OFF_GRID[0]), 0.5 * length_mm - np.abs(y - OFF_GRID[1]))

    return distance


def _positions(on: Grid) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    world = on.to_world_mm(*np.indices(on.shape))
    return world[..., 0], world[..., 1]


def _filled(on: Grid, from_wall: NDArray[np.floating], process: Process = SOFT) -> NDArray[np.float32]:
    field = from_wall.astype(np.float32)
    nothing = np.zeros_like(field)
    regions = Regions(outline_mm=nothing + 5.0, raised_mm=-field, metal=nothing, recess=nothing, findings=())
    return fill(regions, _profile(process), process, on.pitch_mm)


def _mean_drop_mm(on: Grid, enamel_mm: NDArray[np.float32], distance: Distance) -> float:
    """Mean drop of the height function below the line tops, by many points in every sample of the cell."""
    points = 16 if on.rows < 150 else 4
    fine = (np.arange(points * on.rows) + 0.5) / points - 0.5
    total, count = 0.0, 0
    for rows in np.array_split(fine, on.rows // 8):
        row, col = np.meshgrid(rows, fine, indexing="ij")
        xy = on.to_world_mm(row, col)
        inside = distance(xy[..., 0], xy[..., 1]) > 0.0
        drop = PROFILE.thickness_mm - bilinear(enamel_mm, row[inside], col[inside])
        total, count = total + float(drop.sum(dtype=np.float64)), count + drop.size
    return total / count


def _asked_mm(process: Process) -> float:
    return (1.0 - process.enamel_fill) * process.recess_depth_mm


@pytest.mark.parametrize("width_mm", [0.5, 1.0, 2.0, 4.0, 8.0])
def test_a_disc_holds_what_was_asked_for(width_mm: float) -> None:
    on = grid(0.5 * width_mm + 0.4)
    enamel = _filled(on, _disc(width_mm)(*_positions(on)))
    assert _mean_drop_mm(on, enamel, _disc(width_mm)) == pytest.approx(_asked_mm(SOFT), rel=CONSERVED)


@pytest.mark.parametrize("width_mm", [0.5, 1.0, 2.0, 4.0, 8.0])
def test_a_strip_holds_what_was_asked_for(width_mm: float) -> None:
    length_mm = max(2.0, 1.5 * width_mm)
    on = grid(0.5 * length_mm + 0.4)
    strip = _strip(width_mm, length_mm)
    enamel = _filled(on, strip(*_positions(on)))
    assert _mean_drop_mm(on, enamel, strip) == pytest.approx(_asked_mm(SOFT), rel=CONSERVED)


def test_every_cell_of_a_pin_holds_its_own() -> None:
    """Boxes between walls in a disc, cut by its rim: more than 40 cells of many shapes."""
    on = grid(8.4)
    x, y = _positions(on)
    boxes = 0.85 - np.maximum(np.abs(x % 2.1 - 1.05), np.abs(y % 2.1 - 1.05))
    from_wall = np.minimum(boxes, 7.6 - np.hypot(x, y)).astype(np.float32)
    enamel = _filled(on, from_wall)
    fine = (np.arange(4 * on.rows) + 0.5) / 4 - 0.5
    row, col = (index.ravel() for index in np.meshgrid(fine, fine, indexing="ij"))
    wet = bilinear(from_wall, row, col) > 0.0
    xy = on.to_world_mm(row[wet], col[wet])
    box = (np.floor(xy[:, 0] / 2.1) + 4 + 8 * (np.floor(xy[:, 1] / 2.1) + 4)).astype(int)
    points = np.bincount(box)
    drop = np.bincount(box, PROFILE.thickness_mm - bilinear(enamel, row[wet], col[wet]).astype(np.float64))
    cells = points * (on.pitch_mm / 4) ** 2 > 0.2
    assert cells.sum() >= 40
    assert drop[cells] / points[cells] == pytest.approx(_asked_mm(SOFT), rel=CONSERVED)


@pytest.mark.parametrize(
    ("width_mm", "ratio"), [(0.5, 1.499), (1.0, None), (2.0, 1.490), (4.0, 1.464), (8.0, 1.383)]
)
def test_a_strip_hangs_as_a_cosh(width_mm: float, ratio: float | None) -> None:
    """Centre over mean sag below the wall: (1 - 1/cosh a) / (1 - tanh(a)/a), a = w / 2l, l = 1.6 mm."""
    a = 0.5 * width_mm / 1.6
    truth = (1.0 - 1.0 / np.cosh(a)) / (1.0 - np.tanh(a) / a)
    assert ratio is None or truth == pytest.approx(ratio, abs=5e-4)
    on = grid(0.5 * max(width_mm, 3.0) + 8.0)
    strip = _strip(width_mm, 2.0 * (on.rows / 2 * on.pitch_mm - 0.3))
    enamel = _filled(on, strip(*_positions(on)))
    x = OFF_GRID[0] + (np.arange(4000) + 0.5) / 4000 * width_mm - 0.5 * width_mm
    edges = OFF_GRID[0] + np.array([-0.5, 0.5]) * width_mm

    def at(position: NDArray[np.float64]) -> NDArray[np.float32]:
        rows, cols = on.to_index(np.stack([position, np.full_like(position, 0.011)], axis=-1))
        return bilinear(enamel, rows, cols)

    sag = at(edges).mean() - at(x)
    assert sag.max() / sag.mean() == pytest.approx(truth, rel=RATIO)


def test_pinned_where_the_process_says_while_that_stays_shallow() -> None:
    on = grid(2.5)
    x, y = _positions(on)
    enamel = _filled(on, _disc(4.0)(x, y))
    wall = np.abs(_disc(4.0)(x, y)) < 0.5 * on.pitch_mm
    assert PROFILE.thickness_mm - enamel[wall].mean() == pytest.approx(SOFT.enamel_climb_mm, abs=1e-3)


def test_in_a_narrow_cell_it_slides_down_the_wall_at_the_wetting_angle() -> None:
    """A 0.3 mm strip: as steep as enamel goes at the wall, 50 degrees, the contact below the process's."""
    on = grid(2.0)
    x, y = _positions(on)
    strip = _strip(0.3, 3.4)
    enamel = _filled(on, strip(x, y))
    middle = np.abs(y) < 1.0
    contact_mm = PROFILE.thickness_mm - enamel[middle & (np.abs(strip(x, y)) < 0.4 * on.pitch_mm)].mean()
    assert contact_mm > SOFT.enamel_climb_mm + 0.03
    centre_mm = PROFILE.thickness_mm - enamel[middle & (strip(x, y) > 0.13)].mean()
    angle_deg = np.degrees(np.arctan((centre_mm - contact_mm) / (0.25 * 0.3)))
    assert angle_deg == pytest.approx(50.0, abs=2.5)


def test_in_a_deep_cell_the_floor_keeps_its_film_and_the_volume_stays() -> None:
    """A third filled, a disc would hang through its floor."""
    low = SOFT.model_copy(update={"enamel_fill": 0.3})
    on = grid(1.4)
    enamel = _filled(on, _disc(2.0)(*_positions(on)), low)
    floor_mm = PROFILE.thickness_mm - PROFILE.depth_mm
    wet = _disc(2.0)(*_positions(on)) > 0.0
    assert enamel[wet].min() == pytest.approx(floor_mm + LEAST_FILM_MM, abs=1e-3)
    assert _mean_drop_mm(on, enamel, _disc(2.0)) == pytest.approx(_asked_mm(low), rel=CONSERVED)


def test_a_cell_filled_too_little_keeps_a_flat_film() -> None:
    dry = SOFT.model_copy(update={"enamel_fill": 0.02})
    on = grid(1.4)
    enamel = _filled(on, _disc(2.0)(*_positions(on)), dry)
    wet = _disc(2.0)(*_positions(on)) > 0.0
    floor_mm = PROFILE.thickness_mm - PROFILE.depth_mm
    assert enamel[wet] == pytest.approx(floor_mm + LEAST_FILM_MM, abs=1e-5)


def test_a_cell_filled_to_the_brim_bulges() -> None:
    full = SOFT.model_copy(update={"enamel_fill": 1.0})
    on = grid(1.4)
    enamel = _filled(on, _disc(2.0)(*_positions(on)), full)
    assert enamel.max() > PROFILE.thickness_mm
    assert _mean_drop_mm(on, enamel, _disc(2.0)) == pytest.approx(0.0, abs=CONSERVED * PROFILE.depth_mm)


def _clover(x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Two lobes and a neck: convex and re-entrant contours."""
    lobes = np.minimum(np.hypot(x - 1.1, y - 0.2), np.hypot(x + 1.1, y + 0.3)) <= 1.0
    return lobes | ((np.abs(x) <= 1.1) & (np.abs(y) <= 0.35))


def test_twice_as_fine_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """The artwork's grid, or the solver's: heights move less than 0.003 mm, 0.1 mm away from contours."""
    enamel, from_wall = _drawn(_clover, 40.0)
    away = from_wall > 0.1
    rows, cols = np.indices(enamel.shape)
    fine, _ = _drawn(_clover, 80.0)
    drawn_finer = bilinear(fine, 2.0 * rows + 0.5, 2.0 * cols + 0.5)
    monkeypatch.setattr(_enamel, "FINEST_MM", 0.5 * _enamel.FINEST_MM)
    solved_finer, _ = _drawn(_clover, 40.0)
    assert np.abs(drawn_finer - enamel)[away].max() < 0.003
    assert np.abs(solved_finer - enamel)[away].max() < 0.003


def _drawn(shape: Shape, pixels_per_mm: float) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    on = grid(2.6, pixels_per_mm)
    from_wall = signed_distance_mm(coverage(on, shape), on.pitch_mm)
    return _filled(on, from_wall), from_wall
