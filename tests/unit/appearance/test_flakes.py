"""Flakes: how many, how they lean, and that they are the same ones at every resolution."""

from __future__ import annotations

import dataclasses
import math
import zlib

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from pinrender import relief
from pinrender.appearance._film import MEDIUM, WAVELENGTHS_NM
from pinrender.appearance._flake_lattice import Cells, gaussian, uniform
from pinrender.appearance._flakes import FlakeMaps, _overall, _strewn, flake_maps
from pinrender.appearance._maps import bake
from pinrender.appearance._pearl import LUMINANCE, MICA, TITANIA, pearl_reflectance, pearl_table, pearl_tint
from pinrender.appearance._swirl import swirls
from pinrender.artwork import Plan
from pinrender.catalog import Enamel, Flakes, Process, load
from pinrender.units import frozen
from tests.unit.plans import disc, grid, plan

SOFT = load(Process, "soft-enamel")


def strewn(name: str, pixels_per_mm: float = 40.0, seed: int = 0) -> tuple[Plan, FlakeMaps]:
    drawn = plan(disc(4.0), half_mm=5.0, pixels_per_mm=pixels_per_mm)
    made = flake_maps(drawn, SOFT, enamel=name, seed=seed)
    assert made is not None
    return drawn, made


def flakes_of(name: str) -> Flakes:
    flakes = load(Enamel, name).flakes
    assert flakes is not None
    return flakes


@pytest.mark.parametrize("name", ["glitter-fine", "glitter-chunky", "metallic", "pearl"])
def test_they_cover_the_share_that_the_catalogue_says(name: str) -> None:
    """Chunky flakes are some hundreds on this disc, so a few hundredths either way."""
    drawn, made = strewn(name)
    inside = drawn.cells > 0
    assert made.lean[inside, 2].mean() == pytest.approx(flakes_of(name).share, abs=0.03)
    assert not made.lean[~inside].any(), "none outside the enamel"


@pytest.mark.parametrize("name", ["glitter-fine", "pearl"])
def test_they_lie_where_the_catalogue_name_says(name: str) -> None:
    """A title may be worded anew, or translated, without another pin."""
    drawn, made = strewn(name)
    inside = drawn.cells > 0
    number = zlib.crc32(name.encode())
    same, _ = _strewn(drawn.grid, inside, flakes_of(name), number)
    assert np.array_equal(made.lean[inside], same[inside])


@pytest.mark.parametrize("name", ["glitter-fine", "glitter-chunky"])
def test_they_lean_as_the_catalogue_says(name: str) -> None:
    _, made = strewn(name, 80.0)
    whole = made.lean[made.lean[..., 2] > 0.999]
    tilt_deg = math.degrees(math.asin(math.sqrt((whole[:, :2] ** 2).sum(axis=-1).mean())))
    assert tilt_deg == pytest.approx(flakes_of(name).tilt_deg, rel=0.1)


def test_a_flake_is_a_hexagon_of_one_lean() -> None:
    """Alone it covers 3 sqrt(3) / 8 of the square of its width across corners."""
    _, made = strewn("glitter-chunky", 80.0)
    lean = made.lean[..., :2][made.lean[..., 2] > 0.999]
    _, areas = np.unique(lean.round(5), axis=0, return_counts=True)
    area_mm2 = 3.0 * math.sqrt(3.0) / 8.0 * flakes_of("glitter-chunky").size_mm ** 2
    whole = np.quantile(areas, 0.95) / 80.0**2
    assert whole == pytest.approx(area_mm2, rel=0.12), "less the samples on its edge"


@pytest.mark.parametrize("name", ["glitter-fine", "glitter-chunky"])
def test_they_are_the_same_at_every_resolution(name: str) -> None:
    fine, coarse = (strewn(name, pixels_per_mm)[1].lean for pixels_per_mm in (60.0, 20.0))
    for layer, least in ((2, 0.94), (0, 0.9)):
        weighted = [picture[..., layer] * picture[..., 2] for picture in (fine, coarse)]
        shrunk = cv2.resize(weighted[0], coarse.shape[1::-1], interpolation=cv2.INTER_AREA)
        assert np.corrcoef(shrunk.ravel(), weighted[1].ravel())[0, 1] > least


