"""Outlines and their corners lie where they were drawn, at 40 samples a millimetre."""

from __future__ import annotations

from pathlib import Path

import contourpy
import numpy as np
import pytest

from pinrender.artwork import Artwork, edge_samples, find_corners, outlines_px, read, sharpened
from pinrender.relief._distance import signed_distance_mm
from tests.unit.artwork.drawings import save_svg

SIZE_MM = 30.0
ANGLES = np.radians(36.0 * np.arange(10) - 90.0)
RADII = np.where(np.arange(10) % 2, 0.381966, 1.0)
STAR = np.stack([RADII * np.cos(ANGLES), RADII * np.sin(ANGLES)], axis=-1)
SQUARE = np.array([[-1.0, -1.0], [1.0, -1.0], [1.0, 1.0], [-1.0, 1.0]])
ARM = 0.2 / 15.0
"""Half of a 0.4 mm arm, in halves of the size."""
TURN = np.radians(30.0)
TURNED = SQUARE @ [[np.cos(TURN), np.sin(TURN)], [-np.sin(TURN), np.cos(TURN)]]
CROSS = np.array(
    [
        *((-ARM, -1), (ARM, -1), (ARM, -ARM), (1, -ARM), (1, ARM), (ARM, ARM)),
        *((ARM, 1), (-ARM, 1), (-ARM, ARM), (-1, ARM), (-1, -ARM), (-ARM, -ARM)),
    ]
)
SHAPES = {"square": SQUARE, "turned square": TURNED, "star": STAR, "cross": CROSS}
DISC = '<circle cx="500" cy="500" r="400"/>'


def to_mm(shape: np.ndarray) -> np.ndarray:
    """Vertices in the world: the longer side is the size, the middle of the box the origin."""
    low, high = shape.min(axis=0), shape.max(axis=0)
    return (shape - 0.5 * (low + high)) * [1.0, -1.0] * SIZE_MM / (high - low).max()


def drawn(tmp_path: Path, element: str, more: str = "", view_box: str = "0 0 1000 1000") -> Artwork:
    path = save_svg(tmp_path, f'<g id="metal">{element}</g>{more}', view_box=view_box)
    return read(path, size_mm=SIZE_MM, pixels_per_mm=40.0)


def polygon(shape: np.ndarray, shift: float = 0.0) -> str:
    """In the middle of the canvas, at no whole numbers."""
    points = 500.37 + shift + 400.0 * shape / np.abs(shape).max()
    return '<path d="M' + "L".join(f"{x:.6f} {y:.6f}" for x, y in points) + 'Z"/>'


def lines_mm(art: Artwork, *, sharp: bool = True) -> list[np.ndarray]:
    """What a mesh sees: level lines of the relief's distance, closed."""
    grid = art.plan.grid
    distance = signed_distance_mm(art.plan.body, grid.pitch_mm)
    lines = [line[:-1, ::-1] for line in contourpy.contour_generator(z=distance).lines(0.0)]
    lines = sharpened(lines) if sharp else lines
    return [grid.to_world_mm(*np.concatenate([line, line[:1]]).T) for line in lines]


def walked(lines: list[np.ndarray]) -> np.ndarray:
    """Points along lines, many on each edge."""
    part = np.linspace(0.0, 1.0, 8, endpoint=False)[:, None, None]
    return np.concatenate([(line[:-1] * (1 - part) + line[1:] * part).reshape(-1, 2) for line in lines])


def area_mm2(lines: list[np.ndarray]) -> float:
    """Enclosed area, holes taken off."""
    return abs(
        sum(0.5 * float(np.sum(x[:-1] * y[1:] - x[1:] * y[:-1])) for x, y in (line.T for line in lines))
    )


def from_polygon(points: np.ndarray, shape_mm: np.ndarray) -> np.ndarray:
    """Distance of each point to the nearest side."""
    nearest = np.full(len(points), np.inf)
    for start, end in zip(shape_mm, np.roll(shape_mm, -1, axis=0), strict=True):
        side = end - start
        along = np.clip((points - start) @ side / (side @ side), 0.0, 1.0)
        nearest = np.minimum(nearest, np.hypot(*(points - start - along[:, None] * side).T))
    return nearest


