"""Metal, recess, holes and colours lie where they were drawn, with sub-pixel edges."""

from __future__ import annotations

import math
from pathlib import Path

import cv2
import numpy as np
import pytest

from pinrender.artwork import Role, read
from tests.unit.artwork.drawings import area_mm2, codes, outline_mm, sample, save_svg

BASE = '<g id="enamel"><rect x="10" y="10" width="80" height="80" fill="#2060c0"/></g>'
# 80 canvas units are 16 mm in these tests: 5 units to the millimetre.
SIZE_MM = 16.0
QUARTER_MM = 0.25 / 60.0 + 0.002
"""One edge at 30 samples a millimetre, and the same for the outline that sets the scale, halved."""


def inside(body: np.ndarray) -> np.ndarray:
    """Samples more than two away from the outside."""
    return cv2.erode((body > 127).astype(np.uint8), np.ones((5, 5), np.uint8)) > 0


def test_a_line_keeps_its_width_and_place(tmp_path: Path) -> None:
    line = '<g id="line"><rect x="41.23" y="0" width="3.17" height="200" fill="#000"/></g>'
    clip = '<clipPath id="c"><rect x="10" y="10" width="80" height="80"/></clipPath>'
    body = clip + BASE + f'<g clip-path="url(#c)" id="metal">{line}</g>'
    art = read(save_svg(tmp_path, body), size_mm=SIZE_MM, pixels_per_mm=30.0)
    assert area_mm2(art, art.plan.metal) == pytest.approx(3.17 / 5 * 16.0, rel=5e-3)
    x_mm = outline_mm(art, art.plan.metal)[:, 0]
    left, right = (41.23 - 50) / 5, (41.23 + 3.17 - 50) / 5
    assert x_mm.min() == pytest.approx(left, abs=QUARTER_MM)
    assert x_mm.max() == pytest.approx(right, abs=QUARTER_MM)


def test_the_topmost_layer_wins(tmp_path: Path) -> None:
    over_line = '<g id="color-foreground"><rect x="40" y="40" width="20" height="20" fill="#fc0"/></g>'
    line = '<g id="line"><rect x="45" y="10" width="10" height="80"/></g>'
    art = read(save_svg(tmp_path, BASE + line + over_line), size_mm=SIZE_MM, pixels_per_mm=20.0)
    assert area_mm2(art, art.plan.metal) == pytest.approx(2.0 * 16.0 - 2.0 * 4.0, rel=5e-3)
    assert sample(art, art.plan.metal, 0.0, 0.0) == 0
    assert tuple(sample(art, art.plan.color_srgb8, 0.0, 0.0)) == (0xFF, 0xCC, 0x00)
    assert art.layers[1].area_mm2 == pytest.approx(32.0, rel=5e-3)


def test_enclosed_holes_are_filled_and_become_bare_recess(tmp_path: Path) -> None:
    ring = '<g id="metal"><circle cx="50" cy="50" r="35" fill="none" stroke="#000" stroke-width="10"/></g>'
    art = read(save_svg(tmp_path, ring), size_mm=16.0, pixels_per_mm=30.0)
    radius_mm = 8.0 * 30.0 / 40.0
    assert area_mm2(art, art.plan.body) == pytest.approx(math.pi * 64.0, rel=1e-3)
    assert area_mm2(art, art.plan.recess) == pytest.approx(math.pi * radius_mm**2, rel=2e-3)
    assert area_mm2(art, art.plan.metal) == pytest.approx(math.pi * (64.0 - radius_mm**2), rel=2e-3)
    total = art.plan.metal.astype(int) + art.plan.recess
    # Two roundings to a byte and a product of two shares.
    assert np.abs(total - art.plan.body)[inside(art.plan.body)].max() <= 3
    assert codes(art) == ["unpainted-area"]
    assert f"{math.pi * radius_mm**2:.0f}." in art.findings[0].message
    assert not art.plan.cells.any()
    assert art.plan.palette == ()


