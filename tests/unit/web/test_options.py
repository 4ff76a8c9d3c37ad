"""A page says what the command line says, by the same names."""

from __future__ import annotations

import inspect

import pytest

import pinrender
from pinrender.errors import UsageError
from pinrender.web._choices import choices
from pinrender.web._options import KINDS, options_of


def test_a_page_may_say_all_that_a_shell_may_but_for_files() -> None:
    keywords = set(inspect.signature(pinrender.load).parameters)
    assert set(KINDS) == keywords - {"path", "swatches"}


def test_options_are_keywords() -> None:
    said = {"base-metal": "brass", "as_made": True, "pixels": 512, "plating": None, "layers": {"a": "metal"}}
    assert options_of(said) == {
        "base_metal": "brass",
        "as_made": True,
        "pixels": 512,
        "layers": {"a": "metal"},
    }


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"platting": "gold"}, "no option is called 'platting'; did you mean 'plating'?"),
        ({"swatches": "/etc/passwd"}, "no option is called 'swatches'"),
        ({"path": "fox.svg"}, "no option is called 'path'"),
        ({"pixels": "512"}, "option 'pixels' is not a whole number"),
        ({"pixels": True}, "option 'pixels' is not a whole number"),
        ({"epoxy": 1}, "option 'epoxy' is not true or false"),
        ({"plating": ["gold"]}, "option 'plating' is not a text"),
        ({"metal": "#111111"}, "option 'metal' is not a list of texts"),
        ({"layers": {"a": 1}}, "option 'layers' is not a table of texts"),
        ({"epoxy-age": "old"}, "option 'epoxy-age' is not a number"),
    ],
)
def test_what_is_no_option_is_refused(said: dict[str, object], sentence: str) -> None:
    with pytest.raises(UsageError) as refused:
        options_of(said)
    assert sentence in str(refused.value)


def test_every_choice_is_one_that_the_pin_takes(examples: object) -> None:
    offered = choices()
    pin = pinrender.load(f"{examples}/fox.svg")
    for kind, option in (
        ("processes", "process"),
        ("enamels", "enamel"),
        ("studios", "studio"),
        ("backdrops", "backdrop"),
        ("grades", "grade"),
        ("metals", "base_metal"),
    ):
        for entry in offered[kind]:
            assert set(entry) >= {"name", "title", "description"}
            pin.replace(**{option: entry["name"]})
    for entry in offered["platings"]:
        dyed = f":{entry['any_color']}" if "any_color" in entry else ""
        pin.replace(plating=entry["name"] + dyed)
    for view in offered["views"]:
        pin.replace(view=view)
    pin.replace(**offered["defaults"])
