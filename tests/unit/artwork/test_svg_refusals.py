"""Hostile and broken SVG: one clear sentence, quickly, and nothing read or fetched."""

from __future__ import annotations

import base64
import time
from pathlib import Path

import numpy as np
import pytest
from lxml import etree

from pinrender.artwork import read
from pinrender.artwork._role_table import meaning
from pinrender.artwork._svg_preflight import preflight
from pinrender.errors import ArtworkError
from pinrender.limits import Limits
from tests.unit.artwork.drawings import area_mm2, codes, png, save_svg, svg

R = '<rect x="10" y="10" width="80" height="80" fill="#c00"/>'
LAUGHS = "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 10}">' for i in range(1, 10))
TENS = "".join(f'<g id="a{i}">{f"""<use xlink:href="#a{i - 1}"/>""" * 10}</g>' for i in range(1, 12))
MASKS = "".join(f'<mask id="m{i}" mask="url(#m{i + 1})">{R}</mask>' for i in range(40))
PNG = base64.b64encode(png(np.full((4, 4, 4), 255, np.uint8))).decode()
GIF = base64.b64encode(b"GIF89a" + bytes(20)).decode()
HUGE_PNG = base64.b64encode(
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + b"\0\1\0\0" * 2 + b"\x08\x06\0\0\0" + bytes(4)
).decode()

