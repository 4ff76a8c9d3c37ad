"""Sculpture, ink, domed areas and textures: they shape or cover the body and are no part of it."""

from __future__ import annotations

import io
import math
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from pinrender.artwork import Artwork, ReliefLayer, Role, read
from pinrender.errors import ArtworkError
from tests.unit.artwork.drawings import area_mm2, bounds_mm, codes, png, sample, save_svg

# 80 canvas units are 16 mm in these tests: 5 units to the millimetre.
BASE = '<g id="metal"><rect width="80" height="80" fill="#000"/></g>'
FILL = '<g id="fill"><rect x="5" y="5" width="70" height="70" fill="#c00"/></g>'
SIZE_MM = 16.0


def drawn(tmp_path: Path, body: str, *, pixels_per_mm: float = 20.0) -> Artwork:
    path = save_svg(tmp_path, body, view_box="0 0 80 80")
    return read(path, size_mm=SIZE_MM, pixels_per_mm=pixels_per_mm)


def layer(name: str, content: str) -> str:
    return f'<g id="{name}">{content}</g>'


def body_digest(art: Artwork) -> list[bytes]:
    plan = art.plan
    return [array.tobytes() for array in (plan.body, plan.metal, plan.cells, plan.color_srgb8, plan.recess)]


def test_relief_and_epoxy_change_nothing_of_the_body(tmp_path: Path) -> None:
    """Not even where they reach beyond it."""
    over = '<rect x="40" y="-20" width="80" height="60" fill="#888"/>'
    plain = drawn(tmp_path, BASE + FILL)
    for name in ("relief", "epoxy"):
        art = drawn(tmp_path, BASE + FILL + layer(name, over))
        assert body_digest(art) == body_digest(plain)
        assert (art.plan.palette, art.plan.grid) == (plain.plan.palette, plain.plan.grid)
        assert art.layers[-1].palette == ()
        assert not art.layers[-1].cells.any()
        assert area_mm2(art, art.layers[-1].coverage) == pytest.approx(8 * 8, rel=1e-3)
        assert codes(art) == []
        assert art.digest != plain.digest
    assert (plain.plan.sculpture, plain.plan.epoxy, plain.plan.print, plain.plan.texture) == (
        (),
        None,
        None,
        None,
    )


def test_relief_layers_keep_their_order_their_grey_and_what_their_names_say(tmp_path: Path) -> None:
    disc = '<circle cx="40" cy="40" r="20" fill="#{0}"/>'
    body = BASE + layer("relief-merge-high", disc.format("404040")) + layer("3d", disc.format("c8c8c8"))
    body += layer("relief_subtract_0.25mm", '<rect width="80" height="80"/>')
    art = drawn(tmp_path, body)
    first, second, third = art.plan.sculpture
    assert [one.combine for one in (first, second, third)] == ["merge-high", "add", "subtract"]
    assert [one.height_mm for one in (first, second, third)] == [None, None, 0.25]
    for one, grey in ((first, 0x40), (second, 0xC8), (third, 0)):
        painted = one.coverage > 0
        assert one.height.dtype == np.float32
        assert np.abs(one.height[painted] - grey / 255).max() < 1e-4
    assert area_mm2(art, first.coverage) == pytest.approx(math.pi * 16, rel=2e-3)


def test_the_role_word_of_a_choice_may_say_how(tmp_path: Path) -> None:
    path = save_svg(tmp_path, BASE + layer("fox", '<rect width="9" height="9" fill="#fff"/>'))
    (one,) = read(path, size_mm=9.0, pixels_per_mm=10.0, roles={"fox": "relief-merge-low"}).plan.sculpture
    assert one.combine == "merge-low"


@pytest.mark.parametrize("name", ["cutout", "epoxy", "print", "relief"])
def test_layers_that_make_no_body_may_reach_far_beyond_it(tmp_path: Path, name: str) -> None:
    """Beyond the picture of the body, too: with flowing paint, whose edges are looked at most."""
    fade = (
        '<linearGradient id="g"><stop/><stop offset="1" stop-color="#fff" stop-opacity="0"/></linearGradient>'
    )
    body = '<g id="metal"><rect x="30" y="30" width="20" height="20"/></g>'
    art = drawn(tmp_path, body + layer(name, fade + '<rect y="40" width="80" height="40" fill="url(#g)"/>'))
    assert art.size_mm[0] == pytest.approx(16.0)


