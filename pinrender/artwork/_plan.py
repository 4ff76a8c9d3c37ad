"""Every spot of the pin decided once: the stack of layers becomes the flat drawing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pinrender.artwork._bytes import halved, histogram, multiply, relabelled
from pinrender.artwork._cells import Cells
from pinrender.artwork._edges import edge_samples, outlines_px
from pinrender.artwork._extent import reaching
from pinrender.artwork._gaps import Gaps, close_gaps
from pinrender.artwork._model import Plan
from pinrender.artwork._plan_cells import draw_cells, draw_platings, draw_textures
from pinrender.artwork._seams import seam_distance_mm
from pinrender.artwork._silhouette import Box, Pieces, filled, iso_box, keep_large
from pinrender.artwork._stack import METAL, RECESS, Fill, Stack
from pinrender.artwork._straight import Look, straightened
from pinrender.findings import Finding, Severity, counted
from pinrender.units import Grid, frozen

__all__ = ["MIN_PIECE_MM2", "Drawing", "draw_plan"]

MIN_PIECE_MM2 = 0.05
"""Smaller pieces of body are dust in the drawing."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Drawing:
    """The plan, and what was done to get it."""

    plan: Plan
    size_mm: tuple[float, float]
    findings: tuple[Finding, ...]


def draw_plan(
    stack: Stack,
    enamels: Sequence[Cells],
    *,
    size_mm: float,
    sample_mm: float,
    edge_width: int,
    printed: NDArray[np.bool_] | None = None,
    look: Look | None = None,
) -> Drawing | None:
    """Decide every sample, measure the body, and put it on the grid.

    Parameters
    ----------
    stack : Stack
        All layers, on the fine raster; even numbers of rows and columns.
    enamels : sequence of Cells
        The enamel layers, bottom to top.
    size_mm : float
        Wanted longest side of the body.
    sample_mm : float
        Distance between fine samples as expected; the grid's pitch is then measured.
    edge_width : int
        Samples across an anti-aliased edge.
    printed : (R, C) bool ndarray, optional
        Where ink lies.
    look : callable or None
        Draws the body magnified, if it can be: for `straightened`.

    Returns
    -------
    Drawing or None
        None if there is no body.
    """
    silhouette, inside = _silhouette(stack, edge_width)
    gaps = close_gaps(stack.labels, inside, sample_mm, printed)
    body = halved(multiply(silhouette, np.uint8(255) - stack.cutout))
    pieces = keep_large(body, MIN_PIECE_MM2 / (2.0 * sample_mm) ** 2)
    rough = _without(body, pieces)
    lines = outlines_px(rough, edge_samples(rough))
    body = rough if look is None else reaching(straightened(rough, lines, look), lines, look)
    box = iso_box(lines if body is rough else outlines_px(body, edge_samples(body)))
    if box is None:
        return None
    grid = _grid(body.shape, box, size_mm)
    unpainted = silhouette - np.minimum(silhouette, stack.covered)
    metal = np.minimum(_added(stack.metal, unpainted, gaps, METAL), silhouette)
    recess = np.minimum(_added(stack.recess, unpainted, gaps, RECESS), silhouette - metal)
    metal = _shifted(np.minimum(halved(metal), rough), rough, body)
    recess = np.minimum(_shifted(np.minimum(halved(recess), rough), rough, body), body - metal)
    labels = np.where(inside, gaps.labels, np.uint8(0))
    palette, filled_with, labels = _by_area(stack.palette, labels)
    cells, color_srgb8 = draw_cells(labels, palette, body)
    plating, platings = _platings(stack, labels, grid.pitch_mm)
    plan = Plan(
        grid=grid,
        body=frozen(body),
        metal=frozen(metal),
        cells=frozen(cells),
        color_srgb8=frozen(color_srgb8),
        recess=frozen(recess),
        palette=tuple(f"#{red:02x}{green:02x}{blue:02x}" for red, green, blue in palette.tolist()),
        enamels=filled_with,
        texture=None if stack.texture is None else frozen(draw_textures(labels, stack.texture)),
        textures=stack.textures,
        plating=plating,
        platings=platings,
        seam_mm=None if len(palette) < 2 else _seams(labels, stack.cutout, enamels, grid.pitch_mm),
    )
    return Drawing(
        plan=plan,
        size_mm=(box.width * grid.pitch_mm, box.height * grid.pitch_mm),
        findings=_findings(pieces, np.count_nonzero(gaps.wide) * (0.5 * grid.pitch_mm) ** 2),
    )


def _platings(
    stack: Stack, labels: NDArray[np.uint8], pitch_mm: float
) -> tuple[NDArray[np.uint8] | None, tuple[str, ...]]:
    """The platings that some metal shows, and where."""
    if stack.plating is None:
        return None, ()
    drawn = draw_platings(labels, stack.plating, pitch_mm)
    shown = [number for number in range(1, len(stack.platings) + 1) if (drawn == number).any()]
    if not shown:
        return None, ()
    table = np.zeros(256, np.uint8)
    table[shown] = np.arange(1, len(shown) + 1)
    return frozen(relabelled(drawn, table)), tuple(stack.platings[number - 1] for number in shown)


