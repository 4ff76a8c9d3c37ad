"""Films and second platings in the preview, drawn for real on whatever GL there is."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from pinrender.appearance._film import film_share, film_table
from pinrender.catalog import Grade, Plating, load
from pinrender.color import linear_to_srgb, neutral_tone_map
from pinrender.render import Renderer, open_renderer
from tests.unit.plans import disc, plan, ring
from tests.unit.render.test_gl import PROMISE_DELTA_E, center, delta_e, draw
from tests.unit.scene.test_scene import furnace

DISC = disc(7.0)


@pytest.fixture(scope="module")
def renderer() -> Renderer:
    return open_renderer()


def film_at(plating: str, x_mm: float, y_mm: float, cosine: float, outer: float) -> NDArray[np.float64]:
    """Reflectance of a filmed plating at a place of the disc."""
    film = load(Plating, plating).film
    assert film is not None
    drawn = plan(DISC, DISC, pixels_per_mm=16.0)
    row, col = drawn.grid.to_index(np.array([x_mm, y_mm]))
    table = film_table(film, outer)
    at = film_share(drawn.grid, film, 0)[round(float(row)), round(float(col))] * (len(table) - 1)
    line = table[int(at)] + (at - int(at)) * (table[int(at) + 1] - table[int(at)])
    columns = np.linspace(0.0, 1.0, table.shape[1])
    return np.array([np.interp(cosine, columns, line[:, k]) for k in range(3)])


@pytest.mark.parametrize("place_mm", [(0.0, 0.0), (-4.0, 2.0), (3.0, -4.0)])
def test_a_film_has_its_colour_at_every_place(renderer: Renderer, place_mm: tuple[float, float]) -> None:
    """In even light a flat face shows what the film reflects there, straight on."""
    picture = draw(
        renderer, metal=DISC, plating="rainbow", studio=furnace(0.5), background="transparent", pixels=256
    )
    rows, cols = np.nonzero(picture[..., 3] > 128)
    per_mm = np.ptp(cols) / 14.0
    row, col = round(rows.mean() - place_mm[1] * per_mm), round(cols.mean() + place_mm[0] * per_mm)
    shown = picture[row - 1 : row + 2, col - 1 : col + 2, :3].reshape(-1, 3).mean(axis=0)
    expected = neutral_tone_map(0.5 * film_at("rainbow", *place_mm, 1.0, 1.0))
    assert shown == pytest.approx(255.0 * linear_to_srgb(expected), abs=4.0)


def test_a_film_under_epoxy_is_reckoned_in_the_epoxy(renderer: Renderer) -> None:
    picture = draw(renderer, metal=DISC, plating="rainbow", studio=furnace(0.5), epoxy=True)
    within = 0.5 * (0.04 + 0.96**2 * film_at("rainbow", 0.0, 0.0, 1.0, 1.5))
    assert center(picture, 2) == pytest.approx(255.0 * linear_to_srgb(neutral_tone_map(within)), abs=4.0)


TWO = [
    ("gold", "silver"),
    ("satin-gold", "silver"),
    ("nickel", "satin-silver"),
    ("gold", "dyed-black"),
    ("dyed:#2f5faa", "antique-gold"),
    ("antique-silver", "gold"),
    ("gold", "rainbow"),
    ("rainbow", "black-nickel"),
]


@pytest.mark.parametrize(("first", "second"), TWO)
@pytest.mark.parametrize("epoxy", [False, True])
def test_each_half_of_two_platings_looks_like_its_own(
    renderer: Renderer, first: str, second: str, epoxy: bool
) -> None:
    """Coatings, hairlines and films of each stay where each is; the rim has the pin's own."""

    def seen(plating: str, other: str | None = None) -> NDArray[np.float64]:
        picture = draw(
            renderer, metal=ring(1.0, 7.0), process="die-struck", plating=plating, second=other, epoxy=epoxy
        )
        return picture[..., :3].astype(np.float64)

    both, left, right = seen(first, second), seen(first), seen(second)
    assert np.abs(left - right)[40:88, 40:88].max() > 20.0
    # where the seam is, each mirrors some of the other, and under epoxy light goes from one to the other
    near, far, mean = (50, 80, 1.5) if epoxy else (58, 67, 0.2)
    assert np.abs(both[:, :near] - left[:, :near]).mean() < mean
    assert both[:, : near - 15 * epoxy] == pytest.approx(
        left[:, : near - 15 * epoxy], abs=7.0 if epoxy else 2.0
    )
    # paint in a recess sees the walls in the pin's own metal, whichever they have: a few levels beside them
    inner = np.hypot(*(np.indices((128, 128)) - 63.5)) < 48.0
    inner[:, :far] = False
    assert both[inner] == pytest.approx(right[inner], abs=14.0 if epoxy else 7.0)
    assert np.abs(both[inner] - right[inner]).mean() < mean


@pytest.mark.parametrize("view", ["front", "three-quarter"])
def test_a_struck_floor_is_not_brushed(renderer: Renderer, view: str) -> None:
    """A wheel brushes the lines: between them satin gold is what gold is."""
    satin, gold = (
        draw(renderer, metal=ring(5.5, 7.0), process="die-struck", plating=plating, view=view)
        for plating in ("satin-gold", "gold")
    )
    assert center(satin, 8) == pytest.approx(center(gold, 8), abs=2.0)


def test_the_floor_under_clear_enamel_has_the_pins_own_plating(renderer: Renderer) -> None:
    """It is masked while lines get the second, and shows no seam of it; the dam shows both."""
    both, silver, copper = (
        draw(renderer, metal=ring(5.0, 7.0), enamel="transparent", plating=first, second=second)[..., :3]
        for first, second in (("silver", "copper"), ("silver", None), ("copper", None))
    )
    floor = np.s_[56:72, 30:98]
    assert both[floor].astype(float) == pytest.approx(silver[floor].astype(float), abs=2.0)
    assert np.abs(silver[floor].astype(float) - copper[floor]).max() > 8.0
    dam = np.s_[62:66, 112:116]
    assert both[dam].astype(float) == pytest.approx(copper[dam].astype(float), abs=3.0)


@pytest.mark.parametrize(("grade", "delta"), [("a", PROMISE_DELTA_E), ("b", 1.5 * PROMISE_DELTA_E)])
@pytest.mark.parametrize("process", ["hard-enamel", "soft-enamel"])
@pytest.mark.parametrize("epoxy", [False, True])
@pytest.mark.parametrize("color", [(200, 60, 55), (60, 70, 140)])
def test_colour_is_a_promise_in_every_grade(
    renderer: Renderer, grade: str, delta: float, process: str, epoxy: bool, color: tuple[int, int, int]
) -> None:
    """Waves lean the gloss about, and their mean nowhere."""
    shown = draw(renderer, process=process, color=color, epoxy=epoxy, grade=load(Grade, grade))
    assert delta_e(center(shown, 12), color) < delta


def test_polished_fields_are_not_optically_flat(renderer: Renderer) -> None:
    """In a studio's light a level mirror is one colour when pristine, and is not in grade A."""
    flat, waved = (
        draw(renderer, metal=DISC, plating="silver", grade=load(Grade, name), pixels=256)[64:192, 64:192, 1]
        for name in ("pristine", "a")
    )
    assert waved.std() > flat.std() + 1.0
    assert waved.mean() == pytest.approx(flat.mean(), abs=15.0)
