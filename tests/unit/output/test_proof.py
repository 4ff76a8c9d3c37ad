"""The sheet to be signed: its drawings are to scale, its numbers are those of the pin, its text is text."""

from __future__ import annotations

import io
import re
from pathlib import Path

import numpy as np
import pikepdf
import pypdfium2
import pytest

import pinrender
from pinrender._proofed import proof
from pinrender._timings import Timings
from pinrender.cli._main import run
from pinrender.findings import Place, without_options
from pinrender.output import Order, Proof, encode_proof
from tests.unit.artwork.drawings import save_svg

PX_PER_MM = 12.0
ORDER = Order(customer="Brass & Fox", job="Ring <3>", revision="B", date="29 November 2026", quantity="300")
ART = (
    '<g id="PMS 186 C"><circle cx="50" cy="50" r="40" fill="#c8102e"/></g>'
    '<g id="metal"><circle cx="50" cy="50" r="37" fill="none" stroke="#111" stroke-width="6"/>'
    '<path d="M30 50H70" stroke="#111" stroke-width="2"/></g>'
)


def made(folder: Path, **options: object) -> Proof:
    path = save_svg(folder, ART, name="ring.svg")
    pin = pinrender.load(path, pixels=300, **options)  # type: ignore[arg-type]
    return proof(pin, ORDER, Timings())


@pytest.fixture(scope="module")
def ring(tmp_path_factory: pytest.TempPathFactory) -> Proof:
    return made(tmp_path_factory.mktemp("ring"), size="30mm", epoxy=True)


