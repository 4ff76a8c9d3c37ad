"""A look that cannot be had is refused by name."""

from __future__ import annotations

from typing import Any

import pytest

from pinrender.design import PinDesign, Shot
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


@pytest.mark.parametrize("view", ["30,50", "-180, 0", " 12.5 ,75", "hero", "back"])
def test_views_by_name_and_in_degrees(view: str) -> None:
    assert Shot(view=view).view == view


@pytest.mark.parametrize(
    ("view", "expected"),
    [
        ("30,76", "view '30,76': tilt 76 is outside 0 to 75 degrees"),
        ("200,10", "azimuth 200 is outside -180 to 180 degrees"),
        ("30", "azimuth and tilt in degrees, as in '30,50'"),
        ("herro", "did you mean 'hero'?"),
        ("nan,3", "azimuth and tilt"),
    ],
)
def test_a_view_that_cannot_be_had_is_refused(view: str, expected: str) -> None:
    with pytest.raises(UsageError) as caught:
        Shot(view=view)
    assert expected in str(caught.value)


def test_a_backdrop_is_the_views_own_unless_chosen() -> None:
    assert Shot().lies_on.title == "Plain"
    assert Shot(view="hero").lies_on.title == "Dark twill"
    assert Shot(view="hero", backdrop="linen").lies_on.title == "Linen"
    assert Shot(backdrop="transparent").lies_on.nothing
    assert Shot(background="transparent").lies_on.nothing


def test_a_backdrop_behind_nothing_is_refused() -> None:
    with pytest.raises(UsageError, match="a transparent background has no backdrop 'linen'"):
        Shot(background="transparent", backdrop="linen")
    with pytest.raises(UsageError, match="did you mean 'denim'"):
        Shot(backdrop="denin")


def test_names_are_held_as_the_catalogue_spells_them() -> None:
    shot = Shot(view="Three Quarter", background="Studio", backdrop="Dark_Twill", quality="PREVIEW")  # type: ignore[arg-type]
    assert (shot.view, shot.background) == ("three-quarter", "studio")
    assert (shot.backdrop, shot.quality) == ("dark-twill", "preview")
    design = PinDesign(
        process="Hard_Enamel", plating="Dyed:#ABC", enamel="Glitter fine", grade="A", studio="LIGHT TENT"
    )
    assert (design.process, design.plating) == ("hard-enamel", "dyed:#aabbcc")
    assert (design.enamel, design.grade, design.studio) == ("glitter-fine", "a", "light-tent")
    assert design.remade("Soft Enamel+Epoxy") == design.remade("soft-enamel+epoxy")
