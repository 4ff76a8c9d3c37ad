"""Where metal stands: the drawn lines, plus the rim and walls that the process adds."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from pinrender.artwork import Plan
from pinrender.catalog import Process
from pinrender.errors import ArtworkError
from pinrender.findings import Finding
from pinrender.relief._distance import coverage_within, signed_distance_mm
from pinrender.relief._findings import colors_left_out, polished_out, recess_left_out, touching_colors
from pinrender.relief._narrow import distance_to_mm, enlarged, narrow_features, share_within, times_finer
from pinrender.widths import TOLERATED

__all__ = ["Regions", "divide"]

Mask = NDArray[np.uint8]
Field = NDArray[np.float32]

MISSED_MM = 0.02
"""By how much metal may miss the outline that it was drawn up to: no width is measured more finely."""
BESIDE_PX = 0.75
"""Samples nearer the outline than this lie on it: half a diagonal, and a little."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Regions:
    """The face, divided; every array (H, W).

    Attributes
    ----------
    outline_mm, raised_mm : float32 ndarray
        Signed distances as in `Relief`.
    metal, recess : float32 ndarray
        Shares as in `Relief`.
    texture : uint8 ndarray or None
        As in `Relief`.
    findings : tuple of Finding
        What the process changed of the drawing.
    """

    outline_mm: Field
    raised_mm: Field
    metal: Field
    recess: Field
    texture: Mask | None = None
    findings: tuple[Finding, ...] = ()


def divide(plan: Plan, process: Process, *, walls: bool = True) -> Regions:
    """Decide what is raised, what is bare floor and what is enamel.

    Parameters
    ----------
    plan : Plan
        What is drawn.
    process : Process
        How it is made.
    walls : bool
        Set a metal wall between enamel colours that touch.

    Raises
    ------
    ArtworkError
        If the body is too thin to be sampled.
    """
    pitch_mm = plan.grid.pitch_mm
    bare = _bare(plan, process)
    with ThreadPoolExecutor(1, "pinrender-polished") as beside:  # neither needs the other
        polished = beside.submit(_polished, plan, bare, process)
        outline_mm = signed_distance_mm(plan.body, pitch_mm)
        drawn, findings = polished.result()
    if not (outline_mm > 0.0).any():
        raise ArtworkError(
            f"the body is nowhere wider than {2.0 * pitch_mm:.2f} mm, too thin for a pin; "
            "thicken it, or leave out what cuts it away"
        )
    findings += _left_out(plan, process)
    lines: Mask = np.maximum(drawn, _rim(drawn, plan.body, outline_mm, process, pitch_mm))
    if process.enamel in ("recessed", "flush"):
        lines = np.maximum(lines, _walls(lines, bare, plan.body, process, pitch_mm))
        found, lines = _seams(plan, lines, bare, process, walls=walls)
        findings += found
    lines = np.where(outline_mm > -2.0 * pitch_mm, np.minimum(lines, plan.body), 0).astype(np.uint8)
    raised = lines if process.enamel in ("recessed", "none") else np.maximum(lines, _less(plan.body, bare))
    recess = _share_of_bare(bare, lines)
    of_body = lines / np.maximum(plan.body, 1).astype(np.float32)
    metal = np.where(outline_mm > 0.0, np.minimum(of_body + recess, 1.0), 1.0)
    return Regions(
        outline_mm=outline_mm,
        raised_mm=outline_mm if raised is plan.body else signed_distance_mm(raised, pitch_mm),
        metal=metal.astype(np.float32),
        recess=recess,
        texture=_texture(plan),
        findings=findings,
    )


def _left_out(plan: Plan, process: Process) -> tuple[Finding, ...]:
    """What is drawn that the process has not: recesses of a flat sheet, colours of bare metal."""
    sample_mm2 = plan.grid.pitch_mm**2
    if process.enamel == "printed" and np.any(recessed := plan.recess >= 128):
        return (recess_left_out(process, np.count_nonzero(recessed) * sample_mm2),)
    if process.enamel != "none":
        return ()
    free = (plan.body >= 128) & (plan.metal < 128) & (plan.recess < 128)
    return colors_left_out(process, (np.bincount(plan.cells[free])[1:] * sample_mm2).tolist())


def _bare(plan: Plan, process: Process) -> Mask:
    """What stays struck floor: all but the lines where nothing is filled, nothing on a flat sheet."""
    if process.enamel == "none":
        return _less(plan.body, plan.metal)
    return np.zeros_like(plan.recess) if process.enamel == "printed" else plan.recess