def test_a_cutout_is_a_hole_even_under_paint(tmp_path: Path) -> None:
    hole = '<g id="cut-out"><circle cx="50" cy="50" r="15"/></g>'
    line = '<g id="line"><rect x="48" y="10" width="4" height="80"/></g>'
    for order in (BASE + hole + line, hole + BASE + line, BASE + line + hole):
        art = read(save_svg(tmp_path, order), size_mm=SIZE_MM, pixels_per_mm=20.0)
        assert area_mm2(art, art.plan.body) == pytest.approx(256.0 - math.pi * 9.0, rel=1e-3)
        assert sample(art, art.plan.body, 0.0, 0.0) == 0


def test_seams_between_abutting_shapes_do_not_open(tmp_path: Path) -> None:
    left = '<g id="enamel"><rect x="10.3" y="10.4" width="33.33" height="70" fill="#a00"/></g>'
    right = '<g id="metal"><rect x="43.63" y="10.4" width="30" height="70"/></g>'
    slanted = '<g id="color 2"><path d="M73.63 10.4H90V80.4H73.63L80 45Z" fill="#0a0"/></g>'
    under = '<g id="colour 3"><path d="M73.63 10.4L80 45L73.63 80.4Z" fill="#00a"/></g>'
    art = read(save_svg(tmp_path, left + right + slanted + under), size_mm=SIZE_MM, pixels_per_mm=17.0)
    assert (art.plan.body[inside(art.plan.body)] == 255).all()
    assert area_mm2(art, art.plan.recess) == 0.0
    assert codes(art) == []
    assert art.size_mm[0] == pytest.approx(16.0)
    assert art.size_mm[1] == pytest.approx(16.0 * 70 / 79.7, abs=0.5 / 34.0)


def test_a_narrow_gap_goes_to_its_neighbours_and_a_wide_one_stays_bare(tmp_path: Path) -> None:
    frame = '<g id="line"><path d="M10 10H90V90H10Z" fill="none" stroke="#000" stroke-width="4"/></g>'

    def with_gap(gap: float) -> str:
        left = f'<rect x="12" y="12" width="{38 - gap / 2}" height="76" fill="#a00"/>'
        right = f'<rect x="{50 + gap / 2}" y="12" width="{38 - gap / 2}" height="76" fill="#00a"/>'
        return frame + f'<g id="fill">{left}{right}</g>'

    # The body is 84 units, 16 mm: 5.25 units to the millimetre.
    narrow = read(save_svg(tmp_path, with_gap(0.1 * 5.25)), size_mm=SIZE_MM, pixels_per_mm=40.0)
    assert area_mm2(narrow, narrow.plan.recess) == 0.0
    assert codes(narrow) == []
    assert sample(narrow, narrow.plan.cells, -0.02, 0.0) != sample(narrow, narrow.plan.cells, 0.02, 0.0)
    wide = read(save_svg(tmp_path, with_gap(0.4 * 5.25)), size_mm=SIZE_MM, pixels_per_mm=40.0)
    assert area_mm2(wide, wide.plan.recess) == pytest.approx(0.4 * 76 / 5.25, rel=0.02)
    assert codes(wide) == ["unpainted-area"]


def test_a_narrow_gap_beside_a_line_widens_the_line(tmp_path: Path) -> None:
    line = '<g id="line"><path d="M10 10H90V90H10Z" fill="none" stroke="#000" stroke-width="4"/></g>'
    fill = '<g id="fill"><rect x="12.4" y="12.4" width="75.2" height="75.2" fill="#a00"/></g>'
    art = read(save_svg(tmp_path, line + fill), size_mm=16.0, pixels_per_mm=40.0)
    assert area_mm2(art, art.plan.recess) == 0.0
    painted = (84**2 - 76**2) / 5.25**2
    half_gap = 4 * 75.6 * 0.2 / 5.25**2
    assert area_mm2(art, art.plan.metal) == pytest.approx(painted + half_gap, rel=0.01)


def test_specks_are_dropped_and_do_not_stretch_the_pin(tmp_path: Path) -> None:
    disc = '<g id="enamel"><circle cx="50" cy="50" r="20" fill="#a00"/>'
    speck = '<circle cx="95" cy="5" r="0.2" fill="#a00"/></g>'
    art = read(save_svg(tmp_path, disc + speck), size_mm=16.0, pixels_per_mm=20.0)
    assert area_mm2(art, art.plan.body) == pytest.approx(math.pi * 64.0, rel=2e-3)
    assert art.plan.grid.pixels_per_mm == pytest.approx(20.0, rel=0.05)


