"""One badge, written in all the ways that drawing programs write it: each reads as the same pin."""

from __future__ import annotations

from pathlib import Path

import pytest

from pinrender.artwork import Artwork, read
from tests.unit.artwork.drawings import NAMESPACES, svg
from tests.unit.artwork.seen import mean_flip, plan_picture

FLIP = 0.004
SIZE_MM, PER_MM = 20.0, 20.0
WEDGE = "M50 20L80 70L35 60Z"
FILL = f'<circle cx="50" cy="50" r="40" fill="#c8501e"/><path d="{WEDGE}" fill="#2f5faa"/>'
LINE = f'<circle cx="50" cy="50" r="40" stroke-width="4"/><path d="{WEDGE}" stroke-width="3"/>'
INK = f'<g id="metal" fill="none" stroke="#111">{LINE}</g>'
PLAIN = f'<g id="enamel">{FILL}</g>{INK}'
FLIP_X, FLIP_Y = "translate(100 0) scale(-1 1)", "matrix(1 0 0 -1 0 100)"
ALL = "M0 0H100V100H0Z"
LAYER = 'g inkscape:groupmode="layer" inkscape:label'

WAYS = {
    "css classes": f"""<style>.a{{fill:#c8501e}}
        .b,path.c{{fill:#2f5faa}}#metal *{{fill:none;stroke:#111}}</style>
        <g id="enamel"><circle cx="50" cy="50" r="40" class="a"/><path d="{WEDGE}" class="x c"/></g>
        <g id="metal">{LINE}</g>""",
    "inherited style": f"""<g id="enamel" style="fill:#c8501e"><circle cx="50" cy="50" r="40"/>
        <g fill="#2f5faa"><path d="{WEDGE}"/></g></g>{INK}""",
    "use": f"""<defs><path id="w" d="{WEDGE}"/><circle id="c" r="40"/></defs>
        <g id="enamel"><use href="#c" x="50" y="50" fill="#c8501e"/><use xlink:href="#w" fill="#2f5faa"/></g>
        <g id="metal" fill="none" stroke="#111"><use href="#c" transform="translate(50 50)" stroke-width="4"/>
        <use href="#w" stroke-width="3"/></g>""",
    "symbol": f"""<symbol id="s" viewBox="0 0 100 100">{FILL}</symbol>
        <g id="enamel"><use href="#s" width="100" height="100"/></g>{INK}""",
    "a gradient of one colour": f"""<defs><linearGradient id="g"><stop stop-color="#c8501e"/>
        <stop offset="1" stop-color="#c8501e"/></linearGradient><radialGradient id="h" href="#g"/></defs>
        <g id="enamel"><circle cx="50" cy="50" r="40" fill="url(#h)"/><path d="{WEDGE}" fill="#2f5faa"/></g>
        {INK}""",
    "clip": f"""<clipPath id="k"><path d="{WEDGE}"/></clipPath><g id="enamel">
        <circle cx="50" cy="50" r="40" fill="#c8501e"/><path d="{ALL}" fill="#2f5faa"
        clip-path="url(#k)"/></g>
        {INK}""",
    "mask": f"""<mask id="k"><path d="{WEDGE}" fill="#fff"/></mask><g id="enamel">
        <circle cx="50" cy="50" r="40" fill="#c8501e"/><path d="{ALL}" fill="#2f5faa" mask="url(#k)"/></g>
        {INK}""",
    "illustrator's names": f"""<g id="enamel_x20_fill_1_">{FILL}</g>
        <g id="Metal_x5F_line" fill="none" stroke="#111">{LINE}</g>""",
    "nested and hidden inkscape layers": f"""<{LAYER}="art"><{LAYER}="enamel">{FILL}</g>
        <{LAYER}="metal" style="fill:none;stroke:#111">{LINE}</g></g>
        <{LAYER}="metal old" style="display:none"><path d="{ALL}"/></g>""",
    "a negative scale and back": f"""<g id="enamel"><g transform="{FLIP_X}">
        <g transform="{FLIP_X}">{FILL}</g></g></g>
        {INK}""",
    "upside down and back": f"""<g transform="{FLIP_Y}"><g id="enamel" transform="{FLIP_Y}">{FILL}</g>
        <g id="metal" transform="{FLIP_Y}" fill="none" stroke="#111">{LINE}</g></g>""",
    "a drawing in a drawing": f"""<g id="enamel"><svg x="0" y="0" width="100" height="100"
        viewBox="0 0 50 50">
        <g transform="scale(.5)">{FILL}</g></svg></g>{INK}""",
    "current colour": f"""<g id="enamel" color="#c8501e"><circle cx="50" cy="50" r="40" fill="currentColor"/>
        <path d="{WEDGE}" fill="rgb(47, 95, 170)"/></g>{INK}""",
}
"""What is in it, as different programs have it."""

