"""A sheet shows every picture unchanged, and its words never touch anything."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from pinrender.output import Cell, draw_sheet
from pinrender.output._text import PAGE, drawable, face
from pinrender.render import Frame

COLORS = [(200, 40, 40), (40, 160, 40), (40, 60, 200)]
WORDS = "Filled above the lines, baked, then stoned and polished until metal and colour are one flat face."
SIDES = [16, 60, 220, 300, 720]


def cell(side_px: int, color: tuple[int, int, int], *, alpha: int = 255, meaning: str = WORDS) -> Cell:
    rgba = np.full((side_px, side_px, 4), (*color, alpha), np.uint8)
    return Cell(frame=Frame(rgba_srgb8=rgba), label="Soft enamel + epoxy", meaning=meaning)


def sheet(side_px: int, title: str = "fox") -> np.ndarray:
    cells = [cell(side_px, color) for color in COLORS]
    return draw_sheet(title, "30.0 by 26.4 mm, polished gold", cells, text={}).rgba_srgb8


def box(page: np.ndarray, color: tuple[int, int, int]) -> tuple[int, int, int, int]:
    rows, cols = np.nonzero((page[..., :3] == color).all(axis=-1))
    return rows.min(), rows.max() + 1, cols.min(), cols.max() + 1


def blank(page: np.ndarray) -> bool:
    return bool((page[..., :3] == PAGE).all())


@pytest.mark.parametrize("side_px", SIDES)
def test_pictures_stand_in_a_row_at_their_own_size(side_px: int) -> None:
    page = sheet(side_px)
    boxes = [box(page, color) for color in COLORS]
    for (top, bottom, left, right), color in zip(boxes, COLORS, strict=True):
        assert (bottom - top, right - left) == (side_px, side_px)
        assert (page[top:bottom, left:right] == (*color, 255)).all()
    assert len({(top, bottom) for top, bottom, _, _ in boxes}) == 1
    assert all(before[3] < after[2] for before, after in pairwise(boxes))


@pytest.mark.parametrize("side_px", SIDES)
def test_words_keep_to_their_column(side_px: int) -> None:
    """The gutter left of each later picture is blank from the pictures' top to the page's end."""
    page = sheet(side_px)
    boxes = [box(page, color) for color in COLORS]
    top, bottom, first_left, _ = boxes[0]
    for _, _, left, _ in boxes[1:]:
        assert blank(page[top:, left - 5 : left])
    margin = page.shape[1] - first_left
    assert blank(page[:, :first_left])
    assert blank(page[:, margin:])
    assert blank(page[bottom : bottom + 3])
    assert blank(page[top - 3 : top])
    assert not blank(page[bottom:, first_left:])


@pytest.mark.parametrize("side_px", SIDES)
def test_lines_of_words_do_not_touch_each_other(side_px: int) -> None:
    """Below a picture stand at least a label and one line: as many runs of inked rows, each apart."""
    page = sheet(side_px)
    _, bottom, left, _ = box(page, COLORS[0])
    next_left = box(page, COLORS[1])[2]
    inked = ~(page[bottom:, left : next_left - 5, :3] == PAGE).all(axis=(1, 2))
    runs = np.flatnonzero(np.diff(inked.astype(int)) == 1).size
    assert runs >= 2
    assert not inked[-10:].any()


def test_a_long_name_is_broken_and_stays_on_the_page() -> None:
    short, long = sheet(220), sheet(220, title="the-" + "very" * 60 + "-long-name")
    assert long.shape[1] == short.shape[1]
    assert long.shape[0] > short.shape[0]
    left = box(long, COLORS[0])[2]
    assert blank(long[:, -left:])


def test_words_longer_than_a_column_are_broken() -> None:
    page = draw_sheet("fox", "gold", [cell(60, COLORS[0], meaning="x" * 300)], text={}).rgba_srgb8
    left = box(page, COLORS[0])[2]
    assert blank(page[:, -left:])


def test_a_name_in_another_script_still_gives_a_sheet() -> None:
    assert sheet(60, title="狐").shape == sheet(60).shape


def test_the_page_shows_through_a_transparent_picture_and_the_sheet_is_opaque() -> None:
    page = draw_sheet("fox", "gold", [cell(220, COLORS[0], alpha=0, meaning="m")], text={}).rgba_srgb8
    assert not (page[..., :3] == COLORS[0]).all(axis=-1).any()
    assert (page[..., 3] == 255).all()


def test_the_text_is_carried_and_the_same_sheet_is_the_same_bytes() -> None:
    cells = [cell(60, COLORS[0])]
    first = draw_sheet("fox", "gold", cells, text={"Title": "fox"})
    assert first.text == {"Title": "fox"}
    assert first.png() == draw_sheet("fox", "gold", cells, text={"Title": "fox"}).png()


def test_rows_stand_below_each_other_and_their_words_between() -> None:
    cells = [cell(60, color) for color in COLORS]
    page = draw_sheet("fox", "gold", cells, text={}, columns=2).rgba_srgb8
    first, second, third = (box(page, color) for color in COLORS)
    assert first[:2] == second[:2]
    assert (third[2], third[3]) == (first[2], first[3])
    assert not blank(page[first[1] : third[0]])
    assert blank(page[third[0] - 3 : third[0]])
    assert blank(page[third[0] : third[1], second[2] : second[3]])


def test_letters_of_the_face_stay_and_others_are_reduced() -> None:
    assert drawable("Cloisonné, 0.3 mm² – 2 × 4") == "Cloisonné, 0.3 mm² – 2 × 4"
    assert drawable("Cloisonne\u0301 ǆ ő") == "Cloisonné dz o"
    shown = [bytes(face(20.0).getmask(letter)) for letter in "é²–×’"]
    assert (
        len({bytes(face(20.0).getmask("\ufffe")), *shown}) == 6
    )  # none is drawn as a letter that is missing
