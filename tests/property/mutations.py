"""Damaged copies of small files made here, the same for the same seed."""

from __future__ import annotations

import io
import random
import re
import zipfile
import zlib
from collections.abc import Callable

import numpy as np
from PIL import Image, ImageCms

from tests.unit.artwork.drawings import disc_png, svg

__all__ = ["SEEDS", "mutated"]

SVG_WORDS = (
    *(
        "<g>",
        "</g>",
        "<",
        ">",
        "&",
        "&#0;",
        "&x;",
        "<![CDATA[",
        "]]>",
        "<!--",
        "-->",
        "<?x?>",
        "\x00",
        "\ufffe",
    ),
    *(
        "url(#a)",
        "url(",
        "url(http://a/b)",
        "@import 'a';",
        "{",
        "}",
        "/*",
        "*/",
        "href='#a'",
        "href='b.png'",
    ),
    *("#a", "#b", "none", "1e999", "-1", "nan", "1e-300", "99999999999", "100%", "inherit", "data:", "M0 0L"),
    *("<use href='#a'/>", "<use href='#b' x='1'/>", '<mask id="a" mask="url(#b)"/>', "<style>", "</style>"),
    *('<pattern id="b" width="1e-9" height="1e-9"><rect width="1" height="1"/></pattern>', "fill='url(#b)'"),
    *("<svg>", "<symbol id='a'>", "<switch>", "<a>", "<text>", "<image href='data:image/png;base64,AA'/>"),
    *("<!DOCTYPE svg [<!ENTITY x 'y'>]>", "transform='scale(0)'", "transform='matrix(1e30 0 0 1e30 0 0)'"),
    *("stroke-dasharray='1e-6'", "stroke-width='1e30'", "stroke='#000'", "display:none", "opacity='.5'"),
    *("<marker id='a' markerWidth='9'>", "<linearGradient id='b' href='#b'/>", "clip-path='url(#a)'"),
)
XML_WORDS = (
    *("<layer", "/>", "<stack>", "</stack>", 'src="', 'x="99999999999"', 'opacity="nan"', 'y="1e308"', "&a;"),
    *('src="../a"', 'visibility="hidden"', 'w="0"', 'h="99999"', 'x="-inf"', "\x00", "<", '"', "<?xml?>"),
)
TOML_WORDS = (
    *("[", "]", "{", "}", "=", '"', '"""', "'", ".", "\n", "\\u0000", "nan", "inf", "9" * 30, "1e9", "true"),
    *(
        "[layers]",
        "[[layers]]",
        "[dimensions]",
        'size = "1mm"',
        "epoxy = true",
        "#",
        "1979-05-27",
        "a.b.c = 1",
    ),
)
NUMBERS = (b"\0\0\0\0", b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"\0\1\0\0", b"\0\0\0\1", b"\x80\0\0\0")


def _picture(kind: str, **options: object) -> bytes:
    shade = np.add.outer(np.arange(24), np.arange(24)).astype(np.uint8) * 5
    rgba = np.dstack([shade, shade.T, 255 - shade, np.full_like(shade, 255)])
    image = Image.fromarray(rgba if kind != "JPEG" else np.ascontiguousarray(rgba[..., :3]))
    file = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 6
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    image.save(file, kind, exif=exif, icc_profile=profile, **options)
    return file.getvalue()


def _packed(entries: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), content)
    return file.getvalue()


SVG = svg(
    "<style>.a{fill:url(#b);filter:none}@media print{rect{fill:#123}}</style>"
    '<defs><linearGradient id="b"><stop stop-color="#c00"/></linearGradient><clipPath id="c"><circle r="40"/>'
    '</clipPath><symbol id="a"><path d="M0 0h9v9z"/></symbol></defs>'
    '<g id="metal" class="a" clip-path="url(#c)"><use xlink:href="#a" x="9"/><rect width="50%" height="9"/>'
    '</g><g inkscape:groupmode="layer" inkscape:label="&#x65;namel"><ellipse cx="40" rx="30" ry="20"/>'
    "</g>"
    '<switch><text x="1">hi</text></switch><polygon points="1,1 20,1 9,30" stroke="#00f" stroke-width="2"/>',
    attributes='width="30mm" height="30mm"',
).encode()
STACK = (
    b"<?xml version='1.0'?><image w='20' h='20'><stack><stack name='metal'>"
    b"<layer name='line' src='data/a.png' x='2' y='-3' opacity='0.5'/></stack>"
    b"<layer name='fill' src='data/b.png' visibility='visible'/></stack></image>"
)
TOML = b"""process = "soft-enamel"
plating = "gold"
size = "30mm"
epoxy = true
epoxy-age = 3
[layers]
"line art" = "metal"
[dimensions]
thickness = "2mm"
"""
DISC = disc_png(20, 8.0, (200, 30, 40))
ENTRIES: dict[str, dict[str, bytes]] = {
    "zip": {"1 fill.png": DISC, "2 line.png": DISC, "pin.toml": TOML},
    "ora": {"mimetype": b"image/openraster", "stack.xml": STACK, "data/a.png": DISC, "data/b.png": DISC},
    "kra": {"mimetype": b"application/x-krita", "maindoc.xml": b"<DOC/>", "mergedimage.png": DISC},
}
SEEDS: dict[str, bytes] = {
    "svg": SVG,
    "png": _picture("PNG"),
    "jpeg": _picture("JPEG"),
    "webp": _picture("WebP", lossless=True),
    "tiff": _picture("TIFF", compression="tiff_lzw"),
    "toml": TOML,
    **{kind: _packed(entries) for kind, entries in ENTRIES.items()},
}
WORDS = {"svg": SVG_WORDS, "toml": TOML_WORDS}
VALUE = re.compile(rb"[\"'][^\"']*[\"']")
TOKEN = re.compile(rb"<[^<>]*>|[^<>\s]+|\s+")


