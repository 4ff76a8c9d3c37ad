"""A drawing becomes a relief: heights in millimetres the way a process makes them."""

from __future__ import annotations

from pinrender.relief._build import build
from pinrender.relief._distance import signed_distance_mm
from pinrender.relief._dome import Pour
from pinrender.relief._model import Relief, bilinear

__all__ = ["Pour", "Relief", "bilinear", "build", "signed_distance_mm"]
