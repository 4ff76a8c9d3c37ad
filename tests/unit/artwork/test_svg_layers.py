"""Which layers an SVG has, as each drawing program writes them."""

from __future__ import annotations

from pathlib import Path

import pytest

from pinrender.artwork import Role, read
from pinrender.artwork._role_table import meaning
from pinrender.artwork._svg_layers import split_layers
from pinrender.artwork._svg_names import Hiding
from pinrender.artwork._svg_preflight import preflight
from pinrender.limits import Limits
from tests.unit.artwork.drawings import area_mm2, save_svg, svg

R = '<rect x="20" y="20" width="20" height="20"/>'


def layers_of(body: str, view_box: str = "0 0 100 100") -> list[tuple[str, bool, bool, int | None]]:
    """(name, visible, painted, parent) of every layer."""
    clean = preflight(svg(body, view_box).encode(), "art.svg", Limits())
    split = split_layers(clean.root, (100.0, 100.0), Hiding(clean.css), lambda n: meaning(n) is not None)
    return [(layer.name, layer.visible, layer.painted, layer.parent) for layer in split.layers]


def names_of(body: str) -> list[str]:
    return [layer[0] for layer in layers_of(body)]


def inkscape(label: str, content: str, more: str = "") -> str:
    return f'<g inkscape:groupmode="layer" inkscape:label="{label}" id="x" {more}>{content}</g>'


def test_inkscape_layers_bottom_to_top() -> None:
    body = inkscape("Fill", f"<g>{R}</g>") + inkscape("Metal lines", R) + inkscape("Empty", "")
    assert layers_of(body) == [
        ("Fill", True, True, None),
        ("Metal lines", True, True, None),
        ("Empty", True, False, None),
    ]


def test_nested_inkscape_layers_are_separate_and_know_their_parent() -> None:
    body = inkscape("Outer", R + inkscape("Inner", R) + R) + R
    assert layers_of(body) == [
        ("Outer", True, True, None),
        ("Inner", True, True, 0),
        ("Outer", True, True, None),
        ("unnamed", True, True, None),
    ]


def test_groups_that_are_no_layers_do_not_count_in_an_inkscape_file() -> None:
    assert names_of(inkscape("Fill", f'<g id="line">{R}</g>') + f'<g id="metal">{R}</g>') == [
        "Fill",
        "unnamed",
    ]


@pytest.mark.parametrize(
    "hiding",
    [
        'display="none"',
        'style="display:none"',
        'style="fill:red; display : none !important"',
        'visibility="hidden"',
        'style="visibility:hidden"',
        'class="a off"',
        'class="b"',
    ],
)
def test_hidden_layers(hiding: str) -> None:
    style = (
        "<style>/* .c{display:none} */ .off, .x { display: none; fill: red } g.b{visibility:hidden}</style>"
    )
    shown = style + f'<g id="fill" class="c">{R}</g>'
    assert [layer[1] for layer in layers_of(shown + f'<g id="line" {hiding}>{R}</g>')] == [True, False]
    inside = f'<g {hiding}><g id="line">{R}</g></g>'
    assert [layer[1] for layer in layers_of(shown + inside)] == [True, False]
    assert [layer[1] for layer in layers_of(style + inkscape("a", inkscape("b", R), hiding))] == [False] * 2


def test_a_style_overrules_an_attribute_and_a_rule() -> None:
    style = "<style>.a{display:none}</style>"
    shown = f'<g id="line" class="a" display="none" style="display:inline">{R}</g>'
    assert [layer[1] for layer in layers_of(style + shown)] == [True]


@pytest.mark.parametrize(
    ("attributes", "name"),
    [
        ('id="Metal_x20_Line"', "Metal Line"),
        ('id="metal_x5F_2"', "metal_2"),
        ('id="line_1_"', "line"),
        ('id="x" data-name="Metal &amp; line"', "Metal & line"),
        ('id="x" serif:id="Outline 1"', "Outline 1"),
        ('id="x" inkscape:label="Label"', "Label"),
        ('id="Layer 3 - metal"', "Layer 3 - metal"),
        ('id="caf_xe9_"', "café"),
    ],
)
def test_names_are_decoded(attributes: str, name: str) -> None:
    assert names_of(f"<g {attributes}>{R}</g>") == [name]


def test_named_groups_and_loose_shapes_keep_their_order() -> None:
    body = f'{R}<g id="fill">{R}</g>{R}{R}<g>{R}</g><g id="fox">{R}</g>'
    assert names_of(body) == ["unnamed", "fill", "unnamed", "fox"]


def test_a_shape_whose_name_means_something_is_a_layer() -> None:
    assert names_of('<path id="metal" d="M0 0h9v9"/><path id="path12" d="M0 0h9v9"/>') == ["metal", "unnamed"]