FRAMES = {
    "view box only": 'viewBox="0 0 100 100"',
    "size only": 'width="100" height="100"',
    "millimetres": 'viewBox="0 0 100 100" width="30mm" height="30mm"',
    "centimetres": 'viewBox="0 0 100 100" width="3cm" height="3cm"',
    "inches": 'viewBox="0 0 100 100" width="1.25in" height="1.25in"',
    "points": 'viewBox="0 0 100 100" width="100pt" height="100pt"',
    "picas": 'viewBox="0 0 100 100" width="10pc" height="10pc"',
    "quarter millimetres": 'viewBox="0 0 100 100" width="120Q" height="120Q"',
    "pixels": 'viewBox="0 0 100 100" width="512px" height="512px"',
    "per cent": 'viewBox="0 0 100 100" width="100%" height="100%"',
    "one side": 'viewBox="0 0 100 100" width="40mm"',
    "wider than the view box": 'viewBox="0 0 100 100" width="60mm" height="30mm"',
    "off the origin": 'viewBox="-20 -10 140 120" width="140" height="120"',
}
"""How the canvas is said."""


def badge(path: Path, content: str) -> Artwork:
    path.write_text(content, encoding="utf-8")
    return read(path, size_mm=SIZE_MM, pixels_per_mm=PER_MM)


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Artwork:
    return badge(tmp_path_factory.mktemp("plain") / "badge.svg", svg(PLAIN))


def same(art: Artwork, plain: Artwork) -> None:
    made = [layer for layer in art.layers if layer.coverage.any()]
    assert [layer.role for layer in made] == [layer.role for layer in plain.layers]
    assert [set(layer.palette) for layer in made] == [set(layer.palette) for layer in plain.layers]
    assert [layer.area_mm2 for layer in made] == pytest.approx(
        [layer.area_mm2 for layer in plain.layers], rel=2e-3
    )
    assert mean_flip(plan_picture(art, half_mm=11.0), plan_picture(plain, half_mm=11.0)) < FLIP
    assert {found.code for found in art.findings} <= {"touching-colors"}


@pytest.mark.parametrize("way", WAYS)
def test_whatever_writes_it(tmp_path: Path, plain: Artwork, way: str) -> None:
    same(badge(tmp_path / "badge.svg", svg(WAYS[way])), plain)


@pytest.mark.parametrize("frame", FRAMES)
def test_whatever_its_canvas_is_said_in(tmp_path: Path, plain: Artwork, frame: str) -> None:
    same(badge(tmp_path / "badge.svg", f"<svg {NAMESPACES} {FRAMES[frame]}>{PLAIN}</svg>"), plain)


def test_a_mirrored_drawing_is_mirrored(tmp_path: Path, plain: Artwork) -> None:
    turned = f'<g transform="translate(100 0) scale(-1 1)">{PLAIN}</g>'
    art = badge(tmp_path / "badge.svg", svg(turned))
    mirrored = plan_picture(plain, half_mm=11.0)[:, ::-1]
    assert mean_flip(plan_picture(art, half_mm=11.0), mirrored) < FLIP
