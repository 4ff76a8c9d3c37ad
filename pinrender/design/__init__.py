"""What to make (`PinDesign`) and how to look at it (`Shot`, `Spin`): frozen, and read from a `pin.toml`."""

from __future__ import annotations

from pinrender.catalog import plated, plating_named
from pinrender.design._design import SIZE_RANGE_MM, PinDesign, Walls
from pinrender.design._dimensions import DimensionChoices, Dimensions, parse_dimensions, shape_of
from pinrender.design._pin_toml import PinToml, read_pin_toml
from pinrender.design._second import plating_findings, second_plating
from pinrender.design._shot import (
    GRAIN_FREE_SAMPLES,
    PIXELS_RANGE,
    STUDIO_SAMPLES,
    Background,
    Quality,
    Shot,
    check_background,
)
from pinrender.design._spin import SPIN_PIXELS, Motion, Spin
from pinrender.design._view import VIEWS, View, Viewpoint, viewpoint

__all__ = [
    "GRAIN_FREE_SAMPLES",
    "PIXELS_RANGE",
    "SIZE_RANGE_MM",
    "SPIN_PIXELS",
    "STUDIO_SAMPLES",
    "VIEWS",
    "Background",
    "DimensionChoices",
    "Dimensions",
    "Motion",
    "PinDesign",
    "PinToml",
    "Quality",
    "Shot",
    "Spin",
    "View",
    "Viewpoint",
    "Walls",
    "check_background",
    "parse_dimensions",
    "plated",
    "plating_findings",
    "plating_named",
    "read_pin_toml",
    "second_plating",
    "shape_of",
    "viewpoint",
]
