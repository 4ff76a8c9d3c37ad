"""A cross-section drawn to scale: metal hatched, enamel in its colour, epoxy clear."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from pinrender.inspect import Section, dimensions
from pinrender.output._section_labels import (
    ROW_PX,
    Axes,
    draw_dimension,
    draw_headline,
    draw_scale,
    place,
    ticks,
    words,
)
from pinrender.output._text import PAGE
from pinrender.render import Frame
from pinrender.units import frozen

__all__ = ["draw_section", "reduced"]

Ink = tuple[int, int, int]
Canvas = NDArray[np.float32]

FINER = 3
"""Drawn so many times larger and reduced: smooth edges at every slope."""
METAL: Ink = (232, 214, 168)
METAL_HATCH: Ink = (212, 190, 136)
METAL_EDGE: Ink = (104, 84, 40)
EPOXY: Ink = (176, 208, 226)
EPOXY_SHARE = 0.45
EPOXY_EDGE: Ink = (96, 136, 160)
GRID: Ink = (232, 232, 228)
HATCH_PX, HATCH_LINE_PX = 9, 1
LEFT_PX, RIGHT_PX, TOP_PX, HEAD_PX, BOTTOM_PX = 64, 28, 12, 38, 40
LEAST_INK_PX = 3.0
"""A printed layer is drawn at least this thick, or it could not be seen; its label says the truth."""


def draw_section(
    section: Section,
    *,
    title: str,
    width_px: int = 960,
    upright: float = 1.0,
    tallest_mm: float | None = None,
    rows: int = 0,
    text: Mapping[str, str] = MappingProxyType({}),
) -> Frame:
    """Draw a section with a scale in millimetres on both axes and its dimensions named.

    Parameters
    ----------
    section : Section
        What to draw, from its start on the left.
    title : str
        What it is, in a few words.
    width_px : int
        Width of the picture, >= 320; the height follows.
    upright : float
        How many times heights are drawn larger than lengths; 1 is the true shape, and the picture
        says which it is.
    tallest_mm : float, optional
        Room for heights up to here, so that several pictures share a scale; what the section needs
        if not given.
    rows : int
        Rows of names to leave room for at least, so that several pictures are as high.
    text : mapping of str to str
        Text chunks for the picture.

    Returns
    -------
    Frame
        Opaque.
    """
    length_mm = float(section.along_mm[-1])
    along_px = (width_px - LEFT_PX - RIGHT_PX) / length_mm
    peak_mm = max(tallest_mm or 0.0, section.peak_mm)
    found = dimensions(section)
    labels = place(
        [(LEFT_PX + each.along_mm * along_px, words(each)) for each in found],
        left_px=LEFT_PX,
        right_px=width_px - RIGHT_PX,
    )
    rows = max(rows, 1 + max((label.row for label in labels), default=-1))
    lowest_label_px = TOP_PX + HEAD_PX + rows * ROW_PX - 8.0
    base_px = lowest_label_px + 14.0 + peak_mm * along_px * upright
    axes = Axes(
        finer=FINER,
        left_px=FINER * LEFT_PX,
        base_px=FINER * base_px,
        along_px=FINER * along_px,
        up_px=FINER * along_px * upright,
        length_mm=length_mm,
        peak_mm=peak_mm,
    )
    page = _fill(_grid((FINER * width_px, FINER * math.ceil(base_px + BOTTOM_PX)), axes), section, axes)
    pen = ImageDraw.Draw(page)
    _outline(pen, section, axes)
    draw_scale(pen, axes)
    shape = "true shape" if upright == 1.0 else f"heights {upright:g} times enlarged"
    draw_headline(pen, axes, title, shape, TOP_PX)
    for each, label in zip(found, labels, strict=True):
        draw_dimension(pen, axes, each, label, lowest_label_px - label.row * ROW_PX)
    small = page.reduce(FINER).convert("RGBA")
    return Frame(rgba_srgb8=frozen(np.asarray(small)), text=text)


def reduced(frame: Frame, width_px: int) -> Frame:
    """A picture no wider than so many pixels."""
    rows, cols = frame.rgba_srgb8.shape[:2]
    if cols <= width_px:
        return frame
    size = (width_px, max(1, round(rows * width_px / cols)))
    smaller = Image.fromarray(frame.rgba_srgb8).resize(size, Image.Resampling.LANCZOS)
    return Frame(rgba_srgb8=frozen(np.asarray(smaller)), text=frame.text)


def _grid(size_px: tuple[int, int], axes: Axes) -> Image.Image:
    """A page with a quiet line at every height of the scale."""
    page = Image.new("RGB", size_px, PAGE)
    pen = ImageDraw.Draw(page)
    for height_mm in ticks(axes.peak_mm, axes.up_px, FINER * 30.0):
        y = round(axes.y(height_mm))
        pen.line([(axes.x(0.0), y), (axes.x(axes.length_mm), y)], fill=GRID, width=FINER)
    return page


def _fill(page: Image.Image, section: Section, axes: Axes) -> Image.Image:
    """Colour every pixel by what lies there: columns by the section, rows by height."""
    canvas = np.asarray(page).astype(np.float32)
    rows, cols = canvas.shape[:2]
    height_mm = ((axes.base_px - (np.arange(rows) + 0.5)) / axes.up_px)[:, None]
    along_mm = (np.arange(cols) + 0.5 - axes.left_px) / axes.along_px
    step_mm = section.along_mm[1]
    index = np.round(along_mm / step_mm).astype(np.intp)
    shown = (index >= 0) & (index < len(section.along_mm))
    index = np.clip(index, 0, len(section.along_mm) - 1)
    metal = np.where(shown, section.metal_mm[index], np.nan)
    enamel, dome = section.enamel_mm[index], np.where(shown, section.dome_mm[index], np.nan)
    ink = section.ink_mm[index]
    ink = np.maximum(ink, metal + FINER * LEAST_INK_PX / axes.up_px)
    solid = np.fmax(np.fmax(metal, enamel), ink)
    _paint(canvas, (height_mm >= 0.0) & (height_mm < metal), METAL)
    across = (np.arange(cols)[None, :] + np.arange(rows)[:, None]) % (FINER * HATCH_PX)
    hatched = across < FINER * HATCH_LINE_PX
    _paint(canvas, hatched & (height_mm >= 0.0) & (height_mm < metal), METAL_HATCH)
    for low, high in ((metal, enamel), (metal, ink)):
        inside = (height_mm >= low) & (height_mm < high)
        canvas[inside] = np.broadcast_to(section.color_srgb8[index], canvas.shape)[inside]
    clear = (height_mm >= solid) & (height_mm < dome)
    _paint(canvas, clear, EPOXY, EPOXY_SHARE)
    return Image.fromarray(np.round(canvas).astype(np.uint8))


def _paint(canvas: Canvas, where: NDArray[np.bool_], color: Ink, share: float = 1.0) -> None:
    canvas[where] += share * (np.array(color, np.float32) - canvas[where])


def _outline(pen: ImageDraw.ImageDraw, section: Section, axes: Axes) -> None:
    """A fine line round the metal, along the enamel and along the epoxy."""
    for heights, color, closed in (
        (section.dome_mm, EPOXY_EDGE, False),
        (section.enamel_mm, METAL_EDGE, False),
        (section.metal_mm, METAL_EDGE, True),
    ):
        for stretch in _stretches(~np.isnan(heights)):
            along, up = section.along_mm[stretch], heights[stretch]
            points = [(axes.x(a), axes.y(h)) for a, h in zip(along.tolist(), up.tolist(), strict=True)]
            if closed:
                sides = (stretch.start > 0, stretch.stop < len(heights))
                points = _closed(points, sides, axes)
            pen.line(points, fill=color, width=FINER, joint="curve")


def _closed(
    points: list[tuple[float, float]], sides: tuple[bool, bool], axes: Axes
) -> list[tuple[float, float]]:
    """The metal's back, and its side walls where the section does not begin or end inside it."""
    left, right = (points[0][0], axes.y(0.0)), (points[-1][0], axes.y(0.0))
    if all(sides):
        return [*points, right, left, points[0]]
    if sides[0]:
        return [right, left, *points]
    return [left, right, *reversed(points)] if sides[1] else points


def _stretches(there: NDArray[np.bool_]) -> Sequence[slice]:
    padded = np.concatenate([[False], there, [False]])
    edges = np.flatnonzero(padded[1:] != padded[:-1])
    return [slice(int(a), int(b)) for a, b in edges.reshape(-1, 2) if b - a > 1]
