"""Where two colours touch, the distance to their common edge is that of the drawing."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from pinrender.artwork import Artwork, read
from pinrender.artwork._mixtures import touching
from tests.unit.artwork.drawings import area_mm2, codes, png, sample, save_svg

# The body is a disc of 80 canvas units, 12 mm, ringed with metal down to 38 units.
UNIT_MM = 12.0 / 80
OFF = 0.37
CLIP = '<clipPath id="c"><circle cx="50" cy="50" r="40"/></clipPath>'
RING = '<g id="line"><circle cx="50" cy="50" r="39" fill="none" stroke="#000" stroke-width="2"/></g>'
REST = '<rect width="100" height="100" fill="#c00000"/>'


def layer(name: str, content: str) -> str:
    return f'<g id="{name}"><g clip-path="url(#c)">{content}</g></g>'


def drawn(tmp_path: Path, body: str, *, pixels_per_mm: float = 20.0) -> Artwork:
    return read(save_svg(tmp_path, CLIP + body + RING), size_mm=12.0, pixels_per_mm=pixels_per_mm)


def half_plane(angle_deg: float, side: float, color: str, off: float = OFF) -> str:
    """Beyond (side = 1) or before (-1) a line through the middle, moved `off` units along its normal."""
    normal = np.array([np.cos(np.radians(angle_deg)), np.sin(np.radians(angle_deg))])
    along = np.array([-normal[1], normal[0]])
    foot = 50.0 + off * normal
    corners = [foot + 99 * along, foot - 99 * along, foot - 99 * along + 99 * side * normal]
    corners.append(corners[0] + 99 * side * normal)
    points = "L".join(f"{x:.6f} {y:.6f}" for x, y in corners)
    return f'<path d="M{points}Z" fill="{color}"/>'


def places_mm(art: Artwork) -> np.ndarray:
    """World x and y of every sample in units of the canvas about its middle."""
    rows, cols = np.indices(art.plan.grid.shape)
    return art.plan.grid.to_world_mm(rows, cols)


KINDS = {
    "over": lambda near, far: layer("fill", REST + far),
    "layers": lambda near, far: layer("fill", REST) + layer("fill 2", far),
    "abutting": lambda near, far: layer("fill", near + far),
    "abutting layers": lambda near, far: layer("fill", near) + layer("fill 2", far),
}


@pytest.mark.parametrize(
    ("kind", "angle_deg"),
    [
        *((kind, angle_deg) for kind in KINDS for angle_deg in (0.0, 17.0)),
        ("over", 2.0),
        ("over", 45.0),
        ("layers", 71.0),
    ],
)
def test_a_straight_seam(tmp_path: Path, kind: str, angle_deg: float) -> None:
    """0.04 samples rms is what a window of 7 fine samples leaves of the slopes 1:1 and 1:30."""
    near, far = half_plane(angle_deg, -1, "#c00000"), half_plane(angle_deg, 1, "#2040c0")
    art = drawn(tmp_path, KINDS[kind](near, far))
    assert art.plan.seam_mm is not None
    xy, angle = places_mm(art), np.radians(angle_deg)
    truth = np.abs(xy[..., 0] * np.cos(angle) - xy[..., 1] * np.sin(angle) - OFF * UNIT_MM)
    measured = (np.hypot(xy[..., 0], xy[..., 1]) < 5.5) & (truth < 1.0)
    along = np.abs(xy[..., 0] * np.sin(angle) + xy[..., 1] * np.cos(angle))
    error_px = (art.plan.seam_mm - truth)[measured & (along < 4.5)] / art.plan.grid.pitch_mm
    assert np.sqrt((error_px**2).mean()) < 0.05
    assert np.abs(error_px).max() < 0.15


def test_a_round_seam(tmp_path: Path) -> None:
    disc = '<circle cx="50" cy="50" r="14.3" fill="#fff"/>'
    art = drawn(tmp_path, layer("fill", REST + disc))
    assert art.plan.seam_mm is not None
    xy = places_mm(art)
    truth = np.abs(np.hypot(xy[..., 0], xy[..., 1]) - 14.3 * UNIT_MM)
    error_px = (art.plan.seam_mm - truth)[truth < 1.0] / art.plan.grid.pitch_mm
    assert np.abs(error_px).max() < 0.2
    assert np.sqrt((error_px**2).mean()) < 0.05


def test_a_junction_of_three_colours(tmp_path: Path) -> None:
    """A bar across and a post on it; the corners round by less than the blur, seen from afar even less."""
    corner = '<rect x="50" y="0" width="99" height="50" fill="#fff"/>'
    art = drawn(tmp_path, layer("fill", REST + corner + half_plane(90.0, 1, "#2040c0", 0.0)))
    assert art.plan.seam_mm is not None
    x, y = np.moveaxis(places_mm(art), -1, 0)
    post = np.hypot(x, np.minimum(y, 0.0))
    truth = np.minimum(np.abs(y), post)
    inner = (np.hypot(x, y) < 5.0) & (truth < 1.0)
    assert np.abs(art.plan.seam_mm - truth)[inner].max() < 0.35 * art.plan.grid.pitch_mm
    far = inner & (np.hypot(x, y) > 0.2)
    assert np.abs(art.plan.seam_mm - truth)[far].max() < 0.25 * art.plan.grid.pitch_mm


def test_a_gap_that_closes_becomes_a_seam_in_its_middle(tmp_path: Path) -> None:
    gap = 0.05 / UNIT_MM
    halves = half_plane(17.0, -1, "#c00", OFF - gap) + half_plane(17.0, 1, "#24c", OFF + gap)
    art = drawn(tmp_path, layer("fill", halves))
    assert area_mm2(art, art.plan.recess) == 0.0
    assert codes(art) == []
    assert art.plan.seam_mm is not None
    xy, angle = places_mm(art), np.radians(17.0)
    truth = np.abs(xy[..., 0] * np.cos(angle) - xy[..., 1] * np.sin(angle) - OFF * UNIT_MM)
    inner = (np.hypot(xy[..., 0], xy[..., 1]) < 4.5) & (truth < 0.8)
    error_px = (art.plan.seam_mm - truth)[inner] / art.plan.grid.pitch_mm
    assert np.sqrt((error_px**2).mean()) < 0.2
    assert np.abs(error_px).max() < 0.6


@pytest.mark.parametrize(
    "body",
    [
        layer("fill", REST),
        layer("fill", REST) + layer("fill 2", REST.replace("c00000", "0000c0")),
        layer("fill", REST + half_plane(20, 1, "#fff")) + layer("line", half_plane(20, 1, "#000", -0.7)),
        layer("fill", REST + half_plane(20, 1, "#fff")) + layer("recess", half_plane(20, 1, "#000", -0.7)),
        layer("fill", half_plane(20, -1, "#c00", -2.0) + half_plane(20, 1, "#fff", 2.0)),
        layer("fill", REST + half_plane(20, 1, "#fff", 38.5)),
    ],
    ids=["one colour", "one over the other", "metal over", "recess over", "a wide gap", "under the rim"],
)
def test_no_seam_where_colours_do_not_touch(tmp_path: Path, body: str) -> None:
    assert drawn(tmp_path, body, pixels_per_mm=15.0).plan.seam_mm is None


def test_a_seam_that_is_cut_out_is_none(tmp_path: Path) -> None:
    body = layer("fill", REST + half_plane(90, 1, "#fff"))
    hole = '<g id="cutout"><rect x="12" y="45" width="76" height="10"/></g>'
    assert drawn(tmp_path, body, pixels_per_mm=15.0).plan.seam_mm is not None
    assert drawn(tmp_path, body + hole, pixels_per_mm=15.0).plan.seam_mm is None


def test_a_seam_ends_where_metal_begins(tmp_path: Path) -> None:
    bar = layer("metal", '<rect x="42" y="0" width="16" height="99"/>')
    art = drawn(tmp_path, layer("fill", REST + half_plane(90, 1, "#24c")) + bar)
    assert art.plan.seam_mm is not None
    pitch_mm = art.plan.grid.pitch_mm
    assert sample(art, art.plan.seam_mm, 0.0, 0.0) == pytest.approx(8 * UNIT_MM, abs=2 * pitch_mm)
    assert sample(art, art.plan.seam_mm, 3.0, 0.5) == pytest.approx(0.5 + OFF * UNIT_MM, abs=pitch_mm)


def test_a_seam_in_pixels(tmp_path: Path) -> None:
    """Two colours that meet within a pixel, which is two samples of the fine raster and one of the grid."""
    folder = tmp_path / "pin"
    folder.mkdir()
    share = np.clip(np.arange(200) - 99.3, 0.0, 1.0)
    rgba = np.full((200, 200, 4), 255, np.uint8)
    rgba[..., :3] = np.rint(share[:, None] * [255, 255, 255] + (1 - share[:, None]) * [200, 0, 0])
    (folder / "fill.png").write_bytes(png(rgba))
    art = read(folder, size_mm=10.0, pixels_per_mm=20.0)
    assert art.plan.seam_mm is not None
    row = art.plan.seam_mm[art.plan.grid.rows // 2]
    x_mm = places_mm(art)[0, :, 0]
    truth = np.abs(x_mm - 0.3 * 0.05)
    assert np.abs(row - truth)[truth < 1.0].max() < 0.2 * art.plan.grid.pitch_mm


def test_touching_samples_are_found_with_what_they_touch() -> None:
    labels = np.zeros((6, 7), np.uint8)
    labels[1:5, 1:3], labels[1:4, 3:6] = 3, 7
    index, other = touching(labels)
    found = {(int(at) // 7, int(at) % 7): int(label) for at, label in zip(index, other, strict=True)}
    assert found == {(1, 2): 7, (2, 2): 7, (3, 2): 7, (4, 2): 7, (1, 3): 3, (2, 3): 3, (3, 3): 3}
