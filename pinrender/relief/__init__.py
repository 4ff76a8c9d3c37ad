"""A drawing becomes a relief: heights in millimetres the way a process makes them."""

from __future__ import annotations

from pinrender.relief._build import build
from pinrender.relief._model import Relief, bilinear

__all__ = ["Relief", "bilinear", "build"]
