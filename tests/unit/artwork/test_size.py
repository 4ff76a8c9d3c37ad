"""The requested size is the size of the outline that comes out, wherever the drawing lies."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
from psd_tools import PSDImage
from psd_tools.constants import Resource
from psd_tools.psd.image_resources import ImageResource, ResoulutionInfo

from pinrender.artwork import read
from pinrender.errors import ArtworkError
from tests.unit.artwork.drawings import area_mm2, bounds_mm, outline_mm, save_svg
from tests.unit.artwork.pdfs import PdfMaker, circle
from tests.unit.artwork.photoshop import SIDE, disc, save_psd

STAR = " ".join(
    f"{50 + r * math.sin(math.pi * k / 5):.4f},{50 - r * math.cos(math.pi * k / 5):.4f}"
    for k, r in enumerate([45, 18] * 5)
)
QUARTER_MM = 0.25 / 40.0 * 2
"""Both edges of a length at 20 samples a millimetre: the engine draws at twice that, exact to a quarter."""
SHAPES = {
    "circle": '<circle cx="50" cy="50" r="41.3" fill="#c00"/>',
    "square": '<rect x="13.37" y="21.11" width="60" height="60" fill="#c00"/>',
    "ring": '<circle cx="47" cy="52" r="38" fill="none" stroke="#c00" stroke-width="7.7"/>',
    "star": f'<polygon points="{STAR}" fill="#c00"/>',
    "bar": '<rect x="5" y="40" width="90" height="9.1" fill="#c00"/>',
}


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("size_mm", [12.0, 25.4])
def test_outline_has_the_requested_size_and_is_centred(tmp_path: Path, shape: str, size_mm: float) -> None:
    art = read(save_svg(tmp_path, SHAPES[shape]), size_mm=size_mm, pixels_per_mm=20.0)
    low, high = bounds_mm(art)
    assert max(high - low) == pytest.approx(size_mm, abs=0.01)
    assert np.abs(low + high).max() < 0.002
    assert art.size_mm == pytest.approx(tuple(high - low), abs=1e-6)


@pytest.mark.parametrize("shape", SHAPES)
def test_margin_is_empty_on_all_sides(tmp_path: Path, shape: str) -> None:
    plan = read(save_svg(tmp_path, SHAPES[shape]), size_mm=12.0, pixels_per_mm=20.0).plan
    inner = np.zeros(plan.grid.shape, bool)
    inner[6:-6, 6:-6] = True
    for array in (plan.body, plan.metal, plan.recess, plan.cells):
        assert array.shape == plan.grid.shape
        assert not array[~inner].any()


def test_every_point_of_a_circle_lies_on_it(tmp_path: Path) -> None:
    art = read(save_svg(tmp_path, SHAPES["circle"]), size_mm=20.0, pixels_per_mm=40.0)
    radius = np.hypot(*outline_mm(art).T)
    # The engine places an edge to a quarter of its pixel, 0.003 mm here; averaging smooths the rest.
    assert np.abs(radius - 10.0).max() < 0.005
    assert radius.std() < 0.002
    assert area_mm2(art, art.plan.body) == pytest.approx(math.pi * 100.0, rel=2e-4)


def test_proportions_are_those_of_the_drawing(tmp_path: Path) -> None:
    art = read(save_svg(tmp_path, SHAPES["bar"]), size_mm=20.0, pixels_per_mm=40.0)
    assert art.size_mm[0] == pytest.approx(20.0, abs=1e-9)
    assert art.size_mm[1] == pytest.approx(20.0 * 9.1 / 90.0, abs=0.002)


def test_a_small_drawing_on_a_large_canvas_is_found(tmp_path: Path) -> None:
    body = '<circle cx="9310.5" cy="877.25" r="12" fill="#c00"/>'
    art = read(save_svg(tmp_path, body, view_box="0 0 10000 10000"), size_mm=10.0, pixels_per_mm=20.0)
    assert max(art.size_mm) == pytest.approx(10.0)
    assert area_mm2(art, art.plan.body) == pytest.approx(math.pi * 25.0, rel=3e-3)


def test_a_speck_on_a_huge_canvas_is_found_or_the_canvas_is_named(tmp_path: Path) -> None:
    body = '<circle cx="9310.5" cy="877.25" r="{}" fill="#c00"/>'
    path = save_svg(tmp_path, body.format(1.5), view_box="0 0 10000 10000")
    art = read(path, size_mm=10.0, pixels_per_mm=20.0)
    assert area_mm2(art, art.plan.body) == pytest.approx(math.pi * 25.0, rel=3e-3)
    path = save_svg(tmp_path, body.format(0.01), view_box="0 0 10000 10000")
    with pytest.raises(ArtworkError, match=r"nothing that can be seen .*; fit the canvas"):
        read(path, size_mm=10.0, pixels_per_mm=20.0)


@pytest.mark.parametrize(
    ("size", "drawn_mm"),
    [('width="100mm" height="100mm"', 90.0), ('width="4in"', 0.9 * 101.6), ('width="100"', None), ("", None)],
)
def test_the_size_in_the_file_is_known_where_it_has_a_unit(
    tmp_path: Path, size: str, drawn_mm: float | None
) -> None:
    body = '<g id="metal"><circle cx="50" cy="50" r="45"/></g>'
    art = read(save_svg(tmp_path, body, attributes=size), size_mm=12.0, pixels_per_mm=20.0)
    assert art.drawn_mm == (None if drawn_mm is None else pytest.approx(drawn_mm, rel=2e-3))


def test_the_size_of_pixels_is_known_from_their_resolution(tmp_path: Path) -> None:
    rgba = disc(300, 142.0, (200, 30, 40))
    for dpi, drawn_mm in ((300, 284 / 300 * 25.4), (72, None), (96, None), (0, None)):
        path = tmp_path / f"{dpi}.png"
        rgba.save(path, **({"dpi": (dpi, dpi)} if dpi else {}))
        found = read(path, size_mm=12.0, pixels_per_mm=20.0).drawn_mm
        assert found == (None if drawn_mm is None else pytest.approx(drawn_mm, rel=0.01)), dpi


def test_a_page_of_a_pdf_is_as_large_as_it_says(tmp_path: Path) -> None:
    made = PdfMaker()
    made.draw(f"0 g {circle(40)} f")
    made.configure()
    art = read(made.save(tmp_path), size_mm=12.0, pixels_per_mm=20.0)
    assert art.drawn_mm == pytest.approx(80.0 / 72.0 * 25.4, rel=2e-3)


def test_a_photoshop_file_says_its_resolution(tmp_path: Path) -> None:
    def draw(document: PSDImage) -> None:
        document.create_pixel_layer(disc(SIDE, 90.0, (200, 30, 40)), "metal")
        said = ResoulutionInfo(300 << 16, 1, 1, 300 << 16, 1, 1)
        document.image_resources[Resource.RESOLUTION_INFO] = ImageResource(
            key=Resource.RESOLUTION_INFO, data=said
        )

    art = read(save_psd(tmp_path / "art.psd", draw), size_mm=12.0, pixels_per_mm=20.0)
    assert art.drawn_mm == pytest.approx(180.0 / 300.0 * 25.4, rel=0.01)


def test_artwork_that_runs_off_the_canvas_is_closed_at_its_edge(tmp_path: Path) -> None:
    body = '<circle cx="50" cy="50" r="500" fill="#c00"/>'
    art = read(save_svg(tmp_path, body, view_box="0 0 100 80"), size_mm=10.0, pixels_per_mm=20.0)
    assert art.size_mm == pytest.approx((10.0, 8.0), abs=2 * QUARTER_MM)
    assert area_mm2(art, art.plan.body) == pytest.approx(80.0, rel=2e-3)


def test_canvas_units_and_aspect_do_not_matter(tmp_path: Path) -> None:
    plain = read(save_svg(tmp_path, SHAPES["ring"]), size_mm=12.0, pixels_per_mm=20.0)
    sized = save_svg(tmp_path, SHAPES["ring"], name="b.svg", attributes='width="80mm" height="60mm"')
    other = read(sized, size_mm=12.0, pixels_per_mm=20.0)
    assert other.size_mm == pytest.approx(plain.size_mm, abs=2 * QUARTER_MM)
    assert area_mm2(other, other.plan.metal) == area_mm2(plain, plain.plan.metal) == 0.0
    assert area_mm2(other, other.plan.body) == pytest.approx(area_mm2(plain, plain.plan.body), rel=3e-3)


def test_the_pitch_follows_pixels_per_mm(tmp_path: Path) -> None:
    path = save_svg(tmp_path, SHAPES["circle"])
    for pixels_per_mm in (12.0, 33.0):
        grid = read(path, size_mm=15.0, pixels_per_mm=pixels_per_mm).plan.grid
        assert grid.pixels_per_mm == pytest.approx(pixels_per_mm, rel=0.02)
