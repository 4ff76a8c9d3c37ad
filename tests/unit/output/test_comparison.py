"""One comparison in three forms: nothing overlaps, nothing is lost, nothing is asked of a network."""

from __future__ import annotations

import dataclasses
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pypdfium2
import pytest

from pinrender.errors import OutputError
from pinrender.output import Column, Comparison, Factor, check_comparison, draw_comparison, encode_comparison
from pinrender.output._text import PAGE
from pinrender.render import Frame

WORDS = "Filled above the lines, baked, then stoned and polished until metal and colour are one flat face."
COLORS = [(200, 40, 40), (40, 160, 40), (40, 60, 200), (150, 90, 20), (90, 20, 150)]
LABELS = ["Soft enamel", "Hard enamel", "Cloisonné", "Die-struck", "Photo-etched"]


def flat(color: tuple[int, int, int], rows: int, cols: int) -> Frame:
    return Frame(rgba_srgb8=np.full((rows, cols, 4), (*color, 255), np.uint8))


def column(number: int, side_px: int = 240) -> Column:
    return Column(
        label=LABELS[number],
        meaning=WORDS,
        picture=flat(COLORS[number], side_px, side_px),
        closeup=flat((10 + number, 10, 10), side_px, side_px),
        section=flat((10 + number, 90, 90), side_px // 2, side_px),
        factors=(
            Factor(name="Look", words="One flat <glassy> face & more"),
            Factor(name="Feel", words="Smooth"),
            Factor(name="Cost", words="A little more", of_5=3),
            Factor(name="Durability", words="Lasts a lifetime", of_5=5),
        ),
    )


def refused(label: str) -> Column:
    why = "hard enamel cannot carry 3D relief: it would be ground away"
    return Column(label=label, meaning="", picture=None, closeup=None, section=None, factors=(), refusal=why)


def comparison(*columns: Column, per_row: int = 9) -> Comparison:
    return Comparison(
        per_row=per_row,
        title="fox & owl",
        subtitle="30.0 by 25.0 mm, polished gold",
        columns=columns,
        closeup_words="8.0 mm of it, in raking light.",
        section_words="Cut across those 8.0 mm; heights 2 times enlarged.",
        text={"Title": "fox", "Comment": json.dumps({"art": "fox", "</script>": 1})},
    )


ALL = comparison(*(column(number) for number in range(5)))


def box(page: np.ndarray, color: tuple[int, int, int]) -> tuple[int, int, int, int]:
    rows, cols = np.nonzero((page[..., :3] == color).all(axis=-1))
    return rows.min(), rows.max() + 1, cols.min(), cols.max() + 1


def test_pictures_stand_in_rows_and_words_never_touch_them() -> None:
    page = draw_comparison(ALL).rgba_srgb8
    boxes = [box(page, color) for color in COLORS]
    assert len({(top, bottom) for top, bottom, _, _ in boxes}) == 1
    near = [box(page, (10 + number, 10, 10)) for number in range(5)]
    cuts = [box(page, (10 + number, 90, 90)) for number in range(5)]
    for picture, closeup, cut in zip(boxes, near, cuts, strict=True):
        assert picture[2:] == closeup[2:] == cut[2:]
        assert picture[1] < closeup[0] < closeup[1] < cut[0]
        assert (picture[1] - picture[0]) * (picture[3] - picture[2]) == 240 * 240
    for edge in (page[:6], page[-6:], page[:, :6], page[:, -6:]):
        assert (edge[..., :3] == PAGE).all()


def test_what_cannot_be_made_has_its_reason_and_no_picture() -> None:
    page = draw_comparison(comparison(column(0), refused("Hard enamel"))).rgba_srgb8
    top, bottom, left, right = box(page, COLORS[0])
    beside = page[top:bottom, right + 24 : 2 * right - left, :3]
    assert (beside == beside[0, 0]).all()


class Reader(HTMLParser):
    """Tags and attributes, text, and whether every tag is closed."""

    VOID = frozenset({"meta", "img"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.said: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] not in {"style", "script"}:
            self.said.append(data)


def test_the_page_holds_everything_and_loads_nothing() -> None:
    page = encode_comparison(comparison(column(0), refused("Hard enamel")), ".html").decode()
    reader = Reader()
    reader.feed(page)
    assert reader.open == []
    sources = [value for tag, name, value in reader.attributes if name in {"src", "href", "srcset"}]
    assert len(sources) == 3
    assert all(source.startswith("data:image/webp;base64,") for source in sources)
    assert "url(" not in page
    assert not re.search(r"https?://", page)
    said = " ".join(reader.said)
    assert "fox & owl" in said
    assert "One flat <glassy> face & more." in said
    assert "Not possible: hard enamel cannot carry 3D relief" in said
    alts = [value for tag, name, value in reader.attributes if name == "alt"]
    assert alts[0] == "Soft enamel, at three quarters"
    recipe = re.search(r'id="recipe">(.*?)</script>', page, re.DOTALL)
    assert recipe is not None
    assert json.loads(recipe[1])["Title"] == "fox"


def test_the_printed_page_has_real_text_and_stays_on_its_paper() -> None:
    made = encode_comparison(ALL, ".pdf")
    document = pypdfium2.PdfDocument(made)
    assert len(document) == 1
    page = document[0]
    assert page.get_size() == pytest.approx((297.0 / 25.4 * 72.0, 210.0 / 25.4 * 72.0), abs=0.01)
    text = page.get_textpage()
    said = text.get_text_range()
    for words in (*LABELS, "Cost: 3 of 5", "Lasts a lifetime", "fox & owl"):
        assert words in said
    for index in range(text.count_chars()):
        left, bottom, right, top = text.get_charbox(index)
        assert 0.0 <= left <= right <= page.get_width()
        assert 14.0 <= bottom <= top <= page.get_height()  # five millimetres from the paper's edge
    assert encode_comparison(ALL, ".pdf") == made, "the same pages are the same bytes"


def test_more_than_a_page_holds_go_on_another() -> None:
    seven = comparison(*(column(number % 5) for number in range(7)))
    assert len(pypdfium2.PdfDocument(encode_comparison(seven, ".pdf"))) == 2


def test_rows_of_columns_lie_below_one_another() -> None:
    two = comparison(*(column(number) for number in range(4)), per_row=2)
    page = draw_comparison(two).rgba_srgb8
    boxes = [box(page, COLORS[number]) for number in range(4)]
    assert boxes[0][2:] == boxes[2][2:]
    assert boxes[1][2:] == boxes[3][2:]
    assert box(page, (10, 90, 90))[1] < boxes[2][0]
    assert len(pypdfium2.PdfDocument(encode_comparison(two, ".pdf"))) == 2


def test_a_file_must_say_what_it_is(tmp_path: Path) -> None:
    for suffix in (".png", ".html", ".pdf"):
        assert check_comparison(tmp_path / f"a{suffix}").suffix == suffix
    with pytest.raises(OutputError, match=r"end it in .png, .html, .pdf"):
        check_comparison(tmp_path / "a.docx")


CANNOT = "Cannot be made at 30 mm: lines 0.05 mm, limit 0.2."
RISKS = "At risk: cells 0.28 mm, limit 0.6; 3 colours left out."


def test_what_cannot_be_made_is_said_in_every_form() -> None:
    warned = comparison(
        dataclasses.replace(column(0), cannot=CANNOT, risks=RISKS),
        *(column(number) for number in range(1, 5)),
    )
    page = draw_comparison(warned).rgba_srgb8
    red = (page[..., 0] > 150) & (page[..., 1] < 60) & (page[..., 2] < 60)
    rows, _ = np.nonzero(red & (np.arange(page.shape[1]) < box(page, COLORS[0])[3]))
    below = rows > box(page, COLORS[0])[1]
    assert below.sum() > 200
    assert rows[below].max() < box(page, (10, 10, 10))[0]
    html = encode_comparison(warned, ".html").decode()
    assert f'<p class="cannot">{CANNOT}</p>' in html
    assert f'<p class="risks">{RISKS}</p>' in html
    document = pypdfium2.PdfDocument(encode_comparison(warned, ".pdf"))
    text = " ".join(document[0].get_textpage().get_text_range().split())
    assert CANNOT in text
    assert RISKS in text


def test_words_of_any_length_stay_on_the_printed_page() -> None:
    """Close-ups give way; what is the last of a column ends above the margin."""
    long = dataclasses.replace(column(0), cannot=" ".join([CANNOT] * 4), risks=RISKS)
    page = pypdfium2.PdfDocument(encode_comparison(comparison(long), ".pdf"))[0]
    text = page.get_textpage()
    bottoms = [text.get_charbox(index)[1] for index in range(text.count_chars())]
    assert min(bottoms) > 9.0 / 25.4 * 72.0
