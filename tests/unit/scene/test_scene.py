from __future__ import annotations

import math

import numpy as np
import pytest

from pinrender.catalog import Source, Studio, load
from pinrender.design import VIEWS, viewpoint
from pinrender.scene import light
from pinrender.scene._camera import frame

BOX = np.array([[x, y, z] for x in (-15.0, 15.0) for y in (-9.0, 9.0) for z in (0.0, 1.5)])


def furnace(radiance: float = 1.0) -> Studio:
    """The same light from everywhere."""
    return Studio.model_validate(
        {
            "schema": 1,
            "title": "Furnace",
            "source": [Source(title="test")],
            "exposure": 1.0,
            "zenith": radiance,
            "horizon": radiance,
            "ground": radiance,
            "backdrop": [0.5, 0.5, 0.5],
            "softbox": [
                {
                    "direction": [0, 0, 1],
                    "half_width_deg": 9,
                    "half_height_deg": 9,
                    "softness_deg": 1,
                    "radiance": 0,
                }
            ],
        }
    )


@pytest.mark.parametrize("view", sorted(VIEWS))
def test_every_view_fills_the_picture_and_no_more(view: str) -> None:
    camera = frame(BOX, viewpoint(view))
    local = (BOX - camera.pose[:3, 3]) @ camera.pose[:3, :3]
    seen = local[:, :2] / -local[:, 2:] / math.tan(0.5 * camera.fov_rad)
    fill = VIEWS[view].fill
    assert np.abs(seen).max() == pytest.approx(fill, abs=0.03)
    assert seen.max(axis=0) + seen.min(axis=0) == pytest.approx([0.0, 0.0], abs=0.02)
    assert -local[:, 2].max() > camera.near_mm


@pytest.mark.parametrize("view", sorted(VIEWS))
def test_places_lie_where_the_camera_sees_them(view: str) -> None:
    camera = frame(BOX, viewpoint(view))
    shares = camera.shares_of(BOX)
    fill = VIEWS[view].fill
    assert shares.min(axis=0).min() == pytest.approx(0.5 - 0.5 * fill, abs=0.02)
    assert shares.max(axis=0).max() == pytest.approx(0.5 + 0.5 * fill, abs=0.02)
    axis = camera.pose[:3, 3] - 40.0 * camera.pose[:3, 2]
    assert camera.shares_of(axis[None])[0] == pytest.approx([0.5, 0.5])


@pytest.mark.parametrize("view", sorted(VIEWS))
def test_a_plane_lies_where_its_points_do(view: str) -> None:
    """The two ways are the same projection: they differ by rounding alone."""
    camera = frame(BOX, viewpoint(view))
    points = np.array([[x, y, 1.5] for x in (-9.0, 0.0, 4.0) for y in (-7.0, 0.5, 8.0)])
    mapped = np.column_stack([points[:, :2], np.ones(len(points))]) @ camera.shares_of_plane(1.5).T
    assert mapped[:, 2].min() > 0.0
    assert mapped[:, :2] / mapped[:, 2:] == pytest.approx(camera.shares_of(points), abs=1e-12)


def test_the_upper_right_is_at_the_upper_right() -> None:
    across, down = frame(BOX, viewpoint("front")).shares_of(np.array([[10.0, 8.0, 1.5]]))[0]
    assert (across > 0.6, down < 0.4) == (True, True)


def test_front_looks_straight_down() -> None:
    assert frame(BOX, viewpoint("front")).pose[:3, 2] == pytest.approx([0.0, 0.0, 1.0])


@pytest.mark.parametrize("view", ["left", "right", "front", "hero"])
def test_the_pin_stands_upright_from_its_sides(view: str) -> None:
    """What is above on the pin is above in the picture."""
    pose = frame(BOX, viewpoint(view)).pose
    assert pose[1, 1] > 0.6
    assert pose[0, 3] * {"left": -1.0, "right": 1.0}.get(view, 0.0) >= 0.0
    assert np.linalg.det(pose[:3, :3]) == pytest.approx(1.0)


def test_free_angles_look_from_there() -> None:
    """Thirty degrees to the right of the foot, fifty from the normal."""
    back = frame(BOX, viewpoint("30,50")).pose[:3, 2]
    sine, cosine = math.sin(math.radians(50.0)), math.cos(math.radians(50.0))
    assert back == pytest.approx([0.5 * sine, -math.sqrt(0.75) * sine, cosine])


def test_the_lens_is_focused_on_the_middle_of_the_face() -> None:
    camera = frame(BOX, viewpoint("hero"))
    middle = (np.array([0.0, 0.0, 1.5]) - camera.pose[:3, 3]) @ camera.pose[:3, :3]
    assert camera.focus_mm == pytest.approx(-middle[2])
    assert camera.aperture_mm > 0.5
    assert camera.stopped_down.ideal
    assert frame(BOX, viewpoint("front")).ideal


def test_furnace_irradiance() -> None:
    """Radiance 1 from everywhere is irradiance pi; 0.1 % for the grid of directions."""
    assert light(furnace()).irradiance_up == pytest.approx(np.ones(3), rel=1e-3)


def test_default_studio_is_bright_overhead() -> None:
    """Flat polished metal in the front view shows the zenith."""
    lit = light(load(Studio, "softbox"))
    rows, cols = lit.radiance_linear.shape[:2]
    zenith = lit.exposure * lit.radiance_linear[rows // 2 - 8 : rows // 2 + 8, cols // 2 - 8 : cols // 2 + 8]
    assert zenith.mean() > 0.5
    assert zenith.min() > 0.3
