"""Enamel in the recesses: so much of it, pinned to the walls, hanging between them."""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from pinrender.catalog import Process
from pinrender.relief._labels import continued, crests, labelled
from pinrender.relief._liquids import unit_liquid_mm2
from pinrender.relief._profiles import EdgeProfile
from pinrender.relief._regions import Regions
from pinrender.relief._surface import Field, share_inside

__all__ = ["fill"]

FINEST_MM = 0.05
STEEPEST = math.tan(math.radians(50.0))
"""Slope at the wall beyond which the drying enamel lets go and slides down: it wets metal at about
this angle (45 to 60 degrees in the trade's pictures; chosen by eye)."""
LEAST_FILM_MM = 0.03
"""Enamel left over the floor at the deepest spot of a cell; chosen by eye."""
PAST_WALL_PX = 3
"""Samples past the wall to which a cell's surface is continued."""
WALL_BAND_PX = 2.0
"""Width of the band along the wall whose area tells the wall's length."""

PerCell = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Cells:
    """The cells, measured for c = 1/mm; index 0 of every list is what lies in none.

    Attributes
    ----------
    labels : (H, W) int32 ndarray
        Which cell a sample belongs to, continued a little past the walls; 0 = none.
    mean_mm2, deepest_mm2 : (N,) float64 ndarray
        Mean and greatest sag.
    wall_slope_mm : (N,) float64 ndarray
        Mean slope along the wall.
    """

    labels: NDArray[np.int32]
    mean_mm2: PerCell
    deepest_mm2: PerCell
    wall_slope_mm: PerCell


def fill(
    regions: Regions, profile: EdgeProfile, process: Process, pitch_mm: float, *, even_from_mm: float = 0.0
) -> Field:
    """Fill the cells, every one with the process's share of its own volume.

    That volume is the cell as drawn times the recess depth, as if its walls were vertical. The
    enamel meets the wall at the process's height and hangs between the walls so far that the volume
    is right. Where it would meet the wall too steeply or touch the floor, it meets the wall farther
    down and hangs less: the volume stays. A fill too low even for a flat film leaves that film, and
    is the one case where there is more enamel than asked for.

    Parameters
    ----------
    regions, profile, process : Regions, EdgeProfile, Process
        What is sunk, how its walls stand, and how much is filled in.
    pitch_mm : float
        Sample spacing.
    even_from_mm : float
        Cells narrower than this are filled lower, in proportion to their width: less drops into them.

    Returns
    -------
    (H, W) float32 ndarray
        Top of the enamel above the back plane, continued a little past the walls; 0 where there is none.
    """
    bare = cv2.dilate((regions.recess > 0.5).astype(np.uint8), np.ones((5, 5), np.uint8)) > 0
    dry = bare | (regions.outline_mm <= 0.0)
    from_wall = -regions.raised_mm
    np.minimum(from_wall, np.float32(-pitch_mm), out=from_wall, where=dry)
    unit = unit_liquid_mm2(from_wall, pitch_mm, process.capillary_length_mm, FINEST_MM)
    cells = _measured(unit, from_wall, process.capillary_length_mm, pitch_mm)
    filled = process.enamel_fill * np.ones_like(cells.deepest_mm2)
    if even_from_mm > 0.0:
        width_mm = np.sqrt(8.0 * np.maximum(cells.deepest_mm2, 0.0))  # of a slot, from the sag in its middle
        filled *= np.minimum(width_mm / even_from_mm, 1.0)
    contact_mm, curvature = _settled(cells, profile, filled)
    top = np.float32(profile.thickness_mm) - contact_mm.astype(np.float32)[cells.labels]
    top -= curvature.astype(np.float32)[cells.labels] * unit
    top[dry] = 0.0
    return top


def _measured(unit: Field, from_wall: Field, capillary_length_mm: float, pitch_mm: float) -> _Cells:
    """Measure every cell.

    The slope's integral along the wall is, by the equation itself, the cell's area less its volume
    over l**2. It gives the mean slope, and what a sum over samples is off: times pitch**2 / 24 too
    little for the edge samples, times pitch**2 / 12 too much because the height function is linear
    between samples and the surface is hollow.
    """
    count, labels = labelled(from_wall)
    owner = continued(labels, PAST_WALL_PX)
    flat = owner.ravel().astype(np.intp)
    share = share_inside(from_wall, pitch_mm)

    def total(field: Field) -> PerCell:
        sums = np.bincount(flat, weights=field.ravel(), minlength=count) * pitch_mm**2
        return np.asarray(np.maximum(sums, 1e-12), np.float64)

    area_mm2, volume = total(share), total(share * unit)
    edge_slope = area_mm2 - volume / capillary_length_mm**2
    volume -= edge_slope * pitch_mm**2 / 24.0
    band_mm = WALL_BAND_PX * pitch_mm
    band = flat[np.flatnonzero((from_wall > 0.0) & (from_wall < band_mm))]
    wall_mm = np.maximum(np.bincount(band, minlength=count) * pitch_mm**2 / band_mm, 1e-6)
    deepest, _ = crests(unit, labels, count)
    mean = volume / area_mm2
    return _Cells(
        labels=owner,
        mean_mm2=mean,
        deepest_mm2=np.maximum(deepest, mean),
        wall_slope_mm=np.maximum(edge_slope / wall_mm, 1e-6),
    )


def _settled(cells: _Cells, profile: EdgeProfile, filled: PerCell) -> tuple[PerCell, PerCell]:
    """Where each cell's enamel meets the wall, in mm below the line tops, and its curvature in 1/mm.

    `filled`, (N,), is the share of each cell's volume that is filled.
    """
    room_mm = max(profile.depth_mm - LEAST_FILM_MM, 0.0)
    mean_drop_mm = np.minimum((1.0 - filled) * profile.depth_mm, room_mm)
    by_volume = (mean_drop_mm - profile.contact_mm) / cells.mean_mm2
    by_angle = STEEPEST / cells.wall_slope_mm
    by_floor = (room_mm - mean_drop_mm) / np.maximum(cells.deepest_mm2 - cells.mean_mm2, 1e-12)
    curvature = np.clip(by_volume, -by_angle, np.minimum(by_angle, by_floor))
    contact_mm = mean_drop_mm - curvature * cells.mean_mm2
    return contact_mm, curvature
