"""Epoxy that yellows."""

from __future__ import annotations

import math

import numpy as np
import pytest

from pinrender import appearance, relief
from pinrender.appearance import epoxy_kept
from pinrender.appearance._age import OLDEST_PER_MM, SETTLES_YEARS, aged_absorption_per_mm
from pinrender.catalog import Finish, Plating, Process, load
from tests.unit.plans import disc, plan

SOFT = load(Process, "soft-enamel")


def test_new_epoxy_is_clear_and_old_epoxy_settles() -> None:
    assert aged_absorption_per_mm(0.0) == (0.0, 0.0, 0.0)
    assert aged_absorption_per_mm(1e3) == pytest.approx(OLDEST_PER_MM)
    after_one_constant = 1.0 - 1.0 / math.e
    assert aged_absorption_per_mm(SETTLES_YEARS)[2] == pytest.approx(after_one_constant * OLDEST_PER_MM[2])


def test_it_turns_yellow() -> None:
    red, green, blue = aged_absorption_per_mm(3.0)
    assert 0.0 < red < green < blue


def test_light_goes_down_and_up_through_it() -> None:
    kept = epoxy_kept((0.0, 0.1, 0.5), np.array([0.0, 1.0, 2.0], np.float32))
    assert kept[0] == pytest.approx([1.0, 1.0, 1.0])
    assert kept[1] == pytest.approx([1.0, math.exp(-0.2), math.exp(-1.0)])
    assert kept[2] == pytest.approx(kept[1] ** 2)


def test_only_epoxy_ages() -> None:
    drawn, gold = plan(disc(7.0), pixels_per_mm=12.0), load(Plating, "gold")
    for epoxy, years, tinted in ((True, 4.0, True), (True, 0.0, False), (False, 4.0, False)):
        maps = appearance.bake(drawn, relief.build(drawn, SOFT, epoxy=epoxy), SOFT)
        look = appearance.dress(
            maps, plating=gold, finish=load(Finish, "gloss"), process=SOFT, epoxy_age_years=years
        )
        assert look.epoxy_is_tinted is tinted


def test_the_depth_is_that_of_the_dome() -> None:
    drawn = plan(disc(7.0), pixels_per_mm=12.0)
    domed, bare = (relief.build(drawn, SOFT, epoxy=epoxy) for epoxy in (True, False))
    depth_mm = appearance.bake(drawn, domed, SOFT).epoxy_mm
    assert depth_mm is not None
    middle = drawn.grid.rows // 2
    assert depth_mm[middle, middle] == pytest.approx(
        domed.top_mm[middle, middle] - domed.face_mm[middle, middle]
    )
    assert depth_mm.min() == 0.0
    assert appearance.bake(drawn, bare, SOFT).epoxy_mm is None
