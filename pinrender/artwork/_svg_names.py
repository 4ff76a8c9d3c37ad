"""The names that drawing programs give to SVG groups, and which of them hide a group."""

from __future__ import annotations

import re

from lxml import etree

from pinrender.limits import NAME_CHARS

__all__ = ["INKSCAPE", "SVG", "Hiding", "is_inkscape_layer", "layer_name", "local_name"]

SVG = "{http://www.w3.org/2000/svg}"
INKSCAPE = "{http://www.inkscape.org/namespaces/inkscape}"
_SERIF = "{http://www.serif.com/}"

_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{2,6})_")
_DUPLICATE = re.compile(r"_\d+_$")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_RULE = re.compile(r"([^{}]*)\{([^{}]*)\}")
_SELECTOR = re.compile(r"([A-Za-z]*)((?:[.#][\w-]+)?)")
_HIDDEN = {"display": {"none"}, "visibility": {"hidden", "collapse"}}
_FONT = "font-family"
_FONT_CHARS = 80
_KNOWN = (*_HIDDEN, _FONT)


def local_name(element: etree._Element) -> str:
    """Tag without its name space; empty for comments and the like."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def is_inkscape_layer(element: etree._Element) -> bool:
    """Whether this is a group that Inkscape shows in its list of layers."""
    return str(element.tag) == SVG + "g" and element.get(INKSCAPE + "groupmode") == "layer"


def layer_name(element: etree._Element) -> str:
    """The designer's name: Inkscape's label, Affinity's, Illustrator's, or the id; may be empty.

    Illustrator writes characters that an id may not hold as ``_x20_`` and tells duplicates apart
    by ``_1_``.
    """
    for key in (INKSCAPE + "label", _SERIF + "id", "data-name"):
        if name := (element.get(key) or "").strip():
            return name[:NAME_CHARS]
    name = _DUPLICATE.sub("", (element.get("id") or "")[: 8 * NAME_CHARS])
    return _ESCAPE.sub(_unescape, name).strip()[:NAME_CHARS]


def _unescape(match: re.Match[str]) -> str:
    code = int(match[1], 16)
    return chr(code) if 32 <= code < 0x110000 and not 0xD800 <= code < 0xE000 else match[0]


class Hiding:
    """Knows which elements are hidden and what fonts they name: by attribute, style, or a simple style rule.

    Parameters
    ----------
    css : str
        All style sheets together. Selectors of one tag, class or id are understood.
    """

    def __init__(self, css: str) -> None:
        self._rules: dict[str, dict[str, str]] = {}
        for selectors, body in _RULE.findall(_COMMENT.sub("", css)):
            declared = {k: v for k, v in _declarations(body).items() if k in _KNOWN}
            for selector in selectors.split(",") if declared else ():
                if _SELECTOR.fullmatch(selector.strip()):
                    self._rules.setdefault(selector.strip(), {}).update(declared)

    def hides(self, element: etree._Element) -> bool:
        """Whether this element, regardless of its ancestors, is not to be shown."""
        style = self._style(element)
        return any(style.get(key, "").lower() in values for key, values in _HIDDEN.items())

    def fonts(self, text: etree._Element) -> list[str]:
        """The first font of each list that a text and its parts name, or else what it lies in."""
        named = [self._style(part).get(_FONT, "") for part in text.iter(etree.Element)]
        if not any(named):
            named = [self._style(outer).get(_FONT, "") for outer in text.iterancestors()]
        firsts = (name.partition(",")[0].strip().strip("'\"").strip() for name in named)
        return list(dict.fromkeys(name[:_FONT_CHARS] for name in firsts if name))

    def _style(self, element: etree._Element) -> dict[str, str]:
        tag, identity = local_name(element), element.get("id")
        style = {key: value for key in _KNOWN if (value := element.get(key))}
        classes = (element.get("class") or "").split()
        selectors = [tag, *(f"{t}.{c}" for c in classes for t in ("", tag))]
        if identity:
            selectors += [f"#{identity}", f"{tag}#{identity}"]
        for selector in selectors:
            style.update(self._rules.get(selector, {}))
        style.update(_declarations(element.get("style") or ""))
        return {key: value.strip() for key, value in style.items()}


def _declarations(body: str) -> dict[str, str]:
    pairs = (part.partition(":") for part in body.split(";"))
    return {
        key.strip().lower(): value.replace("!important", "").strip() for key, colon, value in pairs if colon
    }
