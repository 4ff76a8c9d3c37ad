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


def test_an_empty_channel_leaves_the_others_as_they_were_asked_for() -> None:
    """It shows the gloss: after the tone map 6.25 times its square, which the others are not lowered by."""
    light = {"irradiance": np.array([1.0, 1.02, 1.05]), "gloss": np.array([0.32, 0.33, 0.34])}
    requested = np.array([[0, 51, 160], [228, 0, 43]], np.uint8)
    albedo, reachable = color.enamel_albedo(requested, exposure=1.4, **light)
    body = color.TRANSMITTED * albedo / (1.0 - color.INTERNAL_DIFFUSE * albedo) * light["irradiance"]
    mirrored = 1.4 * color.FRESNEL_NORMAL * light["gloss"]
    shown = color.neutral_tone_map(1.4 * body + mirrored)
    assert not reachable.any()
    wanted = np.maximum(color.srgb8_to_linear(requested), 6.25 * mirrored**2)
    assert shown == pytest.approx(wanted, abs=5e-4)


def test_lab_of_white_black_and_red() -> None:
    """White and grays have no colour; red is L* 53.24, a* 80.09, b* 67.22 (IEC 61966-2-1 through CIE 15)."""
    lab = color.srgb8_to_lab(np.array([[255, 255, 255], [0, 0, 0], [119, 119, 119], [255, 0, 0]]))
    assert lab[0] == pytest.approx([100.0, 0.0, 0.0], abs=1e-9)
    assert lab[1] == pytest.approx([0.0, 0.0, 0.0], abs=1e-9)
    assert lab[2, 1:] == pytest.approx([0.0, 0.0], abs=1e-9)
    assert lab[3] == pytest.approx([53.24, 80.09, 67.22], abs=0.02)


SHARMA_WU_DALAL = """
    50.0000 2.6772 -79.7751 50.0000 0.0000 -82.7485 2.0425
    50.0000 3.1571 -77.2803 50.0000 0.0000 -82.7485 2.8615
    50.0000 2.8361 -74.0200 50.0000 0.0000 -82.7485 3.4412
    50.0000 -1.3802 -84.2814 50.0000 0.0000 -82.7485 1.0000
    50.0000 -1.1848 -84.8006 50.0000 0.0000 -82.7485 1.0000
    50.0000 -0.9009 -85.5211 50.0000 0.0000 -82.7485 1.0000
    50.0000 0.0000 0.0000 50.0000 -1.0000 2.0000 2.3669
    50.0000 -1.0000 2.0000 50.0000 0.0000 0.0000 2.3669
    50.0000 2.4900 -0.0010 50.0000 -2.4900 0.0009 7.1792
    50.0000 2.4900 -0.0010 50.0000 -2.4900 0.0010 7.1792
    50.0000 2.4900 -0.0010 50.0000 -2.4900 0.0011 7.2195
    50.0000 2.4900 -0.0010 50.0000 -2.4900 0.0012 7.2195
    50.0000 -0.0010 2.4900 50.0000 0.0009 -2.4900 4.8045
    50.0000 -0.0010 2.4900 50.0000 0.0010 -2.4900 4.8045
    50.0000 -0.0010 2.4900 50.0000 0.0011 -2.4900 4.7461
    50.0000 2.5000 0.0000 50.0000 0.0000 -2.5000 4.3065
    50.0000 2.5000 0.0000 73.0000 25.0000 -18.0000 27.1492
    50.0000 2.5000 0.0000 61.0000 -5.0000 29.0000 22.8977
    50.0000 2.5000 0.0000 56.0000 -27.0000 -3.0000 31.9030
    50.0000 2.5000 0.0000 58.0000 24.0000 15.0000 19.4535
    50.0000 2.5000 0.0000 50.0000 3.1736 0.5854 1.0000
    50.0000 2.5000 0.0000 50.0000 3.2972 0.0000 1.0000
    50.0000 2.5000 0.0000 50.0000 1.8634 0.5757 1.0000
    50.0000 2.5000 0.0000 50.0000 3.2592 0.3350 1.0000
    60.2574 -34.0099 36.2677 60.4626 -34.1751 39.4387 1.2644
    63.0109 -31.0961 -5.8663 62.8187 -29.7946 -4.0864 1.2630
    61.2901 3.7196 -5.3901 61.4292 2.2480 -4.9620 1.8731
    35.0831 -44.1164 3.7933 35.0232 -40.0716 1.5901 1.8645
    22.7233 20.0904 -46.6940 23.0331 14.9730 -42.5619 2.0373
    36.4612 47.8580 18.3852 36.2715 50.5065 21.2231 1.4146
    90.8027 -2.0831 1.4410 91.1528 -1.6435 0.0447 1.4441
    90.9257 -0.5406 -0.9208 88.6381 -0.8985 -0.7239 1.5381
    6.7747 -0.2908 -2.4247 5.8714 -0.0985 -2.2286 0.6377
    2.0776 0.0795 -1.1350 0.9033 -0.0636 -0.5514 0.9082
"""
"""L*, a*, b* of two colours, their CIEDE2000; Sharma, Wu and Dalal 2005, table 1, doi:10.1002/col.20070."""


def test_ciede2000_of_the_published_pairs() -> None:
    table = np.array(SHARMA_WU_DALAL.split(), np.float64).reshape(-1, 7)
    one, other, expected = table[:, :3], table[:, 3:6], table[:, 6]
    assert len(expected) == 34
    assert color.ciede2000(one, other) == pytest.approx(expected, abs=5.1e-5)
    assert color.ciede2000(other, one) == pytest.approx(expected, abs=5.1e-5)
    assert color.ciede2000(one, one) == pytest.approx(np.zeros(34), abs=1e-9)
