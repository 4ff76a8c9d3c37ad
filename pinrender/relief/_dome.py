"""Epoxy poured over the face, or over named areas of it."""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from pinrender.catalog import Process
from pinrender.errors import UsageError
from pinrender.findings import Finding, Severity
from pinrender.relief._distance import signed_distance_mm
from pinrender.relief._liquids import unit_liquid_mm2
from pinrender.relief._pools import PINNED_AT, PerPool, Pools, pools_of, surface
from pinrender.relief._profiles import EdgeProfile
from pinrender.relief._rim import ADVANCING_DEG, STEEPEST
from pinrender.relief._surface import Field, share_inside
from pinrender.units import Grid

__all__ = ["PINNED_AT", "Dome", "Pour", "pour"]

FINEST_MM = 0.1
LEAST_POOL_MM2 = 0.2
"""A smaller area, such as the raster cuts off at a tip, holds what stays on it, whatever is asked for."""
LEAST_GAIN_MM4 = 1e-4
"""Volume gained per curvature; less is an area of a few samples, which may keep what it has."""
HOLLOWEST_PER_MM = -2.0
"""More curved, a film would hardly touch anything but the edge of its area."""
NEWTON_STEPS = 60
VOLUME_TOLERANCE = 1e-6


@dataclass(frozen=True, slots=True, kw_only=True)
class Pour:
    """How much epoxy to pour, where it is not left to the process: one of the two.

    Attributes
    ----------
    height_mm : float or None
        Every dome's crown above the tops of the lines, > 0.
    volume_mm3 : float or None
        Epoxy in all, > 0, shared by the domes' areas.

    Raises
    ------
    UsageError
        If neither or both are given, or not greater than zero.
    """

    height_mm: float | None = None
    volume_mm3: float | None = None

    def __post_init__(self) -> None:
        """Refuse what cannot be poured."""
        given = [amount for amount in (self.height_mm, self.volume_mm3) if amount is not None]
        if len(given) != 1:
            raise UsageError("epoxy is poured by its height or by its volume: give exactly one of the two")
        if not (math.isfinite(given[0]) and given[0] > 0.0):
            raise UsageError(f"the amount of epoxy must be greater than zero, not {given[0]:g}")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Dome:
    """Cured epoxy; every array (H, W).

    Attributes
    ----------
    top_mm : float32 ndarray
        Top of the epoxy above the back plane, falling away steeply past its edge; 0 farther out.
    from_edge_mm : float32 ndarray
        Signed distance to the edge it is pinned at, positive under it.
    share : float32 ndarray
        Share of each sample that lies under epoxy, 0..1.
    volume_mm3 : float
        Epoxy between the face and its top.
    findings : tuple of Finding
        Where it would run over.
    """

    top_mm: Field
    from_edge_mm: Field
    share: Field
    volume_mm3: float
    findings: tuple[Finding, ...]


def pour(
    outline_mm: Field,
    face_mm: Field,
    profile: EdgeProfile,
    process: Process,
    grid: Grid,
    *,
    area: NDArray[np.uint8] | None = None,
    amount: Pour | None = None,
) -> Dome:
    """Pour epoxy: pinned at its edge, floating on whatever lies under it.

    It stops where the outline's edge rounds off, or at the edge of the named areas, where it
    stands as high as the tops of the lines. Left to the process, the crown of every separate
    area reaches the process's height, or as high as stays on; an amount given is obeyed.

    Parameters
    ----------
    outline_mm : (H, W) float32 ndarray
        Signed distance to the outline and cut-outs, positive inside.
    face_mm : (H, W) float32 ndarray
        Top of metal and enamel above the back plane.
    profile : EdgeProfile
        How the outline rounds off.
    process : Process
        Epoxy's height and capillary length.
    grid : Grid
        Where the samples lie.
    area : (H, W) uint8 ndarray or None
        Coverage of the named areas; None = the whole face.
    amount : Pour or None
        What a person asked for; None = what the process pours.
    """
    pitch_mm = grid.pitch_mm
    inset_mm = np.float32(PINNED_AT * profile.edge_radius_mm)
    from_outline = from_edge = outline_mm - inset_mm
    skirt_mm = 0.0
    if area is not None:
        from_edge = np.minimum(from_outline, signed_distance_mm(area, pitch_mm))
        skirt_mm = profile.thickness_mm - float(face_mm[outline_mm > 0.0].min(initial=profile.thickness_mm))
    unit = unit_liquid_mm2(from_edge, pitch_mm, process.epoxy_capillary_length_mm, FINEST_MM)
    pools = pools_of(
        unit, from_edge, from_outline, profile, skirt_mm=skirt_mm, finest_mm=FINEST_MM, pitch_mm=pitch_mm
    )
    stays_on = STEEPEST / pools.rims.slope_mm
    crown_mm = process.epoxy_height_mm if amount is None or amount.height_mm is None else amount.height_mm
    curvature = (profile.thickness_mm + crown_mm - pools.pinned_mm) / pools.highest_mm2
    found: tuple[Finding, ...] = ()
    if amount is None:
        curvature = np.minimum(curvature, stays_on)
    elif amount.volume_mm3 is not None:
        curvature, found = _holding(amount.volume_mm3, unit, from_edge, face_mm, pools, pitch_mm)
    curvature = np.where(pools.area_mm2 < LEAST_POOL_MM2, np.minimum(curvature, stays_on), curvature)
    top = surface(unit, from_edge, curvature, pools)
    above = top - face_mm
    return Dome(
        top_mm=top,
        from_edge_mm=from_edge,
        share=_share(above, pitch_mm),
        volume_mm3=float(np.maximum(above, 0.0).sum(dtype=np.float64)) * pitch_mm**2,
        findings=(*found, *_run_over(curvature, stays_on, pools, profile, grid)),
    )


