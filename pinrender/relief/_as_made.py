"""What the factory makes of lines and cells that are too fine: thickened, rounded, closed up."""

from __future__ import annotations

from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from pinrender.artwork import Plan
from pinrender.catalog import Process
from pinrender.findings import Finding, Severity
from pinrender.relief._distance import coverage_within, signed_distance_mm
from pinrender.relief._narrow import enlarged, times_finer
from pinrender.units import Grid, frozen
from pinrender.widths import FINER, HALF, TOLERATED, NarrowPart, narrow_parts, window_of

__all__ = ["as_made"]

LEAST_CHANGE_MM2 = 0.02
"""Smaller changes are the rounding of corners, which are not told of."""

SURE_PX = 0.6
"""Fine samples by which the cutter is taken to reach farther, lest a straight edge lose its own rounding."""

Mask = NDArray[np.uint8]


def as_made(plan: Plan, process: Process) -> tuple[Plan, tuple[Finding, ...]]:
    """Apply what cutting the die, or etching, does to raised metal.

    Corners and points of metal are rounded by the cutter's radius; lines thinner than the process's least
    become as wide as that, along their middle; cells that end narrower than the least close up. What
    stoning then takes away, and how low narrow cells are filled, is the relief's.

    Parameters
    ----------
    plan : Plan
        What is drawn.
    process : Process
        How it is made; a process without a tool, as print, changes nothing.

    Returns
    -------
    plan : Plan
        With other metal, and the recess that this leaves.
    findings : tuple of Finding
        At most one notice, code ``as-made``.
    """
    if process.tool_radius_mm <= 0.0 or not (plan.metal >= HALF).any():
        return plan, ()
    times = times_finer(plan.metal.shape, plan.grid.pitch_mm)  # as fine whatever the picture
    fine = _Fine(
        grid=_finer(plan.grid, times),
        body=enlarged(plan.body, times),
        metal=enlarged(plan.metal, times),
        recess=enlarged(plan.recess, times),
    )
    rounded = _rounded(fine, process.tool_radius_mm)
    thick = rounded if process.polished_out else _thickened(fine, rounded, process.min_line_mm)
    metal = np.minimum(_changed(plan.metal, fine, _closed(fine, thick, process.min_cell_mm)), plan.body)
    made = replace(
        plan, metal=frozen(metal), recess=frozen(np.minimum(plan.recess, plan.body - metal).astype(np.uint8))
    )
    return made, _told(plan, metal)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Fine:
    """The plan's shapes on finer samples, (h, w) each."""

    grid: Grid
    body: Mask
    metal: Mask
    recess: Mask


def _finer(grid: Grid, times: int) -> Grid:
    return Grid(
        rows=times * grid.rows,
        cols=times * grid.cols,
        pitch_mm=grid.pitch_mm / times,
        center_row=times * grid.center_row,
        center_col=times * grid.center_col,
    )


def _changed(metal: Mask, fine: _Fine, made: Mask) -> Mask:
    """The metal (H, W) with what fine samples gain and lose; edges that stay keep their coverage.

    Of what is lost whole no edge stays either.
    """
    before, after = fine.metal >= HALF, made >= HALF
    rows, cols = metal.shape
    share = metal.astype(np.float32) / np.float32(255.0)
    for change, sign in ((before & ~after, -1.0), (after & ~before, 1.0)):
        coarse = cv2.resize(change.astype(np.float32), (cols, rows), interpolation=cv2.INTER_AREA)
        share = share + np.float32(sign) * np.asarray(coarse, np.float32)
    times = made.shape[0] // rows
    around = cv2.dilate(after.astype(np.uint8), np.ones((2 * times + 1, 2 * times + 1), np.uint8))
    stays = cv2.resize(around, (cols, rows), interpolation=cv2.INTER_AREA) > 0
    return np.asarray(np.rint(np.float32(255.0) * np.clip(share, 0.0, 1.0)) * stays, np.uint8)


