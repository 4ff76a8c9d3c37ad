from __future__ import annotations

import numpy as np
import pytest

from pinrender.catalog import Process, Studio, load
from pinrender.mesh import PinMesh, build
from pinrender.relief import build as relieve
from pinrender.scene import light
from pinrender.scene._rim import Outline, mirrored_light
from pinrender.scene._shadow import PITCH_MM, shadow_of
from tests.unit.plans import box, plan
from tests.unit.scene.test_scene import furnace

HALF_MM = 6.0


@pytest.fixture(scope="module")
def block() -> PinMesh:
    """Twelve millimetres square."""
    square = box(2 * HALF_MM, 2 * HALF_MM)
    return build(relieve(plan(square, square, pixels_per_mm=16.0), load(Process, "die-struck")))


def _beside(shadow: np.ndarray, half_mm: tuple[float, float], x_mm: float, y_mm: float) -> np.ndarray:
    col, row = round((x_mm + half_mm[0]) / PITCH_MM - 0.5), round((half_mm[1] - y_mm) / PITCH_MM - 0.5)
    return np.asarray(shadow[row, col])


@pytest.mark.parametrize("away_mm", [0.4, 0.8, 1.5, 3.0])
def test_a_wall_hides_its_form_factor_of_an_even_sky(block: PinMesh, away_mm: float) -> None:
    """Half of (1 - d / sqrt(d^2 + h^2)) at a distance d from a long wall of height h."""
    shadow, half_mm = shadow_of(block, light(furnace()))
    height_mm = load(Process, "die-struck").thickness_mm - 0.06  # of the wall, below its rounded edge
    expected = 0.5 * (1.0 - away_mm / np.hypot(away_mm, height_mm))
    for x_mm, y_mm in ((1.0, 0.0), (-1.0, 0.0), (0.0, 1.0), (0.0, -1.0)):
        place = x_mm * (HALF_MM + away_mm), y_mm * (HALF_MM + away_mm)
        assert _beside(shadow, half_mm, *place)[0] == pytest.approx(expected, abs=0.04)


@pytest.fixture(scope="module")
def notched() -> PinMesh:
    """The same with a slot cut into it from above, two millimetres wide: walls that mirror each other."""
    square = box(2 * HALF_MM, 2 * HALF_MM)

    def slotted(x: np.ndarray, y: np.ndarray) -> np.ndarray:
        return np.asarray(square(x, y) & ((np.abs(x) > 1.0) | (y < 0.0)))

    return build(relieve(plan(slotted, slotted, pixels_per_mm=16.0), load(Process, "die-struck")))


def test_mirrors_give_back_what_they_hide(block: PinMesh, notched: PinMesh) -> None:
    """In a white furnace a pin that mirrors all light leaves no trace on the surface it lies on."""
    places = [(block, HALF_MM + away_mm, 0.0) for away_mm in (0.1, 0.4, 0.8, 1.5)]
    places += [(notched, x_mm, y_mm) for x_mm in (-0.6, 0.0, 0.7) for y_mm in (1.0, 3.0, 5.0)]
    for mesh, x_mm, y_mm in places:
        shadow, half_mm = shadow_of(mesh, light(furnace()))
        hidden, once, more = _beside(shadow, half_mm, x_mm, y_mm)
        assert once + more == pytest.approx(hidden, abs=0.04)


def test_a_round_rim_throws_no_spokes() -> None:
    """A small low lamp, a circle: brightness beside it changes over tens of degrees, not over few."""
    radius_px, side = 8.0 / PITCH_MM, 240
    y, x = np.indices((side, side), np.float32) - np.float32((side - 1) / 2)
    from_middle = np.maximum(np.hypot(x, y), 1e-3)
    circle = Outline(
        away_px=from_middle - np.float32(radius_px),
        right=x / from_middle,
        down=y / from_middle,
        pitch_mm=PITCH_MM,
    )
    lit = mirrored_light(circle, 1.5, light(load(Studio, "raking")), foot_px=1.2, under_px=4.0)[..., 0]
    turn = np.linspace(0.0, 2.0 * np.pi, 720, endpoint=False)
    ring_px = radius_px + 2.5 / PITCH_MM
    rows, cols = (((side - 1) / 2) + ring_px * side_of(turn) for side_of in (np.sin, np.cos))
    ring = lit[np.round(rows).astype(int), np.round(cols).astype(int)]
    smooth = np.convolve(np.tile(ring, 3), np.full(40, 1 / 40), "same")[720:1440]
    assert smooth.max() > 0.2, "the lamp is mirrored"
    assert np.sqrt(np.mean((ring - smooth) ** 2)) < 0.05 * smooth.max()


def test_the_shadow_falls_away_from_the_light(block: PinMesh) -> None:
    studio = load(Studio, "softbox")
    low = studio.softbox[0].model_copy(update={"direction": (-1.0, 0.0, 1.0), "radiance": 50.0})
    from_left = studio.model_copy(update={"softbox": (low,)})
    shadow, half_mm = shadow_of(block, light(from_left))
    left, right = (_beside(shadow, half_mm, side * (HALF_MM + 0.5), 0.0) for side in (-1.0, 1.0))
    assert right[0] > left[0] + 0.4
    assert left[1] > right[1] + 0.2


def test_under_the_pin_there_is_no_light(block: PinMesh) -> None:
    shadow, half_mm = shadow_of(block, light(load(Studio, "softbox")))
    assert _beside(shadow, half_mm, 0.0, 0.0).tolist() == pytest.approx([1.0, 0.0, 0.0], abs=1e-5)
    assert np.abs(shadow[0]).max() < 0.02


def test_a_thin_bar_in_low_light_throws_an_unbroken_shadow() -> None:
    """Half a millimetre wide, its wall is looked at in steps closer than that: the shadow only falls off."""
    thin = box(0.5, 12.0)
    bar = build(relieve(plan(thin, thin, pixels_per_mm=16.0), load(Process, "die-struck")))
    studio = load(Studio, "softbox")
    low = studio.softbox[0].model_copy(update={"direction": (-1.0, 0.0, 0.2), "radiance": 50.0})
    shadow, half_mm = shadow_of(bar, light(studio.model_copy(update={"softbox": (low,)})))
    beside = [_beside(shadow, half_mm, x_mm, 0.0)[0] for x_mm in np.arange(0.6, 6.0, PITCH_MM)]
    assert beside[0] > 0.5
    assert np.diff(beside).max() < 0.003


def test_what_is_held_for_later_cannot_be_written(block: PinMesh) -> None:
    shadow, _ = shadow_of(block, light(furnace()))
    with pytest.raises(ValueError, match="read-only"):
        shadow[0, 0] = 1.0
