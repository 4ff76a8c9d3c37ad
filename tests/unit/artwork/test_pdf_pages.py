"""The page of a PDF: its boxes, how it is turned and scaled, and the edges of what is drawn on it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from pikepdf import Array

from pinrender.artwork import read
from pinrender.errors import ArtworkError
from tests.unit.artwork.pdfs import BADGE, PdfMaker, layered, look

# A shape in the lower left corner, wider than it is high, of a page that is wider than it is high.
CORNER = "0 0 30 10 re f"


@pytest.mark.parametrize(
    ("turn", "canvas", "box"),
    [
        (0, (100, 50), (40, 0, 50, 30)),
        (90, (50, 100), (0, 0, 30, 10)),
        (180, (100, 50), (0, 70, 10, 100)),
        (270, (50, 100), (70, 40, 100, 50)),
    ],
)
def test_pages_are_turned_and_cropped(
    tmp_path: Path, turn: int, canvas: tuple[int, int], box: tuple[int, int, int, int]
) -> None:
    made = PdfMaker().draw(f"1 0 0 1 10.5 20.5 cm {CORNER} -9 -9 5 5 re f")
    made.page.obj.MediaBox = Array([-50, -20, 200, 300])
    made.page.obj.CropBox = Array([110.5, 70.5, 10.5, 20.5])
    made.page.obj.Rotate = turn
    seen = look(made, tmp_path)
    assert seen.canvas == pytest.approx(canvas)
    assert seen.box(0) == box
    assert set(np.unique(seen.painted[0])) <= {0, 1, 2, *range(250, 256)}  # ends on the page's edge


def test_boxes_may_be_said_once_for_all_pages(tmp_path: Path) -> None:
    made = PdfMaker().draw(CORNER)
    for key, value in (("MediaBox", Array([0, 0, 200, 80])), ("Rotate", 90), ("Resources", made.resources)):
        if f"/{key}" in made.page.obj:
            del made.page.obj[f"/{key}"]
        made.pdf.Root.Pages[f"/{key}"] = value
    assert look(made, tmp_path).canvas == pytest.approx((80, 200))


def test_user_units_scale(tmp_path: Path) -> None:
    made = PdfMaker().draw(CORNER)
    made.page.obj.UserUnit = 2.0
    seen = look(made, tmp_path)
    assert seen.canvas == (200.0, 200.0)
    assert seen.box(0) == (180, 0, 200, 60)


def test_upright_rectangles_have_edges_like_any_shape(tmp_path: Path) -> None:
    """A quarter of a pixel is a quarter of its alpha, for a fill and for what a clip leaves."""
    made = PdfMaker().draw("10.25 10 20 30.5 re f q 50.25 10 20 30.5 re W n 0 0 100 100 re f Q")
    alpha = look(made, tmp_path).painted[0] / 255.0
    for left in (0, 40):
        part = alpha[:, left : left + 40]
        assert part.sum() == pytest.approx(20 * 30.5, rel=2e-3)
        assert part[75, [10, 30]] == pytest.approx([0.75, 0.25], abs=0.02)


def test_alpha_is_straight_and_colours_are_kept(tmp_path: Path) -> None:
    made = PdfMaker().draw("0.2 0.4 0.6 rg 10.25 10 20 20 re f")
    picture = look(made, tmp_path).pictures[0]
    assert picture[80, 10].tolist()[:3] == picture[80, 20].tolist()[:3] == [153, 102, 51]
    assert 180 < picture[80, 10, 3] < 200
    assert not picture[0, 0].any()


def test_a_file_that_was_cut_off(tmp_path: Path) -> None:
    whole = layered(BADGE).save(tmp_path).read_bytes()
    end = whole.rindex(b"%%EOF")
    (tmp_path / "tail.pdf").write_bytes(whole[:end])
    art = read(tmp_path / "tail.pdf", size_mm=10.0, pixels_per_mm=10.0)
    assert [found.code for found in art.findings].count("cut-off") == 1
    (tmp_path / "half.pdf").write_bytes(whole[: len(whole) // 4])
    with pytest.raises(ArtworkError) as caught:
        read(tmp_path / "half.pdf", size_mm=10.0, pixels_per_mm=10.0)
    said = str(caught.value)
    assert "cut off" in said or "cannot be" in said
    whole_art = read(layered(BADGE).save(tmp_path), size_mm=10.0, pixels_per_mm=10.0)
    assert "cut-off" not in [found.code for found in whole_art.findings]
