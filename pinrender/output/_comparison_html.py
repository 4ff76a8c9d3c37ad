"""A comparison as one HTML page: everything in the file, readable on a phone, nothing asked of a network."""

from __future__ import annotations

import base64
import io
import json
from html import escape

from PIL import Image

from pinrender.output._comparison import STEPS, Column, Comparison, Factor
from pinrender.render import Frame

__all__ = ["encode_comparison_html"]

POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
"""What the page may load: nothing but what is in it."""
QUALITY = 90
"""Of the WebP pictures: no difference is seen, at a fifth of a PNG's size."""
STYLE = """
:root { color-scheme: light; }
body { margin: 0; padding: 4vmin; background: #fafaf8; color: #1c1c20; }
body { font: 16px/1.45 system-ui, sans-serif; }
h1 { margin: 0; font-weight: 600; font-size: 1.8rem; }
p { margin: .3em 0; }
.quiet { color: #585860; }
main { display: grid; gap: 1.6rem; margin-top: 1.4rem; }
main { grid-template-columns: repeat(auto-fit, minmax(15rem, 1fr)); }
article { min-width: 0; }
h2 { margin: .5em 0 0; font-size: 1.15rem; font-weight: 600; }
figure { margin: 0 0 .8rem; }
img { display: block; width: 100%; height: auto; border-radius: 4px; }
figcaption { font-size: .85rem; color: #585860; }
dl { margin: 0; }
dt { font-weight: 600; margin-top: .5em; }
dd { margin: 0; font-size: .95rem; }
.steps { letter-spacing: .12em; font-weight: 400; }
.cannot { color: #aa1818; font-weight: 600; }
.risks { font-size: .9rem; }
.refused { padding: 1rem; background: #eeeeeb; border-radius: 4px; }
@media print {
  body { font-size: 8pt; padding: 0; }
  main { grid-template-columns: repeat(5, 1fr); gap: 6mm; }
}
"""


def encode_comparison_html(comparison: Comparison) -> bytes:
    """The bytes of the page, UTF-8."""
    columns = "\n".join(_column(column, comparison) for column in comparison.columns)
    told = json.dumps(dict(comparison.text), sort_keys=True).replace("<", "\\u003c")
    page = f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{POLICY}">
<title>{escape(comparison.title)}</title>
<style>{STYLE}</style>
</head>
<body>
<header><h1>{escape(comparison.title)}</h1><p class="quiet">{escape(comparison.subtitle)}</p></header>
<main>
{columns}
</main>
<script type="application/json" id="recipe">{told}</script>
</body>
</html>
"""
    return page.encode("utf-8")


def _column(column: Column, comparison: Comparison) -> str:
    label = escape(column.label)
    if column.picture is None:
        return f'<article><h2>{label}</h2><p class="refused">{escape(column.said)}</p></article>'
    parts = [
        _figure(column.picture, f"{column.label}, at three quarters", ""),
        f"<h2>{label}</h2>",
        f"<p>{escape(column.meaning)}</p>",
        *([f'<p class="cannot">{escape(column.cannot)}</p>'] if column.cannot else []),
        *([f'<p class="risks">{escape(column.risks)}</p>'] if column.risks else []),
    ]
    if column.closeup is not None:
        parts.append(_figure(column.closeup, f"{column.label}, from near", comparison.closeup_words))
    if column.section is not None:
        parts.append(_figure(column.section, f"{column.label}, cut across", comparison.section_words))
    factors = "".join(_factor(factor) for factor in column.factors)
    return f"<article>{''.join(parts)}<dl>{factors}</dl></article>"


def _figure(frame: Frame, alt: str, caption: str) -> str:
    rows, cols = frame.rgba_srgb8.shape[:2]
    size = f'width="{cols}" height="{rows}"'
    below = f"<figcaption>{escape(caption)}</figcaption>" if caption else ""
    source = base64.b64encode(_webp(frame)).decode("ascii")
    return f'<figure><img alt="{escape(alt)}" {size} src="data:image/webp;base64,{source}">{below}</figure>'


def _webp(frame: Frame) -> bytes:
    held = io.BytesIO()
    Image.fromarray(frame.rgba_srgb8).convert("RGB").save(held, "WEBP", quality=QUALITY, method=4)
    return held.getvalue()


def _factor(factor: Factor) -> str:
    steps = ""
    if factor.of_5 is not None:
        marks = "●" * factor.of_5 + "○" * (STEPS - factor.of_5)
        steps = f' <span class="steps" aria-label="{factor.of_5} of {STEPS}">{marks}</span>'
    return f"<dt>{escape(factor.name)}{steps}</dt><dd>{escape(factor.words)}.</dd>"