def test_a_speck_beside_the_pin_is_reported(tmp_path: Path) -> None:
    disc = '<g id="metal"><path d="M10 10H90V30H30V90H10Z"/>'
    speck = '<circle cx="60" cy="60" r="0.4"/></g>'
    art = read(save_svg(tmp_path, disc + speck), size_mm=16.0, pixels_per_mm=20.0)
    assert codes(art) == ["speck-dropped"]
    assert area_mm2(art, art.plan.body) == pytest.approx(area_mm2(art, art.plan.metal), rel=1e-6)
    assert area_mm2(art, art.plan.body) == pytest.approx((80 * 20 + 20 * 60) / 25, rel=2e-3)


def test_separate_pieces_are_kept_and_reported(tmp_path: Path) -> None:
    bars = "".join(f'<rect x="{x}" y="10" width="30" height="80"/>' for x in (10, 60))
    art = read(save_svg(tmp_path, f'<g id="metal">{bars}</g>'), size_mm=16.0, pixels_per_mm=20.0)
    assert codes(art) == ["separate-pieces"]
    assert "2 pieces" in art.findings[0].message
    assert area_mm2(art, art.plan.body) == pytest.approx(2 * 6.0 * 16.0, rel=2e-3)


def test_colours_continue_under_the_line_to_its_middle(tmp_path: Path) -> None:
    fill = '<g id="fill"><rect x="10" y="10" width="36" height="80" fill="#a00"/>'
    fill += '<rect x="54" y="10" width="36" height="80" fill="#00a"/></g>'
    line = '<g id="line"><rect x="46" y="10" width="8" height="80"/></g>'
    art = read(save_svg(tmp_path, fill + line), size_mm=16.0, pixels_per_mm=20.0)
    plan = art.plan
    for x_mm, color in ((-0.7, (0xAA, 0, 0)), (-0.1, (0xAA, 0, 0)), (0.1, (0, 0, 0xAA)), (0.7, (0, 0, 0xAA))):
        assert sample(art, plan.metal, x_mm, 3.0) == 255
        assert tuple(sample(art, plan.color_srgb8, x_mm, 3.0)) == color
        assert plan.palette[sample(art, plan.cells, x_mm, 3.0) - 1] == "#{:02x}{:02x}{:02x}".format(*color)
    assert (plan.cells[plan.body > 0] > 0).all()
    assert not plan.cells[plan.body == 0].any()


def test_the_hidden_colour_under_a_line_does_not_show_at_its_edge(tmp_path: Path) -> None:
    fill = '<g id="fill"><rect x="10" y="10" width="80" height="80" fill="#a00"/>'
    fill += '<rect x="54" y="10" width="36" height="80" fill="#fff"/></g>'
    line = '<g id="line"><rect x="44" y="10" width="10.1" height="80"/></g>'
    art = read(save_svg(tmp_path, fill + line), size_mm=16.0, pixels_per_mm=20.0)
    assert tuple(sample(art, art.plan.color_srgb8, (54.1 - 50) / 5 - 0.1, 0.0)) == (255, 255, 255)


def test_touching_colours_blend_in_linear_light(tmp_path: Path) -> None:
    fill = '<g id="fill"><path d="M10 10H90L10 90Z" fill="#808080"/><path d="M90 10V90H10Z" fill="#000"/></g>'
    art = read(save_svg(tmp_path, fill), size_mm=16.0, pixels_per_mm=20.0)
    levels = set(np.unique(art.plan.color_srgb8))
    grey_linear = ((128 / 255 + 0.055) / 1.055) ** 2.4
    blended = {round(255 * (1.055 * (k / 4 * grey_linear) ** (1 / 2.4) - 0.055)) for k in (1, 2, 3)}
    assert levels <= {0, 128} | blended
    assert levels & blended


def test_a_recess_layer_is_bare_metal_below_the_lines(tmp_path: Path) -> None:
    recess = '<g id="recessed"><rect x="20" y="20" width="30" height="60" fill="#888"/></g>'
    art = read(save_svg(tmp_path, BASE + recess), size_mm=16.0, pixels_per_mm=20.0)
    assert area_mm2(art, art.plan.recess) == pytest.approx(6.0 * 12.0, rel=2e-3)
    assert sample(art, art.plan.cells, -3.0, 0.0) == 0
    assert sample(art, art.plan.cells, 3.0, 0.0) == 1
    assert [layer.role for layer in art.layers] == [Role.ENAMEL, Role.RECESS]
    assert codes(art) == []


