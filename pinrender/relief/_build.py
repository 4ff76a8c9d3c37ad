"""A plan and a process become a relief: profiles for the metal, solved liquids for the rest."""

from __future__ import annotations

import math

import cv2
import numpy as np
from numpy.typing import NDArray

from pinrender.artwork import Plan
from pinrender.catalog import Process
from pinrender.relief._liquids import unit_liquid_mm2
from pinrender.relief._model import Relief
from pinrender.relief._profiles import EdgeProfile
from pinrender.relief._regions import Regions, divide
from pinrender.units import frozen

__all__ = ["build"]

ENAMEL_FINEST_MM = 0.05
EPOXY_FINEST_MM = 0.1
SMOOTHING_PER_FINEST = 0.8
"""A blur by this share of the solver's spacing hides its print and hardly moves the surface."""
STEEPEST_LIQUID = math.tan(math.radians(50.0))
"""Enamel and epoxy wet metal at about this angle (45 to 60 degrees in the trade's pictures; chosen by eye);
steeper, the line would not stay pinned."""
LEAST_FILM_MM = 0.03
"""Enamel left over the floor where a cell would otherwise dry out; chosen by eye."""
STRIP_WIDTH2_PER_MEAN = 12.0
"""A parabola of unit curvature across a strip of width w sags w**2 / 12 on average."""
DISC_CENTRE_PER_MEAN = 2.0
"""Over a disc it sags twice its average at the centre; over every other cell less."""
PINNED_AT = 0.6
"""Epoxy stops where the outline's rounding begins to fall away: this share of its radius inward."""
LIQUID_BENDS_MM = (0.1, 0.25, 0.5, 0.9, 1.5, 2.4, 3.8, 6.0)
DOME_BENDS_MM = (0.2, 0.35, 0.6, 1.0, 1.6, 2.4, 3.5, 5.0, 7.0)
"""Distances from their edge between which a meniscus or a dome is nearly straight."""

Field = NDArray[np.float32]


def build(plan: Plan, process: Process, *, epoxy: bool = False) -> Relief:
    """Make the relief of a plan.

    Parameters
    ----------
    plan : Plan
        What lies where.
    process : Process
        How it is made.
    epoxy : bool
        Pour a dome over the face.

    Returns
    -------
    Relief
    """
    regions = divide(plan, process)
    pitch_mm = plan.grid.pitch_mm
    profile = EdgeProfile(
        thickness_mm=process.thickness_mm,
        edge_radius_mm=process.edge_radius_mm,
        shoulder_radius_mm=process.shoulder_radius_mm,
        contact_mm=min(process.enamel_climb_mm, process.shoulder_radius_mm),
        depth_mm=process.recess_depth_mm,
        lean_deg=process.wall_lean_deg,
    )
    slope = _metal_slope(regions, profile, pitch_mm)
    enamel = dome = dome_slope = None
    if process.enamel == "recessed":
        enamel, slope = _fill(slope, regions, profile, process, pitch_mm)
    if epoxy:
        dome, dome_slope = _dome(slope, regions.outline_mm, profile, process, pitch_mm)
    return Relief(
        grid=plan.grid,
        profile=profile,
        outline_mm=frozen(regions.outline_mm),
        raised_mm=frozen(regions.raised_mm),
        enamel_mm=None if enamel is None else frozen(enamel),
        dome_mm=None if dome is None else frozen(dome),
        bends_mm=_bends_mm(profile, liquid=process.enamel == "recessed", dome=epoxy),
        slope=frozen(slope),
        dome_slope=None if dome_slope is None else frozen(dome_slope),
        metal=frozen(regions.metal),
        recess=frozen(regions.recess),
    )


def _bends_mm(profile: EdgeProfile, *, liquid: bool, dome: bool) -> tuple[float, ...]:
    """Level lines along which the surface bends, the sharpest bends first."""
    edge = profile.edge_radius_mm
    if dome:
        return (0.0, PINNED_AT * edge, 0.08 * edge, 0.3 * edge, *DOME_BENDS_MM)
    reach, turn, foot = profile.reach_mm, profile.turn_mm, profile.foot_mm
    sharp = (0.0, -turn, -foot, reach, edge)
    round_ = (
        reach - 0.5 * (reach + turn),
        reach - 0.8 * (reach + turn),
        0.08 * edge,
        0.3 * edge,
        PINNED_AT * edge,
    )
    meniscus = tuple(-distance for distance in LIQUID_BENDS_MM) if liquid else ()
    return (*sharp, *round_, -0.5 * (turn + foot), *meniscus)


def _metal_slope(regions: Regions, profile: EdgeProfile, pitch_mm: float) -> Field:
    """dh/dx and dh/dy of the bare metal; (H, W, 2)."""
    steepness = profile.steepness(regions.raised_mm, regions.outline_mm, pitch_mm)
    at_outline = regions.outline_mm < profile.edge_radius_mm
    grad = np.where(
        at_outline[..., None], _slope_of(regions.outline_mm, pitch_mm), _slope_of(regions.raised_mm, pitch_mm)
    )
    length = np.maximum(np.hypot(grad[..., 0], grad[..., 1]), 1e-3)
    return np.asarray(grad * (steepness / length)[..., None], np.float32)


