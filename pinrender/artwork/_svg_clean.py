"""Take out of an SVG tree what is not drawing."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from urllib.parse import unquote_to_bytes

from lxml import etree

from pinrender.artwork._picture import header_size
from pinrender.artwork._svg_css import check_url, clean_css, clean_declarations, uses_filter
from pinrender.artwork._svg_names import SVG, local_name
from pinrender.errors import ArtworkError
from pinrender.limits import Limits

__all__ = ["clean"]

_DROPPED = frozenset(
    {
        *("script", "foreignObject", "iframe", "handler", "metadata", "font", "font-face", "filter"),
        *("set", "animate", "animateColor", "animateMotion", "animateTransform", "discard", "view"),
        *("audio", "video", "canvas", "embed", "object", "color-profile", "cursor"),
    }
)
_FILTER_KEYS = ("filter", "backdrop-filter", "enable-background")
_IMAGE_URL = re.compile(r"\s*data:(?:image/(?:png|jpe?g|webp))?\s*(?:;[^,]*)?,", re.IGNORECASE)
"""Some programs do not say the kind; the first bytes do."""


def clean(root: etree._Element, name: str, limits: Limits) -> tuple[str, bool]:
    """Strip a tree in place; return its style sheets, and whether filters were taken out.

    Raises
    ------
    ArtworkError
        If it refers to a file or the network, or is over a limit.
    """
    _drop_elements(root)
    filters, images, text_chars = 0, 0, 0
    for element in root.iter(etree.Element):
        element.tail = None if local_name(element) not in ("tspan", "textPath", "a", "tref") else element.tail
        text_chars += len(element.text or "") if local_name(element) != "style" else 0
        filters += _clean_attributes(element, name)
        for key in _hrefs(element):
            images += _check_href(element, key, name, limits)
    if text_chars > limits.svg_text_chars:
        raise ArtworkError(
            f"'{name}' has more than {limits.svg_text_chars} characters of text (Limits.svg_text_chars)"
        )
    if images > limits.svg_images:
        raise ArtworkError(f"'{name}' embeds more than {limits.svg_images} images (Limits.svg_images)")
    css, in_sheets = _clean_styles(root, name, limits)
    return css, bool(filters) or in_sheets


def _drop_elements(root: etree._Element) -> None:
    """Remove what is not SVG or not drawing."""
    unwanted = [
        node for node in root.iter() if not str(node.tag).startswith(SVG) or local_name(node) in _DROPPED
    ]
    for node in unwanted:
        parent = node.getparent()
        if parent is not None:
            parent.remove(node)


def _clean_attributes(element: etree._Element, name: str) -> bool:
    """Remove event handlers and filters; return whether there was a filter."""
    filtered = False
    for key, value in list(element.attrib.items()):
        local = str(key).rpartition("}")[2].lower()
        if local.startswith("on") or local == "base":
            del element.attrib[key]
        elif local in _FILTER_KEYS:
            filtered |= local == "filter" and value.strip().lower() != "none"
            del element.attrib[key]
        elif local == "style":
            filtered |= uses_filter(value)
            element.set(key, clean_declarations(value, name))
        elif "url(" in value.lower() and local != "href":
            clean_declarations(value, name)
    return filtered


def _hrefs(element: etree._Element) -> Iterator[str]:
    return (
        str(key) for key in list(element.attrib) if str(key).rpartition("}")[2].lower() in ("href", "src")
    )


def _check_href(element: etree._Element, key: str, name: str, limits: Limits) -> bool:
    """Check one reference; return whether it is an embedded image."""
    value = element.get(key, "")
    if local_name(element) == "a":
        del element.attrib[key]
        return False
    if found := _IMAGE_URL.match(value):
        _check_image(value[: found.end()], value[found.end() :], name, limits)
        return True
    check_url(value, name, f"<{local_name(element)}>")
    return False


def _check_image(head: str, payload: str, name: str, limits: Limits) -> None:
    """Look at an embedded image's header, without decoding it."""
    try:
        content = base64.b64decode(payload) if ";base64" in head.lower() else unquote_to_bytes(payload)
    except (ValueError, binascii.Error):
        content = b""
    size = header_size(content)
    if size is None:
        raise ArtworkError(f"'{name}' embeds an image that is not a sound PNG, JPEG or WebP")
    pixels = size[0] * size[1]
    if pixels > limits.image_pixels:
        raise ArtworkError(
            f"'{name}' embeds an image of {pixels} pixels; {limits.image_pixels} is the most "
            "(Limits.image_pixels)"
        )


def _clean_styles(root: etree._Element, name: str, limits: Limits) -> tuple[str, bool]:
    sheets = list(root.iter(SVG + "style"))
    total = sum(len(sheet.text or "") for sheet in sheets)
    if total > limits.svg_style_chars:
        raise ArtworkError(
            f"'{name}' has more than {limits.svg_style_chars} characters of style sheet "
            "(Limits.svg_style_chars)"
        )
    filtered = any(uses_filter(sheet.text or "") for sheet in sheets)
    for sheet in sheets:
        sheet.text = clean_css(sheet.text or "", name, limits)
    return "\n".join(sheet.text or "" for sheet in sheets), filtered