def _polished(plan: Plan, bare: Mask, process: Process) -> tuple[Mask, tuple[Finding, ...]]:
    """Metal as drawn, less what stoning takes away, with cells too narrow to be filled left metal.

    Measured on samples as fine whatever the picture, for a line is lost by its width, not by its pixels.
    """
    if not process.polished_out:
        return plan.metal, ()
    times = times_finer(plan.metal.shape, plan.grid.pitch_mm)
    pitch_mm = plan.grid.pitch_mm / times
    metal = enlarged(plan.metal, times)
    lost = narrow_features(metal, process.min_line_mm, pitch_mm)
    kept = _scaled(plan.metal, 1.0 - share_within(_around(lost, times), metal, times))
    filled = _less(_less(plan.body, kept), bare)
    enamel = enlarged(filled, times)
    shut = narrow_features(enamel, process.min_cell_mm, pitch_mm)
    solid = cv2.add(kept, _scaled(filled, share_within(_around(shut, times), enamel, times)))
    gone_mm2, shut_mm2 = (
        float(_less(more, less).sum(dtype=np.int64)) / 255.0 * plan.grid.pitch_mm**2
        for more, less in ((plan.metal, kept), (np.asarray(solid, np.uint8), kept))
    )
    return np.asarray(solid, np.uint8), polished_out(process, metal_mm2=gone_mm2, enamel_mm2=shut_mm2)


def _scaled(coverage: Mask, share: Field) -> Mask:
    return np.asarray(np.rint(coverage * share), np.uint8)


def _around(feature: NDArray[np.bool_], samples: int = 1) -> NDArray[np.bool_]:
    """The feature and its anti-aliased edge, so many samples wide."""
    square = np.ones((2 * samples + 1, 2 * samples + 1), np.uint8)
    return np.asarray(cv2.dilate(feature.astype(np.uint8), square) > 0)


def _seams(
    plan: Plan, lines: Mask, bare: Mask, process: Process, *, walls: bool
) -> tuple[tuple[Finding, ...], Mask]:
    """Say where colours touch, and set a wall of the process's minimum line on the edge they share."""
    if plan.seam_mm is None:
        return (), lines
    pitch_mm = plan.grid.pitch_mm
    enamel = (lines < 128) & (plan.body >= 128) & (bare < 128)
    tent = np.maximum(pitch_mm - plan.seam_mm[enamel], 0.0)  # as high as it is wide: its area is the length
    length_mm = float(tent.sum(dtype=np.float64))
    if length_mm < process.min_line_mm:
        return (), lines
    found = (touching_colors(process, length_mm, walls=walls),)
    if not walls:
        return found, lines
    wall = np.minimum(
        coverage_within(np.float32(0.5 * process.min_line_mm) - plan.seam_mm, pitch_mm), plan.body
    )
    return found, np.maximum(lines, wall)


def _less(coverage: Mask, other: Mask) -> Mask:
    """What `other` leaves of a coverage."""
    return np.asarray(cv2.subtract(coverage, other), np.uint8)


def _rim(metal: Mask, body: Mask, outline_mm: Field, process: Process, pitch_mm: float) -> Mask:
    """Close the outline with metal wherever the drawing lets another region reach it.

    Metal that misses the outline by no more than is measured reaches it, and a line of the least width is
    one: samples that fall on the one side or the other would add the rim in pieces.
    """
    inside = (outline_mm > 0.0) & (outline_mm < TOLERATED * process.min_line_mm)
    open_edge = inside & (metal < 128)
    if not open_edge.any():
        return np.zeros_like(metal)
    missed_mm = outline_mm - signed_distance_mm(metal, pitch_mm)
    along = np.abs(outline_mm) <= BESIDE_PX * pitch_mm
    reached = missed_mm <= MISSED_MM
    reach_mm = distance_to_mm((open_edge | along) & ~reached, pitch_mm)
    rim = coverage_within(np.minimum(process.rim_mm - outline_mm, process.rim_mm - reach_mm), pitch_mm)
    return np.maximum(rim, np.where(along & reached, body, 0).astype(np.uint8))


def _walls(lines: Mask, bare: Mask, body: Mask, process: Process, pitch_mm: float) -> Mask:
    """Keep enamel out of bare recesses with a wall of the process's minimum line between them."""
    floor = (bare >= 128) & (lines < 128)
    enamel = (body >= 128) & (lines < 128) & ~floor
    if not floor.any() or not enamel.any():
        return np.zeros_like(lines)
    both_mm = np.maximum(distance_to_mm(floor, pitch_mm), distance_to_mm(enamel, pitch_mm))
    return coverage_within(np.float32(0.5 * process.min_line_mm) - both_mm, pitch_mm)


def _texture(plan: Plan) -> Mask | None:
    """The textures that layers name, on those layers and their anti-aliased edges only."""
    if plan.texture is None:
        return None
    named = _around(plan.recess >= 128) | (plan.cells > 0)
    return np.asarray(np.where(named, plan.texture, 0), np.uint8)


def _share_of_bare(bare: Mask, lines: Mask) -> Field:
    """Share of each sample that is bare floor: what the lines leave, where floor is nearest."""
    left = np.float32(1.0) - lines / np.float32(255.0)
    near_floor = cv2.dilate(bare, np.ones((3, 3), np.uint8)) >= 128
    mostly = bare.astype(np.float32) > 255.0 * 0.5 * left
    return np.where(near_floor & mostly, left, np.float32(0.0)).astype(np.float32)