def _bytes_changed(data: bytes, dice: random.Random) -> bytes:
    """Flip, overwrite, cut, repeat, drop or swap a few stretches."""
    changed = bytearray(data)
    for _ in range(dice.choice((1, 1, 2, 4, 12))):
        at, length = dice.randrange(max(1, len(changed))), dice.randint(1, 24)
        kind = dice.randrange(6)
        if kind == 0 and changed:
            changed[at] ^= 1 << dice.randrange(8)
        elif kind == 1:
            changed[at : at + 4] = dice.choice(NUMBERS)
        elif kind == 2:
            changed[at : at + length] = dice.randbytes(length)
        elif kind == 3:
            del changed[at : at + length]
        elif kind == 4:
            changed[at:at] = changed[dice.randrange(max(1, len(changed))) :][: length * 4]
        elif dice.random() < 0.3:
            del changed[at:]
    return bytes(changed)


def _words_changed(data: bytes, words: tuple[str, ...], dice: random.Random) -> bytes:
    """Insert, replace, drop, repeat or swap whole tokens."""
    tokens = TOKEN.findall(data) or [b""]
    for _ in range(dice.choice((1, 2, 3, 6))):
        at, other = dice.randrange(len(tokens)), dice.randrange(len(tokens))
        word = dice.choice(words).encode("utf-8", "surrogatepass")
        kind = dice.randrange(5)
        if kind == 0:
            tokens.insert(at, word)
        elif kind == 1:
            tokens[at] = word
        elif kind == 2:
            said = b'"' + word.replace(b'"', b"") + b'"'
            tokens[at] = VALUE.sub(lambda _, said=said: said, tokens[at], count=1)
        elif kind == 3:
            tokens[at], tokens[other] = tokens[other], tokens[at]
        else:
            tokens.insert(at, tokens[other] * dice.choice((1, 2, 40)))
    return b"".join(tokens)


def _chunks_changed(data: bytes, dice: random.Random) -> bytes:
    """A PNG with chunks swapped, doubled, dropped or damaged, and sound checksums."""
    chunks, at = [], 8
    while at < len(data):
        length = int.from_bytes(data[at : at + 4], "big")
        chunks.append((data[at + 4 : at + 8], data[at + 8 : at + 8 + length]))
        at += 12 + length
    for _ in range(dice.randint(1, 3)):
        one, other = dice.randrange(len(chunks)), dice.randrange(len(chunks))
        kind, content = chunks[one]
        action = dice.randrange(4)
        if action == 0:
            chunks[one], chunks[other] = chunks[other], chunks[one]
        elif action == 1:
            chunks.insert(other, chunks[one])
        elif action == 2:
            chunks[one] = (dice.choice((b"tRNS", b"PLTE", b"iCCP", b"eXIf", b"acTL", b"zTXt", kind)), content)
        else:
            chunks[one] = (kind, _bytes_changed(content, dice))
    parts = [
        len(content).to_bytes(4, "big") + kind + content + zlib.crc32(kind + content).to_bytes(4, "big")
        for kind, content in chunks
    ]
    return data[:8] + b"".join(parts)


def _entries_changed(entries: dict[str, bytes], dice: random.Random) -> bytes:
    """A sound archive with one damaged entry."""
    changed = dict(entries)
    name = dice.choice(list(changed))
    if name.endswith(".png"):
        changed[name] = _chunks_changed(changed[name], dice)
    else:
        changed[name] = _words_changed(changed[name], XML_WORDS, dice)
    return _packed(changed)


def mutated(kind: str, seed: int) -> bytes:
    """A damaged file.

    Parameters
    ----------
    kind : {'svg', 'png', 'jpeg', 'webp', 'tiff', 'toml', 'zip', 'ora', 'kra'}
        What it was made from.
    seed : int
        Which one.
    """
    dice = random.Random(f"{kind} {seed}")
    special: dict[str, Callable[[], bytes]] = {
        "png": lambda: _chunks_changed(SEEDS["png"], dice),
        **{name: lambda: _words_changed(SEEDS[kind], WORDS[kind], dice) for name in WORDS},
        **{name: lambda: _entries_changed(ENTRIES[kind], dice) for name in ENTRIES},
    }
    if kind in special and dice.random() < 0.65:
        return special[kind]()
    return _bytes_changed(SEEDS[kind], dice)