@pytest.mark.parametrize("name", SHAPES)
def test_polygons_with_their_corners(tmp_path: Path, name: str) -> None:
    shape_mm = to_mm(SHAPES[name])
    lines = lines_mm(drawn(tmp_path, polygon(SHAPES[name])))
    points = walked(lines)
    assert from_polygon(points, shape_mm).max() < 0.003
    tips = np.hypot(*np.moveaxis(np.concatenate(lines)[:, None] - shape_mm, -1, 0)).min(axis=0)
    assert tips.max() < 0.005
    assert np.ptp(points, axis=0) == pytest.approx(np.ptp(shape_mm, axis=0), abs=0.006)
    assert np.ptp(points, axis=0).max() == pytest.approx(SIZE_MM, abs=0.002)
    x, y = shape_mm.T
    truth_mm2 = abs(0.5 * np.sum(x * np.roll(y, -1) - y * np.roll(x, -1)))
    assert area_mm2(lines) == pytest.approx(truth_mm2, rel=1e-3)


@pytest.mark.parametrize(
    ("turn_deg", "shift"), [(0.0, 0.013), (0.0, 0.05), (0.2, 0.05), (1.0, 0.0), (30.0, 0.0), (45.0, 0.05)]
)
def test_a_thin_cross_anywhere(tmp_path: Path, turn_deg: float, shift: float) -> None:
    """Wherever its edges lie between samples: also nearly, or at 45 degrees, along the engine's lattice."""
    turn = np.radians(turn_deg)
    shape = CROSS @ [[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]]
    shape_mm = to_mm(shape)
    lines = lines_mm(drawn(tmp_path, polygon(shape, shift)))
    assert from_polygon(walked(lines), shape_mm).max() < 0.003
    x, y = shape_mm.T
    truth_mm2 = abs(0.5 * np.sum(x * np.roll(y, -1) - y * np.roll(x, -1)))
    assert area_mm2(lines) == pytest.approx(truth_mm2, rel=5e-4)


@pytest.mark.parametrize("name", ["square", "cross", "turned square"])
def test_level_lines_alone_keep_corners_that_are_not_tips(tmp_path: Path, name: str) -> None:
    """A level line cuts straight across one sample, at worst half a sample from a right angle's sides."""
    shape_mm = to_mm(SHAPES[name])
    points = walked(lines_mm(drawn(tmp_path, polygon(SHAPES[name])), sharp=False))
    assert from_polygon(points, shape_mm).max() < 0.5 * SIZE_MM / 1200 + 0.002


def test_level_lines_alone_cut_a_tip_short(tmp_path: Path) -> None:
    """A tip of 36 degrees lies between two samples and is lost to both: 1.6 samples of its length."""
    lines = np.concatenate(lines_mm(drawn(tmp_path, polygon(STAR)), sharp=False))
    short = np.hypot(*np.moveaxis(lines[:, None] - to_mm(STAR), -1, 0)).min(axis=0)
    assert 0.01 < short.max() < 0.045


def test_a_thin_cross_that_meets_the_samples_keeps_its_area(tmp_path: Path) -> None:
    points = "L".join(f"{x:.6f} {y:.6f}" for x, y in 400.0 + 400.0 * CROSS)
    art = drawn(tmp_path, f'<path d="M{points}Z"/>', view_box="0 0 800 800")
    assert area_mm2(lines_mm(art)) == pytest.approx(2 * 30 * 0.4 - 0.16, rel=1e-3)


