"""Layers are written as an SVG that reads back as the same pin."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
from lxml import etree

from pinrender.artwork import Artwork, ReliefLayer, Role, read
from pinrender.output import encode_layers_svg
from pinrender.output._beziers import closed_path
from tests.unit.artwork.drawings import save_svg
from tests.unit.artwork.flattened import flatten
from tests.unit.artwork.pdfs import PdfMaker, circle, within
from tests.unit.artwork.seen import mean_flip, plan_picture

SVG, LABEL = "{http://www.w3.org/2000/svg}", "{http://www.inkscape.org/namespaces/inkscape}label"
EXAMPLES = Path(__file__).resolve().parents[3] / "examples"
AREA_SHARE = 1e-3
FLIP = 0.02

BADGE = """
<g id="fill"><circle cx="50" cy="50" r="40" fill="#c8501e"/><path d="M50 20L80 70H20Z" fill="#2f5faa"/>
  <path d="M50 40h20v20h-20z" fill="#e8c840"/></g>
<g id="silver lines"><circle cx="50" cy="50" r="40" fill="none" stroke="#111" stroke-width="4"/>
  <path d="M50 20L80 70H20Z" fill="none" stroke="#111" stroke-width="3"/></g>
<g id="star_x20_cutout"><circle cx="50" cy="85" r="2.5"/></g>
<g id="notes"><path d="M0 0h20v5h-20z"/></g>
"""


def _again(art: Artwork, folder: Path, *, size_mm: float = 20.0) -> Artwork:
    path = folder / "layers.svg"
    path.write_bytes(encode_layers_svg(art))
    return read(path, size_mm=size_mm, pixels_per_mm=30.0)


def _same(one: Artwork, other: Artwork) -> None:
    """Layers, roles, colours, areas within a thousandth, and what is seen."""
    made = [layer for layer in one.layers if layer.coverage.any()]
    assert [layer.role for layer in other.layers] == [layer.role for layer in made]
    for layer, back in zip(made, other.layers, strict=True):
        assert set(back.palette) == set(layer.palette)
        assert (back.plating, back.filled, back.texture) == (layer.plating, layer.filled, layer.texture)
        assert (back.combine, back.height_mm) == (layer.combine, layer.height_mm)
        assert back.area_mm2 == pytest.approx(layer.area_mm2, rel=AREA_SHARE)
    assert mean_flip(plan_picture(one), plan_picture(other)) < FLIP


def test_layers_roles_colours_and_areas_come_back(tmp_path: Path) -> None:
    art = read(save_svg(tmp_path, BADGE), size_mm=20.0, pixels_per_mm=30.0)
    back = _again(art, tmp_path)
    _same(art, back)
    assert [layer.name for layer in back.layers] == ["fill", "silver lines", "star cutout"]
    assert back.size_mm == pytest.approx(art.size_mm, abs=0.01)


def test_it_is_a_clean_drawing_in_millimetres(tmp_path: Path) -> None:
    art = read(save_svg(tmp_path, BADGE), size_mm=20.0, pixels_per_mm=30.0)
    root = etree.fromstring(encode_layers_svg(art))
    assert float(root.get("width").removesuffix("mm")) == pytest.approx(22.0, abs=0.1)
    assert root.get("viewBox") == f"0 0 {root.get('width')[:-2]} {root.get('height')[:-2]}"
    paths = list(root.iter(SVG + "path"))
    assert [path.get("fill") for path in paths] == ["#c8501e", "#2f5faa", "#e8c840", "#111111", "#000000"]
    assert {path.get("stroke") for path in paths} == {"none"}
    assert len(paths[3].get("d")) < 4000  # a few curves, not every point of the raster
    assert [group.get("id") for group in root.iter(SVG + "g")] == [
        "fill",
        "silver_x20_lines",
        "star_x20_cutout",
    ]


def test_a_name_that_does_not_say_the_role_is_given_words_that_do(tmp_path: Path) -> None:
    body = """<g id="fox"><circle cx="50" cy="50" r="40" fill="#c8501e"/></g>
      <g id="owl"><circle cx="50" cy="50" r="20" fill="#888"/></g>
      <g id="outline"><circle cx="50" cy="50" r="10" fill="#2f5faa"/></g>"""
    choices = {"owl": "black-nickel", "outline": "glitter-chunky"}
    art = read(save_svg(tmp_path, body), size_mm=20.0, pixels_per_mm=30.0, roles=choices)
    back = _again(art, tmp_path)
    _same(art, back)
    assert [layer.name for layer in back.layers] == [
        "fox",
        "black nickel metal owl",
        "glitter chunky outline",
    ]


def test_a_picture_taken_apart_comes_back_in_layers(tmp_path: Path) -> None:
    flat = flatten(save_svg(tmp_path, BADGE), tmp_path / "flat.png", pixels=900)
    art = read(flat, size_mm=20.0, pixels_per_mm=30.0)
    back = _again(art, tmp_path)
    _same(art, back)
    assert [layer.role for layer in back.layers] == [Role.ENAMEL, Role.METAL]


def test_names_of_colours_come_back_but_not_as_roles(tmp_path: Path) -> None:
    made = PdfMaker()
    made.spot("One", "PANTONE 186 C", (0.0, 1.0, 0.8, 0.0))
    made.spot("Two", "Gold 871 C", (0.2, 0.3, 0.6, 0.0))
    fill, line = made.group("fill"), made.group("metal line")
    made.draw(
        within(fill, f"/One cs 1 scn {circle(40)} f /Two cs 1 scn {circle(20)} f")
        + within(line, f"0 g {circle(40)} {circle(35)} f*")
    )
    made.configure()
    art = read(made.save(tmp_path), size_mm=12.0, pixels_per_mm=30.0)
    assert set(art.color_names.values()) == {"PANTONE 186 C", "Gold 871 C"}
    back = _again(art, tmp_path, size_mm=12.0)
    assert [(layer.name, layer.role) for layer in back.layers] == [
        ("fill", Role.ENAMEL),
        ("PANTONE 186 C", Role.ENAMEL),
        (next(color for color, name in art.color_names.items() if "Gold" in name), Role.ENAMEL),
        ("metal line", Role.METAL),
    ]
    red = next(color for color, name in art.color_names.items() if "186" in name)
    assert back.color_names == {red: "PANTONE 186 C"}
    assert mean_flip(plan_picture(art), plan_picture(back)) < FLIP


def test_sculpture_comes_back_as_a_picture_of_its_heights(tmp_path: Path) -> None:
    art = read(EXAMPLES / "medal.svg", size_mm=20.0, pixels_per_mm=30.0)
    back = _again(art, tmp_path)
    _same(art, back)
    for one, other in zip(art.plan.sculpture, back.plan.sculpture, strict=True):
        before, after = _at(art, one), _at(back, other)
        inside = (before[1] > 254.5) & (after[1] > 254.5)
        assert np.abs(before[0] - after[0])[inside].mean() < 0.004  # a grey of 255


def _at(art: Artwork, sculpted: ReliefLayer) -> tuple[np.ndarray, np.ndarray]:
    """Heights and coverage at the same places of the world."""
    x, y = np.meshgrid(np.linspace(-9.0, 9.0, 300), np.linspace(9.0, -9.0, 300))
    rows, cols = art.plan.grid.to_index(np.stack([x, y], axis=-1))
    at = cols.astype(np.float32), rows.astype(np.float32)
    values = (field.astype(np.float32) for field in (sculpted.height, sculpted.coverage))
    height, coverage = (cv2.remap(field, *at, cv2.INTER_LINEAR) for field in values)
    return height, coverage


def test_a_circle_is_a_few_curves_within_tolerance() -> None:
    angle = np.linspace(0.0, 2.0 * np.pi, 2000, endpoint=False)
    data = closed_path(np.stack([10 * np.cos(angle), 10 * np.sin(angle)], axis=1), tolerance=0.003)
    assert 4 <= data.count("C") <= 12
    assert data.startswith("M10,0C")
    assert data.endswith("Z")


def test_a_square_is_four_lines() -> None:
    side = np.arange(0.0, 5.0, 0.1)
    sides = [(side, 0 * side), (0 * side + 5, side), (5 - side, 0 * side + 5), (0 * side, 5 - side)]
    points = np.concatenate([np.stack(pair, axis=1) for pair in sides])
    assert closed_path(points, tolerance=0.003) == "M0,0L5,0L5,5L0,5L0,0Z"
