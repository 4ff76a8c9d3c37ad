"""The relief: one height function of the plan."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pinrender.relief._profiles import EdgeProfile
from pinrender.units import Grid

__all__ = ["Relief", "bilinear"]

Field = NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Relief:
    """The pin's surface: smooth fields on one grid, and the profile that turns them into height.

    Every array is (H, W) and read-only. The fields continue smoothly past the outline, so that
    they can be interpolated right up to it.

    Attributes
    ----------
    grid : Grid
        Where the samples lie.
    profile : EdgeProfile
        How the metal bends at its edges.
    outline_mm : float32 ndarray
        Signed distance to the outline and cut-outs, positive inside the pin.
    raised_mm : float32 ndarray
        Signed distance to the edge of what is raised, positive on the raised side.
    enamel_mm : float32 ndarray or None
        Top of the enamel above the back plane where it lies below the metal, 0 where there is none;
        None where the face is flush or bare.
    dome_mm : float32 ndarray or None
        Top of the epoxy above the back plane; None without epoxy.
    bends_mm : tuple of float
        Levels of `raised_mm` (of `outline_mm` under a dome) between which the surface is
        nearly straight in section, 0.0 first, then the sharpest bends first.
    slope : (H, W, 2) float32 ndarray
        dh/dx and dh/dy of metal and enamel (world axes), averaged over a sample's footprint.
    dome_slope : (H, W, 2) float32 ndarray or None
        The same for the epoxy.
    metal : float32 ndarray
        Share of each sample that shows metal, 0..1; the rest is enamel.
    recess : float32 ndarray
        Share of each sample that is struck floor left bare, 0..1; part of `metal`.
    """

    grid: Grid
    profile: EdgeProfile
    outline_mm: Field
    raised_mm: Field
    enamel_mm: Field | None
    dome_mm: Field | None
    bends_mm: tuple[float, ...]
    slope: NDArray[np.float32]
    dome_slope: NDArray[np.float32] | None
    metal: Field
    recess: Field

    @property
    def face_mm(self) -> Field:
        """Top of metal and enamel on the grid, under any epoxy; meaningful inside the outline."""
        return face_height_mm(self.profile, self.raised_mm, self.outline_mm, self.enamel_mm)

    @property
    def top_mm(self) -> Field:
        """Top of the solid on the grid, epoxy included; meaningful inside the outline."""
        face = self.face_mm
        return face if self.dome_mm is None else np.maximum(face, self.dome_mm)

    def top_at_mm(self, xy_mm: NDArray[np.float64]) -> NDArray[np.float64]:
        """Evaluate the height function.

        Parameters
        ----------
        xy_mm : (N, 2) float64 ndarray
            World positions inside the outline or on it.

        Returns
        -------
        (N,) float64 ndarray
            Millimetres above the back plane.
        """
        rows, cols = self.grid.to_index(xy_mm)

        def at(field: Field) -> Field:
            return bilinear(field, rows, cols)

        enamel = None if self.enamel_mm is None else at(self.enamel_mm)
        top = face_height_mm(self.profile, at(self.raised_mm), at(self.outline_mm), enamel)
        if self.dome_mm is not None:
            top = np.maximum(top, at(self.dome_mm))
        return top.astype(np.float64)


def face_height_mm(
    profile: EdgeProfile, raised_mm: Field, outline_mm: Field, enamel_mm: Field | None
) -> Field:
    """Metal by its profile, enamel where it stands above the metal beside it."""
    height = profile.height_mm(raised_mm, outline_mm)
    if enamel_mm is None:
        return height
    return np.where(raised_mm < 0.0, np.maximum(height, enamel_mm), height)


def bilinear(field: Field, rows: NDArray[np.float64], cols: NDArray[np.float64]) -> Field:
    """Interpolate a field at fractional sample indices; positions are clamped to the grid."""
    row = np.clip(rows, 0.0, field.shape[0] - 1.001)
    col = np.clip(cols, 0.0, field.shape[1] - 1.001)
    r, c = row.astype(np.intp), col.astype(np.intp)
    v, u = row - r, col - c
    upper = field[r, c] * (1.0 - u) + field[r, c + 1] * u
    lower = field[r + 1, c] * (1.0 - u) + field[r + 1, c + 1] * u
    return np.asarray(upper * (1.0 - v) + lower * v, np.float32)
