"""What holds for the light of every studio in the catalogue."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from pinrender import catalog
from pinrender.catalog import Plating, Studio, load
from pinrender.color import (
    FRESNEL_NORMAL,
    INTERNAL_DIFFUSE,
    TRANSMITTED,
    enamel_albedo,
    linear_to_srgb,
    neutral_tone_map,
)
from pinrender.design import viewpoint
from pinrender.scene import Environment, light, promised_light
from pinrender.scene._camera import axes_of
from pinrender.scene._studio import directions
from tests.unit.scene.test_scene import furnace

LUMINANCE = np.array([0.2126, 0.7152, 0.0722])
STUDIOS = catalog.names("studios")
BRIGHT = tuple(name for name in STUDIOS if not load(Studio, name).dark)
SEEN_RAD = 0.14
"""A flat face in the front view mirrors what lies so far about the zenith: the lens's half angle."""
LEAST_ENCODED = 0.5
"""Of the brightness of a flat gold face, encoded: darker, it looks like bronze."""


def zenith_of(environment: Environment) -> NDArray[np.float64]:
    """Radiance about the zenith, (N, 3)."""
    radiance = environment.radiance_linear
    toward = directions((radiance.shape[0], radiance.shape[1]))
    return radiance[toward[..., 2] > np.cos(SEEN_RAD)].astype(np.float64)


def encoded_luminance(linear: NDArray[np.float64]) -> NDArray[np.float64]:
    return linear_to_srgb(neutral_tone_map(linear) @ LUMINANCE)


def test_the_catalogue_has_light_for_every_occasion() -> None:
    assert set(STUDIOS) >= {"hero", "light-tent", "night", "phone-flash", "raking", "softbox", "window"}
    assert [name for name in STUDIOS if load(Studio, name).dark] == ["night"]


@pytest.mark.parametrize("name", BRIGHT)
def test_flat_gold_mirrors_something_bright(name: str) -> None:
    lit = light(load(Studio, name))
    gold = encoded_luminance(lit.exposure * zenith_of(lit) * load(Plating, "gold").f0)
    assert gold.mean() > LEAST_ENCODED
    assert gold.min() > 0.6 * LEAST_ENCODED


@pytest.mark.parametrize("name", BRIGHT)
def test_every_studio_is_exposed_alike(name: str) -> None:
    """The light on a flat face, times the exposure, as in the default studio: within half a stop."""
    lit, promised = light(load(Studio, name)), promised_light()
    brightness, usual = (each.exposure * each.irradiance_up @ LUMINANCE for each in (lit, promised))
    assert abs(np.log2(brightness / usual)) < 0.5


@pytest.mark.parametrize("name", [name for name in BRIGHT if name not in {"hero", "phone-flash"}])
def test_metal_has_contrast(name: str) -> None:
    """Polished relief mirrors light and dark: within 50 degrees of the zenith there are both."""
    radiance = light(load(Studio, name)).radiance_linear
    toward = directions((radiance.shape[0], radiance.shape[1]))
    above = radiance[toward[..., 2] > np.cos(np.radians(50.0))] @ LUMINANCE
    assert above.max() > 2.0 * above.min()


@pytest.mark.parametrize("name", [name for name in BRIGHT if name != "raking"])
def test_a_flush_face_seen_aslant_mirrors_something(name: str) -> None:
    """What a flat face mirrors in the usual oblique view is uneven, or gloss could not be told from paint."""
    seen_from = viewpoint("three-quarter")
    lit = light(load(Studio, name), seen_from)
    back = axes_of(seen_from)[:, 2]
    toward = directions((lit.radiance_linear.shape[0], lit.radiance_linear.shape[1]))
    mirrored = lit.radiance_linear[toward @ (back * [-1.0, -1.0, 1.0]) > np.cos(SEEN_RAD)] @ LUMINANCE
    assert mirrored.std() > 0.25 * mirrored.mean()


def test_the_night_is_two_hundred_times_darker_and_shows_what_glows() -> None:
    night, promised = light(load(Studio, "night")), promised_light()
    ratio = (promised.irradiance_up @ LUMINANCE) / (night.irradiance_up @ LUMINANCE)
    assert 150.0 < ratio < 800.0
    glowing = night.exposure * 0.01
    lit_white = night.exposure * night.irradiance_up @ LUMINANCE
    assert 0.5 < glowing < 1.2
    assert glowing > 4.0 * lit_white


