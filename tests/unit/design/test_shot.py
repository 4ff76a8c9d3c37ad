"""A look that cannot be had is refused by name."""

from __future__ import annotations

from typing import Any

import pytest

from pinrender.design import Shot
from pinrender.errors import UsageError


@pytest.mark.parametrize("pixels", [16, 4096])
def test_the_ends_of_the_range_are_inside(pixels: int) -> None:
    assert Shot(pixels=pixels).pixels == pixels


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"pixels": 15}, "pixels 15 is outside 16 to 4096"),
        ({"pixels": 4097}, "pixels 4097 is outside 16 to 4096"),
        ({"view": "three-quarters"}, "did you mean 'three-quarter'?"),
        ({"background": "transparant"}, "did you mean 'transparent'?"),
    ],
)
def test_anything_else_is_refused(values: dict[str, Any], expected: str) -> None:
    with pytest.raises(UsageError) as caught:
        Shot(**values)
    assert expected in str(caught.value)
