"""Find the layers of an SVG, and make each of them showable alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from lxml import etree

from pinrender.artwork._document import UNNAMED, DocumentLayer
from pinrender.artwork._svg_names import SVG, Hiding, is_inkscape_layer, layer_name, local_name

__all__ = ["BACKGROUND", "LayeredSvg", "split_layers"]

BACKGROUND = "background"
"""Name of the layer that a nameless rectangle under everything forms, as Figma exports a frame's fill."""

_SHAPES = frozenset(
    {"path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "image", "use"}
)
_CONTAINERS = frozenset({"g", "svg", "switch", "a"})


@dataclass(frozen=True, slots=True, kw_only=True)
class LayeredSvg:
    """An SVG tree whose layers can be shown one at a time.

    Attributes
    ----------
    layers : tuple of DocumentLayer
        Bottom to top.
    members : tuple of tuple of element
        For each layer, the wrapper groups that hold what is painted in it.
    """

    layers: tuple[DocumentLayer, ...]
    members: tuple[tuple[etree._Element, ...], ...]

    def show(self, shown: Iterable[int]) -> None:
        """Show these layers and no other.

        What is not shown becomes ``<defs>``: not drawn, but still there for whoever refers to it.
        """
        wanted = set(shown)
        for index, wrappers in enumerate(self.members):
            for wrapper in wrappers:
                wrapper.tag = SVG + ("g" if index in wanted else "defs")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    name: str
    holder: etree._Element
    parent: int | None
    members: list[etree._Element]


class _Walk:
    """Collects layers in painting order.

    Loose content between nested layers starts a second layer of the same name, because it is
    painted over the one and under the other.
    """

    def __init__(self, names_a_role: Callable[[str], bool]) -> None:
        self.found: list[_Found] = []
        self._names_a_role = names_a_role

    def open_layer(self, name: str, holder: etree._Element, parent: int | None) -> int:
        self.found.append(_Found(name=name, holder=holder, parent=parent, members=[]))
        return len(self.found) - 1

    def add_loose(self, shape: etree._Element, container: etree._Element, within: int | None) -> None:
        """Add to the layer that is open, or continue it where it was interrupted."""
        outer = None if within is None else self.found[within]
        name, holder = (UNNAMED, container) if outer is None else (outer.name, outer.holder)
        if not self.found or (self.found[-1].name, self.found[-1].holder) != (name, holder):
            self.open_layer(name, holder, None if outer is None else outer.parent)
        self.found[-1].members.append(shape)

    def inkscape(self, container: etree._Element, within: int | None) -> None:
        """Layers are the groups that Inkscape marks, wherever they lie."""
        for child in _drawn(container):
            if is_inkscape_layer(child):
                self.inkscape(child, self.open_layer(layer_name(child) or UNNAMED, child, within))
            elif any(is_inkscape_layer(inner) for inner in child.iter(SVG + "g")):
                self.inkscape(child, within)
            else:
                self.add_loose(child, container, within)

    def named(self, container: etree._Element, within: int | None) -> None:
        """Layers are named groups; nested ones only where a child's name means something."""
        for child in _drawn(container):
            name = layer_name(child)
            if self._splits(child):
                self.named(child, self.open_layer(name, child, within) if name else within)
            elif name and (self._names_a_role(name) or (within is None and local_name(child) == "g")):
                self.found[self.open_layer(name, child, within)].members.append(child)
            else:
                self.add_loose(child, container, within)

    def _splits(self, element: etree._Element) -> bool:
        return local_name(element) in _CONTAINERS and any(
            self._names_a_role(layer_name(child)) for child in _drawn(element)
        )


def split_layers(
    root: etree._Element,
    canvas: tuple[float, float],
    hiding: Hiding,
    names_a_role: Callable[[str], bool],
) -> LayeredSvg:
    """Split a cleaned SVG into layers and wrap what each paints in a group of its own.

    Parameters
    ----------
    root : element
        The ``<svg>``; changed in place.
    canvas : (width, height)
        In CSS pixels.
    hiding : Hiding
        Which elements the file hides.
    names_a_role : callable
        Whether a name means something in the role table; tells a layer from a drawing's own groups.
    """
    walk = _Walk(names_a_role)
    if any(is_inkscape_layer(element) for element in root.iter(SVG + "g")):
        walk.inkscape(root, None)
    else:
        walk.named(_unwrapped(root, names_a_role), None)
    found = _set_background_apart(walk.found, canvas, names_a_role)
    layers = tuple(_describe(item, hiding) for item in found)
    return LayeredSvg(
        layers=layers, members=tuple(tuple(_wrap(member) for member in item.members) for item in found)
    )


def _drawn(container: etree._Element) -> list[etree._Element]:
    return [child for child in container if local_name(child) in _SHAPES or local_name(child) in _CONTAINERS]


def _unwrapped(root: etree._Element, names_a_role: Callable[[str], bool]) -> etree._Element:
    """Step into a single group that only wraps others, as Figma and Illustrator write it."""
    container = root
    while len(children := _drawn(container)) == 1 and _only_wraps(children[0], names_a_role):
        container = children[0]
    return container


def _only_wraps(element: etree._Element, names_a_role: Callable[[str], bool]) -> bool:
    inner = _drawn(element) if local_name(element) in _CONTAINERS else []
    if any(names_a_role(layer_name(child)) for child in inner):
        return True
    name = layer_name(element)
    groups = [child for child in inner if local_name(child) in _CONTAINERS]
    lone = not name and len(inner) == 1
    return not names_a_role(name) and any(layer_name(child) or lone for child in groups)


def _set_background_apart(
    found: list[_Found], canvas: tuple[float, float], names_a_role: Callable[[str], bool]
) -> list[_Found]:
    """Where layers are named, a nameless bottom rectangle that fills the canvas is no part of the pin."""
    bottom = next((item for item in found if item.members), None)
    if bottom is None or bottom.name != UNNAMED or not any(names_a_role(item.name) for item in found):
        return found
    if not _fills(bottom.members[0], canvas):
        return found
    background = _Found(name=BACKGROUND, holder=bottom.holder, parent=None, members=[bottom.members.pop(0)])
    if not bottom.members:
        return [background if item is bottom else item for item in found]
    shifted = [replace(item, parent=None if item.parent is None else item.parent + 1) for item in found]
    return [background, *shifted]


def _fills(element: etree._Element, canvas: tuple[float, float]) -> bool:
    if local_name(element) != "rect" or element.get("transform"):
        return False
    try:
        left, top = (float(element.get(key, "0").removesuffix("px")) for key in ("x", "y"))
        sides = [
            side if text == "100%" else float(text.removesuffix("px"))
            for side, text in zip(canvas, (element.get(k, "0") for k in ("width", "height")), strict=True)
        ]
    except ValueError:
        return False
    return (
        left <= 0
        and top <= 0
        and all(o + s >= side for o, s, side in zip((left, top), sides, canvas, strict=True))
    )


def _describe(item: _Found, hiding: Hiding) -> DocumentLayer:
    chain = [item.holder, *item.holder.iterancestors()]
    shapes = [shape for member in item.members for shape in _shapes(member)]
    texts = [shape for shape in shapes if local_name(shape) == "text"]
    return DocumentLayer(
        name=item.name,
        visible=not any(hiding.hides(element) for element in chain),
        painted=bool(shapes),
        parent=item.parent,
        has_text=bool(texts),
        fonts=tuple(dict.fromkeys(font for text in texts for font in hiding.fonts(text))),
    )


def _shapes(element: etree._Element) -> list[etree._Element]:
    if local_name(element) in _SHAPES:
        return [element]
    return [shape for child in _drawn(element) for shape in _shapes(child)]


def _wrap(element: etree._Element) -> etree._Element:
    wrapper = etree.Element(SVG + "g")
    parent = element.getparent()
    if parent is not None:
        parent.replace(element, wrapper)
    wrapper.append(element)
    return wrapper