def shown(color: tuple[int, int, int], lit: Environment) -> NDArray[np.float64]:
    """Encoded colour of a flat patch of enamel, 0..1, its pigment that of the promise."""
    promised = promised_light()
    albedo, _ = enamel_albedo(
        np.array(color, np.uint8),
        irradiance=promised.irradiance_up,
        gloss=zenith_of(promised).mean(axis=0),
        exposure=promised.exposure,
    )
    body = TRANSMITTED * albedo / (1.0 - INTERNAL_DIFFUSE * albedo) * lit.irradiance_up
    gloss = np.minimum(zenith_of(lit), 5.0 / lit.exposure).mean(axis=0)
    return linear_to_srgb(neutral_tone_map(lit.exposure * (body + FRESNEL_NORMAL * gloss)))


def test_white_light_shows_the_pigment_in_nearly_the_same_colour() -> None:
    """Dark channels are lifted by what the gloss mirrors of a whiter room."""
    tent = light(load(Studio, "light-tent"))
    for color, within in (((200, 60, 55), 20.0), ((30, 110, 90), 20.0), ((128, 128, 128), 6.0)):
        assert 255.0 * shown(color, tent) == pytest.approx(np.array(color), abs=within)


def test_coloured_light_stays_coloured() -> None:
    """Grey enamel is not put right again: it is blue at night."""
    night = shown((128, 128, 128), light(load(Studio, "night")))
    assert night[2] > 1.25 * night[0]


def test_a_flash_goes_with_the_lens() -> None:
    """Its image lies beside the direction that the camera looks from; other studios stay where they are."""
    flash = load(Studio, "phone-flash")
    for view in ("front", "three-quarter", "60,40"):
        lit = light(flash, viewpoint(view))
        toward = directions((lit.radiance_linear.shape[0], lit.radiance_linear.shape[1]))
        row, col = np.unravel_index(np.argmax(lit.radiance_linear[..., 1]), toward.shape[:2])
        away = np.degrees(np.arccos(toward[row, col] @ axes_of(viewpoint(view))[:, 2]))
        assert 3.0 < away < 9.0
    window = load(Studio, "window")
    assert light(window, viewpoint("low")) is light(window)


def test_a_card_stands_before_the_light() -> None:
    card = {
        "direction": [0, 0, 1],
        "half_width_deg": 8,
        "half_height_deg": 8,
        "softness_deg": 1,
        "radiance": 0.25,
    }
    whole = furnace(1.0)
    lit = light(Studio.model_validate({**whole.model_dump(by_alias=True), "card": [card]}))
    assert zenith_of(lit) == pytest.approx(0.25, abs=0.4)
    rows, cols = lit.radiance_linear.shape[:2]
    assert lit.radiance_linear[rows // 2, cols // 2] == pytest.approx([0.25] * 3)
    assert lit.radiance_linear[rows // 2, cols // 2 + 30] == pytest.approx([1.0] * 3)


def test_a_round_light_is_a_disc() -> None:
    """Its light on a patch that faces it is pi / 4 of the square's about it, and none from the corners."""
    lamp = (
        load(Studio, "phone-flash")
        .softbox[0]
        .model_copy(
            update={
                "half_width_deg": 20.0,
                "half_height_deg": 20.0,
                "softness_deg": 2.0,
                "direction": (0, 0, 1),
            }
        )
    )
    dark = furnace(0.0)
    round_light, square = (
        light(dark.model_copy(update={"softbox": (lamp.model_copy(update={"round": shape}),)}))
        for shape in (True, False)
    )
    assert round_light.irradiance_up / square.irradiance_up == pytest.approx(0.25 * np.pi, rel=0.02)
    shape = round_light.radiance_linear.shape
    toward = directions((shape[0], shape[1]))
    corner = np.array([np.tan(np.radians(17.0)), np.tan(np.radians(17.0)), 1.0])
    there = np.unravel_index(np.argmax(toward @ corner), shape[:2])
    assert square.radiance_linear[there].max() > 100.0
    assert round_light.radiance_linear[there].max() == 0.0