def _holding(
    volume_mm3: float,
    unit: Field,
    from_edge: Field,
    face_mm: Field,
    pools: Pools,
    pitch_mm: float,
) -> tuple[PerPool, tuple[Finding, ...]]:
    """Curvature of each dome that leaves its share of the volume between it and the face.

    The volume is convex in the curvature, and never less than if the whole area were flooded: from
    the curvature that this bound gives, Newton's steps come down to the answer and cannot pass it.
    Too little to fill the recesses hangs hollow between their lines, and that is told.
    """
    owner, count = pools.labels.ravel(), pools.area_mm2.size
    sample_mm2 = pitch_mm**2
    wanted = volume_mm3 * pools.area_mm2 / max(float(pools.area_mm2[1:].sum()), 1e-12)

    def above_mm(curved: PerPool) -> NDArray[np.float32]:
        return (surface(unit, from_edge, curved, pools) - face_mm).ravel()

    flat = np.zeros(count)
    film = above_mm(flat)
    flooded = np.bincount(owner, film, count) * sample_mm2
    gained = np.bincount(owner, unit.ravel(), count) * sample_mm2
    curvature = np.where(wanted > 0.0, (wanted - flooded) / np.maximum(gained, 1e-6), 0.0)
    curvature[0] = 0.0
    for _ in range(NEWTON_STEPS):
        above = above_mm(curvature)
        held = np.bincount(owner, np.maximum(above, 0.0), count) * sample_mm2
        excess = np.where(wanted > 0.0, held - wanted, 0.0)
        excess[0] = 0.0
        if np.all(np.abs(excess) <= VOLUME_TOLERANCE * wanted):
            break
        gained = np.bincount(owner, np.where(above > 0.0, unit.ravel(), 0.0), count) * sample_mm2
        curvature = np.maximum(curvature - excess / np.maximum(gained, LEAST_GAIN_MM4), HOLLOWEST_PER_MM)
    least_mm3 = float(np.maximum(film, 0.0)[owner > 0].sum(dtype=np.float64)) * sample_mm2
    return curvature, _too_little(volume_mm3, least_mm3)


def _too_little(volume_mm3: float, least_mm3: float) -> tuple[Finding, ...]:
    if volume_mm3 >= least_mm3:
        return ()
    return (
        Finding(
            code="epoxy-too-little",
            severity=Severity.WARNING,
            message=f"{volume_mm3:g} mm³ of epoxy does not even fill the recesses level with the lines, "
            f"which takes {least_mm3:.1f} mm³; it hangs hollow between them",
            suggestion=f"pour more than {least_mm3:.0f} mm³",
        ),
    )


def _share(above_mm: Field, pitch_mm: float) -> Field:
    """Share of each sample where epoxy stands above the face: by slopes where it meets the face."""
    square = np.ones((3, 3), np.uint8)
    meets = (cv2.erode(above_mm, square) <= 0.0) & (cv2.dilate(above_mm, square) > 0.0)
    meets[[0, -1]] = False
    meets[:, [0, -1]] = False
    rows, cols = np.nonzero(meets)
    down = above_mm[rows + 1, cols] - above_mm[rows - 1, cols]
    right = above_mm[rows, cols + 1] - above_mm[rows, cols - 1]
    climb = np.maximum(np.hypot(down, right) / np.float32(2.0 * pitch_mm), np.float32(1e-3))
    share = (above_mm > 0.0).astype(np.float32)
    share[rows, cols] = share_inside(above_mm[rows, cols] / climb, pitch_mm)
    return share


def _run_over(
    curvature: PerPool, stays_on: PerPool, pools: Pools, profile: EdgeProfile, grid: Grid
) -> tuple[Finding, ...]:
    """Say where epoxy as high as asked for does not stay on the pin: the worst of the domes."""
    excess = curvature / stays_on
    excess[0] = 0.0
    worst = int(excess.argmax())
    if excess[worst] <= 1.0 + 1e-6:
        return ()

    def height_mm(curved: PerPool) -> float:
        return float((pools.pinned_mm + curved * pools.highest_mm2)[worst]) - profile.thickness_mm

    angle_deg = math.degrees(math.atan(curvature[worst] * pools.rims.slope_mm[worst]))
    x_mm, y_mm = grid.to_world_mm(pools.rims.row[worst], pools.rims.col[worst])
    crown_mm, safe_mm = height_mm(curvature), height_mm(stays_on)
    return (
        Finding(
            code="epoxy-runs-over",
            severity=Severity.WARNING,
            message=f"epoxy {crown_mm:.2f} mm high meets its edge at {angle_deg:.0f} degrees near "
            f"x = {x_mm:.1f}, y = {y_mm:.1f} mm; steeper than {ADVANCING_DEG:.0f} degrees it runs over",
            suggestion=f"pour it at most {safe_mm:.2f} mm high",
        ),
    )
