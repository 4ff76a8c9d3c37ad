"""A drawing becomes a relief: heights in millimetres the way a process makes them."""

from __future__ import annotations

from pinrender.relief._build import build
from pinrender.relief._distance import signed_distance_mm
from pinrender.relief._dome import Pour
from pinrender.relief._floor import floor_mm
from pinrender.relief._lines import raised_lines
from pinrender.relief._model import Relief, bilinear
from pinrender.relief._patterns import wave_slope, waves_mm
from pinrender.relief._surface import slope_of

__all__ = [
    "Pour",
    "Relief",
    "bilinear",
    "build",
    "floor_mm",
    "raised_lines",
    "signed_distance_mm",
    "slope_of",
    "wave_slope",
    "waves_mm",
]
