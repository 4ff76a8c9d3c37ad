"""What metal is plated with, as layer names say it."""

from __future__ import annotations

import pytest

from pinrender import catalog
from pinrender.artwork._document import DocumentLayer
from pinrender.artwork._role_table import meaning
from pinrender.artwork._roles import assign_roles
from pinrender.errors import UsageError


@pytest.mark.parametrize(
    ("name", "role", "plating"),
    [
        ("gold", "metal", "gold"),
        ("silver lines", "metal", "silver"),
        ("Gold plated antlers", "metal", "gold"),
        ("metal: black nickel", "metal", "black-nickel"),
        ("Antique Silver outline", "metal", "antique-silver"),
        ("rose-gold lettering", "metal", "rose-gold"),
        ("sandblasted copper", "recess", "copper"),
        ("bare metal brass", "recess", "brass"),
        ("rainbow plated lines", "metal", "rainbow"),
        ("black dye lines", "metal", "dyed-black"),
        ("lines", "metal", None),
        ("gold fill", "enamel", None),
        ("silver enamel", "enamel", None),
        ("transparent gold", "enamel", None),
        ("rainbow", None, None),
        ("gold cutout", "cutout", None),
    ],
)
def test_metal_that_names_a_plating_has_it_and_enamel_is_a_colour(
    name: str, role: str | None, plating: str | None
) -> None:
    said = meaning(name)
    assert (said and said.role.value, said and said.plating) == (role, plating)


def test_a_layer_of_two_platings_has_the_pin_s() -> None:
    said = meaning("gold and silver lines")
    assert said is not None
    assert said.plating is None
    assert "one plating" in said.note


def test_a_choice_gives_a_plating_or_takes_it_away() -> None:
    layers = [DocumentLayer(name="gold lines"), DocumentLayer(name="antlers")]
    lines, antlers = assign_roles(layers, {"gold lines": "metal", "antlers": "antique silver"})
    assert lines.plating is None
    assert (antlers.role.value, antlers.plating) == ("metal", "antique-silver")


def test_every_plating_but_dye_of_any_colour_can_be_named() -> None:
    for plating in catalog.names("platings"):
        name = "rainbow plating" if plating == "rainbow" else plating
        said = meaning(f"{name} lines")
        assert said is not None
        assert said.plating == (None if plating == "dyed" else plating)


@pytest.mark.parametrize(
    ("word", "plating"),
    [("rainbow", "rainbow"), ("Dyed:#2F5FAA", "dyed:#2f5faa"), ("Black Nickel", "black-nickel")],
)
def test_a_choice_may_be_any_plating(word: str, plating: str) -> None:
    (antlers,) = assign_roles([DocumentLayer(name="antlers")], {"antlers": word})
    assert (antlers.role.value, antlers.plating) == ("metal", plating)


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("dyed", "layer 'antlers': plating 'dyed' comes in any colour and needs one; .* dyed:#2f5faa"),
        ("rainbow:#123", "layer 'antlers': plating 'rainbow' comes in its own colour only; .* dyed:#123"),
        ("ranbow", "no role is called 'ranbow'; did you mean 'rainbow'"),
    ],
)
def test_what_a_layer_cannot_be_plated_with_is_said(word: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        assign_roles([DocumentLayer(name="antlers")], {"antlers": word})