def test_the_seed_alone_decides_where_they_lie() -> None:
    first, again, other = (strewn("glitter-fine", 20.0, seed)[1].lean for seed in (1, 1, 2))
    assert np.array_equal(first, again)
    assert abs(np.corrcoef(first[..., 0].ravel(), other[..., 0].ravel())[0, 1]) < 0.05


def test_what_a_sample_cannot_show_makes_it_rough() -> None:
    """At 6 to the millimetre a sample holds parts of several fine flakes: Toksvig's spread is theirs."""
    rough = [strewn("glitter-fine", at)[1].lean for at in (80.0, 6.0)]
    sharp, blurred = (np.median(picture[picture[..., 2] > 0.5, 3]) for picture in rough)
    assert sharp == pytest.approx(flakes_of("glitter-fine").roughness, abs=0.01)
    assert blurred > sharp + 0.05


def powdery() -> tuple[Plan, FlakeMaps]:
    """Mica that was not stirred."""
    drawn = plan(disc(4.0), half_mm=5.0, pixels_per_mm=40.0)
    still = flakes_of("pearl").model_copy(update={"swirl_deg": 0.0})
    lean, film_nm = _strewn(drawn.grid, drawn.cells > 0, still, 7)
    assert np.unique(film_nm).tolist() == [still.film_nm]
    overall = np.full((*drawn.grid.shape, 4), _overall(still), np.float32)
    return drawn, FlakeMaps(lean=lean, kind=overall)


def test_powder_is_even_but_for_a_faint_grain() -> None:
    drawn, made = powdery()
    lean = made.lean[drawn.cells > 0]
    assert np.abs(lean[:, :2].mean(axis=0)).max() < 2e-3
    assert 0.003 < lean[:, :2].std() < 0.12
    overall = made.kind[drawn.cells > 0, 0].mean()
    assert lean[:, 3].mean() < overall, "the grain's own spread is not counted twice"


def test_pearl_swirls_and_the_swirl_is_the_same_at_every_resolution() -> None:
    """Neighbours lean together, as far as the catalogue says; at half the samples they lean the same."""
    waves = [swirls(grid(6.0, pixels_per_mm), 2.5, 3) for pixels_per_mm in (40.0, 20.0)]
    assert all(np.abs(each).max() <= 1.0 for each in waves)
    assert 0.5 < waves[0].std() < 0.8
    assert np.abs(np.diff(waves[0], axis=0)).max() < 0.25, "smooth from sample to sample"
    halved = cv2.resize(waves[0], waves[1].shape[1::-1], interpolation=cv2.INTER_AREA)
    assert np.abs(halved - waves[1]).max() < 0.03
    assert not np.allclose(waves[1], swirls(grid(6.0, 20.0), 2.5, 4), atol=0.2)


