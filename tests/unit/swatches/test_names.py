"""Which names are references to colours, and which are the same."""

from __future__ import annotations

import pytest

from pinrender.swatches import reference_in, swatch_key


@pytest.mark.parametrize(
    ("name", "reference"),
    [
        ("PMS 186 C", "PMS 186 C"),
        ("enamel PMS_186_C", "PMS 186 C"),
        ("PANTONE® 186 C", "PANTONE® 186 C"),
        ("pms186c fill", "pms186c"),
        ("PANTONE P 186-1 C", "PANTONE P 186-1 C"),
        ("PANTONE Reflex Blue C", "PANTONE Reflex Blue C"),
        ("PMS Black 6 C", "PMS Black 6 C"),
        ("PMS colors", None),
        ("rpms 100", None),
        ("fill", None),
    ],
)
def test_a_reference_is_found_in_a_name(name: str, reference: str | None) -> None:
    assert reference_in(name) == reference


def test_case_blanks_and_the_system_make_no_difference() -> None:
    names = (
        "PMS 186 C",
        "pms186c",
        "PMS-186-C",
        "PANTONE 186 C",
        "Pantone®_186_C",
        "186 C",
        "PANTONE+ 186 C",
    )
    assert {swatch_key(name) for name in names} == {"186c"}
    assert swatch_key("PMS 186 U") != swatch_key("PMS 186 C")
    assert swatch_key("Sky-Blue") == swatch_key("sky blue")
    assert swatch_key("P 1-11 C") != swatch_key("P 11-1 C")
    assert swatch_key("PMS") == "pms"
