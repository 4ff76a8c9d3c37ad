"""Which requested colours the default studio can show, and what comes out where it cannot."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from pinrender.catalog import Studio, load
from pinrender.color import (
    FRESNEL_NORMAL,
    INTERNAL_DIFFUSE,
    TRANSMITTED,
    ciede2000,
    enamel_albedo,
    hex_to_srgb8,
    linear_to_srgb,
    neutral_tone_map,
    srgb8_to_hex,
    srgb8_to_lab,
)
from pinrender.findings import Finding, Severity
from pinrender.scene._studio import PROMISED, Environment, promised_light

__all__ = ["mirrored_up", "promise", "shown"]

Array = NDArray[np.float64]

PROMISED_DELTA_E = 1.0
"""CIEDE2000 within which a flat patch keeps the colour asked for: about what an eye begins to see."""
ROUNDING_DELTA_E = 0.2
"""What whole levels may add to it: said a little too early rather than too late."""
NAMED = 6
"""Colours named at most."""
RINGS, SPOKES = 64, 128
"""Directions about the zenith in which gloss is looked for; the studios' lights have soft edges."""


def promise(palette: Collection[str], studio: Studio, *, roughness: float) -> tuple[Finding, ...]:
    """Report the enamel colours that a flat, lit patch cannot show in the front view.

    The promise is one of the default studio; another studio shows what its light makes of the same pigments,
    and so it is said.

    Parameters
    ----------
    palette : collection of str
        Requested colours, ``#rrggbb``.
    studio : Studio
        The light they are shown in.
    roughness : float
        Perceptual roughness, 0..1, of the skin that mirrors it: the enamel's finish, or epoxy's over it.

    Returns
    -------
    tuple of Finding
        Empty, or notices: code ``color-out-of-reach`` names each colour missed by about a CIEDE2000 of 1
        or more in the default studio, and what it shows as; code ``other-light`` says that this is another.
    """
    return (*_out_of_reach(palette, roughness), *_in_other_light(palette, studio))


def _in_other_light(palette: Collection[str], studio: Studio) -> tuple[Finding, ...]:
    if studio == load(Studio, PROMISED) or not palette:
        return ()
    message = f"enamel is shown as the light of this studio ({studio.title}) has it"
    advice = f"colours come out as you asked for them with --studio {PROMISED}"
    return (Finding(code="other-light", severity=Severity.NOTICE, message=message, suggestion=advice),)


def _out_of_reach(palette: Collection[str], roughness: float) -> tuple[Finding, ...]:
    missed = []
    for color in palette:
        requested = np.array(hex_to_srgb8(color), np.uint8)
        seen = shown(requested, promised_light(), roughness)
        if ciede2000(srgb8_to_lab(requested), srgb8_to_lab(seen)) > PROMISED_DELTA_E - ROUNDING_DELTA_E:
            missed.append(f"{color} shows as {srgb8_to_hex(seen)}")
    if not missed:
        return ()
    named = ", ".join(missed[:NAMED]) + (f", and {len(missed) - NAMED} more" if len(missed) > NAMED else "")
    message = f"gloss and light keep {len(missed)} of the enamel colours from showing exactly: {named}"
    return (
        Finding(
            code="color-out-of-reach",
            severity=Severity.NOTICE,
            message=message,
            suggestion="the colours to order are those you asked for",
        ),
    )


def shown(
    requested_srgb8: NDArray[np.uint8],
    environment: Environment,
    roughness: float,
    back: NDArray[np.float32] | None = None,
) -> Array:
    """What a flat patch of that colour looks like from straight above; (3,) sRGB levels, 0..255.

    `back`, (3,), is the light that comes back on it from within, over what came in; that of the patch itself
    if not given.
    """
    gloss = mirrored_up(environment, roughness**2)
    irradiance, exposure = environment.irradiance_up, environment.exposure
    albedo, _ = enamel_albedo(requested_srgb8, irradiance=irradiance, gloss=gloss, exposure=exposure)
    gained = 1.0 / (1.0 - INTERNAL_DIFFUSE * albedo) if back is None else 1.0 + back
    body = TRANSMITTED * albedo * gained * irradiance
    display = neutral_tone_map(exposure * (body + FRESNEL_NORMAL * gloss))
    return 255.0 * linear_to_srgb(display)


@lru_cache(maxsize=8)
def mirrored_up(environment: Environment, alpha: float) -> Array:
    """Radiance that a level skin mirrors straight up, (3,): the mean over its GGX lobe, `alpha` 0..1.

    References
    ----------
    Walter et al., "Microfacet models for refraction through rough surfaces", EGSR 2007, equation 35.
    """
    share = (np.arange(RINGS) + 0.5) / RINGS
    polar = 2.0 * np.arctan(alpha * np.sqrt(share / (1.0 - share)))[:, None]
    around = 2.0 * np.pi * (np.arange(SPOKES) + 0.5) / SPOKES
    x, y, z = np.sin(polar) * np.cos(around), np.sin(polar) * np.sin(around), np.cos(polar)
    rows, cols = environment.radiance_linear.shape[:2]
    row = np.minimum(np.arccos(y) / np.pi * rows, rows - 1).astype(int)
    col = ((np.arctan2(x, z) / (2.0 * np.pi) + 0.5) * cols).astype(int) % cols
    weight = np.broadcast_to(np.maximum(np.cos(polar), 0.0), row.shape)
    radiance = environment.radiance_linear[row, col].astype(np.float64)
    return np.asarray((weight[..., None] * radiance).sum(axis=(0, 1)) / weight.sum())
