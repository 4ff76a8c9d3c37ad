"""What there is to say about an artwork: values, never prints."""

from __future__ import annotations

from pinrender.inspect._fineness import fineness
from pinrender.inspect._lint import lint
from pinrender.inspect._report import ArtworkReport, ColorReport, LayerReport, report
from pinrender.inspect._section import Dimension, Section, cross_section, dimensions

__all__ = [
    "ArtworkReport",
    "ColorReport",
    "Dimension",
    "LayerReport",
    "Section",
    "cross_section",
    "dimensions",
    "fineness",
    "lint",
    "report",
]
