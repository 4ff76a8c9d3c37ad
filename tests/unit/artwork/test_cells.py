"""Flat colours come out exactly, edges belong to their neighbours, and the rest is said."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest

from pinrender.artwork import Artwork, read
from pinrender.color import hex_to_srgb8
from tests.unit.artwork.drawings import area_mm2, codes, save_svg

HALF_SAMPLE_MM = 0.5 / 40
"""How far a straight edge of a cell may lie off: cells are whole fine samples."""
PITCH_SHARE = 0.005
"""Areas of a few square millimetres at 20 samples a millimetre are good to half a per cent."""


def draw(tmp_path: Path, fill: str, *, layer: str = "fill", pixels_per_mm: float = 20.0) -> Artwork:
    """A layer on a canvas of 80 units, 16 mm: 5 units to the millimetre."""
    body = f'<g id="{layer}">{fill}</g>'
    path = save_svg(tmp_path, body, view_box="0 0 80 80")
    return read(path, size_mm=16.0, pixels_per_mm=pixels_per_mm)


def cell_areas_mm2(art: Artwork) -> dict[str, float]:
    """Area of each colour in the first layer's cells."""
    layer = art.layers[0]
    counts = np.bincount(layer.cells.ravel(), minlength=len(layer.palette) + 1)
    sample_mm2 = (0.5 * art.plan.grid.pitch_mm) ** 2
    return {color: counts[k + 1] * sample_mm2 for k, color in enumerate(layer.palette)}


def test_each_flat_colour_is_one_palette_colour(tmp_path: Path) -> None:
    fill = '<rect width="80" height="80" fill="#e27022"/><circle cx="40" cy="40" r="20" fill="#ffffff"/>'
    fill += '<path d="M40 40L55 45 50 55Z" fill="#1b1b1b"/>'
    art = draw(tmp_path, fill)
    assert art.layers[0].palette == art.plan.palette == ("#e27022", "#ffffff", "#1b1b1b")
    triangle = 0.5 * (15 * 15 - 5 * 10) / 25
    disc = math.pi * 16 - triangle
    areas = cell_areas_mm2(art)
    assert areas["#1b1b1b"] == pytest.approx(triangle, rel=2 * PITCH_SHARE)
    assert areas["#ffffff"] == pytest.approx(disc, rel=PITCH_SHARE)
    assert areas["#e27022"] == pytest.approx(256 - math.pi * 16, rel=PITCH_SHARE)
    assert art.layers[0].cells.shape == (2 * art.plan.grid.rows, 2 * art.plan.grid.cols)
    assert codes(art) == []


def test_an_edge_between_two_colours_is_not_a_third_that_exists_elsewhere(tmp_path: Path) -> None:
    fill = '<rect width="80" height="80" fill="#000"/><circle cx="30" cy="30" r="23.7" fill="#fff"/>'
    fill += '<rect x="62" y="62" width="10" height="10" fill="#808080"/>'
    art = draw(tmp_path, fill)
    assert art.layers[0].palette == ("#000000", "#ffffff", "#808080")
    assert cell_areas_mm2(art)["#808080"] == pytest.approx(4.0, abs=8 * HALF_SAMPLE_MM)
    grey = art.layers[0].cells == 3
    half = grey.shape[0] // 2
    assert not grey[:half].any()
    assert not grey[:, :half].any()


def test_an_edge_lies_where_it_was_drawn(tmp_path: Path) -> None:
    fill = '<rect width="80" height="80" fill="#fff"/><rect width="33.3" height="80" fill="#000"/>'
    areas = cell_areas_mm2(draw(tmp_path, fill))
    assert areas["#000000"] == pytest.approx(33.3 * 80 / 25, rel=PITCH_SHARE)


def test_thin_shapes_that_never_reach_a_flat_core_go_to_a_neighbour(tmp_path: Path) -> None:
    fill = (
        '<rect width="80" height="80" fill="#fff"/><path d="M10 10L70 70" stroke="#000" stroke-width=".1"/>'
    )
    art = draw(tmp_path, fill)
    assert art.layers[0].palette == ("#ffffff",)


def test_tiny_dots_of_colour_are_no_palette_colour_unless_they_are_all(tmp_path: Path) -> None:
    fill = '<rect width="80" height="80" fill="#fff"/><circle cx="20" cy="20" r="0.35" fill="#f00"/>'
    assert draw(tmp_path, fill).layers[0].palette == ("#ffffff",)
    base = '<g id="metal"><rect width="80" height="80"/></g>'
    dot = '<g id="fill"><circle cx="20" cy="20" r="0.35" fill="#f00"/></g>'
    path = save_svg(tmp_path, base + dot, view_box="0 0 80 80")
    art = read(path, size_mm=16.0, pixels_per_mm=20.0)
    assert art.layers[1].palette == ("#ff0000",)
    assert area_mm2(art, art.layers[1].coverage) == pytest.approx(math.pi * 0.07**2, rel=0.1)


def test_see_through_paint_is_whole_and_has_the_colour_it_has_on_white(tmp_path: Path) -> None:
    art = draw(tmp_path, '<circle cx="40" cy="40" r="40" fill="#ff0000" fill-opacity="0.4"/>')
    assert codes(art) == ["semi-transparent"]
    assert art.plan.palette == ("#ff9999",)
    assert area_mm2(art, art.plan.body) == pytest.approx(math.pi * 64, rel=3e-3)
    assert max(art.size_mm) == pytest.approx(16.0, abs=1e-6)


