"""Straight edges from a closer look: exact where they are sure, untouched where they are not."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from lxml import etree

from pinrender.artwork import edge_samples, outlines_px
from pinrender.artwork._extent import reaching
from pinrender.artwork._straight import straightened
from pinrender.artwork._svg_canvas import is_plain
from pinrender.artwork._svg_round import make_round
from tests.unit.artwork.drawings import svg

Shape = Callable[[np.ndarray, np.ndarray], np.ndarray]
SIDE = 90


def drawn(shape: Shape, points: int, center: tuple[float, float] | None = None) -> np.ndarray:
    """A shape of (row, column) on a raster of SIDE, or one magnified sample, `points` across each sample."""
    at, count = ((0.5 * (SIDE - 1),) * 2, SIDE) if center is None else (center, 1)
    fine = (np.arange(count * points) + 0.5) / points - 0.5 * count
    inside = shape(at[0] + fine[:, None], at[1] + fine[None])
    if center is not None:
        return (inside * 255).astype(np.uint8)
    return np.rint(255 * inside.reshape(SIDE, points, SIDE, points).mean(axis=(1, 3))).astype(np.uint8)


def looker(shape: Shape) -> Callable[[np.ndarray], list[np.ndarray]]:
    return lambda places: [drawn(shape, 64, (float(row), float(col))) for row, col in places]


def rectangle(turn_deg: float, height: float, width: float) -> Shape:
    sine, cosine = np.sin(np.radians(turn_deg)), np.cos(np.radians(turn_deg))

    def inside(row: np.ndarray, col: np.ndarray) -> np.ndarray:
        y, x = row - 44.53, col - 44.41
        return (np.abs(cosine * y - sine * x) < 0.5 * height) & (np.abs(sine * y + cosine * x) < 0.5 * width)

    return inside


def redone(shape: Shape, seen: Shape | None = None) -> tuple[np.ndarray, np.ndarray]:
    coverage = drawn(shape, 8)
    lines = outlines_px(coverage, edge_samples(coverage))
    return coverage, straightened(coverage, lines, looker(seen or shape))


@pytest.mark.parametrize("turn_deg", [0.0, 0.3, 20.0, 45.0])
def test_a_bar_has_its_area_and_its_corners(turn_deg: float) -> None:
    """Eight points across a sample put an edge up to a sixteenth off; what is left is a sixtieth at most."""
    shape = rectangle(turn_deg, 14.2, 51.09)
    rough, exact = redone(shape)
    truth = drawn(shape, 128)
    assert np.abs(exact.astype(int) - truth).max() <= 4
    assert (rough != exact).any()
    assert exact.sum() / 255 == pytest.approx(14.2 * 51.09, rel=1e-3)


def test_another_edge_close_by_stays() -> None:
    """Of a bar two samples wide nothing is lost to either of its edges."""
    _, exact = redone(rectangle(0.0, 2.07, 51.09))
    assert np.abs(exact.astype(int) - drawn(rectangle(0.0, 2.07, 51.09), 128)).max() < 20


@pytest.mark.parametrize("elsewhere", [0.0, 3.0])
def test_what_does_not_look_like_the_edge_is_left(elsewhere: float) -> None:
    shape = rectangle(0.0, 14.2, 51.09)

    def dotted(row: np.ndarray, col: np.ndarray) -> np.ndarray:
        return shape(row + elsewhere, col) & ((row * 9) % 1 > 0.5)

    rough, same = redone(shape, dotted)
    assert (rough == same).all()


def test_a_disc_has_no_straight_edge_and_reaches_as_far_as_it_does() -> None:
    def disc(row: np.ndarray, col: np.ndarray) -> np.ndarray:
        return np.hypot(row - 44.53, col - 44.41) < 38.07

    rough, same = redone(disc)
    assert (rough == same).all()
    better = reaching(rough, outlines_px(rough, edge_samples(rough)), looker(disc))
    truth = np.array([44.53 - 38.07, 44.41 - 38.07, 44.53 + 38.07, 44.41 + 38.07])
    for coverage, off_px in ((better, 0.02), (rough, 1.0)):
        points = np.concatenate(outlines_px(coverage, edge_samples(coverage)))
        reach = np.concatenate([points.min(axis=0), points.max(axis=0)])
        assert np.abs(reach - truth).max() < off_px


def test_circles_become_paths_unless_a_style_sheet_could_tell() -> None:
    text = svg(
        '<circle cx="5" cy="6px" r="4" id="a"/><ellipse rx="3" ry="2"/><circle r="5%"/><circle r="0"/>'
    )
    root = etree.fromstring(text.encode())
    make_round(root, "circle { fill: red }")
    assert [etree.QName(child).localname for child in root] == ["circle", "ellipse", "circle", "circle"]
    make_round(root, ".a { fill: red }")
    assert [etree.QName(child).localname for child in root] == ["path", "path", "circle", "circle"]
    assert dict(root[0].attrib).keys() == {"id", "d"}
    assert root[0].get("d", "").startswith("M9.0 6.0A4.0 4.0 0 0 1 ")


def test_plain_is_what_can_be_magnified() -> None:
    plain, costly = (etree.fromstring(svg(body).encode()) for body in ("<g/>", "<defs><pattern/></defs>"))
    assert is_plain(plain)
    assert not is_plain(costly)
