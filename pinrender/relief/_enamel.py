"""Enamel in the recesses: pinned to the walls, hanging between them."""

from __future__ import annotations

import math

import cv2
import numpy as np

from pinrender.catalog import Process
from pinrender.relief._liquids import unit_liquid_mm2
from pinrender.relief._profiles import EdgeProfile
from pinrender.relief._regions import Regions
from pinrender.relief._surface import Field, smooth

__all__ = ["fill"]

FINEST_MM = 0.05
STEEPEST = math.tan(math.radians(50.0))
"""Enamel wets metal at about this angle (45 to 60 degrees in the trade's pictures; chosen by eye);
steeper, the line would not stay pinned."""
LEAST_FILM_MM = 0.03
"""Enamel left over the floor where a cell would otherwise dry out; chosen by eye."""
STRIP_WIDTH2_PER_MEAN = 12.0
"""A parabola of unit curvature across a strip of width w sags w**2 / 12 on average."""
DISC_CENTRE_PER_MEAN = 2.0
"""Over a disc it sags twice its average at the centre; over every other cell less."""


def fill(regions: Regions, profile: EdgeProfile, process: Process, pitch_mm: float) -> Field:
    """Fill the cells.

    Returns
    -------
    (H, W) float32 ndarray
        Top of the enamel above the back plane, continued a little past the walls; 0 where there is none.
    """
    bare = cv2.dilate((regions.recess > 0.5).astype(np.uint8), np.ones((5, 5), np.uint8)) > 0
    dry = bare | (regions.outline_mm <= 0.0)
    from_wall = np.where(dry, np.minimum(-regions.raised_mm, -pitch_mm), -regions.raised_mm).astype(
        np.float32
    )
    unit = unit_liquid_mm2(from_wall, pitch_mm, process.capillary_length_mm, FINEST_MM)
    sag = unit * _curvature(unit, from_wall, profile, process)
    surface = smooth(np.float32(profile.thickness_mm - profile.contact_mm) - sag, FINEST_MM / pitch_mm)
    return np.asarray(np.where(dry, np.float32(0.0), surface), np.float32)


def _curvature(unit: Field, from_wall: Field, profile: EdgeProfile, process: Process) -> Field:
    """Curvature c of each cell, 1/mm: the process's mean sag, within wetting angle and depth."""
    count, labels = cv2.connectedComponents((from_wall > 0.0).astype(np.uint8), connectivity=4)
    flat = labels.ravel()
    samples = np.maximum(np.bincount(flat, minlength=count), 1)
    mean = np.maximum(np.bincount(flat, weights=unit.ravel(), minlength=count) / samples, 1e-9)
    width_mm = np.sqrt(STRIP_WIDTH2_PER_MEAN * mean)
    room_mm = profile.depth_mm - profile.contact_mm - LEAST_FILM_MM
    sag_mm = (1.0 - process.enamel_fill) * profile.depth_mm - profile.contact_mm
    curvature = np.minimum.reduce(
        [
            sag_mm / mean,
            2.0 * STEEPEST / width_mm,
            room_mm / (DISC_CENTRE_PER_MEAN * mean),
        ]
    )
    curvature[0] = 0.0
    return np.asarray(cv2.dilate(curvature.astype(np.float32)[labels], np.ones((5, 5), np.uint8)), np.float32)
