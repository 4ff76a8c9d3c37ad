"""Plan, relief and catalogue become an appearance: maps on the plan, materials for the slots."""

from __future__ import annotations

from pinrender.appearance._maps import Maps, bake
from pinrender.appearance._materials import (
    Appearance,
    CoatingMaterial,
    EnamelMaterial,
    FilmMaterial,
    MetalMaterial,
    dress,
)

__all__ = [
    "Appearance",
    "CoatingMaterial",
    "EnamelMaterial",
    "FilmMaterial",
    "Maps",
    "MetalMaterial",
    "bake",
    "dress",
]