def slopes(one: ReliefLayer, margin: int) -> tuple[np.ndarray, np.ndarray]:
    """Height and its rise from column to column, well inside the painted square."""
    rows, cols = np.nonzero(one.coverage == 255)
    inner = np.s_[rows[0] + margin : rows[-1] - margin, cols[0] + margin : cols[-1] - margin]
    return one.height[inner], np.diff(one.height[inner], axis=1)


@pytest.mark.parametrize("top", [255, 60, 20])
def test_a_ramp_in_256_greys_stays_a_ramp(tmp_path: Path, top: int) -> None:
    """Over 70 units of 4 samples, terraces are 1.1 to 14 samples long."""
    grey = f"#{top:02x}{top:02x}{top:02x}"
    ramp = f'<linearGradient id="g"><stop/><stop offset="1" stop-color="{grey}"/></linearGradient>'
    ramp += '<rect x="5" y="5" width="70" height="70" fill="url(#g)"/>'
    (one,) = drawn(tmp_path, BASE + layer("relief", ramp)).plan.sculpture
    height, rise = slopes(one, 16)
    expected = top / 255 / 280
    cols = np.arange(height.shape[1])
    level = height.mean() - expected * (cols - cols.mean())
    assert np.abs(height - (2 * height.mean() - level)).max() < 0.002
    assert np.abs(rise / expected - 1).max() < 0.05
    assert height.mean() == pytest.approx(0.5 * top / 255, abs=0.002)


