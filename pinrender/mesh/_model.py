"""The solid."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import trimesh

__all__ = ["SLOTS", "Part", "PinMesh", "Slot"]

Slot = Literal["front", "rim", "back"]
SLOTS: tuple[Slot, ...] = ("front", "rim", "back")
"""In the order of `PinMesh.slots` and `PinMesh.parts`."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Part:
    """One part of the surface with its own vertices, so that edges between parts stay crisp.

    Attributes
    ----------
    slot : {'front', 'rim', 'back'}
        Which part.
    vertices_mm : (N, 3) float32 ndarray
        World positions.
    normals : (N, 3) float32 ndarray
        Unit normals. The front's are straight up: its true normals are in the relief's slope.
    faces : (M, 3) int32 ndarray
        Counter-clockwise seen from outside.
    """

    slot: Slot
    vertices_mm: NDArray[np.float32]
    normals: NDArray[np.float32]
    faces: NDArray[np.int32]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PinMesh:
    """A closed, outward-oriented solid in millimetres.

    Attributes
    ----------
    vertices_mm : (N, 3) float64 ndarray
        Shared by all parts.
    faces : (M, 3) int32 ndarray
        Counter-clockwise seen from outside.
    slots : (M,) uint8 ndarray
        Index into `SLOTS`.
    parts : tuple of Part
        The same surface, split for drawing.
    """

    vertices_mm: NDArray[np.float64]
    faces: NDArray[np.int32]
    slots: NDArray[np.uint8]
    parts: tuple[Part, ...]

    def solid(self) -> trimesh.Trimesh:
        """The solid as trimesh sees it, vertices not merged further."""
        import trimesh

        return trimesh.Trimesh(self.vertices_mm, self.faces, process=False, validate=False)
