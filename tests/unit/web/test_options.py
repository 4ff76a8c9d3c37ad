"""A page says what the command line says, by the same names."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import pytest

import pinrender
from pinrender.errors import UsageError
from pinrender.web._choices import choices
from pinrender.web._options import KINDS, TAKEN, options_of, taken_of
from pinrender.web._works import WORKS


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


@pytest.mark.parametrize(
    ("work", "said", "sentence"),
    [
        ("picture", {"format": "png"}, "'picture' takes nothing in 'with', so not 'format'"),
        ("export", {"fromat": "glb"}, "no value for 'export' is called 'fromat'; did you mean 'format'?"),
        ("export", {"variants": "silver"}, "value for 'export' 'variants' is not a list of texts"),
        ("sheet", {"pixels": "64"}, "value for 'sheet' 'pixels' is not a whole number"),
        ("proof", {"format": "pdf"}, "no value for 'proof' is called 'format'"),
    ],
)
def test_what_a_work_does_not_take_is_refused(work: str, said: dict[str, object], sentence: str) -> None:
    with pytest.raises(UsageError) as refused:
        taken_of(work, said)
    assert sentence in str(refused.value)


def test_what_a_work_takes_is_told(root: Path) -> None:
    assert set(TAKEN) <= set(WORKS)
    told = (root / "docs" / "serve.md").read_text("utf-8")
    for work, taken in TAKEN.items():
        (row,) = [line for line in told.splitlines() if line.startswith(f"| `{work}` ")]
        assert set(re.findall(r"`([a-z]+)`", row.split("|")[2])) == set(taken)


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
        pin.replace(view=view["name"])
        if not view["over"]:
            pin.replace(view=f"{view['azimuth_deg']:g},{view['tilt_deg']:g}")
    pin.replace(**offered["defaults"])
