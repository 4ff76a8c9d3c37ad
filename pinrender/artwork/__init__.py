"""Files on disk become `Artwork`: layers with roles, as coverage on one grid in millimetres."""

from __future__ import annotations

from pinrender.artwork._corners import Corners, find_corners, sharpened
from pinrender.artwork._edges import EdgeSamples, edge_samples, outlines_px
from pinrender.artwork._label import label_of, label_of_color
from pinrender.artwork._model import Artwork, Combine, Layer, Plan, ReliefLayer, Role, Texture
from pinrender.artwork._nearest import nearest_label
from pinrender.artwork._read import read

__all__ = [
    "Artwork",
    "Combine",
    "Corners",
    "EdgeSamples",
    "Layer",
    "Plan",
    "ReliefLayer",
    "Role",
    "Texture",
    "edge_samples",
    "find_corners",
    "label_of",
    "label_of_color",
    "nearest_label",
    "outlines_px",
    "read",
    "sharpened",
]
