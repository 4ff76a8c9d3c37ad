from __future__ import annotations

import numpy as np
import pytest

from pinrender.catalog import Studio, load
from pinrender.color import FRESNEL_NORMAL, linear_to_srgb, neutral_tone_map
from pinrender.findings import Severity
from pinrender.scene import mirrored_up, promise, promised_light

POLISHED, PAINT = 0.03, 0.14


def test_colours_within_reach_say_nothing() -> None:
    assert promise(["#c83c37", "#808080", "#f2e7d4"], load(Studio, "softbox"), roughness=POLISHED) == ()


def test_another_light_is_said_to_be_one() -> None:
    (finding,) = promise(["#c83c37"], load(Studio, "window"), roughness=POLISHED)
    assert finding.code == "other-light"
    assert "Window" in finding.message
    assert "--studio softbox" in finding.suggestion
    assert promise([], load(Studio, "window"), roughness=POLISHED) == ()


def test_paper_white_is_out_of_reach_and_said_so() -> None:
    (finding,) = promise(["#ffffff", "#c83c37"], load(Studio, "softbox"), roughness=POLISHED)
    assert finding.code == "color-out-of-reach"
    assert finding.severity is Severity.NOTICE
    assert "1 of the enamel colours" in finding.message
    assert "#ffffff shows as #f" in finding.message
    assert "#c83c37" not in finding.message


def test_a_miss_of_few_levels_that_an_eye_sees_is_said() -> None:
    """Five levels of a near white are a CIEDE2000 of 1.1."""
    (finding,) = promise(["#f7ecd8"], load(Studio, "softbox"), roughness=POLISHED)
    assert "#f7ecd8 shows as #f3e8d4" in finding.message


def test_an_ink_with_an_empty_channel_is_within_reach() -> None:
    """Its empty channel shows the gloss, which an eye does not see beside the others."""
    assert promise(["#0033a0", "#009a44", "#c6007e"], load(Studio, "softbox"), roughness=PAINT) == ()


@pytest.mark.parametrize("roughness", [POLISHED, PAINT])
def test_black_shows_as_its_gloss(roughness: float) -> None:
    lit = promised_light()
    gloss = lit.exposure * FRESNEL_NORMAL * mirrored_up(lit, roughness**2)
    (finding,) = promise(["#000000"], load(Studio, "softbox"), roughness=roughness)
    levels = np.round(255.0 * linear_to_srgb(neutral_tone_map(gloss))).astype(np.uint8)
    assert f"#000000 shows as #{bytes(levels.tolist()).hex()}" in finding.message


def test_a_narrow_lobe_mirrors_the_zenith_and_a_wide_one_all_the_sky() -> None:
    lit = promised_light()
    zenith = lit.radiance_linear[127:129, 255:257].mean(axis=(0, 1))
    assert mirrored_up(lit, 1e-4) == pytest.approx(zenith, rel=1e-3)
    # alpha 1: half vectors fall on the hemisphere as cosines do, so that mirrored ones fall evenly on the
    # sphere; weighted by the cosine, those above the horizon sum to the irradiance
    assert mirrored_up(lit, 1.0) == pytest.approx(lit.irradiance_up, rel=0.03)
