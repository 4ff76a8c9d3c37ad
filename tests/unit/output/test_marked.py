"""Marks lie where the findings are, and the legend says what each means."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pinrender.findings import Finding, Place, Severity
from pinrender.output import draw_marked, plan_frame, plan_projection
from pinrender.output._marked import INKS
from pinrender.output._text import PAGE
from pinrender.render import Frame
from tests.unit.plans import disc, nothing, plan

SIDE_PX = 400


def finding(code: str, severity: Severity, *places: Place, message: str = "metal lines are thin") -> Finding:
    return Finding(code=code, severity=severity, message=message, suggestion="thicken them", places=places)


def straight(xy_mm: NDArray[np.float64]) -> NDArray[np.float64]:
    """Ten millimetres are the picture's side."""
    return np.asarray(0.5 + xy_mm * (0.1, -0.1))


def drawn(*findings: Finding) -> np.ndarray:
    grey = np.full((SIDE_PX, SIDE_PX, 4), (90, 90, 90, 255), np.uint8)
    picture = Frame(rgba_srgb8=grey)
    return draw_marked(picture, straight, findings, title="fox", subtitle="30 mm", text={}).rgba_srgb8


def corner(page: np.ndarray) -> tuple[int, int]:
    rows, cols = np.nonzero((page[..., :3] == 90).all(axis=-1))
    return int(rows.min()), int(cols.min())


def middles(page: np.ndarray, severity: Severity) -> np.ndarray:
    top, left = corner(page)
    part = page[top : top + SIDE_PX, left : left + SIDE_PX, :3]
    rows, cols = np.nonzero((part == INKS[severity]).all(axis=-1))
    return np.array([cols.mean(), rows.mean()]) if rows.size else np.array([])


def test_a_mark_lies_at_its_place() -> None:
    page = drawn(finding("line-too-thin", Severity.ERROR, Place(x_mm=2.0, y_mm=1.0)))
    assert np.abs(middles(page, Severity.ERROR) - (0.7 * SIDE_PX, 0.4 * SIDE_PX)).max() < 1.5


def test_what_has_no_place_is_in_the_legend_only() -> None:
    page = drawn(finding("many-colors", Severity.NOTICE))
    assert not middles(page, Severity.NOTICE).size
    assert (page[..., :3] == INKS[Severity.NOTICE]).all(axis=-1).any()


def test_a_long_legend_makes_the_page_longer_and_stays_on_it() -> None:
    many = [finding(f"f{n}", Severity.WARNING, message="a line that is too thin " * 6) for n in range(14)]
    page = drawn(*many)
    assert page.shape[0] > 2 * SIDE_PX
    for edge in (page[:8], page[-8:], page[:, :8], page[:, -8:]):
        assert (edge[..., :3] == PAGE).all()


def test_places_of_a_plan_lie_on_its_picture() -> None:
    drawing = plan(disc(0.4, 3.0, -2.0), nothing, half_mm=5.0)
    picture = plan_frame(drawing, SIDE_PX).rgba_srgb8
    ((across, down),) = plan_projection(drawing)(np.array([[3.0, -2.0]]))
    rows, cols = np.nonzero((picture[..., :3] == (200, 30, 45)).all(axis=-1))
    assert abs((cols.mean() + 0.5) / SIDE_PX - across) < 0.004
    assert abs((rows.mean() + 0.5) / SIDE_PX - down) < 0.004