REFUSED = {
    "nested": (svg("<g>" * 500 + R + "</g>" * 500), "more than 64 deep"),
    "laughs": (f'<!DOCTYPE svg [<!ENTITY e0 "ha">{LAUGHS}]>' + svg("<text>&e9;</text>"), "other entities"),
    "quadratic": (
        f'<!DOCTYPE svg [<!ENTITY a "{"a" * 4000}">]>' + svg("<text>" + "&a;" * 20_000),
        "amplification",
    ),
    "use bomb": (svg(f'<defs><g id="a0">{R}</g>{TENS}</defs><use href="#a11"/>'), "expanded"),
    "chain": (svg(MASKS + f'<g mask="url(#m0)">{R}</g>'), "lead through"),
    "wide": (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="1000000" height="1000000">{R}</svg>',
        "1000000 px",
    ),
    "thin": (f'<svg xmlns="http://www.w3.org/2000/svg" width="1000" height="9">{R}</svg>', "1000 x 9 px"),
    "no size": (f'<svg xmlns="http://www.w3.org/2000/svg">{R}</svg>', "how large"),
    "file": (svg(R + '<image href="/etc/passwd" width="9" height="9"/>'), "refers to the file '/etc/passwd'"),
    "file url": (svg(R + '<image href="file:///etc/passwd" width="9"/>'), "refers to the file"),
    "relative": (svg(R + '<image xlink:href="secret.png" width="9"/>'), "refers to the file 'secret.png'"),
    "drive": (svg(R + r'<image href="C:\art\a.png" width="9"/>'), r"refers to the file 'C:\\art"),
    "http": (
        svg(R + '<image href="http://127.0.0.1/a.png" width="9"/>'),
        "network address 'http://127.0.0.1",
    ),
    "no scheme": (svg(R + '<image href="//example.org/a.png" width="9"/>'), "network address"),
    "use of a file": (svg(R + '<use href="other.svg#a"/>'), "refers to the file 'other.svg#a'"),
    "hidden link": (svg(R + '<g display="none"><image href="a.png"/></g>'), "refers to the file"),
    "svg in data": (svg(R + '<image href="data:image/svg+xml;base64,AAAA"/>'), "not read"),
    "svg in data that says nothing": (svg(R + '<image href="data:;base64,PHN2Zy8+"/>'), "not a sound PNG"),
    "false png": (svg(R + f'<image href="data:image/png;base64,{GIF}"/>'), "not a sound PNG"),
    "png bomb": (svg(R + f'<image href="data:image/png;base64,{HUGE_PNG}"/>'), "not a sound PNG|pixels"),
    "css import": (svg("<style>@import url('http://a/b.css');</style>" + R), "imports a style sheet"),
    "css import 2": (svg("<style>/**/@IMPORT 'a.css';</style>" + R), "imports a style sheet"),
    "css url": (svg("<style>.a{fill:url(http://a/b#c)}</style>" + R), "network address"),
    "css file": (
        svg('<rect style="mask:url( &quot;a.svg#b&quot; )" width="9" height="9"/>'),
        "file 'a.svg#b'",
    ),
    "css font": (svg("<style>@font-face{src:url(https://a/b.woff)}</style>" + R), "network address"),
    "attribute": (svg('<rect fill="url(a.svg#b)" width="9" height="9"/>'), "file 'a.svg#b'"),
    "external entity": (
        '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + svg("<text>&x;</text>"),
        "external",
    ),
    "parameter entity": ('<!DOCTYPE svg [<!ENTITY % x SYSTEM "http://a/b">%x;]>' + svg(R), "external"),
    "not closed": (svg(R)[:-6], "not well-formed"),
    "empty": ("", "is empty; save or copy it again"),
    "html": ("<html><body/></html>", "not SVG"),
    "nothing": (svg("<defs/><metadata/>"), "no painted layer"),
    "all hidden": (svg(f'<g id="line" display="none">{R}</g>'), "no painted layer"),
    "off canvas": (svg('<rect x="500" width="9" height="9"/>'), "paints nothing"),
    "invisible": (svg('<rect width="50" height="50" opacity="0"/>'), "paints nothing"),
    "only text": (svg('<text x="5" y="50">Hello</text>'), "converted to outlines"),
    "only holes": (svg(f'<g id="cutout">{R}</g>'), "nothing to make a pin of"),
    "all cut away": (
        svg(f'<g id="metal">{R}</g><g id="cutout">{R}</g>'),
        "leaves no body at 10 mm: its cut-outs",
    ),
    "only dust": (
        svg('<g id="line"><path d="M5 5H95" stroke="#000" stroke-width=".001"/></g>'),
        "paints nothing|specks",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_is_refused_in_one_sentence(tmp_path: Path, case: str) -> None:
    text, says = REFUSED[case]
    (tmp_path / "secret.png").write_bytes(png(np.full((4, 4, 4), 255, np.uint8)))
    path = tmp_path / "art.svg"
    path.write_text(text, encoding="utf-8")
    started = time.monotonic()
    with pytest.raises(ArtworkError, match=says) as caught:
        read(path, size_mm=10.0, pixels_per_mm=10.0)
    assert time.monotonic() - started < 20.0  # the clock, on a machine that does other things too
    message = str(caught.value)
    assert "art.svg" in message
    assert "\n" not in message
    assert len(message) < 260


@pytest.mark.parametrize(
    ("limits", "body", "says"),
    [
        (Limits(svg_bytes=99), R, "larger than 99"),
        (Limits(svg_elements=3), R * 5, "more than 3 elements"),
        (Limits(svg_attributes=9), R * 5, "more than 9 attributes"),
        (Limits(svg_attribute_chars=70), f'<path d="M0{" " * 70}0"/>', "attribute 'd' of more than 70"),
        (Limits(svg_text_chars=4), R + "<text>hello</text>", "more than 4 characters of text"),
        (Limits(svg_style_chars=9), R + "<style>.a{fill:red}</style>", "more than 9 characters of style"),
        (Limits(svg_style_rules=3), R + "<style>" + ".a{}" * 4 + "</style>", "more than 3 style rules"),
        (Limits(layers=3), "".join(f'<g id="l{i}">{R}</g>' for i in range(4)), "4 layers; 3 is"),
        (Limits(canvas_side_px=99.0), R, r"99 px \(26 mm\) is the most"),
        (Limits(svg_images=0), f'<image href="data:image/png;base64,{PNG}"/>', "more than 0 images"),
        (Limits(image_pixels=15), f'<image href="data:image/png;base64,{PNG}"/>', "image of 16 pixels"),
    ],
)
def test_every_limit_is_named(tmp_path: Path, limits: Limits, body: str, says: str) -> None:
    with pytest.raises(ArtworkError, match=says):
        read(save_svg(tmp_path, body), size_mm=10.0, pixels_per_mm=10.0, limits=limits)


def test_entities_are_counted_and_measured(tmp_path: Path) -> None:
    path = tmp_path / "art.svg"
    for count, length, says in ((65, 4, "more than 64"), (1, 5000, "more than 4096")):
        doctype = "".join(f'<!ENTITY e{i} "{"x" * length}">' for i in range(count))
        path.write_text(f"<!DOCTYPE svg [{doctype}]>" + svg(R), encoding="utf-8")
        with pytest.raises(ArtworkError, match=says):
            read(path, size_mm=10.0, pixels_per_mm=10.0)


ILLUSTRATOR = (
    '<!DOCTYPE svg [<!ENTITY ns_svg "http://www.w3.org/2000/svg"><!ENTITY ns_ai "http://ns.adobe.com/ai/">]>'
    '<svg xmlns="&ns_svg;" xmlns:i="&ns_ai;" viewBox="0 0 100 100">'
    f"<i:pgf>{'x' * 2_000_000}</i:pgf>{R}</svg>"
)
HARMLESS = {
    "doctype": ('<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/svg11.dtd">' + svg(R), []),
    "illustrator": (ILLUSTRATOR, []),
    "namespace in the doctype": (
        '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.0//EN" "svg10.dtd"><svg viewBox="0 0 100 100">'
        + R
        + "</svg>",
        [],
    ),
    "script": (svg(f'<script>a()</script><g onclick="b()">{R}</g>'), []),
    "hyperlink": (svg(f'<a href="http://example.org/">{R}</a>'), []),
    "comment": (svg(f"<!-- <image href='a.png'/> --><?a b?>{R}"), []),
    "filter": (
        svg(f'<filter id="f"><feGaussianBlur stdDeviation="1e6"/></filter><g filter="url(#f)">{R}</g>'),
        ["filter-dropped"],
    ),
    "filter in style": (svg(f'<g style="filter:blur(9999px)">{R}</g>'), ["filter-dropped"]),
    "filter in css": (svg(f"<style>g{{filter:blur(9px);}}</style><g>{R}</g>"), ["filter-dropped"]),
    "unused filter": (svg(f'<filter id="f"/>{R}'), []),
    "text": (svg(R + '<text x="20" y="50">Hi</text>'), ["text-live"]),
    "embedded font": (svg("<style>@font-face{src:url(data:font/woff;base64,AA)}</style>" + R), []),
    "cycle of one": (svg(f'<g id="a">{R}<use href="#a"/></g>'), []),
    "sixty deep": (svg("<g>" * 60 + R + "</g>" * 60), []),
    "animation": (
        svg(R + '<rect width="5" height="5"><set attributeName="href" to="file:///a"/></rect>'),
        None,
    ),
}


@pytest.mark.parametrize("case", HARMLESS)
def test_harmless_things_are_stripped_or_kept(tmp_path: Path, case: str) -> None:
    text, expected = HARMLESS[case]
    path = tmp_path / "art.svg"
    path.write_text(text, encoding="utf-8")
    art = read(path, size_mm=10.0, pixels_per_mm=10.0)
    if expected is not None:
        assert [code for code in codes(art) if code != "unnamed-layer"] == expected
        assert area_mm2(art, art.plan.body) == pytest.approx(100.0, rel=0.01)
    assert art.plan.palette[0] == "#cc0000"


def test_a_long_name_is_read_soon_and_cut(tmp_path: Path) -> None:
    """Its words were once looked at in all spans, which took time with the cube of their number."""
    started = time.monotonic()
    path = save_svg(tmp_path, f'<g id="{"metal line " * 90_000}">{R}</g>')
    art = read(path, size_mm=10.0, pixels_per_mm=10.0)
    assert time.monotonic() - started < 20.0
    assert [(layer.role.value, len(layer.name)) for layer in art.layers] == [("metal", 256)]
    assert meaning("word " * 5000) is None


def test_an_embedded_image_is_drawn(tmp_path: Path) -> None:
    square = png(np.full((8, 8, 4), (10, 200, 30, 255), np.uint8))
    for mime in ("image/png", "IMAGE/PNG", ""):
        data = f"data:{mime};base64,{base64.b64encode(square).decode()}"
        path = save_svg(
            tmp_path, f'<g id="fill"><image href="{data}" x="20" y="20" width="60" height="60"/></g>'
        )
        art = read(path, size_mm=10.0, pixels_per_mm=10.0)
        assert art.plan.palette == ("#0ac81e",)


def test_what_could_act_is_taken_out(tmp_path: Path) -> None:
    body = (
        f'<script>a()</script><g onclick="b()" xml:base="http://a/" ONLOAD="c()"><set/>{R}</g><i xmlns="x"/>'
    )
    clean = preflight(svg(body).encode(), "art.svg", Limits())
    elements = list(clean.root.iter())
    assert [etree.QName(element).localname for element in elements] == ["svg", "g", "rect"]
    assert elements[1].attrib == {}
