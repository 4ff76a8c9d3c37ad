"""Which level lines the mesh follows."""

from __future__ import annotations

import math

import cv2
import numpy as np
from numpy.typing import NDArray

from pinrender.relief import Relief

__all__ = ["level_lines"]

FAR_BELOW_MM = -1e6
"""A level under every distance there is: the strip above it holds the middle of the widest cell."""
CLOSEST_LEVELS_MM = 0.01
"""Levels nearer than this to one another are merged: nothing between them is worth a strip."""

STEEPEST = 2.5
"""Rise of a distance over the distance walked that it may have: 1, more where it is squeezed."""
SOFTENED_PX = 1.5

Field = NDArray[np.float32]


def level_lines(relief: Relief, most: int | None = None) -> tuple[Field, list[float]]:
    """Choose a distance and its levels: those along which the surface bends and is seen to.

    Parameters
    ----------
    relief : Relief
        The surface.
    most : int, optional
        Of its bends only so many are looked at, the edge and the sharpest; all of them if not given.

    Returns
    -------
    distance_mm : (H, W) float32 ndarray
        To the outline if the face lies under epoxy, and near the outline; elsewhere to the edge of what
        is raised, or to the waterline where enamel meets the wall below it.
    levels_mm : list of float
        Ascending. The important ones, none too close; below 0 only where there is a face so low.
    """
    distance = relief.outline_mm if _is_domed_all_over(relief) else _from_edges(relief)
    kept: list[float] = []
    for level in relief.bends_mm[:most]:
        if all(abs(level - other) >= CLOSEST_LEVELS_MM for other in kept) and (
            level >= 0.0 or _is_seen(relief, distance, level)
        ):
            kept.append(level)
    lowest_mm = np.min(distance, where=relief.outline_mm > relief.grid.pitch_mm, initial=0.0)
    below = [FAR_BELOW_MM] if lowest_mm < 0.0 else []
    return distance, sorted([*below, *kept])


def _from_edges(relief: Relief) -> Field:
    """Distance to the edge of what is raised; at the outline, where the two should be one, to the outline."""
    distance = relief.raised_mm
    if relief.enamel_mm is not None:
        distance = _from_waterline(relief, relief.enamel_mm)
    half_mm = np.float32(max(0.5 * relief.profile.edge_radius_mm, 1e-3))
    share = np.clip(np.float32(2.0) - relief.outline_mm / half_mm, 0.0, 1.0)
    return _without_jumps(distance + share * (relief.outline_mm - distance), relief.grid.pitch_mm)


def _without_jumps(distance: Field, pitch_mm: float) -> Field:
    """Soften a distance where neighbours differ by more than distances can.

    Regions that were drawn up separately may meet in such a jump, and level lines through it would
    run closer to one another than a needle is wide. Elsewhere nothing changes.
    """
    steepest = np.float32(STEEPEST * pitch_mm)
    jump = np.zeros(distance.shape, np.uint8)
    jump[1:] |= np.abs(distance[1:] - distance[:-1]) > steepest
    jump[:, 1:] |= np.abs(distance[:, 1:] - distance[:, :-1]) > steepest
    if not jump.any():
        return np.asarray(distance, np.float32)
    share = cv2.GaussianBlur(
        cv2.dilate(jump, np.ones((9, 9), np.uint8)).astype(np.float32), (0, 0), SOFTENED_PX
    )
    soft = cv2.GaussianBlur(distance, (0, 0), SOFTENED_PX)
    return np.asarray(distance + share * (soft - distance), np.float32)


def _from_waterline(relief: Relief, enamel_mm: Field) -> Field:
    """Distance to the edge of what is raised, its 0 moved down the walls to where the enamel meets them.

    The level lines above 0 stay where they are; those between are squeezed.
    """
    profile = relief.profile
    lean = profile.lean_rad
    drop = np.float32(profile.thickness_mm) - enamel_mm
    turn_drop = np.float32(profile.shoulder_radius_mm * (1.0 - math.sin(lean)))
    down_mm = np.maximum(drop - turn_drop, np.float32(0.0)) * np.float32(math.tan(lean)) + profile.turn_mm
    down_mm = np.clip(down_mm, 0.0, profile.foot_mm)
    fade = np.clip(np.float32(1.0) - relief.raised_mm / np.float32(max(profile.reach_mm, 1e-3)), 0.0, 1.0)
    wet = (drop > turn_drop) & (enamel_mm > 0.0)
    return np.asarray(relief.raised_mm + np.where(wet, down_mm * fade, np.float32(0.0)), np.float32)


def _is_domed_all_over(relief: Relief) -> bool:
    """Whether nothing of the face shows but the outline's edge."""
    if relief.dome_mm is None:
        return False
    face = relief.outline_mm > relief.profile.edge_radius_mm
    return bool(np.all(relief.dome_mm[face] > 0.0))


def _is_seen(relief: Relief, distance: Field, level: float) -> bool:
    """Whether a bend below the drawn edge is anywhere on the face and not under enamel."""
    pitch_mm = relief.grid.pitch_mm
    near = (np.abs(distance - np.float32(level)) < pitch_mm) & (relief.outline_mm > pitch_mm)
    if relief.enamel_mm is not None:
        drop_mm = float(relief.profile.wall_mm(np.array([level], np.float32))[0])
        near &= relief.enamel_mm < np.float32(relief.profile.thickness_mm - drop_mm)
    return bool(near.any())
