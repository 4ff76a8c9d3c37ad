"""Waves and marks of the wheel: as steep as the grade says, the same at every resolution."""

from __future__ import annotations

import numpy as np
import pytest

from pinrender.appearance import Maps, bake
from pinrender.appearance._wear import LATTICE, _buffed, _within, epoxy_slope, face_slope, wave_seed
from pinrender.catalog import Buffing, Grade, Process, Source, Waves, load, names
from pinrender.relief import Relief, build, slope_of, wave_slope, waves_mm
from tests.unit.plans import disc, grid, plan, ring

HARD, SOFT = load(Process, "hard-enamel"), load(Process, "soft-enamel")
HALF_MM = 8.0


def made(process: Process, density: float = 20.0) -> Relief:
    """A disc of enamel with a wide metal rim and a line across its middle."""
    return build(plan(disc(7.0), ring(5.0, 7.0), pixels_per_mm=density), process)


def graded(waves: tuple[Waves, ...] = (), buffing: Buffing | None = None) -> Grade:
    source = (Source(title="A test"),)
    return Grade(schema=1, title="A test", source=source, waves=waves, buffing=buffing)


def rms_deg(slope: np.ndarray) -> float:
    return float(np.degrees(np.sqrt((slope.astype(np.float64) ** 2).sum(axis=-1).mean())))


def test_a_wave_s_slope_is_the_derivative_of_its_height() -> None:
    on = grid(10.0, 30.0)
    height, slope = waves_mm(on, 1.0, 3, wave_mm=2.0), wave_slope(on, 1.0, 3, wave_mm=2.0)
    inner = np.s_[3:-3, 3:-3]
    numeric = slope_of(height, on.pitch_mm)[inner]
    ratio = float((numeric * slope[inner]).sum() / (slope[inner] ** 2).sum())
    assert numeric == pytest.approx(ratio * slope[inner], abs=0.005)
    assert ratio == pytest.approx(0.7995 / 0.4793 / 2.0, rel=0.01)


def test_waves_are_as_steep_as_asked() -> None:
    """Over 64 waves a side the root mean square is within a few per cent of the expectation."""
    assert rms_deg(wave_slope(grid(32.0, 5.0), np.radians(0.5), 1, wave_mm=1.0)) == pytest.approx(
        0.5, rel=0.05
    )


def test_marks_are_few_and_as_steep_as_asked() -> None:
    buffing = Buffing(slope_deg=0.4, width_mm=0.2, length_mm=3.0, share=0.03)
    marks = _buffed(grid(20.0, 20.0), buffing, 0)
    assert rms_deg(marks) == pytest.approx(0.4, rel=0.15)
    length = np.hypot(marks[..., 0], marks[..., 1])
    assert np.median(length) < 0.25 * np.sqrt((length**2).mean()), "most of the surface has none"


def test_all_is_the_same_at_every_resolution() -> None:
    buffing = load(Grade, "a").buffing
    assert buffing is not None
    coarse, fine = grid(HALF_MM, 10.0), grid(HALF_MM, 30.0)
    for slopes in (
        [_buffed(on, buffing, 5) for on in (coarse, fine)],
        [wave_slope(on, 0.01, 5, wave_mm=1.5) for on in (coarse, fine)],
    ):
        assert slopes[0] == pytest.approx(slopes[1][1::3, 1::3], abs=2e-4)


def test_flush_enamel_waves_with_its_metal_and_sunk_enamel_less() -> None:
    waves = (Waves(over_mm=2.0, polished_deg=1.0, enamel_deg=0.25, epoxy_deg=0.0),)
    flush, sunk = made(HARD), made(SOFT)
    one = face_slope(flush, HARD, graded(waves), 0)
    other = face_slope(sunk, SOFT, graded(waves), 0)
    assert one is not None
    assert other is not None
    unbroken = wave_slope(flush.grid, np.radians(1.0), wave_seed(0, 0), wave_mm=2.0)
    assert one == pytest.approx(unbroken, abs=1e-6), "a reflection crosses lines and colours"
    middle, rim = np.s_[140:180, 140:180], np.s_[155:165, 40:48]
    assert other[middle] == pytest.approx(0.25 * one[middle], abs=1e-6)
    assert other[rim] == pytest.approx(one[rim], abs=1e-6)


def test_epoxy_has_waves_of_its_own() -> None:
    waves = (Waves(over_mm=2.0, polished_deg=1.0, enamel_deg=1.0, epoxy_deg=0.2),)
    relief = made(SOFT)
    over = epoxy_slope(relief.grid, graded(waves), 0)
    under = face_slope(relief, SOFT, graded(waves), 0)
    assert over is not None
    assert under is not None
    assert rms_deg(over) == pytest.approx(0.2, rel=0.25)
    assert abs(np.corrcoef(over[..., 0].ravel(), under[..., 0].ravel())[0, 1]) < 0.3


def baked(grade: Grade | None, seed: int = 0) -> Maps:
    drawn = plan(disc(7.0), ring(5.0, 7.0), pixels_per_mm=20.0)
    return bake(drawn, build(drawn, HARD), HARD, grade=grade, seed=seed)


def test_pristine_adds_nothing_and_the_others_more_and_more() -> None:
    bare = baked(None)
    assert baked(load(Grade, "pristine")).face.tobytes() == bare.face.tobytes()
    leans = []
    for name in ("a", "b"):
        shown = baked(load(Grade, name))
        leans.append(np.degrees(np.sqrt(((shown.face - bare.face)[60:260, 60:260, :2] ** 2).sum(-1).mean())))
        assert np.array_equal(shown.face[..., 2:], bare.face[..., 2:]), "only normals change"
    assert 0.2 < leans[0] < 1.0, "what fields of the best pins have"
    assert leans[1] > 1.5 * leans[0]


def test_the_seed_draws_other_waves() -> None:
    one, same, other = (baked(load(Grade, "a"), seed) for seed in (1, 1, 2))
    assert one.face.tobytes() == same.face.tobytes()
    assert np.abs(one.face - other.face).max() > 0.005


def test_a_grade_is_not_applied_to_what_it_does_not_name() -> None:
    still = load(Grade, "a").model_copy(update={"waves": (), "buffing": None})
    assert face_slope(made(HARD), HARD, still, 0) is None
    assert epoxy_slope(grid(2.0, 10.0), still, 0) is None
    assert set(names("grades")) >= {"pristine", "a", "b"}


def test_remainders_are_those_of_numpy_to_the_last_bit() -> None:
    place = np.random.default_rng(0).uniform(-9000.0, 9000.0, 100_000).astype(np.float32)
    place = np.concatenate([place, np.array([0.0, -0.0, -1e-6, 63.999996, 2048.0, -2048.0], np.float32)])
    for count in LATTICE:
        assert np.array_equal(_within(place, count), np.mod(place, np.float32(count)))
