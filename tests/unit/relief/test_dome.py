from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from numpy.typing import NDArray

from pinrender.catalog import Process, load
from pinrender.errors import UsageError
from pinrender.relief import Pour, _dome, _rim, bilinear, build
from pinrender.relief._build import _profile
from pinrender.relief._distance import signed_distance_mm
from pinrender.relief._dome import PINNED_AT, Dome, pour
from pinrender.units import Grid, frozen
from tests.unit.plans import Shape, coverage, disc, grid, plan, ring

SOFT = load(Process, "soft-enamel")
PROFILE = _profile(SOFT)
LENGTH_MM = SOFT.epoxy_capillary_length_mm
INSET_MM = PINNED_AT * PROFILE.edge_radius_mm
PINNED_MM = PROFILE.thickness_mm - float(PROFILE.rounding_mm(np.array([INSET_MM], np.float32))[0])
OFF_GRID = (0.0071, -0.0043)
"""Millimetres: no contour falls on a sample."""


def _positions(on: Grid) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    world = on.to_world_mm(*np.indices(on.shape))
    return world[..., 0], world[..., 1]


def _round_face(on: Grid, radius_mm: float) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Distance to a disc's outline, and its flat face."""
    x, y = _positions(on)
    outline = (radius_mm - np.hypot(x - OFF_GRID[0], y - OFF_GRID[1])).astype(np.float32)
    return outline, PROFILE.height_mm(np.ones_like(outline), outline)


def _bessel_i1_over_i0(z: float) -> float:
    """By their integrals over half a turn."""
    turn = np.linspace(0.0, np.pi, 4001)
    weight = np.exp(z * (np.cos(turn) - 1.0))
    return float((weight * np.cos(turn)).sum() / weight.sum())


@pytest.mark.parametrize("diameter_mm", [10.0, 20.0, 30.0, 40.0])
def test_disc_is_the_bessel_solution(diameter_mm: float) -> None:
    """h = H (1 - I0(r/l) / I0(R/l)): every height, and the angle at the rim, within 1 %."""
    on = grid(0.5 * diameter_mm + 0.3)
    outline, face = _round_face(on, 0.5 * diameter_mm)
    dome = pour(outline, face, PROFILE, SOFT, on)
    x, y = _positions(on)
    r, radius = np.hypot(x - OFF_GRID[0], y - OFF_GRID[1]), 0.5 * diameter_mm - INSET_MM
    crown = PROFILE.thickness_mm + SOFT.epoxy_height_mm - PINNED_MM
    whole = crown / (1.0 - 1.0 / np.i0(radius / LENGTH_MM))
    truth = PINNED_MM + whole * (1.0 - np.i0(np.minimum(r, radius) / LENGTH_MM) / np.i0(radius / LENGTH_MM))
    under = r < radius
    assert np.abs(dome.top_mm - truth)[under].max() < 0.003
    slope = whole / LENGTH_MM * _bessel_i1_over_i0(radius / LENGTH_MM)
    step = 0.05
    rows, cols = _around(on, radius - np.array([0.0, step, 2.0 * step]))
    edge, near, far = bilinear(dome.top_mm, rows, cols).mean(axis=1)
    found = (4.0 * near - far - 3.0 * edge) / (2.0 * step)
    assert np.degrees(np.arctan(found)) == pytest.approx(np.degrees(np.arctan(slope)), rel=0.01)
    assert dome.findings == ()