@pytest.mark.parametrize(
    ("hole_mm", "more"), [(0.0, ""), (7.5, '<g id="cut"><circle cx="500" cy="500" r="200"/></g>')]
)
def test_a_circle_and_a_ring(tmp_path: Path, hole_mm: float, more: str) -> None:
    lines = lines_mm(drawn(tmp_path, DISC, more))
    radius = np.hypot(*walked(lines).T)
    off = np.minimum(np.abs(radius - 15.0), np.abs(radius - hole_mm))
    assert off.max() < 0.003
    assert area_mm2(lines) == pytest.approx(np.pi * (225.0 - hole_mm**2), rel=5e-4)
    assert np.ptp(np.concatenate(lines), axis=0) == pytest.approx([SIZE_MM, SIZE_MM], abs=0.003)


@pytest.mark.parametrize(
    ("element", "side"),
    [
        ('<circle cx="500.013" cy="500.013" r="400"/>', 1000),
        ('<ellipse cx="500.041px" cy="500.041" rx="300" ry="300"/>', 1000),
        ('<circle cx="5.04" cy="5.04" r="3"/>', 10),
    ],
)
def test_a_circle_anywhere(tmp_path: Path, element: str, side: int) -> None:
    """Wherever it touches the raster, in large units or small: the engine's own circles are 0.004 mm off."""
    lines = lines_mm(drawn(tmp_path, element, view_box=f"0 0 {side} {side}"))
    radius_mm = np.hypot(*walked(lines).T)
    assert np.abs(radius_mm - 0.5 * SIZE_MM).max() < 0.0025
    assert area_mm2(lines) == pytest.approx(np.pi * (0.5 * SIZE_MM) ** 2, rel=5e-4)


def test_a_pin_that_fills_the_canvas_has_its_scale(tmp_path: Path) -> None:
    square = '<path d="M0 0H800V800H0Z"/>'
    art = drawn(tmp_path, square, '<g id="cut"><circle cx="400" cy="400" r="200"/></g>', "0 0 800 800")
    assert art.plan.grid.pixels_per_mm == pytest.approx(40.0, rel=1e-6)
    assert area_mm2(lines_mm(art)) == pytest.approx(900.0 - np.pi * 7.5**2, rel=2e-4)


def corners_of(art: Artwork) -> int:
    return len(find_corners(outlines_px(art.plan.body, edge_samples(art.plan.body))).at)


def test_what_is_round_stays_round(tmp_path: Path) -> None:
    """A rounding of three samples is a shape; that of the blur, two thirds of one, is not."""
    for radius_mm, corners in ((0.075, 0), (0.15, 0), (0.3, 0), (2.0, 0), (0.0, 4)):
        radius = radius_mm * 800 / 30
        box = f'<rect x="100.2" y="100.3" width="800" height="800" rx="{radius}"/>'
        assert corners_of(drawn(tmp_path, box)) == corners
    assert corners_of(drawn(tmp_path, DISC)) == 0
    assert corners_of(drawn(tmp_path, polygon(STAR))) == 10
    assert corners_of(drawn(tmp_path, polygon(CROSS))) == 12


def test_sharpened_lines_keep_their_order_and_what_has_no_corner() -> None:
    angle = np.linspace(0.0, 2.0 * np.pi, 400, endpoint=False)
    disc = 50.0 + 30.0 * np.stack([np.sin(angle), np.cos(angle)], axis=-1)
    side = np.arange(40.0)
    square = np.concatenate(
        [
            np.stack([0 * side, side], axis=-1),
            np.stack([side, 0 * side + 40.0], axis=-1),
            np.stack([0 * side + 40.0, 40.0 - side], axis=-1),
            np.stack([40.0 - side, 0 * side], axis=-1),
        ]
    )
    cut = square[np.hypot(*np.moveaxis(square[:, None] - square[::40], -1, 0)).min(axis=1) > 0.9]
    tiny = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 1.0]])
    same, restored, small = sharpened([disc, cut, tiny])
    assert same is disc
    assert small is tiny
    assert np.hypot(*np.moveaxis(restored[:, None] - square[::40], -1, 0)).min(axis=0).max() < 1e-9
    assert area_mm2([np.concatenate([restored, restored[:1]])]) == pytest.approx(1600.0, abs=1e-9)
    assert sharpened([]) == []