def _rounded(fine: _Fine, radius_mm: float) -> Mask:
    """Opened by a disc: what the cutter reaches that goes round inside the line; no line is cut in two by it.

    The outline is trimmed, not cut: to the cutter metal goes on beyond it.
    """
    pitch_mm = fine.grid.pitch_mm
    whole = np.asarray(cv2.add(fine.metal, np.uint8(255) - fine.body), np.uint8)
    core = coverage_within(signed_distance_mm(whole, pitch_mm) - np.float32(radius_mm), pitch_mm)
    if not (core >= HALF).any():
        return np.zeros_like(fine.metal)
    reach_mm = radius_mm + SURE_PX * pitch_mm
    reached = coverage_within(signed_distance_mm(core, pitch_mm) + np.float32(reach_mm), pitch_mm)
    return _with_bridges(np.minimum(reached, fine.metal), fine.metal)


def _with_bridges(rounded: Mask, metal: Mask) -> Mask:
    """What is left of metal, and what of the lost held two parts of it together."""
    lost = ((metal >= HALF) & (rounded < HALF)).astype(np.uint8)
    count, parts, stats, _ = cv2.connectedComponentsWithStats(lost, connectivity=8)
    made = rounded.copy()
    for part in range(1, count):
        window = window_of(stats[part], 2, metal.shape)
        own = parts[window] == part
        near = cv2.dilate(own.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
        joints, _ = cv2.connectedComponents(
            (near & (rounded[window] >= HALF)).astype(np.uint8), connectivity=8
        )
        if joints > 2:
            made[window] = np.where(near, metal[window], made[window])
    return made


def _thickened(fine: _Fine, rounded: Mask, least_mm: float) -> Mask:
    """Thin lines as wide as the cutter, along their middle; points end where it no longer fits."""
    made = rounded.copy()
    for part in narrow_parts(fine.metal, fine.grid, least_mm):
        if part.stretch.tapers or part.stretch.width_mm >= TOLERATED * least_mm:
            continue
        line = _line(part, least_mm, fine.grid.pitch_mm)
        made[part.window] = np.maximum(made[part.window], line)
    return made


def _line(part: NarrowPart, width_mm: float, pitch_mm: float) -> Mask:
    """Coverage of a line of a width along the middle of a part, within its window."""
    step_mm = pitch_mm / FINER
    away_px = cv2.distanceTransform((~part.ridge).astype(np.uint8), cv2.DIST_L2, cv2.DIST_MASK_PRECISE)
    share = np.clip(0.5 + (0.5 * width_mm - away_px * step_mm) / step_mm, 0.0, 1.0).astype(np.float32)
    rows, cols = part.own.shape
    coarse = cv2.resize(share, (cols, rows), interpolation=cv2.INTER_AREA)
    return np.asarray(np.rint(np.float32(255.0) * coarse), np.uint8)


def _closed(fine: _Fine, metal: Mask, least_mm: float) -> Mask:
    """Ends of cells that are too narrow become metal, as whole cells do that are too small."""
    sunk = np.asarray(cv2.subtract(cv2.subtract(fine.body, metal), fine.recess), np.uint8)
    made = metal.copy()
    for part in narrow_parts(sunk, fine.grid, least_mm):
        if part.stretch.tapers or part.stretch.width_mm >= TOLERATED * least_mm:
            continue
        shut = cv2.dilate(part.own.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
        own = made[part.window]
        made[part.window] = np.where(shut, np.maximum(own, cv2.add(sunk[part.window], own)), own)
    return made


def _told(plan: Plan, metal: Mask) -> tuple[Finding, ...]:
    sample_mm2 = plan.grid.pitch_mm**2 / 255.0
    gained, lost = (
        float(cv2.subtract(one, other).sum(dtype=np.int64)) * sample_mm2
        for one, other in ((metal, plan.metal), (plan.metal, metal))
    )
    if max(gained, lost) < LEAST_CHANGE_MM2:
        return ()
    return (
        Finding(
            code="as-made",
            severity=Severity.NOTICE,
            message=f"as the factory would make it metal grows by {gained:.2f} mm², where lines are "
            f"thickened and cells close up, and loses {lost:.2f} mm² at points, corners and dots",
            suggestion="'pinrender compare --drawn-vs-made' shows where",
        ),
    )
