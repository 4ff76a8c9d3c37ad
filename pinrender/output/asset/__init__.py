"""A dressed pin as the files that show it hold it: its surfaces, and its maps as pictures."""

from __future__ import annotations

from pinrender.output.asset._asset import INDEX, M_PER_MM, OPENNESS_STRENGTH, Look, PinAsset
from pinrender.output.asset._surfaces import Surface, SurfaceName, surfaces_of
from pinrender.output.asset._textures import Textures, textures_of, unit_normals

__all__ = [
    "INDEX",
    "M_PER_MM",
    "OPENNESS_STRENGTH",
    "Look",
    "PinAsset",
    "Surface",
    "SurfaceName",
    "Textures",
    "surfaces_of",
    "textures_of",
    "unit_normals",
]
