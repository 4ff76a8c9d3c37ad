"""Colours by name, their values from a swatch book, and nearly equal ones made one."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from pinrender.artwork import Artwork, read
from pinrender.errors import UsageError
from pinrender.swatches import Coloring, read_book
from tests.unit.artwork.drawings import save_svg
from tests.unit.artwork.pdfs import PdfMaker, circle, within
from tests.unit.swatches.books import CMYK, CSV, LAB, RGB, ase, save

SQUARE = '<g id="{name}"><rect x="{x}" y="10" width="{width}" height="40" fill="{color}"/></g>'
LINE = '<g id="metal"><path d="M10 30H90" stroke="#111" stroke-width="6"/></g>'


def drawn(folder: Path, *squares: tuple[str, str, int], coloring: Coloring | None = None) -> Artwork:
    """Squares of a name, a colour and a width, a line over all."""
    body, x = "", 10
    for name, color, width in squares:
        body += SQUARE.format(name=name, color=color, x=x, width=width)
        x += width
    return read(save_svg(folder, body + LINE), size_mm=12.0, pixels_per_mm=12.0, coloring=coloring)


def told(art: Artwork, code: str) -> list[str]:
    return [f"{found.message}; {found.suggestion}" for found in art.findings if found.code == code]


def test_a_layer_named_after_a_colour_gives_it_its_name(tmp_path: Path) -> None:
    art = drawn(tmp_path, ("PMS_x20_186_x20_C", "#cc0000", 40), ("enamel pms 300 u", "#0000cc", 40))
    assert art.color_names == {"#cc0000": "PMS 186 C", "#0000cc": "pms 300 u"}
    assert art.plan.palette == ("#cc0000", "#0000cc")
    plain = drawn(tmp_path, ("enamel", "#cc0000", 40), ("enamel pms 300 u", "#0000cc", 40))
    assert plain.digest != art.digest


def test_a_book_gives_names_their_values(tmp_path: Path) -> None:
    coloring = Coloring(book=read_book(save(tmp_path, "book.csv", CSV)))
    squares = (("PANTONE 186C", "#cc0000", 40), ("sky blue", "#0000cc", 40))
    art = drawn(tmp_path, *squares, coloring=coloring)
    assert art.color_names == {"#c8102e": "PANTONE 186C", "#2f5faa": "sky blue"}
    assert set(art.plan.palette) == {"#c8102e", "#2f5faa"}
    assert [layer.palette for layer in art.layers[:2]] == [("#c8102e",), ("#2f5faa",)]
    assert art.layers[1].reason == "named after a colour"
    assert told(art, "unnamed-layer") == []


def test_a_name_that_the_book_does_not_have_is_told_with_the_nearest(tmp_path: Path) -> None:
    coloring = Coloring(book=read_book(save(tmp_path, "book.csv", CSV)))
    art = drawn(tmp_path, ("PMS 187 C", "#cc0000", 40), coloring=coloring)
    assert told(art, "unknown-swatch") == [
        "swatch book 'book.csv' has no 'PMS 187 C', so it stays #cc0000 as drawn; did you mean 'PMS 186 C'?"
    ]
    assert art.plan.palette == ("#cc0000",)


def test_ink_and_far_colours_are_told(tmp_path: Path) -> None:
    book = ase(("186 C", CMYK, (0, 1, 1, 0)), ("300 U", LAB, (0.5, 100.0, -100.0)), ("Red", RGB, (1, 0, 0)))
    coloring = Coloring(book=read_book(save(tmp_path, "book.ase", book)))
    art = drawn(tmp_path, ("PMS 186 C", "#cc0000", 40), ("PMS 300 U", "#0000cc", 40), coloring=coloring)
    assert "as amounts of ink without a profile, so it stays #cc0000" in told(art, "swatch-in-ink")[0]
    assert "'PMS 300 U' is more saturated than sRGB can be" in told(art, "swatch-out-of-srgb")[0]


def test_a_layer_of_several_colours_does_not_say_which(tmp_path: Path) -> None:
    body = SQUARE.format(name="PMS 186 C", x=10, width=20, color="#cc0000").replace(
        "</g>", '<rect x="40" y="10" width="20" height="40" fill="#00cc00"/></g>'
    )
    art = read(save_svg(tmp_path, body + LINE), size_mm=12.0, pixels_per_mm=12.0)
    assert "has 2 colours, so it does not say which of them is PMS 186 C" in told(art, "swatch-unclear")[0]
    assert art.color_names == {}


def test_spot_colours_of_a_file_take_the_values_of_the_book(tmp_path: Path) -> None:
    made = PdfMaker()
    made.spot("Spot", "PANTONE 186 C", (0.0, 1.0, 0.8, 0.0))
    fill, line = made.group("fill"), made.group("metal line")
    made.draw(
        within(fill, f"/Spot cs 1 scn {circle(40)} f") + within(line, f"0 g {circle(40)} {circle(35)} f*")
    )
    made.configure()
    coloring = Coloring(book=read_book(save(tmp_path, "book.csv", CSV)))
    art = read(made.save(tmp_path), size_mm=12.0, pixels_per_mm=12.0, coloring=coloring)
    assert art.plan.palette == ("#c8102e",)
    assert art.color_names == {"#c8102e": "PANTONE 186 C"}


def test_a_book_that_gives_nothing_its_value_is_told(tmp_path: Path) -> None:
    coloring = Coloring(book=read_book(save(tmp_path, "book.csv", CSV)))
    art = drawn(tmp_path, ("enamel", "#cc0000", 40), coloring=coloring)
    (message,) = told(art, "option-unused")
    assert message.startswith("nothing is named after a colour, so 'book.csv' gives none its value; name a")
    named = drawn(tmp_path, ("sky blue", "#0000cc", 40), coloring=coloring)
    assert told(named, "option-unused") == []


def test_spot_colours_of_a_drawing_without_layers_keep_their_names(tmp_path: Path) -> None:
    made = PdfMaker()
    made.spot("Spot", "PANTONE 186 C", (0.0, 1.0, 0.8, 0.0))
    made.draw(f"/Spot cs 1 scn {circle(40)} f 0 g {circle(40)} {circle(37)} f*")
    made.configure()
    path = made.save(tmp_path)
    art = read(path, size_mm=12.0, pixels_per_mm=12.0)
    assert [layer.role for layer in art.layers] == ["enamel", "metal"]
    assert art.color_names == {art.plan.palette[0]: "PANTONE 186 C"}
    coloring = Coloring(book=read_book(save(tmp_path, "book.csv", CSV)))
    assert read(path, size_mm=12.0, pixels_per_mm=12.0, coloring=coloring).plan.palette == ("#c8102e",)


@pytest.mark.parametrize("pixels_per_mm", [8.0, 20.0, 36.0])
def test_a_colour_that_resampling_scatters_is_one(tmp_path: Path, pixels_per_mm: float) -> None:
    rgba = np.zeros((400, 400, 4), np.uint8)
    rgba[20:380, 20:380] = (0xF5, 0xE6, 0xC8, 255)
    rgba[40:52, 40:52, :3] = (0xF4, 0xE5, 0xC7)
    rgba[300:308, 100:200, :3] = (0xF5, 0xE6, 0xC7)
    folder = tmp_path / "layers"
    folder.mkdir()
    Image.fromarray(rgba).save(folder / "enamel PMS 7506 C.png")
    art = read(folder, size_mm=30.0, pixels_per_mm=pixels_per_mm)
    assert art.layers[0].palette == ("#f5e6c8",)
    assert art.color_names == {"#f5e6c8": "PMS 7506 C"}


def test_two_colours_that_are_meant_stay_two_however_near(tmp_path: Path) -> None:
    art = drawn(tmp_path, ("enamel", "#cc0000", 40), ("enamel two", "#cc0101", 30))
    assert art.plan.palette == ("#cc0000", "#cc0101")


NEAR = (("fill", "#cc0000", 40), ("color", "#c80202", 20), ("paint", "#0000cc", 20))


def test_nearly_equal_colours_are_told(tmp_path: Path) -> None:
    art = drawn(tmp_path, *NEAR)
    (message,) = told(art, "near-equal-colors")
    assert message.startswith("colours are nearly equal: #c80202 and #cc0000 (CIEDE2000 0.")
    assert "--merge-colors makes them one" in message
    assert len(art.plan.palette) == 3


def test_they_become_the_one_of_the_larger_area(tmp_path: Path) -> None:
    art = drawn(tmp_path, *NEAR, coloring=Coloring(merge_de00=2.0))
    assert art.plan.palette == ("#cc0000", "#0000cc")
    assert [layer.palette for layer in art.layers[:3]] == [("#cc0000",), ("#cc0000",), ("#0000cc",)]
    assert "were merged: #c80202 into #cc0000" in told(art, "near-equal-colors")[0]
    other = drawn(
        tmp_path, ("fill", "#cc0000", 20), ("color", "#c80202", 40), coloring=Coloring(merge_de00=2.0)
    )
    assert other.plan.palette == ("#c80202",)
    assert other.plan.seam_mm is None


def test_two_names_are_two_inks(tmp_path: Path) -> None:
    squares = (("PMS 186 C", "#cc0000", 40), ("PMS 187 C", "#c80202", 40))
    art = drawn(tmp_path, *squares, coloring=Coloring(merge_de00=20.0))
    assert set(art.plan.palette) == {"#cc0000", "#c80202"}
    assert told(art, "near-equal-colors") == []


def test_a_difference_out_of_range_is_refused() -> None:
    with pytest.raises(UsageError, match="colours 50 apart are not nearly equal"):
        Coloring(merge_de00=50.0)
