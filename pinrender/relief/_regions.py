"""Where metal stands: the drawn lines, plus the rim and walls that the process adds."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from pinrender.artwork import Plan
from pinrender.catalog import Process
from pinrender.relief._distance import signed_distance_mm

__all__ = ["Regions", "divide"]

Mask = NDArray[np.uint8]
Field = NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Regions:
    """The face, divided; every array (H, W).

    Attributes
    ----------
    outline_mm, raised_mm : float32 ndarray
        Signed distances as in `Relief`.
    metal, recess : float32 ndarray
        Shares as in `Relief`.
    """

    outline_mm: Field
    raised_mm: Field
    metal: Field
    recess: Field


def divide(plan: Plan, process: Process) -> Regions:
    """Decide what is raised, what is bare floor and what is enamel."""
    pitch_mm = plan.grid.pitch_mm
    outline_mm = signed_distance_mm(plan.body, pitch_mm)
    bare = plan.recess if process.enamel != "none" else _less(plan.body, plan.metal)
    lines: Mask = np.maximum(plan.metal, _rim(plan.metal, outline_mm, process, pitch_mm))
    if process.enamel != "none":
        lines = np.maximum(lines, _walls(lines, bare, plan.body, process, pitch_mm))
    lines = np.where(outline_mm > -2.0 * pitch_mm, np.minimum(lines, plan.body), 0).astype(np.uint8)
    raised = lines if process.enamel != "flush" else np.maximum(lines, _less(plan.body, bare))
    recess = _share_of_bare(bare, lines)
    of_body = lines / np.maximum(plan.body, 1).astype(np.float32)
    metal = np.where(outline_mm > 0.0, np.minimum(of_body + recess, 1.0), 1.0)
    return Regions(
        outline_mm=outline_mm,
        raised_mm=signed_distance_mm(raised, pitch_mm),
        metal=metal.astype(np.float32),
        recess=recess,
    )


def _less(coverage: Mask, other: Mask) -> Mask:
    """What `other` leaves of a coverage."""
    return np.asarray(cv2.subtract(coverage, other), np.uint8)


def _coverage(signed_mm: Field, pitch_mm: float) -> Mask:
    """Turn a signed distance back into anti-aliased coverage."""
    share = np.clip(0.5 + signed_mm / np.float32(pitch_mm), 0.0, 1.0)
    return np.asarray(share * 255.0 + 0.5).astype(np.uint8)


def _distance_to_mm(mask: NDArray[np.bool_], pitch_mm: float) -> Field:
    """Distance from every sample to the nearest sample of `mask`."""
    if not mask.any():
        return np.full(mask.shape, 1e3, np.float32)
    away = cv2.distanceTransform((~mask).astype(np.uint8), cv2.DIST_L2, cv2.DIST_MASK_PRECISE)
    return np.asarray(away * np.float32(pitch_mm), np.float32)


def _rim(metal: Mask, outline_mm: Field, process: Process, pitch_mm: float) -> Mask:
    """Close the outline with metal wherever the drawing lets another region reach it."""
    open_edge = (metal < 128) & (outline_mm > 0.0) & (outline_mm < process.min_line_mm)
    reach_mm = _distance_to_mm(open_edge, pitch_mm)
    return _coverage(np.minimum(process.rim_mm - outline_mm, process.rim_mm - reach_mm), pitch_mm)


def _walls(lines: Mask, bare: Mask, body: Mask, process: Process, pitch_mm: float) -> Mask:
    """Keep enamel out of bare recesses with a wall of the process's minimum line between them."""
    floor = (bare >= 128) & (lines < 128)
    enamel = (body >= 128) & (lines < 128) & ~floor
    if not floor.any() or not enamel.any():
        return np.zeros_like(lines)
    both_mm = np.maximum(_distance_to_mm(floor, pitch_mm), _distance_to_mm(enamel, pitch_mm))
    return _coverage(np.float32(0.5 * process.min_line_mm) - both_mm, pitch_mm)


def _share_of_bare(bare: Mask, lines: Mask) -> Field:
    """Share of each sample that is bare floor: what the lines leave, where floor is nearest."""
    left = np.float32(1.0) - lines / np.float32(255.0)
    near_floor = cv2.dilate(bare, np.ones((3, 3), np.uint8)) >= 128
    mostly = bare.astype(np.float32) > 255.0 * 0.5 * left
    return np.where(near_floor & mostly, left, np.float32(0.0)).astype(np.float32)