def test_see_through_paint_beside_opaque_paint_opens_no_slit(tmp_path: Path) -> None:
    fill = '<rect width="40.3" height="80" fill="#00f"/>'
    fill += '<rect x="40.3" width="39.7" height="80" fill="#f00" opacity=".5"/>'
    art = draw(tmp_path, fill)
    assert art.plan.palette in {("#0000ff", "#ff8080"), ("#0000ff", "#ff7f7f")}
    rows, cols = art.plan.grid.shape
    assert art.layers[0].coverage[rows // 2, 20 : cols - 20].min() == 255
    assert area_mm2(art, art.plan.body) == pytest.approx(256.0, rel=3e-3)


def test_an_opacity_of_almost_one_is_one(tmp_path: Path) -> None:
    art = draw(tmp_path, '<rect width="80" height="80" fill="#ffcc00" opacity="0.996"/>')
    assert codes(art) == []
    assert art.layers[0].coverage.max() == 255


def test_a_shadow_that_fades_away_is_made_solid(tmp_path: Path) -> None:
    gradient = '<radialGradient id="g"><stop stop-color="#00f"/>'
    gradient += '<stop offset="1" stop-color="#00f" stop-opacity="0"/></radialGradient>'
    art = draw(tmp_path, gradient + '<circle cx="40" cy="40" r="40" fill="url(#g)"/>')
    assert set(codes(art)) == {"gradient", "semi-transparent"}
    # Alpha fades below 8 of 255, too faint to be paint, at 0.97 of the radius.
    assert area_mm2(art, art.plan.body) == pytest.approx(math.pi * 64, rel=5e-3)


@pytest.mark.parametrize("angle", [0, 37, 90])
def test_a_gradient_becomes_a_few_steps_and_flat_colours_beside_it_stay(tmp_path: Path, angle: int) -> None:
    gradient = f'<linearGradient id="g" gradientTransform="rotate({angle} .5 .5)">'
    gradient += '<stop stop-color="#f00"/><stop offset="1" stop-color="#00f"/></linearGradient>'
    fill = gradient + '<rect width="80" height="40" fill="url(#g)"/>'
    fill += '<rect y="40" width="80" height="40" fill="#13ae6c"/>'
    art = draw(tmp_path, fill)
    assert codes(art) == ["gradient"]
    palette = art.layers[0].palette
    assert palette[0] == "#13ae6c"
    # Twelve steps, the green, and the two ends where the slanted gradient has run out.
    assert 5 <= len(palette) <= 15
    assert cell_areas_mm2(art)["#13ae6c"] == pytest.approx(128.0, rel=2 * PITCH_SHARE)
    assert (
        (art.layers[0].cells > 0) == (np.kron(art.layers[0].coverage, np.ones((2, 2))) > 127)
    ).mean() > 0.99


def test_near_colours_that_are_flat_stay_apart(tmp_path: Path) -> None:
    greys = [f"#{v:02x}{v:02x}{v:02x}" for v in range(100, 140, 2)]
    fill = "".join(f'<rect x="{4 * k}" width="4" height="80" fill="{c}"/>' for k, c in enumerate(greys[:6]))
    art = draw(tmp_path, fill + '<rect x="24" width="56" height="80" fill="#fff"/>')
    assert set(art.layers[0].palette) == {*greys[:6], "#ffffff"}
    assert codes(art) == ["near-equal-colors"]


def test_more_colours_than_a_byte_holds_are_read_without_failing(tmp_path: Path) -> None:
    patches = "".join(
        f'<rect x="{4 * (k % 20)}" y="{4 * (k // 20)}" width="4" height="4" '
        f'fill="#{(k * 37) % 256:02x}{(k * 91) % 256:02x}{(k * 173) % 256:02x}"/>'
        for k in range(400)
    )
    art = draw(tmp_path, patches)
    assert 200 <= len(art.plan.palette) <= 253
    assert art.plan.cells.max() == len(art.plan.palette)


def test_metal_layers_have_a_palette_but_give_no_enamel(tmp_path: Path) -> None:
    art = draw(tmp_path, '<rect width="80" height="80" fill="#d4af37"/>', layer="metal")
    assert art.layers[0].palette == ("#d4af37",)
    assert art.plan.palette == ()
    assert not art.plan.cells.any()


def test_hairlines_keep_their_colours(tmp_path: Path) -> None:
    """Lines of 0.03 mm have no flat core at all, and are neither a gradient nor see-through."""
    lines = "".join(
        f'<path d="M{x} 2L{x + 3} 78" stroke="{color}" stroke-width=".16"/>'
        for x, color in zip(range(4, 76, 2), ["#c00000", "#0000c0", "#00a000"] * 12, strict=True)
    )
    frame = '<path d="M1 1H79V79H1Z" fill="none" stroke="#c00000" stroke-width=".16"/>'
    art = draw(tmp_path, frame + lines)
    found = [hex_to_srgb8(color) for color in sorted(art.layers[0].palette)]
    # No sample is painted in full, and colour times alpha is kept in eight bits.
    assert np.abs(np.subtract(found, [(0, 0, 192), (0, 160, 0), (192, 0, 0)])).max() <= 1
    assert not {"gradient", "semi-transparent"} & set(codes(art))
    both = draw(tmp_path, '<rect width="80" height="80" fill="#fff"/>' + frame + lines)
    assert both.layers[0].palette[0] == "#ffffff"
    assert not {"gradient", "semi-transparent"} & set(codes(both))
