"""The relief: one height function of the plan."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pinrender.findings import Finding
from pinrender.relief._profiles import EdgeProfile
from pinrender.relief._sculpture import Sculpture
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
        Signed distance to the edge of what is raised, positive on the raised side; flush enamel
        and print count as raised.
    sculpture : Sculpture or None
        What lies over the profile: 3D relief, textures, ink, the step and waves of flush enamel.
    enamel_mm : float32 ndarray or None
        Top of the enamel above the back plane where it lies below the metal, 0 where there is none;
        None where the face is flush or bare.
    dome_mm : float32 ndarray or None
        Top of the epoxy above the back plane, 0 where there is none; None without epoxy.
    bends_mm : tuple of float
        Levels of `raised_mm` (of `outline_mm` under a dome) between which the surface is
        nearly straight in section, 0.0 first, then the sharpest bends first.
    slope : (H, W, 2) float32 ndarray
        dh/dx and dh/dy of metal and enamel (world axes), averaged over a sample's footprint.
    dome_slope : (H, W, 2) float32 ndarray or None
        The same for the epoxy.
    metal : float32 ndarray
        Share of each sample that shows metal, 0..1; the rest is enamel or ink.
    recess : float32 ndarray
        Share of each sample that is struck floor left bare, 0..1; part of `metal`.
    epoxy : float32 ndarray or None
        Share of each sample that lies under epoxy, 0..1; None without epoxy.
    texture : uint8 ndarray or None
        k = textures[k - 1] is what a bare floor is given, 0 = what the process leaves.
    textures : tuple of str
        Catalogue names that `texture` counts.
    findings : tuple of Finding
        What the process changes of the drawing.
    """

    grid: Grid
    profile: EdgeProfile
    outline_mm: Field
    raised_mm: Field
    sculpture: Sculpture | None = None
    enamel_mm: Field | None
    dome_mm: Field | None
    bends_mm: tuple[float, ...]
    slope: NDArray[np.float32]
    dome_slope: NDArray[np.float32] | None
    metal: Field
    recess: Field
    epoxy: Field | None = None
    texture: NDArray[np.uint8] | None = None
    textures: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def metal_mm(self) -> Field:
        """Top of the metal on the grid, under enamel too; meaningful inside the outline."""
        struck = self.profile.height_mm(self.raised_mm, self.outline_mm)
        return struck if self.sculpture is None else self.sculpture.height_mm(struck)

    @property
    def face_mm(self) -> Field:
        """Top of metal and enamel on the grid, under any epoxy; meaningful inside the outline."""
        return _with_enamel(self.metal_mm, self.raised_mm, self.enamel_mm)

    @property
    def top_mm(self) -> Field:
        """Top of the solid on the grid, epoxy included; meaningful inside the outline."""
        face = self.face_mm
        return face if self.dome_mm is None else np.maximum(face, self.dome_mm)

    @property
    def poured_mm(self) -> Field | None:
        """Depth of the epoxy on the grid, 0 where there is none; None without epoxy."""
        if self.dome_mm is None:
            return None
        share = np.float32(1.0) if self.epoxy is None else self.epoxy
        return np.asarray(np.maximum(self.dome_mm - self.face_mm, 0.0) * share, np.float32)

    def face_at_mm(self, xy_mm: NDArray[np.float64]) -> NDArray[np.float64]:
        """Evaluate the height of metal and enamel, under any epoxy; as `top_at_mm`."""
        return self._face(_Between(self.grid.shape, *self.grid.to_index(xy_mm))).astype(np.float64)

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
        at = _Between(self.grid.shape, *self.grid.to_index(xy_mm))
        top = self._face(at)
        if self.dome_mm is not None:
            top = np.maximum(top, at(self.dome_mm))
        return top.astype(np.float64)

    def _face(self, at: _Between) -> Field:
        raised = at(self.raised_mm)
        height = self.profile.height_mm(raised, at(self.outline_mm))
        if self.sculpture is not None:
            height = height + at(self.sculpture.offset_mm)
            if self.sculpture.bounds_mm is not None:
                height = np.clip(height, *map(at, self.sculpture.bounds_mm))
        return _with_enamel(height, raised, None if self.enamel_mm is None else at(self.enamel_mm))


def _with_enamel(metal_mm: Field, raised_mm: Field, enamel_mm: Field | None) -> Field:
    """Metal, or enamel where it stands above the metal beside a line."""
    if enamel_mm is None:
        return metal_mm
    return np.where(raised_mm < 0.0, np.maximum(metal_mm, enamel_mm), metal_mm)


class _Between:
    """Bilinear interpolation of any number of fields at the same places, clamped to the grid."""

    def __init__(self, shape: tuple[int, ...], rows: NDArray[np.float64], cols: NDArray[np.float64]) -> None:
        row = np.clip(rows, 0.0, shape[0] - 1.001)
        col = np.clip(cols, 0.0, shape[1] - 1.001)
        r, c = row.astype(np.intp), col.astype(np.intp)
        first = r * shape[1] + c
        self._around = (first, first + 1, first + shape[1], first + shape[1] + 1)
        self._v = (row - r).astype(np.float32)
        self._u = (col - c).astype(np.float32)

    def __call__(self, field: Field) -> Field:
        flat = field.ravel()
        upper, upper_next, lower, lower_next = (flat.take(at, mode="clip") for at in self._around)
        upper = upper + self._u * (upper_next - upper)
        lower = lower + self._u * (lower_next - lower)
        return np.asarray(upper + self._v * (lower - upper), np.float32)


def bilinear(field: Field, rows: NDArray[np.float64], cols: NDArray[np.float64]) -> Field:
    """Interpolate a field at fractional sample indices; positions are clamped to the grid."""
    return _Between(field.shape, rows, cols)(field)
