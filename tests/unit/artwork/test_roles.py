"""What layer names mean, and who may overrule them."""

from __future__ import annotations

import pytest

from pinrender.artwork._document import DocumentLayer
from pinrender.artwork._model import Role
from pinrender.artwork._role_table import meaning
from pinrender.artwork._roles import assign_roles
from pinrender.errors import UsageError

ENAMEL, METAL, RECESS, CUTOUT, IGNORE = Role.ENAMEL, Role.METAL, Role.RECESS, Role.CUTOUT, Role.IGNORE
RELIEF, PRINT, EPOXY = Role.RELIEF, Role.PRINT, Role.EPOXY


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
        ("screen print", PRINT),
        ("Aufdruck", PRINT),
        ("print proof", IGNORE),
        ("epoxy dome", EPOXY),
        ("relief", RELIEF),
        ("Height map 2", RELIEF),
        ("raised relief", RELIEF),
        ("relief, merge low", RELIEF),
        ("3D", RELIEF),
        ("layer 3d", None),
        ("sandblast", RECESS),
        ("Layer 1", None),
        ("metallic", ENAMEL),
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
    [("swirl", "plain enamel"), ("back", "left out"), ("post", "left out"), ("texture", "plain recess")],
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


@pytest.mark.parametrize(
    ("name", "filled"),
    [
        ("glitter red", "glitter-fine"),
        ("Chunky glitter GOLD", "glitter-chunky"),
        ("glitter gold", "glitter-fine"),
        ("pearl white", "pearl"),
        ("pearl silver", "pearl"),
        ("metallic blue", "metallic"),
        ("metallic copper", "metallic"),
        ("glow green", "glow"),
        ("glow in the dark stars", "glow"),
        ("UV glow", "glow"),
        ("transparent gold", "transparent"),
        ("enamel blue", None),
    ],
)
def test_a_name_says_what_enamel_is_filled_with(name: str, filled: str | None) -> None:
    said = meaning(name)
    assert said is not None
    assert (said.role, said.filled) == (ENAMEL, filled)


@pytest.mark.parametrize("name", ["gold glitter lines", "metallic outline", "gold", "silver lines"])
def test_a_line_stays_metal_whatever_its_colour_is_called(name: str) -> None:
    said = meaning(name)
    assert said is not None
    assert said.role is METAL


def test_two_fillings_for_one_layer_contradict_each_other() -> None:
    with pytest.raises(UsageError, match="made in two ways"):
        assign_roles([DocumentLayer(name="fox")], [("fox", "glitter"), ("FOX", "pearl")])


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


@pytest.mark.parametrize(
    ("name", "combine", "height_mm"),
    [
        ("relief", "add", None),
        ("relief add", "add", None),
        ("3d", "add", None),
        ("Relief - Subtract", "subtract", None),
        ("merge high relief", "merge-high", None),
        ("relief_merge-low_0.35mm", "merge-low", 0.35),
        ("height map 0,8 mm", "add", 0.8),
        ("bas relief 1MM", "add", 1.0),
        ("relief 12 mmx", "add", None),
        ("relief 3", "add", None),
    ],
)
def test_how_a_relief_is_sculpted(name: str, combine: str, height_mm: float | None) -> None:
    (assigned,) = assign_roles([DocumentLayer(name=name)], {})
    assert (assigned.role, assigned.combine, assigned.height_mm) == (RELIEF, combine, height_mm)
    assert assigned.findings == ()


@pytest.mark.parametrize("name", ["relief 0mm", "relief of a 30 mm pin"])
def test_a_height_that_is_none_is_reported_and_not_used(name: str) -> None:
    (assigned,) = assign_roles([DocumentLayer(name=name)], {})
    assert assigned.height_mm is None
    assert [finding.code for finding in assigned.findings] == ["relief-height"]


@pytest.mark.parametrize(
    ("name", "texture"),
    [
        ("recess", None),
        ("Sandblast 2", "sandblasted"),
        ("sand-blasted recess", "sandblasted"),
        ("brushed metal", "brushed"),
        ("recess ribbed", "ribbed"),
        ("Stippled texture", "stippled"),
        ("gebürstet", "brushed"),
        ("sablé", "sandblasted"),
    ],
)
def test_which_texture_a_recess_has(name: str, texture: str | None) -> None:
    (assigned,) = assign_roles([DocumentLayer(name=name)], {})
    assert (assigned.role, assigned.texture) == (RECESS, texture)
    assert assigned.findings == ()


@pytest.mark.parametrize(
    ("name", "filled", "texture"),
    [
        ("enamel", None, None),
        ("Transparent blue", "transparent", None),
        ("translucent enamel 2", "transparent", None),
        ("transparent ribbed sky", "transparent", "ribbed"),
        ("brushed stained glass", "transparent", "brushed"),
        ("Email translucide", "transparent", None),
    ],
)
def test_what_enamel_is_filled_with(name: str, filled: str | None, texture: str | None) -> None:
    (assigned,) = assign_roles([DocumentLayer(name=name)], {})
    assert (assigned.role, assigned.filled, assigned.texture) == (ENAMEL, filled, texture)
    assert assigned.findings == ()


def test_a_choice_of_enamel_keeps_the_texture_that_the_name_has() -> None:
    layers = [
        DocumentLayer(name="ribbed sky"),
        DocumentLayer(name="sun", parent=0),
        DocumentLayer(name="Sea"),
    ]
    sky, sun, sea = assign_roles(layers, {"ribbed sky": "transparent", "sea": "translucent"})
    for layer in (sky, sun):
        assert (layer.role, layer.filled, layer.texture) == (ENAMEL, "transparent", "ribbed")
    assert (sea.role, sea.filled, sea.texture) == (ENAMEL, "transparent", None)


def test_a_transparent_recess_is_a_recess() -> None:
    (assigned,) = assign_roles([DocumentLayer(name="transparent bare recess")], {})
    assert (assigned.role, assigned.filled) == (RECESS, None)


def test_a_choice_may_say_how_and_the_name_completes_it() -> None:
    layers = [
        DocumentLayer(name="face 0.6 mm"),
        DocumentLayer(name="brushed"),
        DocumentLayer(name="ears", parent=0),
    ]
    face, brushed, ears = assign_roles(layers, {"face 0.6 mm": "relief-merge-high", "brushed": "recess"})
    for layer in (face, ears):
        assert (layer.role, layer.combine, layer.height_mm) == (RELIEF, "merge-high", 0.6)
    assert (brushed.role, brushed.texture) == (RECESS, "brushed")
    with pytest.raises(UsageError, match="made in two ways"):
        roles_of(["a"], [("a", "relief add"), ("A", "relief subtract")])


@pytest.mark.parametrize("name", ["Dome relief 0.8mm", "epoxy-look merge high relief"])
def test_a_height_or_a_way_to_combine_makes_it_a_relief(name: str) -> None:
    """Epoxy is the stronger word, but nothing else than a relief has a height or combines."""
    said = meaning(name)
    assert said is not None
    assert said.role is Role.RELIEF


def test_without_them_the_stronger_word_wins() -> None:
    said = meaning("dome relief")
    assert said is not None
    assert said.role is Role.EPOXY
