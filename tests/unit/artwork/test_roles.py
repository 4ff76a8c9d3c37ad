"""What layer names mean, and who may overrule them."""

from __future__ import annotations

import pytest

from pinrender.artwork._document import DocumentLayer
from pinrender.artwork._model import Role
from pinrender.artwork._role_table import meaning
from pinrender.artwork._roles import assign_roles
from pinrender.errors import UsageError

ENAMEL, METAL, RECESS, CUTOUT, IGNORE = Role.ENAMEL, Role.METAL, Role.RECESS, Role.CUTOUT, Role.IGNORE


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("color", ENAMEL),
        ("line", METAL),
        ("hair", ENAMEL),
        ("skin", ENAMEL),
        ("skin-shadow", ENAMEL),
        ("line-supplement", METAL),
        ("color-foreground", ENAMEL),
        ("hair-b", ENAMEL),
        ("line-2-2", METAL),
        ("Layer 3 - Metal lines", METAL),
        ("METAL", METAL),
        ("Metal2", METAL),
        ("metalLines", METAL),
        ("01_outline", METAL),
        ("keyline", METAL),
        ("Colour fill", ENAMEL),
        ("Enamel", ENAMEL),
        ("Cut-Out", CUTOUT),
        ("cutouts", CUTOUT),
        ("hole 1", CUTOUT),
        ("metal cut", CUTOUT),
        ("line hole", CUTOUT),
        ("recess (bare)", RECESS),
        ("recess line", RECESS),
        ("enamel line", METAL),
        ("guides", IGNORE),
        ("notes for factory", IGNORE),
        ("dieline", IGNORE),
        ("cut line", IGNORE),
        ("Umriß", METAL),
        ("Umriss", METAL),
        ("Füllung", ENAMEL),
        ("Löcher", CUTOUT),
        ("Trait", METAL),
        ("découpe", CUTOUT),
        ("Contorno", METAL),
        ("rinkaku", METAL),
        ("background", IGNORE),
        ("Background colour", ENAMEL),
        ("back", IGNORE),
        ("glitter", ENAMEL),
        ("screen print", IGNORE),
        ("epoxy dome", IGNORE),
        ("relief", METAL),
        ("sandblast", RECESS),
        ("Layer 1", None),
        ("metallic", None),
        ("fox", None),
        ("unnamed", None),
        ("123", None),
        ("", None),
    ],
)
def test_what_a_name_means(name: str, role: Role | None) -> None:
    said = meaning(name)
    assert (said.role if said else None) == role


@pytest.mark.parametrize(
    ("name", "says"),
    [("glitter", "plain enamel"), ("print", "left out"), ("post", "left out"), ("texture", "plain recess")],
)
def test_what_is_not_made_yet_says_so(name: str, says: str) -> None:
    (assigned,) = assign_roles([DocumentLayer(name=name)], {})
    (finding,) = assigned.findings
    assert finding.code == "layer-instead"
    assert says in finding.message
    assert name in finding.message


def roles_of(names: list[str], choices: object, **more: object) -> list[tuple[str, str]]:
    layers = [DocumentLayer(name=name, **more) for name in names]  # type: ignore[arg-type]
    return [(a.role.value, a.reason) for a in assign_roles(layers, choices)]  # type: ignore[arg-type]


def test_a_choice_overrules_the_name_in_any_case() -> None:
    assert roles_of(["Line", "fox"], {"LINE": "Enamel"}) == [
        ("enamel", "--layer"),
        ("enamel", "no rule names it"),
    ]
    assert roles_of(["Line"], [("line", "keyline")]) == [("metal", "--layer")]
    assert roles_of(["line", "Line"], [("line", "cutout"), ("LINE", "hole")]) == [("cutout", "--layer")] * 2


def test_a_layer_no_rule_names_is_enamel_with_a_notice_if_it_is_made() -> None:
    for visible, painted, count in ((True, True, 1), (False, True, 0), (True, False, 0)):
        layer = DocumentLayer(name="fox", visible=visible, painted=painted)
        (assigned,) = assign_roles([layer], {})
        assert assigned.role is Role.ENAMEL
        assert [finding.code for finding in assigned.findings] == ["unnamed-layer"] * count


def test_nested_layers_inherit_unless_their_name_says_otherwise() -> None:
    layers = [
        DocumentLayer(name="metal"),
        DocumentLayer(name="ears", parent=0),
        DocumentLayer(name="tips", parent=1),
        DocumentLayer(name="fill", parent=0),
        DocumentLayer(name="fox"),
        DocumentLayer(name="tail", parent=4),
    ]
    assigned = assign_roles(layers, {})
    assert [a.role for a in assigned] == [METAL, METAL, METAL, ENAMEL, ENAMEL, ENAMEL]
    assert [a.reason for a in assigned][1:3] == ["inside 'metal'", "inside 'ears'"]
    assert [f.code for a in assigned for f in a.findings] == ["unnamed-layer", "unnamed-layer"]
    assert [a.role for a in assign_roles(layers, {"fox": "recess"})][4:] == [RECESS, RECESS]


@pytest.mark.parametrize(
    ("choices", "says"),
    [
        ({"lines": "metal"}, "did you mean 'line'"),
        ({"line": "mettal"}, "did you mean 'metal'"),
        ({"line": ""}, "no role is called ''"),
        ([("line", "metal"), ("LINE", "enamel")], "'metal' and 'enamel'"),
        ({"line": "metal", "Line": "hole"}, "'metal' and 'cutout'"),
    ],
)
def test_choices_that_make_no_sense(choices: object, says: str) -> None:
    with pytest.raises(UsageError, match=says):
        roles_of(["line", "fox"], choices)


def test_the_same_choice_twice_is_no_contradiction() -> None:
    assert roles_of(["line"], [("line", "metal"), ("Line", "outline")]) == [("metal", "--layer")]
