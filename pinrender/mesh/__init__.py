"""A relief becomes a closed solid that follows the artwork's contours."""

from __future__ import annotations

from pinrender.mesh._model import SLOTS, Part, PinMesh
from pinrender.mesh._solid import build

__all__ = ["SLOTS", "Part", "PinMesh", "build"]