@pytest.mark.parametrize(
    "wrapper",
    [
        '<g id="Frame 1" clip-path="url(#c)">{}</g>',
        "<g>{}</g>",
        '<g id="outer"><g id="inner">{}</g></g>',
        "<switch><foreignObject><p/></foreignObject><g>{}</g></switch>",
        '<g id="Enamel pin">{}</g>',
        "<svg>{}</svg>",
    ],
)
def test_wrappers_are_looked_through(wrapper: str) -> None:
    layers = f'<g id="metal">{R}</g><g id="fill">{R}</g>'
    assert names_of(wrapper.format(layers) + '<defs><clipPath id="c"/></defs>') == ["metal", "fill"]


def test_a_wrapper_of_unknown_names_gives_them_all() -> None:
    assert names_of(f'<g id="Frame"><g id="head">{R}</g><g id="tail">{R}</g></g>') == ["head", "tail"]


def test_a_layer_of_its_own_name_is_not_taken_apart() -> None:
    assert names_of(f'<g id="line"><g id="g1">{R}</g><g id="g2">{R}</g></g>') == ["line"]
    assert names_of(f'<g id="fox"><g id="ears"><g id="hole">{R}</g></g></g><g id="line">{R}</g>') == [
        "fox",
        "line",
    ]


def test_a_group_of_known_names_is_taken_apart_where_it_stands() -> None:
    body = f'<g id="Woman"><g id="color">{R}</g><g id="line">{R}</g></g><g id="other">{R}</g>'
    assert layers_of(body) == [
        ("Woman", True, False, None),
        ("color", True, True, 0),
        ("line", True, True, 0),
        ("other", True, True, None),
    ]


def test_a_frame_background_is_set_apart_only_where_layers_are_named() -> None:
    frame = '<rect width="100%" height="100" fill="white"/>'
    assert names_of(frame + f'<g id="metal">{R}</g>') == ["background", "metal"]
    assert names_of(frame + R + f'<g id="metal">{R}</g>') == ["background", "unnamed", "metal"]
    assert names_of(frame + R) == ["unnamed"]
    assert names_of(f'<g id="metal">{R}</g>' + frame) == ["metal", "unnamed"]
    nested = frame + R + f'<g id="Woman"><g id="color">{R}</g></g>'
    assert [(name, parent) for name, _, _, parent in layers_of(nested)] == [
        ("background", None),
        ("unnamed", None),
        ("Woman", None),
        ("color", 2),
    ]


def test_what_is_not_drawn_is_no_layer() -> None:
    unseen = '<defs><g id="line"/></defs><symbol id="metal"/><clipPath id="cut"/><title>t</title><metadata/>'
    assert names_of(unseen + f'<g id="fill">{R}</g>') == ["fill"]


def test_layers_are_drawn_alone_but_see_each_others_definitions(tmp_path: Path) -> None:
    fill = '<g id="fill"><linearGradient id="g"><stop stop-color="#0a0"/></linearGradient>'
    fill += '<rect id="base" x="10" y="10" width="80" height="80" fill="url(#g)"/></g>'
    line = '<g id="line"><use href="#base" transform="translate(45 45) scale(.1)" fill="#000"/></g>'
    art = read(save_svg(tmp_path, fill + line), size_mm=16.0, pixels_per_mm=15.0)
    assert [layer.palette for layer in art.layers] == [("#00aa00",), ("#00aa00",)]
    assert art.layers[0].area_mm2 == pytest.approx(256.0, rel=5e-3)
    assert art.layers[1].area_mm2 == pytest.approx(2.56, rel=2e-2)


def test_hidden_layers_are_listed_and_not_made(tmp_path: Path) -> None:
    fill = '<g id="fill"><circle cx="50" cy="50" r="30" fill="#0a0"/></g>'
    hidden = '<g id="line" display="none"><rect width="100" height="100"/></g>'
    art = read(save_svg(tmp_path, fill + hidden), size_mm=16.0, pixels_per_mm=15.0)
    assert [(layer.name, layer.visible, layer.role) for layer in art.layers] == [
        ("fill", True, Role.ENAMEL),
        ("line", False, Role.METAL),
    ]
    assert art.layers[1].area_mm2 == 0.0
    assert not art.layers[1].coverage.any()
    assert area_mm2(art, art.plan.metal) == 0.0


def test_group_opacity_clip_and_transform_of_ancestors_apply(tmp_path: Path) -> None:
    body = '<clipPath id="c"><rect width="50" height="100"/></clipPath>'
    body += '<g clip-path="url(#c)" transform="translate(10 10) scale(.8)"><g id="fill">'
    body += '<rect width="100" height="100" fill="#00f"/></g></g>'
    art = read(save_svg(tmp_path, body), size_mm=16.0, pixels_per_mm=15.0)
    assert art.size_mm == pytest.approx((8.0, 16.0), abs=0.02)
