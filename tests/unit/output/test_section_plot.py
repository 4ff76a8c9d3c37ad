"""The drawing is measured: pixels against millimetres, words against words."""

from __future__ import annotations

import dataclasses
import itertools

import numpy as np
import pytest

from pinrender.inspect import Section
from pinrender.output import draw_section
from pinrender.output._section_labels import place, ticks
from pinrender.output._section_plot import LEFT_PX, METAL, RIGHT_PX
from pinrender.output._text import PAGE

BLUE = (40, 70, 200)
PX_PER_MM = (960 - LEFT_PX - RIGHT_PX) / 10.0


def section(*, dome_mm: float = np.nan, length_mm: float = 10.0, enamel_mm: float = 1.2) -> Section:
    """A block 1.5 mm high from 1 to 9 mm, with a recess to 1 mm from 3 to 7 mm filled to 1.2 mm."""
    along = np.linspace(0.0, length_mm, 2001)
    inside = (along >= 1.0) & (along <= 9.0)
    sunk = (along > 3.0) & (along < 7.0)
    none = np.full(len(along), np.nan)
    return Section(
        along_mm=along,
        metal_mm=np.where(inside, np.where(sunk, 1.0, 1.5), np.nan),
        enamel_mm=np.where(sunk, enamel_mm, np.nan),
        ink_mm=none,
        dome_mm=np.where(inside, dome_mm, np.nan),
        relief_mm=np.zeros(len(along)),
        bare=np.zeros(len(along), bool),
        cells=sunk.astype(np.uint8),
        color_srgb8=np.broadcast_to(np.array(BLUE, np.uint8), (len(along), 3)),
        line_top_mm=1.5,
        floor_mm=1.0,
    )


def like(pixels: np.ndarray, color: tuple[int, int, int], within: int = 30) -> np.ndarray:
    return np.abs(pixels[..., :3].astype(int) - color).max(axis=-1) <= within


@pytest.mark.parametrize("upright", [1.0, 3.0])
def test_areas_on_the_picture_are_areas_of_the_section(upright: float) -> None:
    """Enamel is 4 mm by 0.2 mm, metal 8 by 1.5 less 4 by 0.5: lines and dimensions hide a little."""
    pixels = draw_section(section(), title="Block", width_px=960, upright=upright).rgba_srgb8
    area = PX_PER_MM**2 * upright
    assert like(pixels, BLUE).sum() / area == pytest.approx(4.0 * 0.2, rel=0.13)
    assert like(pixels, METAL).sum() / area == pytest.approx(8.0 * 1.5 - 4.0 * 0.5, rel=0.05)


def test_places_on_the_picture_are_places_of_the_section() -> None:
    pixels = draw_section(section(), title="Block", width_px=960).rgba_srgb8
    rows, cols = np.nonzero(like(pixels, BLUE))
    assert cols.min() == pytest.approx(LEFT_PX + 3.0 * PX_PER_MM, abs=3.0)
    assert cols.max() == pytest.approx(LEFT_PX + 7.0 * PX_PER_MM, abs=3.0)
    floor_row = rows.max()
    metal_rows = np.nonzero(like(pixels[:, int(LEFT_PX + 2.0 * PX_PER_MM)], METAL))[0]
    assert metal_rows.max() - floor_row == pytest.approx(1.0 * PX_PER_MM, abs=2.0)
    assert metal_rows.max() - metal_rows.min() == pytest.approx(1.5 * PX_PER_MM, abs=4.0)


def test_epoxy_is_seen_through() -> None:
    bare = draw_section(section(), title="Block", tallest_mm=2.5).rgba_srgb8
    domed = draw_section(section(dome_mm=2.4), title="Block", tallest_mm=2.5).rgba_srgb8
    changed = (bare[-200:] != domed[-200:]).any(axis=-1)
    assert changed.any()
    assert like(domed, BLUE).sum() > 0.8 * like(bare, BLUE).sum(), "colour under it stays the colour"
    clear = domed[domed.shape[0] - 40 - int(2.0 * PX_PER_MM), 300]
    assert not like(clear, PAGE, 8)
    assert clear[2] > clear[0], "a little blue"


def test_pictures_with_one_tallest_height_share_a_scale() -> None:
    low = draw_section(section(), title="Low", tallest_mm=3.0)
    high = draw_section(section(dome_mm=2.9), title="High", tallest_mm=3.0)
    for part in (np.s_[-300:, :LEFT_PX], np.s_[-40 - int(0.9 * PX_PER_MM) :]):  # scale; metal under 0.9 mm
        assert np.array_equal(low.rgba_srgb8[part], high.rgba_srgb8[part])


def test_the_same_section_is_the_same_picture() -> None:
    first, again = (draw_section(section(dome_mm=2.0), title="Block").png() for _ in range(2))
    assert first == again


def test_ink_too_thin_to_be_seen_is_seen() -> None:
    thin = section(enamel_mm=np.nan)
    inked = np.where(thin.cells > 0, 1.003, np.nan)
    pixels = draw_section(dataclasses.replace(thin, ink_mm=inked), title="Ink").rgba_srgb8
    assert like(pixels, BLUE).sum() > 2.0 * 4.0 * PX_PER_MM * 0.9


@pytest.mark.parametrize(
    "anchors",
    [
        [500.0],
        [300.0, 310.0],
        [310.0, 300.0],
        [90.0, 96.0, 500.0, 505.0],
        [920.0, 600.0, 610.0, 640.0],
        [100.0, 300.0, 500.0, 700.0],
    ],
)
def test_labels_disturb_no_other(anchors: list[float]) -> None:
    """Near each other and at the edges: none overlaps, no leader runs through words."""
    texts = [f"dimension {k} 0.40 mm" for k in range(len(anchors))]
    labels = place(list(zip(anchors, texts, strict=True)), left_px=64.0, right_px=932.0)
    assert [label.words for label in labels] == texts
    assert [label.anchor_px for label in labels] == anchors
    for a, b in itertools.combinations(labels, 2):
        if a.row == b.row:
            assert a.right_px < b.left_px or b.right_px < a.left_px
        else:
            upper, lower = (a, b) if a.row > b.row else (b, a)
            assert not lower.left_px <= upper.anchor_px <= lower.right_px
    for label in labels:
        assert 64.0 <= label.left_px < label.right_px <= 932.0
    assert min(label.row for label in labels) == 0


def test_labels_on_one_spot_still_do_not_overlap() -> None:
    labels = place([(500.0, "recess 0.40 mm")] * 5, left_px=64.0, right_px=932.0)
    for a, b in itertools.combinations(labels, 2):
        assert a.row != b.row or a.right_px < b.left_px or b.right_px < a.left_px


def test_no_labels_take_no_room() -> None:
    assert place([], left_px=64.0, right_px=932.0) == []


@pytest.mark.parametrize("length_mm", [0.3, 2.0, 6.0, 32.0, 120.0])
def test_ticks_are_round_and_not_crowded(length_mm: float) -> None:
    px_per_mm = 868.0 / length_mm
    found = ticks(length_mm, px_per_mm, 56.0)
    assert found[0] == 0.0
    assert 1 <= len(found) <= 17
    steps = np.diff(found)
    assert np.allclose(steps, steps[:1])
    assert (steps * px_per_mm >= 55.9).all()
    assert found[-1] <= length_mm + 1e-6