def _silhouette(stack: Stack, edge_width: int) -> tuple[NDArray[np.uint8], NDArray[np.bool_]]:
    """Coverage of the body without cut-outs, and which samples lie inside it.

    Inside all is full, whatever the seams between layers; along the outline coverage is as drawn.
    """
    import cv2

    inside = filled(stack.covered >= 128)
    side = 2 * edge_width + 1
    square = np.ones((side, side), np.uint8)
    near_outside = cv2.dilate((~inside).astype(np.uint8), square) > 0
    near_inside = cv2.dilate(inside.astype(np.uint8), square) > 0
    silhouette = np.where(near_outside, np.where(near_inside, stack.densest, np.uint8(0)), np.uint8(255))
    return silhouette, inside & (silhouette >= 128)


def _without(share: NDArray[np.uint8], pieces: Pieces) -> NDArray[np.uint8]:
    return share if pieces.drop is None else np.where(pieces.drop, np.uint8(0), share)


def _shifted(
    share: NDArray[np.uint8], rough: NDArray[np.uint8], body: NDArray[np.uint8]
) -> NDArray[np.uint8]:
    """A share of the rough body, as the same part of the body."""
    import cv2

    where = np.nonzero(rough != body)
    if not where[0].size:
        return share
    square = np.ones((3, 3), np.uint8)
    near, all_near = (cv2.dilate(field, square)[where].astype(np.float64) for field in (share, rough))
    own, all_own = share[where], rough[where]
    part = np.where(all_own > 0, own / np.maximum(all_own, 1), near / np.maximum(all_near, 1.0))
    result = share.copy()
    result[where] = np.rint(part * body[where]).astype(np.uint8)
    return result


def _grid(shape: tuple[int, ...], box: Box, size_mm: float) -> Grid:
    return Grid(
        rows=shape[0],
        cols=shape[1],
        pitch_mm=size_mm / max(box.width, box.height),
        center_row=0.5 * (box.top + box.bottom),
        center_col=0.5 * (box.left + box.right),
    )


def _added(
    share: NDArray[np.uint8], unpainted: NDArray[np.uint8], gaps: Gaps, label: int
) -> NDArray[np.uint8]:
    """`share`, and what is unpainted of the gaps that became `label` and of their anti-aliased rims."""
    import cv2

    every = gaps.narrow | gaps.wide
    own = every & (gaps.labels == label)
    if not own.any():
        return share
    around = cv2.dilate(own.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    added = np.where(own | (around & ~every), np.minimum(unpainted, np.uint8(255) - share), np.uint8(0))
    return share + added


def _by_area(
    fills: tuple[Fill, ...], labels: NDArray[np.uint8]
) -> tuple[NDArray[np.uint8], tuple[str | None, ...], NDArray[np.uint8]]:
    """Palette with the largest area first, what each colour is filled with, and the labels to go with it."""
    palette = np.array([fill.color_srgb8 for fill in fills], np.uint8).reshape(-1, 3)
    counts = histogram(labels)[1 : len(palette) + 1]
    order = np.argsort(-counts, kind="stable")
    order = order[counts[order] > 0]
    table = np.zeros(256, np.uint8)
    table[order + 1] = np.arange(1, len(order) + 1)
    table[RECESS], table[METAL] = RECESS, METAL
    return palette[order], tuple(fills[k].filled for k in order.tolist()), relabelled(labels, table)


def _seams(
    labels: NDArray[np.uint8],
    cutout: NDArray[np.uint8],
    enamels: Sequence[Cells],
    pitch_mm: float,
) -> NDArray[np.float32] | None:
    values = np.arange(256)
    colors = relabelled(labels, np.where(values < RECESS, values, 0).astype(np.uint8))
    if cutout.any():
        colors = np.where(cutout >= 128, np.uint8(0), colors)
    seam_mm = seam_distance_mm(colors, enamels, pitch_mm)
    return None if seam_mm is None else frozen(seam_mm)


def _findings(pieces: Pieces, bare_mm2: float) -> tuple[Finding, ...]:
    found = []
    if bare_mm2 > 0.0:
        found.append(
            Finding(
                code="unpainted-area",
                severity=Severity.NOTICE,
                message=f"{bare_mm2:.2f} mm² inside the outline is unpainted and becomes bare recessed metal",
                suggestion="fill it with a colour, or put it on a layer named 'cutout' to cut it out",
            )
        )
    if pieces.dropped:
        found.append(
            Finding(
                code="speck-dropped",
                severity=Severity.NOTICE,
                message=f"{counted(pieces.dropped, 'loose speck')} of less than {MIN_PIECE_MM2} mm² left out",
                suggestion="delete them from the artwork",
            )
        )
    if pieces.kept > 1:
        found.append(
            Finding(
                code="separate-pieces",
                severity=Severity.WARNING,
                message=f"the artwork falls into {pieces.kept} pieces, but a pin is one piece of metal",
                suggestion="join them with metal, or put a base layer under everything",
            )
        )
    return tuple(found)
