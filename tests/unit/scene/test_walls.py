"""What walls leave of the sky's light, against closed forms."""

from __future__ import annotations

import math

import numpy as np
import pytest
from numpy.typing import NDArray

from pinrender.catalog import Studio, load
from pinrender.scene import Environment, light, promised_light
from pinrender.scene._studio import turned_light
from pinrender.scene._walls import TURNS, hidden_by_walls
from tests.unit.scene.test_scene import furnace

PITCH_MM = 0.05
SIDE = 161
DEEP_MM = 0.35
BETWEEN_LOOKS = 0.06
"""The horizon is looked for at eight distances in twelve azimuths; the wall begins somewhere between two."""


def _relief_mm(walls: NDArray[np.bool_]) -> NDArray[np.float32]:
    return np.where(walls, DEEP_MM, 0.0).astype(np.float32)


def _plan_mm() -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    rows, cols = np.indices((SIDE, SIDE)) - SIDE // 2
    return cols * PITCH_MM, -rows * PITCH_MM


def _leaning(x: float, y: float) -> NDArray[np.float32]:
    return np.broadcast_to(np.array([x, y], np.float32), (SIDE, SIDE, 2)).copy()


def _even() -> Environment:
    return light(furnace(0.5))


@pytest.mark.parametrize("radius_mm", [0.3, 0.5, 0.8])
def test_the_middle_of_a_round_well_sees_its_mouth(radius_mm: float) -> None:
    """A disc facing a place on its axis: radius**2 / (radius**2 + depth**2) of its light."""
    x_mm, y_mm = _plan_mm()
    well = _relief_mm(np.hypot(x_mm, y_mm) >= radius_mm)
    left, hidden = hidden_by_walls(well, _leaning(0.0, 0.0), PITCH_MM, _even())[SIDE // 2, SIDE // 2]
    assert left == pytest.approx(radius_mm**2 / (radius_mm**2 + DEEP_MM**2), abs=BETWEEN_LOOKS)
    assert left + hidden == pytest.approx(1.0, abs=1e-3)


@pytest.mark.parametrize("half_mm", [0.3, 0.5, 0.8])
def test_the_middle_of_a_groove_sees_the_sine_of_its_half_angle(half_mm: float) -> None:
    x_mm, _ = _plan_mm()
    groove = _relief_mm(np.abs(x_mm) >= half_mm)
    left, _ = hidden_by_walls(groove, _leaning(0.0, 0.0), PITCH_MM, _even())[SIDE // 2, SIDE // 2]
    assert left == pytest.approx(half_mm / math.hypot(half_mm, DEEP_MM), abs=BETWEEN_LOOKS)


@pytest.mark.parametrize("lean", [0.0, 0.3, 0.7, 0.95])
def test_a_leaning_face_over_a_level_field_looks_at_the_field(lean: float) -> None:
    """By half of one less the cosine of its lean; the sky has the rest."""
    flat = np.zeros((SIDE, SIDE), np.float32)
    left, hidden = hidden_by_walls(flat, _leaning(0.8 * lean, 0.6 * lean), PITCH_MM, _even())[5, 5]
    assert hidden == pytest.approx(0.5 * (1.0 - math.sqrt(1.0 - lean**2)), abs=0.005)
    assert left + hidden == pytest.approx(1.0, abs=1e-3)


def test_in_the_open_nothing_is_hidden() -> None:
    flat = np.zeros((SIDE, SIDE), np.float32)
    assert hidden_by_walls(flat, _leaning(0.0, 0.0), PITCH_MM, promised_light()) == pytest.approx(
        np.broadcast_to([1.0, 0.0], (SIDE, SIDE, 2)), abs=1e-3
    )


def test_a_wall_takes_most_where_it_stands_before_the_key() -> None:
    """The key is at the upper left: the floor at the lower right of a square block is the darkest."""
    x_mm, y_mm = _plan_mm()
    block = _relief_mm(np.maximum(np.abs(x_mm), np.abs(y_mm)) < 1.0)
    left = hidden_by_walls(block, _leaning(0.0, 0.0), PITCH_MM, promised_light())[..., 0]
    beside = round(1.15 / PITCH_MM)
    middle = SIDE // 2
    lit, dark = left[middle, middle - beside], left[middle, middle + beside]
    assert lit > dark + 0.1
    assert left[middle + beside, middle] < left[middle - beside, middle]


def test_light_on_a_white_floor_is_that_of_the_open() -> None:
    """Sent on again and again, nothing is lost: left / (1 - albedo * hidden) is 1 for white walls."""
    generator = np.random.default_rng(3)
    rough_mm = generator.random((40, 40)).astype(np.float32)
    lean = generator.uniform(-0.6, 0.6, (40, 40, 2)).astype(np.float32)
    left, hidden = np.moveaxis(hidden_by_walls(rough_mm, lean, PITCH_MM, _even()), -1, 0)
    assert left / (1.0 - hidden) == pytest.approx(np.ones_like(left), abs=1e-3)


@pytest.mark.parametrize("turn", [1, 3, 8])
def test_walls_know_that_light_is_turned(turn: int) -> None:
    """A groove turned with its light is lit as before; by twelfths, so that sectors fall on sectors."""
    turn_rad = 2.0 * math.pi * turn / TURNS
    own = light(load(Studio, "raking"))
    x_mm, y_mm = _plan_mm()
    across = np.cos(turn_rad) * x_mm + np.sin(turn_rad) * y_mm
    lit = [
        hidden_by_walls(_relief_mm(np.abs(place) >= 0.5), _leaning(0.0, 0.0), PITCH_MM, environment)[..., 0]
        for place, environment in ((x_mm, own), (across, turned_light(own, turn_rad)), (across, own))
    ]
    before, after, not_turned = (field[SIDE // 2, SIDE // 2] for field in lit)
    assert after == pytest.approx(before, abs=0.05)
    assert abs(not_turned - before) > 0.1
