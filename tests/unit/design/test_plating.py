from __future__ import annotations

import re

import pytest

from pinrender.design import PinDesign, plated
from pinrender.errors import UsageError


@pytest.mark.parametrize(("name", "color"), [("dyed:#2F5FAA", "#2f5faa"), (" Dyed : #123", "#112233")])
def test_a_dye_of_any_colour(name: str, color: str) -> None:
    made = plated(name)
    assert made.coating is not None
    assert (made.coating.color, made.swatch) == (color, color)
    assert made.title.endswith(color)


def test_a_plating_as_the_catalogue_has_it() -> None:
    assert plated("gold").coating is None
    dyed = plated("dyed-black").coating
    assert dyed is not None
    assert dyed.where == "everywhere"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("dyed", "'dyed' comes in any colour and needs one; write for example dyed:#2f5faa"),
        ("dyed:", "'dyed' comes in any colour and needs one; write for example dyed:#2f5faa"),
        ("dyed:2f5faa", "'2f5faa' in plating 'dyed:2f5faa' lacks its '#'; write dyed:#2f5faa"),
        ("dyed-black:#123", "'dyed-black' comes in its own colour only; write for example dyed:#123"),
        ("gold:#123456", "'gold' comes in its own colour only; write for example dyed:#123456"),
        ("antique-gold:#123456", "comes in its own colour only"),
        ("dyed:blue", "'blue' in plating 'dyed:blue' is no colour; write for example dyed:#2f5faa"),
        ("dyd:#123456", "no plating is called 'dyd'; did you mean 'dyed'"),
    ],
)
def test_what_cannot_be_dyed_is_said(name: str, said: str) -> None:
    with pytest.raises(UsageError, match=re.escape(said)):
        PinDesign(plating=name)


def test_a_dyed_pin_has_a_file_name() -> None:
    assert PinDesign(plating="dyed:#2f5faa").slug == "soft-enamel-dyed-2f5faa"
    assert PinDesign(plating="dyed:#2f5faa").title == "Soft enamel, dyed #2f5faa"
