from __future__ import annotations

import numpy as np
import pytest

from pinrender import color

COLORS = np.array(
    [[200, 60, 55], [52, 140, 90], [225, 220, 205], [50, 50, 56], [128, 128, 128], [70, 90, 210]]
)


def test_srgb_known_values() -> None:
    """IEC 61966-2-1: 0.5 encoded is 0.21404 linear; the two branches meet at 0.04045."""
    assert color.srgb_to_linear(np.array(0.5)) == pytest.approx(0.2140411, abs=1e-7)
    assert color.srgb_to_linear(np.array([0.0, 1.0])) == pytest.approx([0.0, 1.0], abs=1e-12)
    assert color.srgb_to_linear(np.array(0.04045)) == pytest.approx(0.04045 / 12.92, abs=1e-7)


def test_srgb_round_trip_any_shape() -> None:
    values = np.linspace(0.0, 1.0, 24).reshape(2, 3, 4)
    assert color.linear_to_srgb(color.srgb_to_linear(values)) == pytest.approx(values, abs=1e-6)


def test_hex() -> None:
    assert color.hex_to_srgb8("#c81e2d") == (200, 30, 45)
    with pytest.raises(ValueError, match="write for example"):
        color.hex_to_srgb8("red")


def test_neutral_takes_off_the_pedestal_and_nothing_else() -> None:
    """The specification: between 0.08 and 0.8 the output is the input less 0.04."""
    scene = np.array([[0.10, 0.40, 0.75], [0.08, 0.08, 0.08]])
    assert color.neutral_tone_map(scene) == pytest.approx(scene - 0.04, abs=1e-12)


def test_neutral_inverse() -> None:
    generator = np.random.default_rng(7)
    scene = generator.uniform(0.0, 4.0, (500, 3))
    assert color.neutral_inverse(color.neutral_tone_map(scene)) == pytest.approx(scene, rel=1e-6, abs=1e-6)


def test_albedo_gives_back_the_requested_colour() -> None:
    """Forward: gloss + interfaced Lambert + tone map must land on the request where it is reachable."""
    light = {"irradiance": np.array([1.0, 1.02, 1.05]), "gloss": np.array([0.6, 0.6, 0.62])}
    requested = COLORS.astype(np.uint8)
    albedo, reachable = color.enamel_albedo(requested, exposure=1.1, **light)
    diffuse = color.TRANSMITTED * albedo / (1.0 - color.INTERNAL_DIFFUSE * albedo) * light["irradiance"]
    shown = color.neutral_tone_map(1.1 * (diffuse + color.FRESNEL_NORMAL * light["gloss"]))
    wanted = color.srgb8_to_linear(requested)
    assert reachable.all()
    assert shown == pytest.approx(wanted, abs=1e-6)


def test_black_under_gloss_is_reported_unreachable() -> None:
    _, reachable = color.enamel_albedo(
        np.zeros((1, 3), np.uint8), irradiance=np.ones(3), gloss=np.ones(3), exposure=1.0
    )
    assert not reachable[0]
