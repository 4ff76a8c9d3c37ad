from __future__ import annotations

import numpy as np
import pytest

from pinrender.errors import UsageError
from pinrender.units import Grid, frozen, parse_length_mm

GRID = Grid(rows=7, cols=11, pitch_mm=0.25, center_row=3.5, center_col=5.5)
# float64 keeps 15 digits of values below 100.
EXACT = 1e-12


@pytest.mark.parametrize(
    ("text", "mm"),
    [
        ("30mm", 30.0),
        ("30 mm", 30.0),
        (" 3cm ", 30.0),
        ("1.25in", 31.75),
        ('1"', 25.4),
        ("2 INCH", 50.8),
        (".5in", 12.7),
        ("0.001mm", 0.001),
    ],
)
def test_lengths_are_read(text: str, mm: float) -> None:
    assert parse_length_mm(text) == pytest.approx(mm, abs=EXACT)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("30", "size '30' has no unit; write '30mm' or '30in'"),
        ("30px", "unknown unit 'px'"),
        ("0mm", "must be greater than zero"),
        ("-3mm", "is not a length"),
        ("", "is not a length"),
        ("mm", "is not a length"),
        ("nan mm", "is not a length"),
        ("1e3mm", "is not a length"),
        ("3,5mm", "is not a length"),
        ("9" * 400 + "mm", "must be greater than zero"),
    ],
)
def test_other_lengths_are_refused_in_one_sentence(text: str, said: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse_length_mm(text)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_the_refusal_names_what_was_asked_for() -> None:
    with pytest.raises(UsageError, match=r"^thickness '3' has no unit"):
        parse_length_mm("3", what="thickness")


def test_the_middle_sample_is_the_origin() -> None:
    assert GRID.to_world_mm(np.array([3.0]), np.array([5.0])).tolist() == [[0.0, 0.0]]


def test_x_is_right_and_y_is_up() -> None:
    x, y = GRID.to_world_mm(np.array([0.0]), np.array([10.0]))[0]
    assert (x, y) == pytest.approx((5 * 0.25, 3 * 0.25), abs=EXACT)


def test_world_and_index_are_inverse() -> None:
    rng = np.random.default_rng(1)
    rows, cols = rng.uniform(-20, 20, (2, 3, 5))
    back_rows, back_cols = GRID.to_index(GRID.to_world_mm(rows, cols))
    np.testing.assert_allclose(back_rows, rows, atol=EXACT)
    np.testing.assert_allclose(back_cols, cols, atol=EXACT)


def test_shape_and_density() -> None:
    assert GRID.shape == (7, 11)
    assert GRID.pixels_per_mm == 4.0


def test_frozen_arrays_cannot_be_written() -> None:
    array = frozen(np.arange(12.0).reshape(3, 4).T)
    assert array.flags.c_contiguous
    with pytest.raises(ValueError, match="read-only"):
        array[0, 0] = 1.0