def test_layers_that_share_an_outline_do_not_push_it_outward(tmp_path: Path) -> None:
    disc = '<circle cx="50" cy="50" r="40" fill="#a00"/>'
    ring = '<circle cx="50" cy="50" r="38" fill="none" stroke="#000" stroke-width="4"/>'
    alone = read(save_svg(tmp_path, f'<g id="line">{ring}</g>'), size_mm=16.0, pixels_per_mm=10.0)
    layers = "".join(f'<g id="fill {k}">{disc}</g>' for k in range(4)) + f'<g id="line">{ring}</g>'
    both = read(save_svg(tmp_path, layers), size_mm=16.0, pixels_per_mm=10.0)
    assert both.plan.grid.shape == alone.plan.grid.shape
    assert both.plan.grid.pitch_mm == pytest.approx(alone.plan.grid.pitch_mm, rel=2e-4)
    # Two cuts of one circle, as fill and as stroke, differ by a level of the engine here and there.
    assert area_mm2(both, both.plan.body) == pytest.approx(area_mm2(alone, alone.plan.body), rel=2e-3)
    assert area_mm2(both, both.plan.metal) == pytest.approx(area_mm2(alone, alone.plan.metal), rel=2e-3)
    assert codes(both) == ["layer-hidden"] * 3  # of four discs the topmost is seen


def test_ink_too_faint_for_an_edge_leaves_no_trace_outside(tmp_path: Path) -> None:
    disc = '<circle cx="50" cy="50" r="20" fill="#a00"/>'
    whisker = '<path d="M70 50H90" stroke="#a00" stroke-width=".02"/>'
    art = read(save_svg(tmp_path, f'<g id="fill">{disc}{whisker}</g>'), size_mm=16.0, pixels_per_mm=20.0)
    points = outline_mm(art)
    assert sample(art, art.plan.body, points[:, 0].max() + 0.3, 0.0) == 0
    assert not art.plan.body[:, -40:].any() or art.plan.body[:, -40:].max() > 127


TWO_METALS = """
<g id="enamel"><rect width="100" height="100" fill="#c00"/></g>
<g id="lines" fill="#111"><rect width="100" height="10"/></g>
<g id="silver lines" fill="#ccc"><rect x="30" y="40" width="40" height="20"/></g>
<g id="copper recess" fill="#b64"><rect x="30" y="80" width="20" height="20"/></g>
"""


def test_metal_has_the_plating_that_its_layer_names(tmp_path: Path) -> None:
    """And a little beyond its edge, for processes that widen lines; all else has the pin's."""
    plan = read(save_svg(tmp_path, TWO_METALS), size_mm=20.0, pixels_per_mm=20.0).plan
    assert plan.platings == ("silver", "copper")
    assert plan.plating is not None

    def at(x_mm: float, y_mm: float) -> int:
        row, col = plan.grid.to_index(np.array([x_mm - 10.0, 10.0 - y_mm]))
        assert plan.plating is not None
        return int(plan.plating[round(float(row)), round(float(col))])

    assert [at(10.0, 10.0), at(6.1, 8.1), at(5.85, 10.0), at(5.5, 10.0)] == [1, 1, 1, 0]
    assert [at(8.0, 18.0), at(10.0, 1.0), at(2.0, 10.0)] == [2, 0, 0]


def test_where_no_layer_names_a_plating_there_is_none(tmp_path: Path) -> None:
    plain = TWO_METALS.replace("silver ", "").replace("copper ", "")
    plan = read(save_svg(tmp_path, plain), size_mm=20.0, pixels_per_mm=20.0).plan
    assert plan.plating is None
    assert plan.platings == ()


def test_a_plating_that_is_painted_over_is_not_counted(tmp_path: Path) -> None:
    hidden = '<g id="gold base"><rect x="40" y="45" width="5" height="5"/></g>' + TWO_METALS
    plan = read(save_svg(tmp_path, hidden), size_mm=20.0, pixels_per_mm=20.0).plan
    assert plan.platings == ("silver", "copper")
