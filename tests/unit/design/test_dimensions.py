"""What one pin changes of its process."""

from __future__ import annotations

import pytest

from pinrender.catalog import Process, load
from pinrender.design import PinDesign, parse_dimensions
from pinrender.errors import UsageError


def test_values_are_read_with_their_units() -> None:
    read = parse_dimensions(
        {"thickness": "2mm", "wall-lean": "15deg", "edge-profile": "Bevel", "rim": "0.02in"}
    )
    assert read == (
        ("edge_profile", "bevel"),
        ("rim_mm", pytest.approx(0.508)),
        ("thickness_mm", 2.0),
        ("wall_lean_deg", 15.0),
    )
    assert parse_dimensions([("enamel_fill", "0.6"), ("enamel-step", "0"), ("Enamel-Fill", "0.7")]) == (
        ("enamel_fill", 0.7),
        ("enamel_step_mm", 0.0),
    )


def test_only_what_is_named_changes() -> None:
    plain = load(Process, "soft-enamel")
    made = PinDesign(dimensions=parse_dimensions({"recess-depth": "0.5mm"})).made_by
    assert made == plain.model_copy(update={"recess_depth_mm": 0.5})
    assert PinDesign().made_by == plain


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("thickness", "2", "thickness '2' has no unit"),
        ("thicknes", "2mm", "did you mean 'thickness'"),
        ("wall-lean", "15mm", "wall-lean '15mm' is not an angle; write for example 'wall-lean=12deg'"),
        ("enamel-fill", "half", "enamel-fill 'half' is not a number"),
        ("capillary-length", "2mm", "no dimension is called 'capillary-length'"),
        ("thickness", "50mm", "thickness 50 mm cannot be made; it is more than 0.2 and at most 10 mm"),
        (
            "wall-lean",
            "89deg",
            "wall-lean 89 degrees cannot be made; it is at least 0 and at",
        ),
        ("enamel-fill", "1.5", "enamel-fill 1.5 cannot be made; it is at least 0 and at most 1"),
        ("edge-profile", "bevle", "no edge profile is called 'bevle'; did you mean 'bevel'?"),
        ("recess-depth", "1.45mm", "goes through 1.5 mm of metal; at most 1.4 mm"),
    ],
)
def test_nonsense_is_refused_in_one_sentence(name: str, value: str, said: str) -> None:
    with pytest.raises(UsageError) as told:
        PinDesign(dimensions=parse_dimensions({name: value}))
    assert said in str(told.value)
    assert "\n" not in str(told.value)


def test_printed_pins_are_domed_unless_the_person_says_no() -> None:
    assert PinDesign(process="screen-printed").domed
    assert not PinDesign(process="screen-printed", epoxy=False).domed
    assert PinDesign(process="screen-printed").title == "Screen-printed + epoxy, polished gold"
    assert not PinDesign().domed
    assert PinDesign(epoxy_height_mm=1.0).domed


def test_height_and_volume_of_the_dome_exclude_each_other() -> None:
    with pytest.raises(UsageError, match="height or its volume, not both"):
        PinDesign(epoxy_height_mm=1.0, epoxy_volume_mm3=100.0)


def test_what_is_not_poured_has_no_height() -> None:
    with pytest.raises(UsageError, match="no epoxy is poured"):
        PinDesign(epoxy=False, epoxy_height_mm=1.0)
    with pytest.raises(UsageError, match="more than 5 mm"):
        PinDesign(epoxy_height_mm=50.0)


def test_a_seed_is_not_negative() -> None:
    with pytest.raises(UsageError, match="seed -1 is negative"):
        PinDesign(seed=-1)


def test_walls_are_inserted_or_not() -> None:
    with pytest.raises(UsageError, match="no choice of walls is called 'insrt'; did you mean 'insert'"):
        PinDesign(walls="insrt")  # type: ignore[arg-type]