def test_ink_hides_them_and_other_enamels_have_none() -> None:
    drawn = plan(disc(7.0), pixels_per_mm=12.0)
    assert flake_maps(drawn, SOFT, enamel="opaque", seed=0) is None
    bare = load(Process, "die-struck")
    assert flake_maps(drawn, bare, enamel="glitter-fine", seed=0) is None
    half = np.where(np.indices(drawn.grid.shape)[1] < drawn.grid.cols // 2, 255, 0).astype(np.uint8)
    made = flake_maps(dataclasses.replace(drawn, print=frozen(half)), SOFT, enamel="metallic", seed=0)
    assert made is not None
    assert not made.lean[half == 255, 2].any()
    assert not made.kind[half == 255, 3].any()


def test_a_layer_says_what_it_holds() -> None:
    drawn = dataclasses.replace(plan(disc(7.0), pixels_per_mm=12.0), enamels=("pearl",))
    built = relief.build(drawn, SOFT)
    maps = bake(drawn, built, SOFT, enamel="opaque")
    assert maps.flakes is not None
    assert maps.flake_kind is not None
    assert not maps.flakes.flags.writeable
    film = maps.flake_kind[drawn.cells > 0, 2] / 255.0 * 75.0
    pearl = flakes_of("pearl")
    assert film.mean() == pytest.approx(pearl.film_nm, abs=0.4 * pearl.film_swing_nm)
    assert np.abs(film - pearl.film_nm).max() == pytest.approx(pearl.film_swing_nm, abs=0.5)


def test_random_numbers_belong_to_the_cell() -> None:
    wide, narrow = (Cells.over(grid(half), 0.25, 7) for half in (8.0, 3.0))
    known = dict(zip(zip(wide.i.tolist(), wide.j.tolist(), strict=True), uniform(wide, 3), strict=True))
    for i, j, value in zip(narrow.i.tolist(), narrow.j.tolist(), uniform(narrow, 3), strict=True):
        assert known[i, j] == value


def test_random_numbers_are_even_and_normal() -> None:
    cells = Cells.over(grid(8.0), 0.05, 11)
    even: NDArray[np.float64] = uniform(cells, 0)
    assert even.mean() == pytest.approx(0.5, abs=0.005)
    assert even.var() == pytest.approx(1.0 / 12.0, abs=0.002)
    normal = gaussian(cells, 1)
    assert normal.mean(axis=0) == pytest.approx([0.0, 0.0], abs=0.01)
    assert normal.std(axis=0) == pytest.approx([1.0, 1.0], abs=0.01)
    assert abs(np.corrcoef(normal.T)[0, 1]) < 0.01


def at_550_nm(film_nm: float | np.ndarray) -> np.ndarray:
    """Reflectance of the film straight on."""
    film = np.asarray(film_nm, np.float64)
    index = int(np.flatnonzero(WAVELENGTHS_NM == 550.0)[0])
    return np.asarray(pearl_reflectance(film, np.ones_like(film))[..., index])


def test_a_film_without_thickness_is_mica() -> None:
    assert at_550_nm(0.0) == pytest.approx(((MEDIUM - MICA) / (MEDIUM + MICA)) ** 2)


def test_a_quarter_wave_of_titania_is_brightest() -> None:
    quarter = 550.0 / (4.0 * TITANIA)
    most = ((MEDIUM * MICA - TITANIA**2) / (MEDIUM * MICA + TITANIA**2)) ** 2
    films = np.linspace(20.0, 90.0, 71)
    assert at_550_nm(quarter) == pytest.approx(most)
    assert films[np.argmax(at_550_nm(films))] == pytest.approx(quarter, abs=0.6)


def test_thin_films_are_bluish_thick_ones_warm_and_the_batch_is_white() -> None:
    pearl = flakes_of("pearl")
    films = pearl.film_nm + pearl.film_swing_nm * np.sin(np.linspace(0.0, 2.0 * math.pi, 60, endpoint=False))
    tints = pearl_tint(films, np.ones_like(films))
    thin, thick = tints[np.argmin(films)], tints[np.argmax(films)]
    assert thin[2] > 1.1 > thin[0]
    assert thick[0] > 1.02 > thick[2]
    assert tints.mean(axis=0) == pytest.approx(1.0, abs=0.07)


def test_pearl_turns_cooler_aslant_and_is_as_bright_straight_on() -> None:
    straight, aslant = (pearl_tint(np.array(60.0), np.array(cosine)) for cosine in (1.0, 0.8))
    assert straight @ LUMINANCE == pytest.approx(1.0)
    turned = aslant / straight
    assert turned[2] > turned[1] > turned[0]
    assert turned[2] < 1.3, "a hint, no rainbow"
    assert pearl_table()[0, :, :3] == pytest.approx(1.0), "no film, no tint"
