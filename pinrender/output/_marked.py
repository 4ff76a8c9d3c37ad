"""Findings on a picture of the pin: a numbered mark at each place, and what it means beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from pinrender.findings import Finding, Severity
from pinrender.output._text import INK, PAGE, QUIET_INK, Ink, Text, face, fit, write
from pinrender.render import Frame
from pinrender.units import frozen

__all__ = ["Projection", "draw_marked"]

Projection = Callable[[NDArray[np.float64]], NDArray[np.float64]]
"""World x and y (N, 2) in mm to shares (N, 2) of a picture's width and height, from its top left."""

INKS: dict[Severity, Ink] = {
    Severity.ERROR: (196, 34, 34),
    Severity.WARNING: (184, 96, 0),
    Severity.NOTICE: (52, 92, 160),
}
SAID = {Severity.ERROR: "cannot be made", Severity.WARNING: "at risk", Severity.NOTICE: "to know"}
FINER = 3
"""Marks are drawn so many times larger and reduced, for smooth edges."""
LEGEND = 0.72
"""Width of the legend, in those of the picture."""
LEAST_LEGEND_PX = 300


def draw_marked(
    picture: Frame,
    project: Projection,
    findings: Sequence[Finding],
    *,
    title: str,
    subtitle: str,
    text: Mapping[str, str],
) -> Frame:
    """Draw a picture with numbered marks, and a legend to its right.

    Parameters
    ----------
    picture : Frame
        Square.
    project : callable
        Where places of the pin lie on it.
    findings : sequence of Finding
        In the order of their numbers, from 1; those without a place have their number in the legend only.
    title, subtitle : str
        What it is; in what size and finish, and the verdict.
    text : mapping of str to str
        Text chunks for the sheet.

    Returns
    -------
    Frame
        Opaque.
    """
    side_px = picture.rgba_srgb8.shape[1]
    margin_px = round(0.05 * side_px)
    legend_px = max(round(LEGEND * side_px), LEAST_LEGEND_PX)
    mark_px = max(round(0.017 * side_px), 8)
    inner_px = legend_px - 4 * mark_px
    heads = [
        fit(title, 0.046 * side_px, INK, side_px + legend_px),
        fit(subtitle, 0.024 * side_px, QUIET_INK, side_px + legend_px),
    ]
    rows = [_row(finding, side_px, inner_px) for finding in findings]
    top_px = margin_px + sum(head.height_px for head in heads) + margin_px // 2
    listed_px = sum(_height_px(row, mark_px) for row in rows)
    page_px = (side_px + legend_px + 3 * margin_px, top_px + max(side_px, listed_px) + margin_px)
    page = Image.new("RGB", page_px, PAGE)
    shown = Image.fromarray(picture.rgba_srgb8)
    page.paste(shown, (margin_px, top_px), shown)
    pen = ImageDraw.Draw(page)
    write(pen, heads, margin_px, margin_px)
    marks = _spots(findings, project, side_px, (margin_px, top_px))
    left_px, y_px = side_px + 2 * margin_px, top_px
    for number, (finding, row) in enumerate(zip(findings, rows, strict=True), start=1):
        marks.append((left_px + mark_px, y_px + mark_px, number, INKS[finding.severity]))
        write(pen, row, left_px + 4 * mark_px, y_px)
        y_px += _height_px(row, mark_px)
    marked = _with_marks(page, marks, mark_px).convert("RGBA")
    return Frame(rgba_srgb8=frozen(np.asarray(marked)), text=text)


def _row(finding: Finding, side_px: int, width_px: int) -> list[Text]:
    told = [
        fit(SAID[finding.severity], 0.022 * side_px, INKS[finding.severity], width_px),
        fit(_sentence(finding.message), 0.024 * side_px, INK, width_px),
    ]
    if finding.suggestion:
        told.append(fit(_sentence(finding.suggestion), 0.022 * side_px, QUIET_INK, width_px))
    return told


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}."


def _height_px(row: Sequence[Text], mark_px: int) -> int:
    return max(sum(text.height_px for text in row), 2 * mark_px) + mark_px


def _spots(
    findings: Sequence[Finding], project: Projection, side_px: int, corner_px: tuple[int, int]
) -> list[tuple[float, float, int, Ink]]:
    """Every place on the picture: where, its number, and its colour; the gravest come last, on top."""
    spots = []
    for number, finding in reversed(list(enumerate(findings, start=1))):
        if finding.places:
            shares = project(np.array([(place.x_mm, place.y_mm) for place in finding.places]))
            for across, down in np.clip(shares, 0.0, 1.0).tolist():
                at = (corner_px[0] + across * side_px, corner_px[1] + down * side_px)
                spots.append((*at, number, INKS[finding.severity]))
    return spots


def _with_marks(
    page: Image.Image, marks: Sequence[tuple[float, float, int, Ink]], radius_px: int
) -> Image.Image:
    """Discs with a white rim and a number, drawn large and reduced."""
    layer = Image.new("RGBA", (FINER * page.width, FINER * page.height), (0, 0, 0, 0))
    pen = ImageDraw.Draw(layer)
    font = face(FINER * 1.25 * radius_px)
    for x_px, y_px, number, ink in marks:
        x, y, radius = FINER * x_px, FINER * y_px, FINER * radius_px
        box = (x - radius, y - radius, x + radius, y + radius)
        pen.ellipse(box, fill=(*ink, 255), outline=(255, 255, 255, 255), width=max(FINER * radius_px // 6, 1))
        pen.text((x, y), str(number), fill=(255, 255, 255, 255), font=font, anchor="mm")
    small = layer.reduce(FINER)
    page.paste(small, (0, 0), small)
    return page