def pages(content: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(content)
    return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


def test_everything_that_is_signed_is_on_the_sheet(ring: Proof) -> None:
    sheet, actual = pages(encode_proof(ring))
    for words in (
        *("Production proof", "Ring <3>", "Brass & Fox", "29 November 2026", "300", "Approval", "Signature"),
        *("30.0 mm (1.18 in)", "PMS 186 C", "#c8102e", "Soft enamel", "Iron", "1.5 mm", "Polished gold"),
        *("butterfly clutch", "Post 1", "domed,", "opaque", "about"),
        f"Design {ring.digest}",
    ):
        assert words in sheet, words
    assert "Print at 100 %" in actual
    assert ring.digest in actual


def drawn_mm(content: bytes, page: int, color: tuple[int, int, int]) -> tuple[float, float]:
    """Width and height of all that has a colour on a page."""
    document = pypdfium2.PdfDocument(content)
    bitmap = document[page].render(scale=25.4 * PX_PER_MM / 72.0).to_numpy()[..., :3]
    rows, cols = np.nonzero(np.abs(bitmap.astype(int) - color[::-1]).max(axis=-1) <= 3)
    return (np.ptp(cols) + 1) / PX_PER_MM, (np.ptp(rows) + 1) / PX_PER_MM


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("size_mm", [20.0, 45.0])
def test_the_page_of_actual_size_is_to_scale(tmp_path: Path, size_mm: float, paper: str) -> None:
    content = encode_proof(made(tmp_path, size=f"{size_mm}mm"), paper=paper)
    document = pypdfium2.PdfDocument(content)
    inches = {"a4": (8.27, 11.69), "letter": (8.5, 11.0)}[paper]
    assert document[1].get_size() == pytest.approx([72.0 * side for side in inches], abs=0.6)
    gold = pinrender.catalog.load(pinrender.catalog.Plating, "gold").swatch
    rgb = tuple(int(gold[at : at + 2], 16) for at in (1, 3, 5))
    metal_mm = drawn_mm(content, 1, rgb)  # type: ignore[arg-type]
    assert metal_mm == pytest.approx((size_mm, size_mm), abs=0.3)  # less a hair of outline


def test_a_change_of_size_is_seen_everywhere(tmp_path: Path, ring: Proof) -> None:
    smaller = made(tmp_path, size="24mm", epoxy=True)
    assert smaller.size_mm == pytest.approx((24.0, 24.0), abs=0.05)
    assert smaller.digest != ring.digest
    sheet, actual = pages(encode_proof(smaller))
    for text in (sheet, actual):
        assert "24.0 mm (0.94 in)" in text
        assert "30.0 mm" not in text
    weights = [dict(each.facts)["Weight"] for each in (ring, smaller)]
    assert weights[0] != weights[1]
    assert smaller.colors[0].area_mm2 == pytest.approx(ring.colors[0].area_mm2 * 0.64, rel=0.1)


def test_faces_are_embedded_and_the_same_proof_is_the_same_bytes(ring: Proof) -> None:
    content = encode_proof(ring)
    assert encode_proof(ring) == content
    with pikepdf.open(io.BytesIO(content)) as document:
        fonts = [font for page in document.pages for font in page.Resources.get("/Font", {}).values()]
        assert fonts
        assert all("/FontFile2" in font.FontDescriptor for font in fonts)


def test_the_number_of_a_colour_stands_on_it(ring: Proof) -> None:
    (color,) = ring.colors
    assert color.name == "PMS 186 C"
    x_mm, y_mm = color.place_mm
    assert np.hypot(x_mm, y_mm) < 12.5
    assert abs(y_mm) > 0.4  # not on the line in the middle


def test_what_is_printed_is_drawn_where_it_lies(tmp_path: Path) -> None:
    square = '<g id="print"><rect x="60" y="30" width="8" height="4" fill="#1040ff"/></g>'
    path = save_svg(tmp_path, ART + square, name="printed.svg")
    printed = proof(pinrender.load(path, pixels=300, size="40mm"), ORDER, Timings())  # half of the drawing
    ink = drawn_mm(encode_proof(printed), 1, (0x10, 0x40, 0xFF))
    assert ink == pytest.approx((4.0, 2.0), abs=0.3)
    assert "Print" in dict(printed.facts)
    page = pypdfium2.PdfDocument(encode_proof(printed))[1]
    bitmap = page.render(scale=25.4 * PX_PER_MM / 72.0).to_numpy()[..., :3].astype(int)
    blue = np.abs(bitmap - np.array([0xFF, 0x40, 0x10])).max(axis=-1) <= 3
    assert np.argwhere(blue)[:, 1].min() > 0.5 * bitmap.shape[1]  # right of the middle


def test_bare_metal_is_proofed_without_the_colors_that_are_left_out(tmp_path: Path) -> None:
    struck = made(tmp_path, size="30mm", process="die-struck")
    assert struck.colors == struck.drawing.cells == ()
    sheet, _ = pages(encode_proof(struck))
    assert "none: bare metal" in sheet
    assert "At risk: 1 enamel colour" in sheet


def test_relief_and_bare_floor_are_named_and_values_decide_where_names_are_wanting(tmp_path: Path) -> None:
    """A bare disc of 12 mm across, of 40 units of 0.3 mm, is 113 mm2."""
    art = (
        '<g id="enamel"><circle cx="50" cy="50" r="50" fill="#c8102e"/></g>'
        '<g id="sandblasted ground"><circle cx="50" cy="50" r="20" fill="#999"/></g>'
        '<g id="relief 0.7 mm"><circle cx="50" cy="50" r="1" fill="#fff"/></g>'
    )
    pin = pinrender.load(save_svg(tmp_path, art), pixels=300, size="30mm")
    sheet, _ = pages(encode_proof(proof(pin, ORDER, Timings())))
    assert "3D relief up to 0.7 mm high" in sheet
    floor = re.search(r"Bare floor sandblasted (\S+) mm²", sheet)
    assert floor is not None
    assert float(floor[1]) == pytest.approx(np.pi * 36.0, rel=0.05)
    assert "The colour values given, not the picture" in sheet


def test_a_sheet_says_what_to_do_in_words_and_not_in_options() -> None:
    assert without_options("thicken them, or order a larger pin") == "thicken them, or order a larger pin"
    assert without_options("take a thicker pin: --dimension thickness=2mm") == "take a thicker pin"
    assert without_options("leave it open, or say --base-metal brass") == "leave it open"
    assert without_options("--size 3mm makes it so") == ""
    places = [
        Place(x_mm=x_mm, y_mm=y_mm) for x_mm, y_mm in ((0.0, 0.0), (-0.04, 2.0), (1.0, 0.0), (1.0, -2.0))
    ]
    assert [str(place) for place in places] == [
        *("in the middle", "2.0 mm above the middle", "1.0 mm right of the middle"),
        "1.0 mm right of and 2.0 mm below the middle",
    ]


def test_findings_that_find_no_room_are_counted(ring: Proof) -> None:
    import dataclasses

    from pinrender.findings import Finding, Severity

    many = tuple(
        Finding(code=f"f{n}", severity=Severity.WARNING, message=f"finding {n} " + "is told at length " * 9)
        for n in range(40)
    )
    sheet, _ = pages(encode_proof(dataclasses.replace(ring, findings=many)))
    shown = len(re.findall(r"At risk: finding", sheet))
    assert 5 < shown < 40
    assert f"and {40 - shown} more" in sheet


def test_the_command_writes_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = save_svg(tmp_path, ART, name="ring.svg")
    target = tmp_path / "out.pdf"
    code = run(
        ["proof", str(path), "--size", "20mm", "-o", str(target), "--sheet", "Letter", "--revision", "3"]
    )
    assert (code, capsys.readouterr().out.strip()) == (0, str(target))
    assert len(pypdfium2.PdfDocument(target)) == 2
    assert run(["proof", str(path), "--sheet", "a5"]) == 2
    assert "no size of paper is called 'a5'" in capsys.readouterr().err
    relief = '<g id="relief 1mm"><circle cx="50" cy="50" r="20" fill="#fff"/></g>'
    sculpted = save_svg(tmp_path, ART + relief, name="ball.svg")
    assert run(["proof", str(sculpted), "--process", "hard-enamel", "-o", str(tmp_path / "no.pdf")]) == 1
    assert "hard enamel cannot carry it" in capsys.readouterr().err
    assert not (tmp_path / "no.pdf").exists()
