"""Enamel that gives off light: where, and how much."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from pinrender import relief
from pinrender.appearance import bake
from pinrender.appearance._glow import given_off
from pinrender.catalog import Enamel, Process, load, parse
from pinrender.color import hex_to_srgb8, srgb8_to_linear
from pinrender.errors import CatalogError
from pinrender.units import frozen
from tests.unit.plans import disc, plan, ring

SOFT = load(Process, "soft-enamel")


def test_enamel_glows_and_metal_does_not() -> None:
    powder = load(Enamel, "glow").powder
    assert powder is not None
    drawn = plan(disc(7.0), ring(6.0, 7.0), pixels_per_mm=12.0, color=hex_to_srgb8(powder.color))
    built = relief.build(drawn, SOFT)
    glow = bake(drawn, built, SOFT, enamel="glow").glow
    assert glow is not None
    middle = drawn.grid.rows // 2
    night = load(Enamel, "glow").night
    assert night is not None
    assert tuple(glow[middle, middle]) == pytest.approx(hex_to_srgb8(night), abs=1)
    assert not glow[built.metal > 0.999].any()


def test_pigment_keeps_the_light_in_that_it_keeps_by_day() -> None:
    """White beside the powder leaves all of it, black hardly any, and red little of the green."""
    enamel = load(Enamel, "glow")
    assert enamel.night is not None
    night = srgb8_to_linear(np.array(hex_to_srgb8(enamel.night), np.uint8))
    assert given_off("#ffffff", enamel) == pytest.approx(night, rel=0.15)
    assert given_off("#111111", enamel).max() < 0.2
    red, green = (given_off(color, enamel)[1] for color in ("#c81e2d", "#2dc81e"))
    assert red < 0.5 * green


def test_by_day_it_is_paler_and_ink_over_it_is_not() -> None:
    """Kubelka and Munk: a grey of K/S 1 with a share of powder has the K/S of the mixture."""
    drawn = plan(disc(7.0), pixels_per_mm=12.0)
    built = relief.build(drawn, SOFT)
    middle = drawn.grid.rows // 2
    asked = tuple(int(v) for v in drawn.color_srgb8[middle, middle])
    shown = bake(drawn, built, SOFT, enamel="glow").color_srgb8[middle, middle]
    powder = load(Enamel, "glow").powder
    assert powder is not None
    for got, before, own in zip(shown, asked, hex_to_srgb8(powder.color), strict=True):
        light = srgb8_to_linear(np.array([got, before, own], np.uint8))
        k_s = (1.0 - np.maximum(light, 0.002)) ** 2 / (2.0 * np.maximum(light, 0.002))
        assert k_s[0] == pytest.approx((1.0 - powder.share) * k_s[1] + powder.share * k_s[2], rel=0.03)
    assert np.array_equal(bake(drawn, built, SOFT).color_srgb8, drawn.color_srgb8)
    inked = dataclasses.replace(drawn, print=frozen(np.full(drawn.grid.shape, 255, np.uint8)))
    assert np.array_equal(bake(inked, built, SOFT, enamel="glow").color_srgb8, drawn.color_srgb8)


def test_ink_hides_it_and_plain_enamel_has_none() -> None:
    drawn = plan(disc(7.0), pixels_per_mm=12.0)
    built = relief.build(drawn, SOFT)
    assert bake(drawn, built, SOFT).glow is None
    inked = dataclasses.replace(drawn, print=frozen(np.full(drawn.grid.shape, 255, np.uint8)))
    glow = bake(inked, built, SOFT, enamel="glow").glow
    assert glow is not None
    assert not glow.any()


FLAKES = "[flakes]\nsize_mm = 0.1\nshare = 0.3\ntilt_deg = 9.0\nroughness = 0.2\ndyed = 1.0\n"


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ('transmission = 0.5\nnight = "#00ff7d"', "transmission must be 0"),
        (f"transmission = 0.5\n{FLAKES}", "transmission must be 0"),
        ('transmission = 0.0\nnight = "green"', "night"),
        (f'transmission = 0.0\nnight = "#00ff7d"\n{FLAKES}', "not both"),
        (f"transmission = 0.0\n{FLAKES}film_nm = 300.0", "film_nm"),
    ],
)
def test_a_mixture_that_is_not_drawn_is_refused(lines: str, said: str) -> None:
    text = f'schema = 1\ntitle = "X"\nmedia = ["paint"]\nsource = [{{ title = "A test" }}]\n{lines}\n'
    with pytest.raises(CatalogError, match=said):
        parse(Enamel, text, where="x.toml")
