"""A turned turntable, against the studio drawn anew with its lights elsewhere."""

from __future__ import annotations

import dataclasses
import math

import numpy as np
import pytest

from pinrender.catalog import Backdrop, Studio, load
from pinrender.scene import Scene, light, on_turntable, turned
from pinrender.scene._camera import about_z
from pinrender.scene._rim import _sky
from pinrender.scene._shadow import shadow_of
from pinrender.scene._studio import directions, turned_light
from pinrender.scene._turntable import axis_mm
from tests.unit.plans import Shape
from tests.unit.render.tracing import scene_of

VIEW = "0,43"
TURN_DEG = 50.0


def wedge() -> Shape:
    """A shape that is nowhere symmetrical, and whose middle is none of its corners'."""
    return lambda x, y: (np.abs(x) < 6.0) & (y > -4.0) & (y < 3.0 + 0.4 * x)


def studio_turned(studio: Studio, turn_deg: float) -> Studio:
    """The studio with every light and card carried round; what goes with the lens stays with it."""
    around = about_z(math.radians(turn_deg))

    parts = {
        name: tuple(
            part
            if part.with_lens
            else part.model_copy(
                update={"direction": tuple(around @ part.direction), "up": tuple(around @ part.up)}
            )
            for part in getattr(studio, name)
        )
        for name in ("softbox", "card")
    }
    return studio.model_copy(update=parts)


@pytest.fixture(scope="module")
def laid() -> Scene:
    return on_turntable(scene_of(body=wedge(), studio=load(Studio, "raking"), view=VIEW), VIEW)


@pytest.mark.parametrize("studio", ["softbox", "window"])
def test_turned_light_is_that_of_turned_lights(studio: str) -> None:
    """Looked up coarsely, 15 degrees apart, as the rim does: within a hundredth of the brightest."""
    drawn = light(studio_turned(load(Studio, studio), TURN_DEG))
    carried = turned_light(light(load(Studio, studio)), math.radians(TURN_DEG))
    toward = directions((16, 32)).reshape(-1, 3)
    wanted, found = (_sky(each, toward) for each in (drawn, carried))
    assert np.abs(found - wanted).mean() < 0.03 * wanted.max()
    assert np.corrcoef(found, wanted)[0, 1] > 0.97
    assert carried.irradiance_up == pytest.approx(drawn.irradiance_up, rel=2e-3)


def test_own_axes_and_the_worlds_are_each_others_inverse() -> None:
    carried = turned_light(light(load(Studio, "softbox")), math.radians(TURN_DEG))
    toward = directions((8, 16))
    assert carried.into_own(carried.into_world(toward)) == pytest.approx(toward)
    east = carried.into_world(np.array([1.0, 0.0, 0.0]))
    assert east == pytest.approx([math.cos(carried.turn_rad), math.sin(carried.turn_rad), 0.0])


def test_light_is_turned_from_where_it_was_drawn() -> None:
    own = light(load(Studio, "softbox"))
    assert turned_light(turned_light(own, 1.0), 0.0) is own
    assert turned_light(turned_light(own, 1.0), 2.0).turn_rad == 2.0


def test_the_shadow_is_that_of_turned_lights(laid: Scene) -> None:
    """The lamp stands still, so in the pin's axes it goes the other way; 96 rays stand for it."""
    drawn = light(studio_turned(load(Studio, "raking"), -TURN_DEG))
    wanted, _ = shadow_of(laid.mesh, drawn)
    found = turned(laid, TURN_DEG).backdrop.shadow
    assert np.abs(found - wanted).mean() < 0.004
    assert np.abs(found - wanted).mean() < 0.2 * np.abs(laid.backdrop.shadow - wanted).mean()


@pytest.mark.parametrize("turn_deg", [-30.0, 0.0, 77.0, 180.0, 355.0])
def test_the_pin_turns_about_the_middle_of_the_picture_and_is_never_cut_off(
    laid: Scene, turn_deg: float
) -> None:
    camera = turned(laid, turn_deg).camera
    middle, reach_mm = axis_mm(laid)
    top_mm = float(laid.mesh.vertices_mm[:, 2].max())
    axis = np.array([[*middle, 0.0], [*middle, top_mm]])
    across = camera.shares_of(axis)[:, 0]
    assert across == pytest.approx([0.5, 0.5], abs=1e-6)
    assert camera.shares_of(axis) == pytest.approx(laid.camera.shares_of(axis), abs=1e-9)
    seen = camera.shares_of(laid.mesh.vertices_mm)
    assert 0.05 < seen.min() < seen.max() < 0.95
    away_mm = np.linalg.norm(camera.pose[:2, 3] - middle)
    assert away_mm == pytest.approx(np.linalg.norm(laid.camera.pose[:2, 3] - middle))
    assert reach_mm < 8.0


def test_the_turntable_turns_counter_clockwise(laid: Scene) -> None:
    """What points to the right at first points away from the camera after a quarter."""
    middle, _ = axis_mm(laid)
    tip = np.array([[middle[0] + 5.0, middle[1], 0.0]])
    before, after = (turned(laid, turn_deg).camera.shares_of(tip)[0] for turn_deg in (0.0, 90.0))
    assert before[0] > 0.6
    assert after[0] == pytest.approx(0.5, abs=1e-6)
    assert after[1] < before[1] - 0.1


def test_a_whole_turn_is_none(laid: Scene) -> None:
    assert turned(laid, 360.0).camera.pose == pytest.approx(laid.camera.pose)
    assert turned(laid, 0.0) is laid


def test_a_card_on_the_turntable_is_seen_across() -> None:
    scene = scene_of(view=VIEW)
    card = load(Backdrop, "backing-card").card
    with_card = dataclasses.replace(scene, backdrop=dataclasses.replace(scene.backdrop, card=card))
    near, far = (on_turntable(each, VIEW).camera.pose[2, 3] for each in (scene, with_card))
    assert far > 1.5 * near
