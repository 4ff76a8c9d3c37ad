"""What there is to say about an artwork: values, never prints."""

from __future__ import annotations

from pinrender.inspect._report import ArtworkReport, ColorReport, LayerReport, report

__all__ = ["ArtworkReport", "ColorReport", "LayerReport", "report"]
