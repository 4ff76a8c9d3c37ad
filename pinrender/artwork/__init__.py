"""Files on disk become `Artwork`: layers with roles, as coverage on one grid in millimetres."""

from __future__ import annotations

from pinrender.artwork._model import Artwork, Layer, Plan, Role
from pinrender.artwork._read import read

__all__ = ["Artwork", "Layer", "Plan", "Role", "read"]