def _smooth(surface: Field, finest_px: float) -> Field:
    """Take the solver's grid, `finest_px` samples wide, off a surface that mirrors."""
    return np.asarray(cv2.GaussianBlur(surface, (0, 0), SMOOTHING_PER_FINEST * finest_px), np.float32)


def _slope_of(height_mm: Field, pitch_mm: float) -> Field:
    """d/dx and d/dy by central differences, world axes; (H, W, 2)."""
    scale = 1.0 / (32.0 * pitch_mm)
    grad_x = cv2.Scharr(height_mm, cv2.CV_32F, 1, 0, scale=scale)
    grad_y = cv2.Scharr(height_mm, cv2.CV_32F, 0, 1, scale=-scale)
    return np.stack([grad_x, grad_y], axis=-1)


def _fill(
    slope: Field, regions: Regions, profile: EdgeProfile, process: Process, pitch_mm: float
) -> tuple[Field, Field]:
    """Fill the cells: enamel pinned to the shoulders, hanging between them."""
    bare = cv2.dilate((regions.recess > 0.5).astype(np.uint8), np.ones((5, 5), np.uint8)) > 0
    dry = bare | (regions.outline_mm <= 0.0)
    from_wall = np.where(dry, np.minimum(-regions.raised_mm, -pitch_mm), -regions.raised_mm).astype(
        np.float32
    )
    unit = unit_liquid_mm2(from_wall, pitch_mm, process.capillary_length_mm, ENAMEL_FINEST_MM)
    sag = unit * _curvature(unit, from_wall, profile, process)
    surface = _smooth(
        np.float32(profile.thickness_mm - profile.contact_mm) - sag, ENAMEL_FINEST_MM / pitch_mm
    )
    share = np.clip(np.float32(0.5) + from_wall / np.float32(pitch_mm), 0.0, 1.0)[..., None]
    blended = share * _slope_of(surface, pitch_mm) + (1.0 - share) * slope
    return np.where(dry, np.float32(0.0), surface), blended


def _curvature(unit: Field, from_wall: Field, profile: EdgeProfile, process: Process) -> Field:
    """Curvature c of each cell, 1/mm: the process's mean sag, within wetting angle and depth."""
    count, labels = cv2.connectedComponents((from_wall > 0.0).astype(np.uint8), connectivity=4)
    flat = labels.ravel()
    samples = np.maximum(np.bincount(flat, minlength=count), 1)
    mean = np.maximum(np.bincount(flat, weights=unit.ravel(), minlength=count) / samples, 1e-9)
    width_mm = np.sqrt(STRIP_WIDTH2_PER_MEAN * mean)
    room_mm = profile.depth_mm - profile.contact_mm - LEAST_FILM_MM
    curvature = np.minimum.reduce(
        [
            process.enamel_sag_mm / mean,
            2.0 * STEEPEST_LIQUID / width_mm,
            room_mm / (DISC_CENTRE_PER_MEAN * mean),
        ]
    )
    curvature[0] = 0.0
    return np.asarray(cv2.dilate(curvature.astype(np.float32)[labels], np.ones((5, 5), np.uint8)), np.float32)


def _dome(
    slope: Field, outline_mm: Field, profile: EdgeProfile, process: Process, pitch_mm: float
) -> tuple[Field, Field]:
    """Pour epoxy: pinned where the outline's edge rounds off, its crown at the set height."""
    inset_mm = np.float32(PINNED_AT * profile.edge_radius_mm)
    from_edge = outline_mm - inset_mm
    unit = unit_liquid_mm2(from_edge, pitch_mm, process.epoxy_capillary_length_mm, EPOXY_FINEST_MM)
    near_edge = (from_edge > 0.5 * EPOXY_FINEST_MM) & (from_edge < 2.0 * EPOXY_FINEST_MM)
    steepest = float(np.max(unit[near_edge] / from_edge[near_edge], initial=1e-6))
    fallen_mm = float(profile.rounding_mm(np.array([inset_mm]))[0])
    crown_mm = process.epoxy_height_mm + fallen_mm
    curvature = min(crown_mm / max(float(unit.max()), 1e-6), STEEPEST_LIQUID / steepest)
    pinned_mm = np.float32(profile.thickness_mm - fallen_mm)
    surface = np.asarray(pinned_mm + np.float32(curvature) * unit, np.float32)
    surface = _smooth(surface, EPOXY_FINEST_MM / pitch_mm)
    share = np.clip(np.float32(0.5) + from_edge / np.float32(pitch_mm), 0.0, 1.0)[..., None]
    blended = share * _slope_of(surface, pitch_mm) + (1.0 - share) * slope
    return np.where(from_edge > -pitch_mm, surface, np.float32(0.0)), blended
