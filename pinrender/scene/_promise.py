"""Which requested colours the default studio can show, and what comes out where it cannot."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
from numpy.typing import NDArray

from pinrender.catalog import Studio, load
from pinrender.color import (
    FRESNEL_NORMAL,
    INTERNAL_DIFFUSE,
    TRANSMITTED,
    enamel_albedo,
    hex_to_srgb8,
    linear_to_srgb,
    neutral_tone_map,
)
from pinrender.findings import Finding, Severity
from pinrender.scene._studio import PROMISED, Environment, directions, promised_light

__all__ = ["promise"]

GLOSS_CONE_RAD = 0.12
"""Half angle about the zenith that glossy enamel blurs together."""
NOTICEABLE_SRGB8 = 6
"""Levels of any channel; less is within what a factory may miss by."""


def promise(palette: Collection[str], studio: Studio) -> tuple[Finding, ...]:
    """Report the enamel colours that a flat, lit patch cannot show in the front view.

    The promise is one of the default studio; another studio shows what its light makes of the same pigments,
    and so it is said.

    Parameters
    ----------
    palette : collection of str
        Requested colours, ``#rrggbb``.
    studio : Studio
        The light they are shown in.

    Returns
    -------
    tuple of Finding
        Empty, or notices: code ``color-out-of-reach`` names each colour noticeably missed in the default
        studio, code ``other-light`` says that this is another.
    """
    return (*_out_of_reach(palette), *_in_other_light(palette, studio))


def _in_other_light(palette: Collection[str], studio: Studio) -> tuple[Finding, ...]:
    if studio == load(Studio, PROMISED) or not palette:
        return ()
    message = f"enamel is shown as the light of this studio ({studio.title}) has it"
    advice = f"colours come out as you asked for them with --studio {PROMISED}"
    return (Finding(code="other-light", severity=Severity.NOTICE, message=message, suggestion=advice),)


def _out_of_reach(palette: Collection[str]) -> tuple[Finding, ...]:
    environment = promised_light()
    missed = []
    for color in palette:
        requested = np.array(hex_to_srgb8(color), np.uint8)
        shown = _shown(requested, environment)
        if np.abs(shown.astype(int) - requested.astype(int)).max() >= NOTICEABLE_SRGB8:
            missed.append(f"{color} shows as #{bytes(shown.tolist()).hex()}")
    if not missed:
        return ()
    message = f"gloss and light keep {len(missed)} of the enamel colours from showing exactly: " + ", ".join(
        missed
    )
    return (
        Finding(
            code="color-out-of-reach",
            severity=Severity.NOTICE,
            message=message,
            suggestion="the colours to order are those you asked for",
        ),
    )


def _shown(requested_srgb8: NDArray[np.uint8], environment: Environment) -> NDArray[np.uint8]:
    """What a flat patch of that colour looks like from straight above; (3,)."""
    toward = directions((environment.radiance_linear.shape[0], environment.radiance_linear.shape[1]))
    near = toward[..., 2] > np.cos(GLOSS_CONE_RAD)
    gloss = environment.radiance_linear[near].mean(axis=0, dtype=np.float64)
    irradiance, exposure = environment.irradiance_up, environment.exposure
    albedo, _ = enamel_albedo(requested_srgb8, irradiance=irradiance, gloss=gloss, exposure=exposure)
    body = TRANSMITTED * albedo / (1.0 - INTERNAL_DIFFUSE * albedo) * irradiance
    display = neutral_tone_map(exposure * (body + FRESNEL_NORMAL * gloss))
    return np.asarray(np.round(255.0 * linear_to_srgb(display)), np.uint8)
