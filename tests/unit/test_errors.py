from __future__ import annotations

import pytest

from pinrender import errors

EXIT_CODES = {
    "ArtworkError": 1,
    "CannotBeMade": 1,
    "CatalogError": 1,
    "InputRefused": 1,
    "OutputError": 1,
    "PinrenderError": 1,
    "RendererUnavailable": 3,
    "UsageError": 2,
}


def test_every_error_is_known_and_has_its_exit_code() -> None:
    classes = {name: getattr(errors, name) for name in errors.__all__ if name[0].isupper()}
    assert {name: kind.exit_code for name, kind in classes.items()} == EXIT_CODES


@pytest.mark.parametrize("name", sorted(EXIT_CODES))
def test_every_error_is_a_pinrender_error(name: str) -> None:
    assert issubclass(getattr(errors, name), errors.PinrenderError)


@pytest.mark.parametrize("name", ["ArtworkError", "CatalogError", "OutputError"])
def test_what_was_given_is_refused(name: str) -> None:
    assert issubclass(getattr(errors, name), errors.InputRefused)


def test_unknown_choice_names_the_nearest() -> None:
    said = errors.unknown_choice("plating", "Sliver", ["silver", "gold", "nickel"])
    assert said == (
        "no plating is called 'Sliver'; did you mean 'silver'? choose one of: gold, nickel, silver"
    )


def test_unknown_choice_does_not_guess_wildly() -> None:
    said = errors.unknown_choice("plating", "xyzzy", ["silver", "gold"])
    assert said == "no plating is called 'xyzzy'; choose one of: gold, silver"


@pytest.mark.parametrize("given", ["black-nickel", "Black Nickel", " BLACK_NICKEL ", "black  nickel"])
def test_case_spaces_and_underscores_make_no_difference(given: str) -> None:
    assert errors.chosen("plating", given, ["black-nickel", "nickel"]) == "black-nickel"


def test_what_is_no_name_is_not_taken_for_one() -> None:
    with pytest.raises(errors.UsageError, match="'blacknickel'; did you mean 'black-nickel'"):
        errors.chosen("plating", "blacknickel", ["black-nickel", "nickel"])


def test_a_name_that_is_not_listed_may_be_the_nearest() -> None:
    said = errors.unknown_choice("role", "sliver", ["metal", "enamel"], also=["silver"])
    assert said == "no role is called 'sliver'; did you mean 'silver'? choose one of: enamel, metal"
