"""What there is to say about an artwork, and about the pin that is made of it: values, never prints."""

from __future__ import annotations

from pinrender.inspect._advice import BUDGETS, Advice, Reason, advise, budget_called
from pinrender.inspect._check import Check
from pinrender.inspect._compatibility import bare_floors_mm2, compatibility
from pinrender.inspect._fineness import fineness
from pinrender.inspect._lint import lint
from pinrender.inspect._pieces import Piece, pieces
from pinrender.inspect._posts import posts_mm
from pinrender.inspect._report import ArtworkReport, ColorReport, LayerReport, report
from pinrender.inspect._section import Dimension, Section, cross_section, dimensions
from pinrender.inspect._small_cells import named_lettering
from pinrender.inspect._smallest import smallest_size_mm
from pinrender.inspect._spot import telling_spot_mm
from pinrender.inspect._weight import Weight, weigh

__all__ = [
    "BUDGETS",
    "Advice",
    "ArtworkReport",
    "Check",
    "ColorReport",
    "Dimension",
    "LayerReport",
    "Piece",
    "Reason",
    "Section",
    "Weight",
    "advise",
    "bare_floors_mm2",
    "budget_called",
    "compatibility",
    "cross_section",
    "dimensions",
    "fineness",
    "lint",
    "named_lettering",
    "pieces",
    "posts_mm",
    "report",
    "smallest_size_mm",
    "telling_spot_mm",
    "weigh",
]