def test_an_edge_between_two_heights_stays_an_edge(tmp_path: Path) -> None:
    two = '<rect width="40" height="80" fill="#404040"/><rect x="40" width="40" height="80" fill="#c0c0c0"/>'
    (one,) = drawn(tmp_path, BASE + layer("relief", two)).plan.sculpture
    values = one.height[one.height.shape[0] // 2]
    assert np.count_nonzero((values > 0.26) & (values < 0.74)) <= 1


def deep_png(grey16: np.ndarray) -> bytes:
    buffer = io.BytesIO()
    Image.fromarray(grey16).save(buffer, "PNG")
    return buffer.getvalue()


@pytest.mark.parametrize("side", [320, 640, 200])
def test_sixteen_bits_of_a_png_are_kept(tmp_path: Path, side: int) -> None:
    """A ramp of two 8-bit levels over the pin, at the pin's resolution, above it and below it."""
    folder = tmp_path / "pin"
    folder.mkdir()
    rgba = np.zeros((side, side, 4), np.uint8)
    rgba[..., 3] = 255
    (folder / "1 metal.png").write_bytes(png(rgba))
    ramp = np.rint(30_000 + 514 * (np.arange(side) + 0.5) / side)
    (folder / "2 relief.png").write_bytes(deep_png(np.tile(ramp, (side, 1)).astype(np.uint16)))
    art = read(folder, size_mm=16.0, pixels_per_mm=20.0)
    (one,) = art.plan.sculpture
    height, _ = slopes(one, 16)
    rows, cols = np.indices(one.height.shape)
    x_mm = art.plan.grid.to_world_mm(rows, cols)[..., 0]
    truth = (30_000 + 514 * (x_mm / 16.0 + 0.5)) / 65_535
    inner = np.abs(x_mm) < 7.5
    assert np.abs(one.height - truth)[inner & (one.coverage == 255)].max() < 0.02 * 2 / 255
    assert height.std() > 0.0


def test_a_number_before_a_file_name_orders_it_unless_it_is_a_height(tmp_path: Path) -> None:
    folder = tmp_path / "pin"
    folder.mkdir()
    rgba = np.full((40, 40, 4), 255, np.uint8)
    for name in ("0 metal", "0.8mm relief", "02 relief 0,3 mm"):
        (folder / f"{name}.png").write_bytes(png(rgba))
    art = read(folder, size_mm=10.0, pixels_per_mm=5.0)
    assert {one.height_mm for one in art.plan.sculpture} == {0.8, 0.3}


def test_epoxy_covers_what_is_drawn_of_the_body(tmp_path: Path) -> None:
    see_through = '<circle cx="80" cy="40" r="20" fill="#8af" fill-opacity=".3"/>'
    more = layer("dome 2", '<rect x="10" y="30" width="20" height="20" fill="#fff"/>')
    art = drawn(tmp_path, BASE + layer("epoxy", see_through) + more)
    assert art.plan.epoxy is not None
    assert area_mm2(art, art.plan.epoxy) == pytest.approx(0.5 * math.pi * 16 + 16, rel=5e-3)
    assert (art.plan.epoxy <= art.plan.body).all()
    assert [one.role for one in art.layers] == [Role.METAL, Role.EPOXY, Role.EPOXY]
    assert codes(art) == []


def test_ink_lies_over_what_is_below_it_and_is_no_part_of_the_body(tmp_path: Path) -> None:
    ink = layer("print", '<rect x="-9" y="30" width="60" height="20" fill="#00f"/>')
    metal = layer("line", '<rect x="38" width="4" height="80"/>')
    art, plain = drawn(tmp_path, FILL + metal + ink), drawn(tmp_path, FILL + metal)
    plan = art.plan
    assert bounds_mm(art)[0] == pytest.approx(bounds_mm(plain)[0], abs=1e-9)
    assert plan.palette == plain.plan.palette == ("#cc0000",)
    for one, other in ((plan.metal, plain.plan.metal), (plan.cells, plain.plan.cells)):
        assert (one == other).all()
    assert plan.print is not None
    assert area_mm2(art, plan.print) == pytest.approx(46 * 20 / 25 * (16 / 16) ** 2, rel=5e-3)
    for x_mm, y_mm, color in ((0.0, 0.0, (0, 0, 255)), (-4.0, 0.0, (0, 0, 255)), (4.0, 0.0, (204, 0, 0))):
        assert tuple(sample(art, plan.color_srgb8, x_mm, y_mm)) == color
    assert sample(art, plan.print, 0.0, 0.0) == 255
    assert sample(art, plan.metal, 0.0, 0.0) == 255
    assert codes(art) == ["outside-canvas"]


def test_what_is_drawn_over_ink_hides_it(tmp_path: Path) -> None:
    ink = layer("print", '<rect width="80" height="80" fill="#00f"/>')
    moon = layer("fill", '<circle cx="40" cy="40" r="15" fill="#ff0"/>')
    rim = layer("line", '<path d="M2 2h76v76h-76z" fill="none" stroke="#000" stroke-width="4"/>')
    art = drawn(tmp_path, ink + moon + rim)
    plan = art.plan
    assert plan.print is not None
    assert (sample(art, plan.print, 0.0, 0.0), sample(art, plan.metal, 0.0, 0.0)) == (0, 0)
    assert tuple(sample(art, plan.color_srgb8, 0.0, 0.0)) == (255, 255, 0)
    assert sample(art, plan.print, 5.0, 0.0) == 255
    assert sample(art, plan.metal, 5.0, 0.0) == 255  # with nothing below it, ink lies on a plate
    assert sample(art, plan.print, 7.6, 0.0) == 0
    assert codes(art) == []
    wholly = layer("fill", '<rect width="80" height="80" fill="#c00"/>')
    assert codes(drawn(tmp_path, BASE + ink + wholly)) == ["layer-hidden"]


def test_ink_blends_with_enamel_beside_it_but_not_with_metal(tmp_path: Path) -> None:
    """The edge at y = 40.1 units covers 0.4 of a sample (20 to the millimetre, 4 to the unit)."""
    metal = layer("line", '<rect x="30" width="20" height="80"/>')
    ink = layer("print", '<rect y="40.1" width="80" height="40" fill="#fff"/>')
    white = layer("fill", '<rect width="80" height="80" fill="#000"/>')
    art = drawn(tmp_path, white + metal + ink)
    assert art.plan.print is not None
    rows = np.flatnonzero((art.plan.print[:, 60] > 20) & (art.plan.print[:, 60] < 235))
    assert rows.size == 1
    share = art.plan.print[rows[0], 60] / 255
    blended = art.plan.color_srgb8[rows[0], 60, 0] / 255
    assert ((blended + 0.055) / 1.055) ** 2.4 == pytest.approx(share, abs=0.01)
    middle = art.plan.print.shape[1] // 2
    assert tuple(art.plan.color_srgb8[rows[0], middle]) == (255, 255, 255)


def test_ink_keeps_flowing_colours(tmp_path: Path) -> None:
    flow = '<stop stop-color="#f00"/><stop offset="1" stop-color="#00f"/>'
    flow = f'<linearGradient id="g">{flow}</linearGradient>'
    ink = layer("print", flow + '<rect x="8" y="8" width="64" height="64" fill="url(#g)"/>')
    art = drawn(tmp_path, BASE + ink)
    row = art.plan.color_srgb8[art.plan.grid.rows // 2][art.plan.grid.cols // 2 - 120 :][:240]
    assert len(np.unique(row[:, 0])) > 150
    assert (np.diff(row[:, 0].astype(int)) <= 0).all()
    assert codes(art) == []


def test_ink_alone_is_printed_on_a_plate_of_its_shape(tmp_path: Path) -> None:
    art = drawn(tmp_path, layer("print", '<circle cx="40" cy="40" r="39" fill="#0a0"/>'))
    assert codes(art) == ["printed-plate"]
    assert area_mm2(art, art.plan.metal) == pytest.approx(math.pi * 64, rel=2e-3)
    assert (art.plan.print == art.plan.body).all()
    assert tuple(sample(art, art.plan.color_srgb8, 0.0, 0.0)) == (0, 0xAA, 0)
    for name in ("relief", "epoxy"):
        with pytest.raises(ArtworkError, match="nothing to make a pin of"):
            drawn(tmp_path, layer(name, '<circle cx="40" cy="40" r="40"/>'))


def test_a_recess_knows_its_texture(tmp_path: Path) -> None:
    left = layer("sandblasted", '<rect x="10" y="10" width="20" height="60"/>')
    right = layer("ribbed recess", '<rect x="50" y="10" width="20" height="60"/>')
    plain = layer("recess", '<rect x="50" y="10" width="20" height="20"/>')
    art = drawn(tmp_path, BASE + left + right + plain)
    plan = art.plan
    assert plan.textures == ("sandblasted", "ribbed")
    assert plan.texture is not None
    names = ("", *plan.textures)
    for x_mm, y_mm, name in ((-4.0, 0.0, "sandblasted"), (4.0, 0.0, "ribbed"), (4.0, 4.0, "")):
        assert names[sample(art, plan.texture, x_mm, y_mm)] == name
        assert sample(art, plan.recess, x_mm, y_mm) == 255
    # Continued under the edge, so that half-covered samples have one too.
    edge = (plan.recess > 0) & (plan.recess < 255)
    cols = np.indices(plan.recess.shape)[1]
    assert (plan.texture[edge & (cols < plan.grid.cols // 2)] == 1).all()
    assert area_mm2(art, plan.recess) == pytest.approx(2 * 4 * 12, rel=5e-3)


def test_clear_enamel_knows_its_floor(tmp_path: Path) -> None:
    """One red is clear and ribbed, another is neither: two colours of one look on paper."""
    left = layer("transparent ribbed", '<rect x="10" y="10" width="20" height="60" fill="#c00"/>')
    right = layer("enamel", '<rect x="50" y="10" width="20" height="60" fill="#c00"/>')
    art = drawn(tmp_path, BASE + left + right)
    plan = art.plan
    assert plan.texture is not None
    for x_mm, enamel, texture in ((-4.0, "transparent", 1), (4.0, None, 0)):
        cell = sample(art, plan.cells, x_mm, 0.0)
        assert (plan.palette[cell - 1], plan.enamels[cell - 1]) == ("#cc0000", enamel)
        assert sample(art, plan.texture, x_mm, 0.0) == texture
    assert len(plan.enamels) == len(plan.palette)
