"""Refuse an SVG that could harm, before anything draws it. Bytes in, a clean tree out.

Two passes: expat streams the file and counts, so that nothing large is ever built; then lxml builds
the tree of what passed, `_svg_clean` strips it, `_svg_references` follows what it refers to.
"""

from __future__ import annotations

from dataclasses import dataclass
from xml.parsers import expat

from lxml import etree

from pinrender.artwork._svg_clean import clean
from pinrender.artwork._svg_names import SVG
from pinrender.artwork._svg_references import check_references
from pinrender.errors import ArtworkError
from pinrender.limits import Limits, byte_size

__all__ = ["CleanSvg", "preflight"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CleanSvg:
    """A tree that may be drawn.

    Attributes
    ----------
    root : element
        The ``<svg>``; no scripts, filters, foreign elements, nor references out of the file.
    css : str
        All its style sheets.
    filtered : bool
        Whether filters were stripped, which a person could miss.
    """

    root: etree._Element
    css: str
    filtered: bool


def preflight(data: bytes, name: str, limits: Limits) -> CleanSvg:
    """Check and clean one SVG file.

    Parameters
    ----------
    data : bytes
        The whole file.
    name : str
        File name, for messages.
    limits : Limits
        Ceilings; every one is checked before its cost is paid.

    Raises
    ------
    ArtworkError
        If it is not well-formed, not SVG, over a limit, or refers to a file or the network.
    """
    if len(data) > limits.svg_bytes:
        raise ArtworkError(f"'{name}' is larger than {byte_size(limits.svg_bytes)} (Limits.svg_bytes)")
    _stream(data, name, limits)
    root = _tree(data, name)
    if root.tag == "svg":
        _take_namespace_from_doctype(root)
    if root.tag != SVG + "svg":
        outermost = etree.QName(root).localname
        raise ArtworkError(f"'{name}' is XML but not SVG: its outermost element is <{outermost}>")
    css, filtered = clean(root, name, limits)
    check_references(root, name, limits)
    return CleanSvg(root=root, css=css, filtered=filtered)


def _tree(data: bytes, name: str) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities="internal",
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise ArtworkError(f"'{name}' is not well-formed XML ({error.msg}); save it again") from error


def _take_namespace_from_doctype(root: etree._Element) -> None:
    """Put elements without a name space into that of SVG: old files leave it to the document type."""
    for element in root.iter(etree.Element):
        if not str(element.tag).startswith("{"):
            element.tag = SVG + str(element.tag)


def _stream(data: bytes, name: str, limits: Limits) -> None:
    counter = _Counter(name, limits)
    parser = expat.ParserCreate()
    parser.StartElementHandler = counter.start
    parser.EndElementHandler = counter.end
    parser.EntityDeclHandler = counter.entity
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise ArtworkError(
            f"'{name}' is not well-formed XML ({expat.ErrorString(error.code)}, "
            f"line {error.lineno}, column {error.offset + 1}); save it again"
        ) from error


class _Counter:
    """Counts while expat reads, and stops it at the first ceiling."""

    def __init__(self, name: str, limits: Limits) -> None:
        self._name, self._limits = name, limits
        self._depth = self._elements = self._attributes = self._entities = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        self._elements += 1
        self._attributes += len(attributes)
        limits = self._limits
        if self._depth > limits.svg_depth:
            self._refuse(f"nests elements more than {limits.svg_depth} deep (Limits.svg_depth)")
        if self._elements > limits.svg_elements:
            self._refuse(f"has more than {limits.svg_elements} elements (Limits.svg_elements)")
        if self._attributes > limits.svg_attributes:
            self._refuse(f"has more than {limits.svg_attributes} attributes (Limits.svg_attributes)")
        for key, value in attributes.items():
            if len(value) > limits.svg_attribute_chars and not value.lstrip().startswith("data:"):
                self._refuse(
                    f"has an attribute '{key[:40]}' of more than {limits.svg_attribute_chars} characters "
                    "(Limits.svg_attribute_chars)"
                )

    def end(self, tag: str) -> None:
        self._depth -= 1

    def entity(
        self,
        entity: str,
        is_parameter: int,
        value: str | None,
        base: str | None,
        system_id: str | None,
        public_id: str | None,
        notation: str | None,
    ) -> None:
        limits = self._limits
        self._entities += 1
        if is_parameter or value is None or system_id or public_id or notation:
            self._refuse(
                f"declares the external entity '{entity[:40]}'; entities must be plain text inside the file"
            )
        elif "&" in value:
            self._refuse(f"declares the entity '{entity[:40]}' that is built of other entities")
        elif len(value) > limits.svg_entity_chars:
            self._refuse(
                f"declares the entity '{entity[:40]}' of more than {limits.svg_entity_chars} characters "
                "(Limits.svg_entity_chars)"
            )
        elif self._entities > limits.svg_entities:
            self._refuse(f"declares more than {limits.svg_entities} entities (Limits.svg_entities)")

    def _refuse(self, what: str) -> None:
        raise ArtworkError(f"'{self._name}' {what}")
