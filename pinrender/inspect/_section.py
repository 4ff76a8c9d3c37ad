"""A pin cut across: what lies where along a straight line, in millimetres."""

from __future__ import annotations

import dataclasses
import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pinrender.artwork import Plan
from pinrender.catalog import Process
from pinrender.errors import UsageError
from pinrender.relief import Relief, bilinear, signed_distance_mm
from pinrender.units import frozen

__all__ = ["Dimension", "Section", "cross_section", "dimensions"]

Line = NDArray[np.float64]

LEAST_STRETCH_MM = 0.05
"""A stretch of colour or floor narrower than this is no place for a measure."""
LEAST_RELIEF_MM = 0.1
"""Less is the texture of a floor."""
FLUSH_MM = 0.02
"""Enamel nearer than this to the tops of the lines was stoned with them; soft enamel hangs far lower."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Section:
    """Heights above the back plane along a line; every array is read-only.

    Attributes
    ----------
    along_mm : (N,) float64 ndarray
        Distance from the start, rising.
    metal_mm : (N,) float64 ndarray
        Top of the metal, under enamel too; nan outside the pin.
    enamel_mm : (N,) float64 ndarray
        Top of the enamel; nan where there is none.
    ink_mm : (N,) float64 ndarray
        Top of printed ink; nan where there is none.
    dome_mm : (N,) float64 ndarray
        Top of the epoxy; nan where there is none.
    relief_mm : (N,) float64 ndarray
        By how much 3D relief raises the metal, or where negative lowers it.
    bare : (N,) bool ndarray
        Struck floor left bare.
    cells : (N,) uint8 ndarray
        k = plan.palette[k - 1] under enamel or ink, else 0.
    color_srgb8 : (N, 3) uint8 ndarray
        Colour of enamel or ink; means nothing elsewhere.
    line_top_mm, floor_mm : float
        Tops of the lines, and the floor of a recess.
    """

    along_mm: Line
    metal_mm: Line
    enamel_mm: Line
    ink_mm: Line
    dome_mm: Line
    relief_mm: Line
    bare: NDArray[np.bool_]
    cells: NDArray[np.uint8]
    color_srgb8: NDArray[np.uint8]
    line_top_mm: float
    floor_mm: float

    @property
    def peak_mm(self) -> float:
        """Height of the highest that is cut."""
        heights = (self.metal_mm, self.enamel_mm, self.ink_mm, self.dome_mm)
        return max(self.line_top_mm, *(float(np.nan_to_num(each).max()) for each in heights))


@dataclass(frozen=True, slots=True, kw_only=True)
class Dimension:
    """A height worth naming.

    Attributes
    ----------
    name : {'recess', 'colour below the lines', 'step', 'ink', 'relief', 'dome'}
        What is measured.
    along_mm : float
        Where along the section.
    low_mm, high_mm : float
        From and to, above the back plane.
    """

    name: str
    along_mm: float
    low_mm: float
    high_mm: float

    @property
    def length_mm(self) -> float:
        """How much."""
        return self.high_mm - self.low_mm


def cross_section(
    relief: Relief,
    plan: Plan,
    process: Process,
    start_mm: tuple[float, float],
    end_mm: tuple[float, float],
    *,
    samples: int = 4001,
) -> Section:
    """Cut a pin along a straight line.

    Parameters
    ----------
    relief : Relief
        The surface.
    plan, process : Plan, Process
        What it was made from.
    start_mm, end_mm : tuple of float
        x and y of both ends, world millimetres.
    samples : int
        Places along the line, both ends included; >= 2.

    Raises
    ------
    UsageError
        If the line has no length.
    """
    length_mm = math.dist(start_mm, end_mm)
    if not 0.0 < length_mm < math.inf:
        raise UsageError(f"a section from {start_mm} to {end_mm} mm has no length; name two places")
    xy_mm = np.linspace(start_mm, end_mm, samples)
    rows, cols = relief.grid.to_index(xy_mm)
    nearest = _nearest(rows, relief.grid.rows), _nearest(cols, relief.grid.cols)
    inside = bilinear(relief.outline_mm, rows, cols) > 0.0
    face = relief.face_at_mm(xy_mm)
    metal, filled = _under_enamel(relief, process, xy_mm, face)
    enamel = np.where(filled, face, np.nan)
    inked = _inked(relief, plan, process, rows, cols) & inside
    metal = np.where(inked & ~filled, metal - process.ink_mm, metal)
    dome = np.nan if relief.dome_mm is None else bilinear(relief.dome_mm, rows, cols)
    colored = inside & (filled | inked)
    struck = relief.profile.height_mm(
        bilinear(relief.raised_mm, rows, cols), bilinear(relief.outline_mm, rows, cols)
    )
    sculpted = np.zeros(samples) if not plan.sculpture else np.where(inside, metal - struck, 0.0)
    return Section(
        along_mm=frozen(np.linspace(0.0, length_mm, samples)),
        metal_mm=frozen(np.where(inside, metal, np.nan)),
        enamel_mm=frozen(np.where(inside, enamel, np.nan)),
        ink_mm=frozen(np.where(inked, face, np.nan)),
        dome_mm=frozen(np.where(inside & (dome > face), dome, np.nan)),
        relief_mm=frozen(np.asarray(sculpted, np.float64)),
        bare=frozen(inside & (bilinear(relief.recess, rows, cols) > 0.5)),
        cells=frozen(np.where(colored, plan.cells[nearest], 0).astype(np.uint8)),
        color_srgb8=frozen(plan.color_srgb8[nearest]),
        line_top_mm=relief.profile.thickness_mm,
        floor_mm=relief.profile.thickness_mm - relief.profile.depth_mm,
    )


def _nearest(index: Line, count: int) -> NDArray[np.intp]:
    return np.clip(np.round(index), 0, count - 1).astype(np.intp)


def _under_enamel(
    relief: Relief, process: Process, xy_mm: NDArray[np.float64], face: Line
) -> tuple[Line, NDArray[np.bool_]]:
    """Top of the metal, and where enamel lies on it.

    Enamel that was stoned flush is one surface with the lines in the relief, so the recess under it
    is struck here, from the edges of the metal that shows.
    """
    if relief.enamel_mm is not None:
        metal = dataclasses.replace(relief, enamel_mm=None).face_at_mm(xy_mm)
        return metal, face > metal
    if process.enamel != "flush":
        return face, np.zeros(len(face), np.bool_)
    showing = np.asarray(np.round(255.0 * relief.metal), np.uint8)
    rows, cols = relief.grid.to_index(xy_mm)
    from_line = bilinear(signed_distance_mm(showing, relief.grid.pitch_mm), rows, cols)
    struck = relief.profile.height_mm(from_line, bilinear(relief.outline_mm, rows, cols))
    filled = from_line < 0.0
    return np.where(filled, np.minimum(struck, face), face), filled


def _inked(relief: Relief, plan: Plan, process: Process, rows: Line, cols: Line) -> NDArray[np.bool_]:
    if process.enamel == "printed":
        return np.asarray(bilinear(relief.metal, rows, cols) < 0.5)
    if plan.print is None:
        return np.zeros(len(rows), np.bool_)
    return np.asarray(bilinear(plan.print.astype(np.float32), rows, cols) > 127.5)


def dimensions(section: Section) -> tuple[Dimension, ...]:
    """Measure what a reader would ask for: recess, colour below the lines or step, ink, relief, dome.

    Each is taken once, in the widest stretch that has it.
    """
    found = []
    top_mm = section.line_top_mm
    lowest = None
    stretch = _widest(section, ~np.isnan(section.enamel_mm))
    if stretch is not None:
        lowest = stretch.start + _middle_lowest(section.enamel_mm[stretch])
        sunk_mm = section.enamel_mm[lowest]
        name = "step" if top_mm - sunk_mm < FLUSH_MM else "colour below the lines"
        found.append(_dimension(section, name, lowest, sunk_mm, top_mm))
    stretch = _widest(section, section.bare | ~np.isnan(section.enamel_mm))
    if stretch is not None:
        half = (stretch.stop - stretch.start) // 2
        late = lowest is not None and lowest - stretch.start < half
        first = stretch.start + half if late else stretch.start
        at = first + _middle_lowest(section.metal_mm[first : first + half])
        found.append(_dimension(section, "recess", at, section.metal_mm[at], top_mm))
    stretch = _widest(section, ~np.isnan(section.ink_mm))
    if stretch is not None:
        at = (stretch.start + stretch.stop) // 2
        found.append(_dimension(section, "ink", at, section.metal_mm[at], section.ink_mm[at]))
    peak = int(np.argmax(np.abs(section.relief_mm)))
    if abs(section.relief_mm[peak]) > LEAST_RELIEF_MM:
        metal_mm = section.metal_mm[peak]
        found.append(_dimension(section, "relief", peak, metal_mm - section.relief_mm[peak], metal_mm))
    if not np.isnan(section.dome_mm).all():
        at = int(np.nanargmax(section.dome_mm))
        found.append(_dimension(section, "dome", at, top_mm, section.dome_mm[at]))
    return tuple(found)


def _dimension(section: Section, name: str, at: int, low_mm: float, high_mm: float) -> Dimension:
    low_mm, high_mm = sorted((float(low_mm), float(high_mm)))
    return Dimension(name=name, along_mm=float(section.along_mm[at]), low_mm=low_mm, high_mm=high_mm)


def _middle_lowest(heights: Line) -> int:
    """Index of the lowest place; the middle one where the surface is flat to a micrometre."""
    low = np.flatnonzero(heights <= heights.min() + 0.001)
    return int(low[np.argmin(np.abs(low - 0.5 * len(heights)))])


def _widest(section: Section, there: NDArray[np.bool_]) -> slice | None:
    """Longest unbroken stretch of places."""
    padded = np.concatenate([[False], there, [False]])
    starts, ends = np.flatnonzero(padded[1:] & ~padded[:-1]), np.flatnonzero(padded[:-1] & ~padded[1:])
    if len(starts) == 0:
        return None
    longest = int(np.argmax(ends - starts))
    first, after = int(starts[longest]), int(ends[longest])
    if section.along_mm[after - 1] - section.along_mm[first] < LEAST_STRETCH_MM:
        return None
    return slice(first, after)
