from __future__ import annotations

from pathlib import Path

from pinrender.artwork import read
from pinrender.separation import Separation
from tests.unit.artwork.drawings import codes, save_svg

SQUARE = '<g id="{name}"><rect x="{x}" y="10" width="20" height="40" fill="#c03a2b"/></g>'
LINE = '<g id="metal"><path d="M10 30H90" stroke="#111" stroke-width="6"/></g>'


def _body(*names: str, lines: str = "") -> str:
    return "".join(SQUARE.format(name=name, x=10 + 22 * k) for k, name in enumerate(names)) + lines


def test_colour_without_any_metal_is_warned_of(tmp_path: Path) -> None:
    art = read(save_svg(tmp_path, _body("enamel")), size_mm=12.0, pixels_per_mm=12.0)
    assert [(f.code, f.severity.value) for f in art.findings if f.code == "no-metal"] == [
        ("no-metal", "warning")
    ]
    with_lines = read(
        save_svg(tmp_path, _body("enamel", lines=LINE), name="b.svg"), size_mm=12.0, pixels_per_mm=12.0
    )
    assert "no-metal" not in [finding.code for finding in with_lines.findings]


def test_two_unnamed_layers_are_named_and_three_are_counted(tmp_path: Path) -> None:
    two = read(save_svg(tmp_path, _body("fox", "owl", lines=LINE)), size_mm=12.0, pixels_per_mm=12.0)
    assert codes(two) == ["unnamed-layer", "unnamed-layer"]
    three = read(
        save_svg(tmp_path, _body("fox", "owl", "elk", lines=LINE), name="b.svg"),
        size_mm=12.0,
        pixels_per_mm=12.0,
    )
    (merged,) = three.findings
    assert merged.code == "unnamed-layer"
    assert "3 layers" in merged.message
    assert "'fox', 'owl', 'elk'" in merged.message


def test_enamel_below_an_opaque_background_is_told(tmp_path: Path) -> None:
    over = '<g id="lines"><path d="M5 5h80v60h-80z" fill="#fff"/><path d="M10 30H80" stroke="#000"/></g>'
    art = read(save_svg(tmp_path, _body("enamel", lines=over)), size_mm=12.0, pixels_per_mm=12.0)
    assert [f.message for f in art.findings if f.code == "layer-hidden"] == [
        "nothing is seen of layer 'enamel': 'lines' covers it wholly"
    ]
    seen = read(save_svg(tmp_path, _body("enamel", lines=LINE)), size_mm=12.0, pixels_per_mm=12.0)
    assert "layer-hidden" not in codes(seen)


def test_a_base_below_several_colours_or_clear_enamel_is_meant(tmp_path: Path) -> None:
    halves = '<g id="left"><path d="M5 5h15v60h-15z" fill="#a00"/></g>'
    halves += '<g id="right"><path d="M20 5h45v60h-45z"/></g>'
    art = read(save_svg(tmp_path, _body("enamel", lines=halves)), size_mm=12.0, pixels_per_mm=12.0)
    assert "layer-hidden" not in codes(art)
    over = '<g id="{name}"><path d="M5 5h80v60h-80z" fill="#a00"/></g>'
    clear = save_svg(tmp_path, _body("enamel", lines=over.format(name="transparent red")), name="b.svg")
    assert "layer-hidden" not in codes(read(clear, size_mm=12.0, pixels_per_mm=12.0))
    opaque = save_svg(tmp_path, _body("enamel", lines=over.format(name="fill red")), name="c.svg")
    assert "layer-hidden" in codes(read(opaque, size_mm=12.0, pixels_per_mm=12.0))


def test_live_text_is_told_once(tmp_path: Path) -> None:
    text = '<g id="print"><text x="10" y="20">fox</text></g>'
    art = read(save_svg(tmp_path, _body("enamel", lines=LINE + text)), size_mm=12.0, pixels_per_mm=12.0)
    assert codes(art) == ["text-live"]


def test_what_is_said_of_a_picture_without_layers_is_idle_on_layers(tmp_path: Path) -> None:
    path = save_svg(tmp_path, _body("enamel", lines=LINE))
    said = Separation(metal=("#111111",), colors=3)
    (idle,) = read(path, size_mm=12.0, pixels_per_mm=12.0, separation=said).findings
    assert idle.code == "option-unused"
    assert idle.message.endswith("nothing comes of --metal, --colors")
    assert read(path, size_mm=12.0, pixels_per_mm=12.0, separation=Separation()).findings == ()
