"""A thin film's colours, held to optics worked out another way."""

from __future__ import annotations

import cmath

import numpy as np
import pytest
from coloraide import Color
from coloraide.cmfs import CIE_1931_2DEG

from pinrender.appearance import _film
from pinrender.appearance._film import (
    COSINES,
    MEDIUM,
    film_reflectance,
    film_share,
    film_table,
    linear_rec709,
)
from pinrender.catalog import Film, Plating, load, names
from pinrender.color import linear_to_srgb
from tests.unit.plans import grid

TITANIUM = 2.54 + 3.43j
RAINBOW = load(Plating, "rainbow")
assert RAINBOW.film is not None
OXIDE = RAINBOW.film
FILMED = [name for name in names("platings") if load(Plating, name).film is not None]


def reflectance(thickness_nm: float, cosine: float, *, outer: float = 1.0, index: float = 2.4) -> float:
    """At 550 nm on titanium."""
    base = np.full(len(_film.WAVELENGTHS_NM), TITANIUM)
    spectrum = film_reflectance(
        outer, index, base, thickness_nm=np.array(thickness_nm), cosine=np.array(cosine)
    )
    return float(np.interp(550.0, _film.WAVELENGTHS_NM, spectrum))


def by_matrices(thickness_nm: float, cosine: float, *, outer: float = 1.0, index: float = 2.4) -> float:
    """The same by the characteristic matrix of the film (Born and Wolf, section 1.6.2), at 550 nm."""
    total = 0.0
    sine = outer * cmath.sqrt(1.0 - cosine**2)
    cosines = [cmath.sqrt(1.0 - (sine / n) ** 2) for n in (outer, index, TITANIUM)]
    for p_polarised in (False, True):
        over, film, under = (
            n / c if p_polarised else n * c for n, c in zip((outer, index, TITANIUM), cosines, strict=True)
        )
        turn = 2.0 * cmath.pi * index * thickness_nm * cosines[1] / 550.0
        electric = cmath.cos(turn) - 1j * under / film * cmath.sin(turn)
        magnetic = under * cmath.cos(turn) - 1j * film * cmath.sin(turn)
        total += 0.5 * abs((over * electric - magnetic) / (over * electric + magnetic)) ** 2
    return total


@pytest.mark.parametrize("thickness_nm", [0.0, 20.0, 57.3, 114.6, 180.0, 205.0])
@pytest.mark.parametrize("cosine", [1.0, 0.8, 0.5, 0.15])
@pytest.mark.parametrize("outer", [1.0, MEDIUM])
def test_every_bounce_is_counted(thickness_nm: float, cosine: float, outer: float) -> None:
    exact = by_matrices(thickness_nm, cosine, outer=outer)
    assert reflectance(thickness_nm, cosine, outer=outer) == pytest.approx(exact, abs=1e-9)


@pytest.mark.parametrize("outer", [1.0, MEDIUM])
def test_no_film_is_the_bare_metal(outer: float) -> None:
    bare = abs((TITANIUM - outer) / (TITANIUM + outer)) ** 2
    assert reflectance(0.0, 1.0, outer=outer) == pytest.approx(bare, abs=1e-12)


def test_a_film_of_what_lies_over_it_is_none() -> None:
    thick, none = (reflectance(d, 0.6, outer=MEDIUM, index=MEDIUM) for d in (150.0, 0.0))
    assert thick == pytest.approx(none, abs=1e-12)


@pytest.mark.parametrize("outer", [1.0, MEDIUM])
@pytest.mark.parametrize("name", FILMED)
def test_no_more_light_leaves_than_falls_on_it(name: str, outer: float) -> None:
    film = load(Plating, name).film
    assert film is not None
    table = film_table(film, outer)
    assert table.min() >= 0.0
    assert table.max() <= 1.0
    assert table[:, 0] == pytest.approx(1.0, abs=1e-3), "at grazing everything is a mirror"


def test_daylight_and_the_observer_are_those_of_the_cie() -> None:
    """The fit of the observer is within 2 percent of its peak; a white surface is white."""
    exact = np.array([CIE_1931_2DEG[int(nm)] for nm in _film.WAVELENGTHS_NM])
    assert np.abs(_film.observer(_film.WAVELENGTHS_NM) - exact).max() < 0.04
    weights = (_film.D65[:, None] * exact).sum(axis=0)
    assert weights[:2] / weights.sum() == pytest.approx([0.3127, 0.3290], abs=2e-4)
    assert linear_rec709(np.full((1, len(_film.WAVELENGTHS_NM)), 0.4)) == pytest.approx(0.4)


def hue_deg(color: np.ndarray) -> float:
    return float(Color("srgb", linear_to_srgb(color.astype(np.float64)).tolist()).convert("oklch")["hue"])


def test_hues_follow_each_other_as_on_anodised_titanium() -> None:
    """With growing thickness: straw, violet and blue; then gold, magenta, violet, blue, teal and green."""
    sequence = Film(**{**OXIDE.model_dump(), "thickness_nm": (0.0, 210.0)})
    straight_on = film_table(sequence, 1.0)[:, -1]

    def at(thickness_nm: float) -> float:
        return hue_deg(straight_on[round(thickness_nm / 210.0 * (len(straight_on) - 1))])

    straw, violet, blue = at(25.0), at(42.0), at(55.0)
    assert 40.0 < straw < 100.0
    assert 270.0 < violet < 340.0
    assert 230.0 < blue < 270.0
    gold, magenta, purple, azure, teal, green = (at(d) for d in (120.0, 147.0, 158.0, 168.0, 182.0, 205.0))
    assert 70.0 < gold < 110.0
    assert 320.0 < magenta < 360.0
    assert magenta > purple > azure > teal > green > 100.0


def test_a_slant_moves_the_colours_toward_thinner_films() -> None:
    """The path within is shorter by the cosine there: 2.4 at 45 degrees, 0.956."""
    lean = np.sqrt(1.0 - 0.5 / 2.4**2)
    assert lean == pytest.approx(0.956, abs=1e-3)
    dense = np.linspace(60.0, 220.0, 1601)
    troughs = [dense[np.argmin([reflectance(d, cosine) for d in dense])] for cosine in (1.0, np.sqrt(0.5))]
    assert troughs[0] / troughs[1] == pytest.approx(lean, abs=0.01)


@pytest.mark.parametrize("name", FILMED)
def test_the_means_in_the_file_are_those_of_the_film(name: str) -> None:
    plating = load(Plating, name)
    assert plating.film is not None
    air, within = (film_table(plating.film, outer).mean(axis=0) for outer in (1.0, MEDIUM))
    assert plating.f0 == pytest.approx(air[-1], abs=0.005)
    assert plating.f0_immersed == pytest.approx(within[-1], abs=0.005)
    at_82 = [np.interp(1.0 / 7.0, np.linspace(0.0, 1.0, COSINES), air[:, k]) for k in range(3)]
    schlick = air[-1] + (1.0 - air[-1]) * (6.0 / 7.0) ** 5
    assert plating.f82 == pytest.approx(at_82 / schlick, abs=0.01)


def test_the_field_uses_its_whole_range_and_is_the_same_at_every_resolution() -> None:
    coarse, fine = (film_share(grid(15.0, density), OXIDE, 4) for density in (5.0, 15.0))
    assert coarse == pytest.approx(fine[1::3, 1::3], abs=1e-5)
    assert fine.min() < 0.1
    assert fine.max() > 0.9
    assert np.abs(np.diff(fine)).max() < 0.02, "smooth"
    assert np.abs(fine - film_share(grid(15.0, 15.0), OXIDE, 5)).max() > 0.3
