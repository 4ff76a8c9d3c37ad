"""A pin that lies on its face."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from pinrender.mesh import PinMesh
from pinrender.units import frozen

__all__ = ["turned_over"]

FloatT = TypeVar("FloatT", bound=np.floating)


@lru_cache(maxsize=3)
def turned_over(mesh: PinMesh) -> PinMesh:
    """The solid turned about +y by half a turn, its highest place on z = 0.

    Its face, whose look is found by its place on the plan, is then out of sight; what is seen of it from
    straight above is the back and the rim.
    """
    top_mm = float(mesh.vertices_mm[:, 2].max())
    parts = tuple(
        replace(
            part,
            vertices_mm=frozen(_turned(part.vertices_mm, top_mm)),
            normals=frozen(_turned(part.normals, 0.0)),
        )
        for part in mesh.parts
    )
    return replace(mesh, vertices_mm=frozen(_turned(mesh.vertices_mm, top_mm)), parts=parts)


def _turned(points: NDArray[FloatT], top_mm: float) -> NDArray[FloatT]:
    turned = points * np.array([-1.0, 1.0, -1.0]) + np.array([0.0, 0.0, top_mm])
    return np.asarray(turned, points.dtype)
