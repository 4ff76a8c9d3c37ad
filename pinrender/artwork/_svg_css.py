"""Style sheets from strangers: which are refused, and what is taken out of the others."""

from __future__ import annotations

import re

from pinrender.errors import ArtworkError
from pinrender.limits import Limits

__all__ = ["check_url", "clean_css", "clean_declarations", "uses_filter"]

_COMMENT = re.compile(r"/\*[^*]*\*+(?:[^/*][^*]*\*+)*/")
_FONT_FACE = re.compile(r"@font-face\s*\{[^{}]*\}", re.IGNORECASE)
_URL = re.compile(r"url\(\s*[\"']?([^\"')]*)", re.IGNORECASE)
_FILTER = re.compile(r"(?<![\w-])(?:-webkit-)?(?:backdrop-)?filter\s*:[^;}]*", re.IGNORECASE)
_FILTER_USED = re.compile(r"(?<![\w-])filter\s*:(?!\s*none)", re.IGNORECASE)
_IMPORT = re.compile(r"@import\b[^;{}]{0,200}", re.IGNORECASE)
_BRACES = re.compile(r"[{}]")


def clean_css(css: str, name: str, limits: Limits) -> str:
    """Return a style sheet without comments, fonts and filters.

    Raises
    ------
    ArtworkError
        If it is over a limit, imports anything, or names anything outside the file.
    """
    if len(css) > limits.svg_style_chars:
        raise ArtworkError(
            f"'{name}' has more than {limits.svg_style_chars} characters of style sheet "
            "(Limits.svg_style_chars)"
        )
    css = _COMMENT.sub("", css)
    if found := _IMPORT.search(css):
        raise ArtworkError(
            f"'{name}' imports a style sheet ({found[0].strip()[:80]}); artwork may not fetch anything, "
            "so paste the rules into the file"
        )
    if css.count("{") > limits.svg_style_rules:
        raise ArtworkError(
            f"'{name}' has more than {limits.svg_style_rules} style rules (Limits.svg_style_rules)"
        )
    depth = 0
    for brace in _BRACES.findall(css):
        depth += 1 if brace == "{" else -1
        if depth > limits.svg_style_depth:
            raise ArtworkError(
                f"'{name}' nests its style sheet more than {limits.svg_style_depth} deep "
                "(Limits.svg_style_depth)"
            )
    return clean_declarations(_FONT_FACE.sub(_without_font, css).replace("<!--", "").replace("-->", ""), name)


def _without_font(match: re.Match[str]) -> str:
    remote = [url for url in _URL.findall(match[0]) if not url.strip().lower().startswith("data:")]
    return "".join(f"a{{fill:url({url})}}" for url in remote)


def clean_declarations(css: str, name: str) -> str:
    """Return declarations without filters.

    Raises
    ------
    ArtworkError
        If a ``url()`` names anything but an element of the same file.
    """
    for url in _URL.findall(css):
        check_url(url, name, "its style")
    return _FILTER.sub("", css)


def uses_filter(css: str) -> bool:
    """Whether declarations apply a filter."""
    return _FILTER_USED.search(css) is not None


def check_url(url: str, name: str, where: str) -> None:
    """Refuse an address that is not an element of the same file.

    Raises
    ------
    ArtworkError
        Naming the address and saying what to do about it.
    """
    url = url.strip()
    if url.startswith("#") or not url:
        return
    shown = url if len(url) <= 80 else url[:77] + "..."
    if url.lower().startswith("data:"):
        raise ArtworkError(
            f"'{name}' embeds data of a kind that is not read ({shown.split(',')[0]}) in {where}; "
            "embed PNG, JPEG or WebP images"
        )
    if re.match(r"[a-z][a-z0-9+.-]+:|//", url, re.IGNORECASE) and not re.match(r"file:", url, re.IGNORECASE):
        raise ArtworkError(
            f"'{name}' refers to the network address '{shown}' in {where}; artwork may not fetch anything, "
            "so embed it or delete it"
        )
    raise ArtworkError(
        f"'{name}' refers to the file '{shown}' in {where}; artwork may not read other files, "
        "so embed it or delete it"
    )
