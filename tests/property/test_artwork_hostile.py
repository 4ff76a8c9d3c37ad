"""Whatever the bytes are, the answer is a document or one refusal."""

from __future__ import annotations

import base64
import io
import zipfile
from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from pinrender.artwork._archive import read_entries
from pinrender.artwork._png import decode_png, png_size
from pinrender.artwork._role_table import meaning
from pinrender.artwork._svg_canvas import canvas_px, framed
from pinrender.artwork._svg_layers import split_layers
from pinrender.artwork._svg_names import Hiding
from pinrender.artwork._svg_preflight import preflight
from pinrender.errors import ArtworkError
from pinrender.limits import Limits
from tests.unit.artwork.drawings import disc_png, svg

SEED = svg(
    "<!-- c --><style>.a{fill:url(#g);filter:none}@font-face{src:url(data:x)}</style>"
    '<defs><linearGradient id="g"/></defs>'
    '<g id="line" class="a" display="none"><use xlink:href="#b"/><rect id="b" width="50%" height="9"/></g>'
    '<g inkscape:groupmode="layer" inkscape:label="&#x6d;etal"><path d="M0 0h9v9z" style="mask:url(#g)"/></g>'
    '<switch><a href="http://x"><text x="1">hi</text></a></switch><image href="data:image/png;base64,'
    + base64.b64encode(disc_png(8, 3.0, (9, 9, 9))).decode()
    + '"/>',
    attributes='width="9mm" height="8mm"',
).encode()
PIECES = [
    *(b"<g>", b"</g>", b"<", b">", b"&", b"&amp;", b"&#0;", b"<![CDATA[", b"]]>", b"<!--", b"-->", b"<?x?>"),
    *(
        b"url(",
        b"url(#g)",
        b"@import 'a'",
        b"{",
        b"}",
        b"/*",
        b"*/",
        b"href",
        b'"',
        b"'",
        b"=",
        b"\x00",
        b"\xff",
    ),
    *(
        b"#b",
        b"#g",
        b"none",
        b"1e999",
        b"-1",
        b"nan",
        b"data:",
        b"<use href='#b'/>",
        b'<mask id="g" mask="url(#g)"/>',
    ),
    *(
        b"<!DOCTYPE svg [<!ENTITY a 'b'>]>",
        b"&a;",
        b"<style>",
        b"</style>",
        b"<rect/>",
        b'id="b"',
        b"display:none",
    ),
]
EDITS = st.lists(
    st.tuples(
        st.floats(0.0, 1.0),
        st.integers(0, 40),
        st.one_of(st.sampled_from(PIECES), st.binary(max_size=4)),
    ),
    min_size=1,
    max_size=6,
)


def edited(data: bytes, edits: list[tuple[float, int, bytes]]) -> bytes:
    """Replace a few stretches of `data`."""
    for place, length, piece in edits:
        at = int(place * len(data))
        data = data[:at] + piece + data[at + length :]
    return data


def refusal_of(call: Callable[[], object]) -> str | None:
    """The sentence with which `call` refuses, if it does."""
    try:
        call()
    except ArtworkError as error:
        return str(error)
    return None


def test_the_seed_is_read() -> None:
    clean = preflight(SEED, "a.svg", Limits())
    assert [element.get("id") for element in clean.root.iter() if element.get("id")] == ["g", "line", "b"]


def split(data: bytes) -> None:
    """Everything that happens to an SVG before it is drawn."""
    clean = preflight(data, "a.svg", Limits())
    canvas = canvas_px(clean.root, "a.svg", Limits())
    layered = split_layers(clean.root, canvas, Hiding(clean.css), lambda name: meaning(name) is not None)
    layered.show(range(len(layered.layers)))
    drawn = etree.tostring(framed(clean.root, canvas))
    assert b'href="http' not in drawn
    assert b"<script" not in drawn


@given(EDITS)
@settings(max_examples=300, deadline=None)
def test_any_svg_is_read_or_refused(edits: list[tuple[float, int, bytes]]) -> None:
    refusal = refusal_of(lambda: split(edited(SEED, edits)))
    assert refusal is None or "\n" not in refusal


def archive() -> bytes:
    """A sound archive of two layers."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name in ("1 fill.png", "2 line.png"):
            file.writestr(name, disc_png(20, 8.0, (9, 9, 9)))
    return buffer.getvalue()


@given(EDITS)
@settings(max_examples=150, deadline=None)
def test_any_archive_is_read_or_refused(edits: list[tuple[float, int, bytes]]) -> None:
    data = edited(archive(), edits)
    refusal = refusal_of(lambda: list(read_entries(data, "art.zip", ".png", Limits())))
    assert refusal is None or "art.zip" in refusal


@given(EDITS)
@settings(max_examples=150, deadline=None)
def test_any_png_is_decoded_or_refused(edits: list[tuple[float, int, bytes]]) -> None:
    data = edited(disc_png(20, 8.0, (9, 9, 9)), edits)

    def decode() -> None:
        width, height = png_size(data, "a.png", Limits(image_pixels=10_000))
        assert decode_png(data, "a.png").shape == (height, width, 4)

    refusal = refusal_of(decode)
    assert refusal is None or "a.png" in refusal
