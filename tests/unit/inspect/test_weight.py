"""Weights and posts of pins whose volumes are known."""

from __future__ import annotations

import numpy as np
import pytest

from pinrender import catalog
from pinrender.catalog import Metal, Process
from pinrender.inspect import Weight, posts_mm, weigh
from pinrender.relief import build
from tests.unit.plans import Shape, box, disc, either, plan, ring

G_PER_MM3 = 1e-3
BRASS = catalog.load(Metal, "brass")


def weighed(
    process: str, body: Shape, metal: Shape, *, epoxy: bool = False, metal_of: str = "brass"
) -> Weight:
    made_by = catalog.load(Process, process)
    drawn = plan(body, metal)
    return weigh(drawn, build(drawn, made_by, epoxy=epoxy), made_by, catalog.load(Metal, metal_of))


def test_a_plain_disc_of_metal_weighs_its_volume() -> None:
    found = weighed("die-struck", disc(7.0), disc(7.0))
    volume_mm3 = np.pi * 7.0**2 * 1.5
    assert found.total_g == pytest.approx(volume_mm3 * 8.5 * G_PER_MM3, rel=0.005)  # its edge is rounded
    assert found.enamel_g == found.epoxy_g == 0.0
    assert found.center_mm == pytest.approx((0.0, 0.0), abs=0.01)


@pytest.mark.parametrize("process", ["hard-enamel", "cloisonne"])
def test_flush_enamel_fills_the_recess(process: str) -> None:
    found = weighed(process, disc(7.0), ring(6.0, 7.0))
    filled_mm3 = np.pi * 6.0**2 * 0.4
    density = {"hard-enamel": 1.2, "cloisonne": 2.5}[process]
    assert found.enamel_g == pytest.approx(filled_mm3 * density * G_PER_MM3, rel=0.03)  # its walls lean
    metal_mm3 = np.pi * 7.0**2 * 1.5 - filled_mm3
    assert found.metal_g == pytest.approx(metal_mm3 * 8.5 * G_PER_MM3, rel=0.01)


def test_sunk_enamel_fills_its_share() -> None:
    found = weighed("soft-enamel", disc(7.0), ring(6.0, 7.0))
    assert found.enamel_g == pytest.approx(np.pi * 6.0**2 * 0.4 * 0.6 * 1.2 * G_PER_MM3, rel=0.08)


def test_epoxy_and_another_metal_change_what_is_theirs() -> None:
    bare = weighed("soft-enamel", disc(7.0), ring(6.0, 7.0))
    domed = weighed("soft-enamel", disc(7.0), ring(6.0, 7.0), epoxy=True)
    assert domed.metal_g == pytest.approx(bare.metal_g, rel=1e-6)
    assert 0.05 < domed.epoxy_g < 0.2
    light = weighed("soft-enamel", disc(7.0), ring(6.0, 7.0), metal_of="aluminium")
    assert light.metal_g == pytest.approx(bare.metal_g * 2.7 / 8.5, rel=1e-6)


def test_the_centre_of_mass_lies_where_most_metal_is() -> None:
    right = either(ring(6.0, 7.0), lambda x, y: disc(7.0)(x, y) & (x > 0.0))
    raised_mm, floor_mm = 0.35, 1.15
    volume_mm3 = np.pi * (7.0**2 * floor_mm + (7.0**2 - 6.0**2) * raised_mm + 6.0**2 * raised_mm / 2.0)
    moment_mm4 = raised_mm * 2.0 / 3.0 * 6.0**3
    found = weighed("die-struck", disc(7.0), right)
    assert found.center_mm == pytest.approx((moment_mm4 / volume_mm3, 0.0), abs=0.02)


def weight(total_g: float = 5.0, x_mm: float = 0.0, y_mm: float = 0.0) -> Weight:
    return Weight(metal_g=total_g, enamel_g=0.0, epoxy_g=0.0, center_mm=(x_mm, y_mm))


def test_a_small_pin_has_one_post_above_its_centre() -> None:
    drawn = plan(disc(7.0))
    ((x_mm, y_mm),) = posts_mm(drawn, weight(), (14.0, 14.0))
    assert x_mm == pytest.approx(0.0, abs=0.05)
    assert 1.0 < y_mm < 3.0


@pytest.mark.parametrize(("longest_mm", "count"), [(30.0, 1), (35.0, 2), (51.0, 2), (76.0, 4)])
def test_larger_pins_have_more(longest_mm: float, count: int) -> None:
    half = 0.5 * longest_mm
    drawn = plan(disc(half), half_mm=half + 1.0, pixels_per_mm=10.0)
    found = posts_mm(drawn, weight(), (longest_mm, longest_mm))
    assert len(found) == count
    assert sum(x_mm for x_mm, _ in found) == pytest.approx(0.0, abs=0.3)
    assert len(posts_mm(drawn, weight(13.0), (longest_mm, longest_mm))) >= 2


def test_posts_stand_on_the_pin_wherever_they_are_wished() -> None:
    bow = plan(lambda x, y: box(14.0, 10.0)(x, y) & (np.abs(x) > 2.0) | box(6.0, 3.0)(x, y))
    ((x_mm, y_mm),) = posts_mm(bow, weight(y_mm=2.0), (14.0, 10.0))
    assert abs(x_mm) >= 4.0 - 0.05  # two millimetres inside either half
    assert abs(y_mm) <= 3.0 + 0.05
    thin = plan(box(14.0, 2.0))
    ((_, y_mm),) = posts_mm(thin, weight(), (14.0, 2.0))
    assert y_mm == pytest.approx(0.0, abs=0.1)
