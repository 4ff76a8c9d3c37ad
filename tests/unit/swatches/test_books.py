"""Swatch books: what each kind gives, and which are refused with one sentence."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest
from coloraide import Color

from pinrender.errors import CatalogError
from pinrender.swatches import SwatchBook, read_book, swatch_key
from pinrender.swatches._book import MOST_BYTES, MOST_SWATCHES
from tests.unit.swatches.books import CMYK, CSV, GPL, GRAY, LAB, RGB, aco, ase, save

RED = (200 / 255, 16 / 255, 46 / 255)
LAB_RED = (50.0, 60.0, 40.0)


def color(book: SwatchBook, name: str) -> str | None:
    swatch = book.find(name)
    assert swatch is not None
    return swatch.color


def of_lab(*lab: float) -> str:
    """What coloraide makes of CIE Lab under D50."""
    return Color("lab", lab).convert("srgb").to_string(hex=True, fit="clip")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("book.gpl", GPL),
        ("book.csv", CSV),
        ("book.csv", b"PMS 186 C;200;16;46\nSky Blue;47;95;170\n"),
        ("book.ase", ase(("PANTONE 186 C", RGB, RED), ("Sky Blue", RGB, (47 / 255, 95 / 255, 170 / 255)))),
        (
            "book.aco",
            aco(
                ("PMS 186 C", 0, (200 * 257, 16 * 257, 46 * 257, 0)),
                ("Sky Blue", 0, (12079, 24415, 43690, 0)),
            ),
        ),
    ],
)
def test_each_kind_gives_names_their_values(tmp_path: Path, name: str, data: bytes) -> None:
    book = read_book(save(tmp_path, name, data))
    assert (color(book, "pms 186c"), color(book, "sky_blue")) == ("#c8102e", "#2f5faa")
    assert book.find("PMS 187 C") is None
    assert swatch_key(book.nearest("PMS 187 C") or "") == "186c"


def test_lab_is_converted_from_its_white(tmp_path: Path) -> None:
    scaled = (LAB_RED[0] / 100.0, *LAB_RED[1:])
    book = read_book(save(tmp_path, "a.ase", ase(("Red", LAB, scaled), ("Far", LAB, (0.5, 100.0, -100.0)))))
    assert color(book, "red") == of_lab(*LAB_RED)
    assert [swatch.clipped for swatch in book.swatches] == [False, True]
    book = read_book(
        save(tmp_path, "a.aco", aco(("Red", 7, (5000, 6000, 4000, 0)), ("Sea", 7, (3000, -2000, -3000, 0))))
    )
    assert (color(book, "red"), color(book, "sea")) == (of_lab(*LAB_RED), of_lab(30.0, -20.0, -30.0))
    book = read_book(save(tmp_path, "a.csv", b"name,L,a,b\nRed,50,60,40\n"))
    assert color(book, "red") == of_lab(*LAB_RED)


def test_a_spreadsheet_with_decimal_commas(tmp_path: Path) -> None:
    book = read_book(
        save(tmp_path, "a.csv", "name;L;a;b\nRed;50,0;60;40\nBl\u00e5;30;-20;-30\n".encode("cp1252"))
    )
    assert color(book, "red") == of_lab(*LAB_RED)
    assert color(book, "bl\u00e5") == of_lab(30.0, -20.0, -30.0)
    palette = b"GIMP Palette\n200 16 46 Gr\xfcn\n"
    assert color(read_book(save(tmp_path, "a.gpl", palette)), "gr\u00fcn") == "#c8102e"


def test_further_columns_below_a_heading_are_not_read(tmp_path: Path) -> None:
    book = read_book(save(tmp_path, "a.csv", b"name,L,a,b,page\nRed,50,60,40,12\n"))
    assert color(book, "red") == of_lab(*LAB_RED)
    book = read_book(save(tmp_path, "b.csv", b"name,R,G,B,page\nRed,200,16,46,12\n"))
    assert color(book, "red") == "#c8102e"


def test_hue_saturation_brightness(tmp_path: Path) -> None:
    book = read_book(save(tmp_path, "a.aco", aco(("Green", 1, (21845, 65535, 65535, 0)))))
    assert color(book, "green") == "#00ff00"


def test_amounts_of_ink_have_no_value_and_alone_are_refused(tmp_path: Path) -> None:
    ink = ("PMS 186 C", CMYK, (0.0, 1.0, 0.8, 0.0))
    book = read_book(save(tmp_path, "a.ase", ase(ink, ("Red", RGB, RED))))
    assert color(book, "PMS 186 C") is None
    with pytest.raises(
        CatalogError, match=r"'b\.ase' gives its colours as amounts of ink .* save it in Lab or RGB"
    ):
        read_book(save(tmp_path, "b.ase", ase(ink, ("Grey", GRAY, (0.5,)))))


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.txt", b"", "no swatch book that is read here; give .ase, .aco, .gpl, .csv"),
        ("a.ase", b"GIMP Palette", "no Adobe swatch exchange file"),
        ("a.ase", ase(("Red", RGB, RED))[:-20], r"'a\.ase' is damaged \(at byte \d+\)"),
        ("a.ase", ase(("Red", b"HLS ", RED)), "is damaged"),
        ("a.ase", ase(("Red", RGB, (float("nan"), 0.0, 0.0))), "is damaged"),
        ("a.ase", ase(), "names no colours"),
        ("a.aco", b"", "no file of Photoshop swatches"),
        ("a.aco", b"\0\1" + struct.pack(">H", 1) + bytes(10), "has no names; save it with Photoshop 7"),
        ("a.aco", aco(("Red", 0, (1, 2, 3, 4)))[:-3], "is damaged"),
        ("a.gpl", b"200 16 46 Red\n", "its first line is not 'GIMP Palette'"),
        ("a.gpl", b"GIMP Palette\n200 16 Red\n", "line 2: write red, green, blue"),
        ("a.gpl", b"GIMP Palette\n200 16 256 Red\n", "line 2"),
        (
            "a.csv",
            b"Red,#zzz\n",
            "line 1: colour '#zzz' is not a colour; write it as '#1a1a1a'; or write a heading",
        ),
        (
            "a.csv",
            b"Name,Code\nRed,#f00\n",
            "line 1: colour 'Code' .* or write a heading name,hex, name,R,G,B",
        ),
        ("a.csv", b"Red,#f00\nBlue,200,16,900\n", "line 2: '200, 16, 900' are not red, green and blue"),
        ("a.csv", b"name,L,a,b\nRed,44,,38,12\n", "line 2: '44, , 38' are not three numbers"),
        ("a.csv", b"Red,0,100,80,5\n", "line 1: of four numbers nobody can tell how they look"),
        ("a.csv", b"name,C,M,Y,K\nRed,0,100,80,5\n", "amounts of ink"),
        ("a.csv", b'Red,#f00\n"Blue,#00f\n', "line 2: unexpected end of data; close each quote"),
        ("a.csv", b"", "names no colours"),
        ("a.csv", b"\xff" * (MOST_BYTES + 1), "is larger than 4 MiB"),
        ("a.csv", b"Red,#f00\n" * (MOST_SWATCHES + 1), "has more than 20000 colours"),
        ("a.csv", b"x" * 300 + b",#f00\n", "a name of more than 200 characters"),
    ],
)
def test_what_is_no_book_is_one_sentence(tmp_path: Path, name: str, data: bytes, said: str) -> None:
    with pytest.raises(CatalogError, match=said) as refused:
        read_book(save(tmp_path, name, data))
    assert "\n" not in str(refused.value)


def test_a_book_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(CatalogError, match="cannot be read: No such file"):
        read_book(tmp_path / "none.ase")
