"""Two platings on one pin."""

from __future__ import annotations

import pytest

from pinrender.design import plating_findings, second_plating
from pinrender.errors import CannotBeMade


@pytest.mark.parametrize(
    ("own", "named", "other"),
    [
        ("gold", (), None),
        ("gold", ("gold",), None),
        ("gold", ("silver",), "silver"),
        ("gold", ("gold", "silver"), "silver"),
        ("silver", ("gold", "silver"), "gold"),
        ("dyed:#2f5faa", ("gold",), "gold"),
        ("silver", ("dyed:#2f5faa",), "dyed:#2f5faa"),
    ],
)
def test_the_second_is_what_differs_from_the_pin_s(
    own: str, named: tuple[str, ...], other: str | None
) -> None:
    assert second_plating(own, named) == other
    assert len(plating_findings(own, named)) == (other is not None)


def test_three_are_refused_with_a_way_out() -> None:
    with pytest.raises(
        CannotBeMade, match=r"'silver', 'black-nickel' and all else of it is 'gold'.*--plating silver"
    ):
        second_plating("gold", ("silver", "black-nickel"))
    assert second_plating("silver", ("silver", "black-nickel")) == "black-nickel"


def test_the_finding_says_what_is_what() -> None:
    (finding,) = plating_findings("gold", ("silver",))
    assert "polished silver" in finding.message
    assert "--plating silver" in (finding.suggestion or "")