def _around(on: Grid, radii_mm: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Indices of 720 points on each circle."""
    turn = np.linspace(0.0, 2.0 * np.pi, 720, endpoint=False)
    x = OFF_GRID[0] + radii_mm[:, None] * np.cos(turn)
    y = OFF_GRID[1] + radii_mm[:, None] * np.sin(turn)
    return on.to_index(np.stack([x, y], axis=-1))


@pytest.mark.parametrize("pixels_per_mm", [16.0, 40.0])
def test_at_the_outline_the_metal_is_bare(pixels_per_mm: float) -> None:
    """However coarse the samples, the epoxy does not come out of the rounding again, to end in a step."""
    made = build(plan(disc(5.0), disc(5.0), pixels_per_mm=pixels_per_mm), SOFT, epoxy=True)
    turn = np.linspace(0.0, 2.0 * np.pi, 720, endpoint=False)
    for inward_mm in (0.0, 0.25 * INSET_MM):
        around = (5.0 - inward_mm) * np.stack([np.cos(turn), np.sin(turn)], axis=-1)
        assert (made.top_at_mm(around) - made.face_at_mm(around)).max() < 1e-3


@pytest.mark.parametrize("width_mm", [2.0, 6.0, 12.0])
def test_strip_is_a_cosh(width_mm: float) -> None:
    on = grid(0.5 * width_mm + 9.0)
    x, y = _positions(on)
    outline = np.minimum(0.5 * width_mm - np.abs(x - OFF_GRID[0]), 0.5 * width_mm + 8.7 - np.abs(y))
    outline = outline.astype(np.float32)
    dome = pour(outline, np.full_like(outline, 0.5), PROFILE, SOFT, on, amount=Pour(height_mm=0.5))
    half = 0.5 * width_mm - INSET_MM
    row = on.rows // 2
    across = x[row] - OFF_GRID[0]
    under = np.abs(across) < half
    shape = 1.0 - np.cosh(across[under] / LENGTH_MM) / np.cosh(half / LENGTH_MM)
    found = dome.top_mm[row][under] - PINNED_MM
    assert found == pytest.approx(found.max() * shape / shape.max(), abs=0.003)


def test_by_itself_it_is_poured_only_as_high_as_it_stays_on() -> None:
    """A 2 mm bar: at 50 degrees along its sides a strip is tan(50) w / 4 high, gravity aside."""
    on = grid(8.0)
    x, y = _positions(on)
    outline = np.minimum(1.0 - np.abs(x), 7.5 - np.abs(y)).astype(np.float32)
    dome = pour(outline, np.full_like(outline, 1.4), PROFILE, SOFT, on)
    width = 2.0 - 2.0 * INSET_MM
    crown = float(dome.top_mm.max()) - PINNED_MM
    assert crown == pytest.approx(np.tan(np.radians(50.0)) * width / 4.0, rel=0.03)
    assert dome.findings == ()


def test_a_height_asked_for_is_obeyed_and_told() -> None:
    on = grid(4.4)
    outline, face = _round_face(on, 4.0)
    dome = pour(outline, face, PROFILE, SOFT, on, amount=Pour(height_mm=2.5))
    assert dome.top_mm.max() == pytest.approx(PROFILE.thickness_mm + 2.5, abs=1e-4)
    (finding,) = dome.findings
    assert finding.code == "epoxy-runs-over"
    safe_mm = float(finding.suggestion.split()[4])
    slope = _bessel_i1_over_i0((4.0 - INSET_MM) / LENGTH_MM) / LENGTH_MM
    slope /= 1.0 - 1.0 / np.i0((4.0 - INSET_MM) / LENGTH_MM)
    limit = np.tan(np.radians(50.0)) / slope - (PROFILE.thickness_mm - PINNED_MM)
    assert safe_mm == pytest.approx(limit, rel=0.01)
    angle_deg = np.degrees(np.arctan((2.5 + PROFILE.thickness_mm - PINNED_MM) * slope))
    assert f"{angle_deg:.0f} degrees" in finding.message
    below = pour(outline, face, PROFILE, SOFT, on, amount=Pour(height_mm=safe_mm - 0.02))
    assert below.findings == ()


@pytest.mark.parametrize("volume_mm3", [3.0, 20.0, 60.0])
def test_volume_given_is_volume_found(volume_mm3: float) -> None:
    """Over a face with a sunken cell, by an integral of its own: 4 x 4 points a sample."""
    relief = build(plan(disc(4.0), ring(3.4, 4.0), half_mm=4.4), SOFT)
    dome = pour(
        relief.outline_mm,
        relief.face_mm,
        PROFILE,
        SOFT,
        relief.grid,
        amount=Pour(volume_mm3=volume_mm3),
    )
    assert dome.volume_mm3 == pytest.approx(volume_mm3, rel=1e-4)
    fine = (np.arange(4 * relief.grid.rows) + 0.5) / 4 - 0.5
    row, col = np.meshgrid(fine, fine, indexing="ij")
    xy = relief.grid.to_world_mm(row, col).reshape(-1, 2)
    xy = xy[np.hypot(xy[:, 0], xy[:, 1]) < 4.0]
    face = relief.face_at_mm(xy)
    top = np.maximum(face, bilinear(dome.top_mm, *relief.grid.to_index(xy)))
    found = float((top - face).sum()) * (relief.grid.pitch_mm / 4) ** 2
    assert found == pytest.approx(volume_mm3, rel=5e-3 if volume_mm3 < 10.0 else 1e-3)


def _star(x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Five points at 4 mm, inner corners at 2 mm; by counting crossings."""
    turn = np.arange(10) * np.pi / 5
    radius = np.where(np.arange(10) % 2 == 0, 4.0, 2.0)
    corner_x, corner_y = radius * np.cos(turn), radius * np.sin(turn)
    inside = np.zeros(np.broadcast_shapes(x.shape, y.shape), bool)
    for x0, y0, x1, y1 in zip(corner_x, corner_y, np.roll(corner_x, -1), np.roll(corner_y, -1), strict=True):
        inside ^= ((y0 > y) != (y1 > y)) & (x < (x1 - x0) * (y - y0) / (y1 - y0) + x0)
    return inside


def _poured(shape: Shape, pixels_per_mm: float, amount: Pour | None = None) -> tuple[Dome, Grid]:
    on = grid(4.3, pixels_per_mm)
    outline = signed_distance_mm(coverage(on, shape), on.pitch_mm)
    face = PROFILE.height_mm(np.ones_like(outline), outline)
    return pour(outline, face, PROFILE, SOFT, on, amount=amount), on


def test_a_star_is_judged_by_its_sides_not_by_its_inner_corners(monkeypatch: pytest.MonkeyPatch) -> None:
    """The slope at an inner corner grows without bound as the grid gets finer; what is poured must not."""
    crowns = []
    for overlooked_mm in (0.0, _rim.OVERLOOKED_MM):
        monkeypatch.setattr(_rim, "OVERLOOKED_MM", overlooked_mm)
        dome, _ = _poured(_star, 40.0)
        crowns.append(float(dome.top_mm.max()) - PINNED_MM)
        assert dome.findings == ()
    assert crowns[1] > 1.15 * crowns[0]


def test_volume_of_an_odd_shape() -> None:
    dome, _ = _poured(_star, 40.0, Pour(volume_mm3=8.0))
    assert dome.volume_mm3 == pytest.approx(8.0, rel=5e-3)


def test_twice_as_fine_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """The artwork's grid, or the solver's: heights move less than 0.003 mm, 0.1 mm away from contours."""
    amount = Pour(height_mm=0.6)
    dome, on = _poured(_star, 40.0, amount)
    away = dome.from_edge_mm > 0.1
    rows, cols = np.indices(on.shape)
    fine, _ = _poured(_star, 80.0, amount)
    drawn_finer = bilinear(fine.top_mm, 2.0 * rows + 0.5, 2.0 * cols + 0.5)
    monkeypatch.setattr(_dome, "FINEST_MM", 0.5 * _dome.FINEST_MM)
    solved_finer, _ = _poured(_star, 40.0, amount)
    assert np.abs(drawn_finer - dome.top_mm)[away].max() < 0.003
    assert np.abs(solved_finer.top_mm - dome.top_mm)[away].max() < 0.003


def _two_areas() -> tuple[Dome, Grid, NDArray[np.float32]]:
    """A large and a small disc of epoxy over one flat face, the large with a sunken half."""
    on = grid(8.0)
    x, y = _positions(on)
    outline = (7.6 - np.hypot(x, y)).astype(np.float32)
    face = PROFILE.height_mm(np.ones_like(outline), outline)
    face = np.where((y < 0.0) & (outline > 0.5), np.float32(PROFILE.thickness_mm - 0.4), face)

    def areas(x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.bool_]:
        return (np.hypot(x + 2.5, y) <= 3.0) | (np.hypot(x - 4.0, y - 2.0) <= 1.2)

    return pour(outline, face, PROFILE, SOFT, on, area=coverage(on, areas)), on, face


def test_two_areas_reach_their_height_each() -> None:
    dome, on, face = _two_areas()
    x, y = _positions(on)
    large, small = np.hypot(x + 2.5, y), np.hypot(x - 4.0, y - 2.0)
    assert dome.top_mm[large < 3.0].max() == pytest.approx(
        PROFILE.thickness_mm + SOFT.epoxy_height_mm, abs=1e-3
    )
    assert dome.top_mm[small < 1.2].max() - PROFILE.thickness_mm == pytest.approx(
        np.tan(np.radians(50.0)) * 1.2 / 2.0, rel=0.05
    )
    beside = (large > 3.2) & (small > 1.4)
    assert np.all(dome.top_mm[beside] < face[beside])
    assert dome.share[beside].max() == 0.0
    assert dome.share[(large < 2.9) | (small < 1.1)].min() == 1.0


def test_an_area_stands_on_the_line_tops_and_its_side_is_no_cliff() -> None:
    """Over metal its edge has no step; over a sunken cell the side falls 75 degrees, not straight down."""
    dome, on, face = _two_areas()
    x, y = _positions(on)
    large = np.hypot(x + 2.5, y)
    edge = np.abs(large - 3.0) < 0.5 * on.pitch_mm
    assert dome.top_mm[edge & (y > 0.1)] == pytest.approx(PROFILE.thickness_mm, abs=0.02)
    row = on.rows // 2 + 5
    beside = np.abs(large[row] - 3.0) < 0.4
    top = np.maximum(dome.top_mm, face)[row, beside]
    assert np.ptp(top) > 0.4
    steepest_deg = np.degrees(np.arctan(np.abs(np.diff(top)).max() / on.pitch_mm))
    assert 70.0 < steepest_deg < 78.0


@pytest.mark.parametrize(
    "amount", [{}, {"height_mm": 1.0, "volume_mm3": 2.0}, {"height_mm": 0.0}, {"volume_mm3": -1.0}]
)
def test_an_amount_is_one_number_above_zero(amount: dict[str, float]) -> None:
    with pytest.raises(UsageError):
        Pour(**amount)


@pytest.mark.parametrize("amount", [None, Pour(volume_mm3=2.0)])
def test_no_area_no_epoxy(amount: Pour | None) -> None:
    on = grid(2.4)
    outline, face = _round_face(on, 2.0)
    dome = pour(outline, face, PROFILE, SOFT, on, area=np.zeros(on.shape, np.uint8), amount=amount)
    assert dome.volume_mm3 == 0.0
    assert dome.top_mm.max() == 0.0


def test_a_named_area_of_a_plan_is_domed_and_the_rest_is_not() -> None:
    drawn = plan(disc(4.0), ring(3.4, 4.0), half_mm=4.4)
    named = dataclasses.replace(drawn, epoxy=frozen(coverage(drawn.grid, disc(2.0))))
    bare, domed = build(named, SOFT), build(named, SOFT, epoxy=True)
    x, y = _positions(drawn.grid)
    r = np.hypot(x, y)
    assert domed.top_mm[r > 2.2] == pytest.approx(bare.top_mm[r > 2.2], abs=1e-6)
    assert domed.top_mm[r < 1.9].min() > PROFILE.thickness_mm


@pytest.mark.parametrize("volume_mm3", [0.001, 0.5, 10.0])
def test_too_little_epoxy_hangs_hollow_and_nothing_breaks(volume_mm3: float) -> None:
    """A star with tips that the raster cuts off, a thousandth of a cubic millimetre, and no nonsense."""
    spikes = lambda x, y: np.hypot(x, y) < 2.0 + 4.0 * np.abs(np.cos(2.5 * np.arctan2(y, x))) ** 8  # noqa: E731
    drawn = plan(spikes, pixels_per_mm=20.0)
    made = build(drawn, SOFT, epoxy=Pour(volume_mm3=volume_mm3))
    assert made.dome_mm is not None
    assert np.isfinite(made.dome_mm).all()
    assert made.top_mm.max() < SOFT.thickness_mm + 1.0
    poured = float(np.maximum(made.dome_mm - made.face_mm, 0.0)[made.outline_mm > 0.0].sum()) / 400.0
    assert poured == pytest.approx(volume_mm3, rel=0.05, abs=0.3)
    codes = [finding.code for finding in made.findings]
    assert codes == (["epoxy-too-little"] if volume_mm3 < 10.0 else codes)
    assert all("nan" not in finding.message for finding in made.findings)
