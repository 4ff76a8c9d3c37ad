"""Parts of Mitsuba's descriptions that all materials are made of."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["LEAST_ALPHA", "Node", "blend", "rgb", "texture"]

LEAST_ALPHA = 0.001

Node = dict[str, Any]
"""What Mitsuba reads."""


def rgb(values: NDArray[np.floating]) -> Node:
    """One colour in linear light."""
    return {"type": "rgb", "value": [float(v) for v in values.ravel()]}


def texture(values: NDArray[np.floating]) -> Node:
    """A map in linear light or plain numbers, (H, W) or (H, W, 3), v = 0 at the top row."""
    import mitsuba as mi

    layers = np.atleast_3d(np.ascontiguousarray(values, np.float32))
    return {
        "type": "bitmap",
        "bitmap": mi.Bitmap(np.ascontiguousarray(layers)),
        "raw": True,
        "filter_type": "bilinear",
        "wrap_mode": "clamp",
    }


def blend(weight: Node, one: Node, other: Node) -> Node:
    """`one` where the weight is 0, `other` where it is 1."""
    return {"type": "blendbsdf", "weight": weight, "bsdf_0": one, "bsdf_1": other}
