"""Plan, relief and catalogue become an appearance: maps on the plan, materials for the slots."""

from __future__ import annotations

from pinrender.appearance._age import epoxy_kept
from pinrender.appearance._enamels import by_day, enamel_findings, filled_with, tint_findings
from pinrender.appearance._glow import GLOW_RADIANCE
from pinrender.appearance._maps import Maps, bake
from pinrender.appearance._materials import (
    EPOXY_ROUGHNESS,
    Appearance,
    CoatingMaterial,
    EnamelMaterial,
    FilmMaterial,
    MetalMaterial,
    dress,
    skin_roughness,
)

__all__ = [
    "EPOXY_ROUGHNESS",
    "GLOW_RADIANCE",
    "Appearance",
    "CoatingMaterial",
    "EnamelMaterial",
    "FilmMaterial",
    "Maps",
    "MetalMaterial",
    "bake",
    "by_day",
    "dress",
    "enamel_findings",
    "epoxy_kept",
    "filled_with",
    "skin_roughness",
    "tint_findings",
]
