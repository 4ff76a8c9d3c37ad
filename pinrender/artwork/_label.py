"""A layer's name, such that the name alone says what the layer became."""

from __future__ import annotations

from collections.abc import Mapping

from pinrender.artwork._document import UNNAMED
from pinrender.artwork._model import Layer, Role
from pinrender.artwork._role_table import meaning

__all__ = ["label_of", "label_of_color"]

_Said = tuple[Role, str | None, str | None, str | None, str, float | None]


def label_of(layer: Layer, *, alone: bool = False) -> str:
    """The designer's name where it says what was understood, else one that does.

    Parameters
    ----------
    layer : Layer
        As read.
    alone : bool
        Whether it is the only one: a name that means nothing would then be no layer's.

    Returns
    -------
    str
        Its own name; with the words of its role before it, where that name would be taken for something
        else; or those words alone, where the name gainsays them. What no words can say, such as a
        dye's colour, is left out.
    """
    words = _words(layer)
    own = [] if layer.name == UNNAMED or (alone and meaning(layer.name) is None) else [layer.name]
    candidates = [*own, f"{words} {layer.name}", words]
    wanted = _what(layer)
    return next((name for name in candidates if _understood(name) == wanted), words)


def label_of_color(color: str, names: Mapping[str, str], layer: Layer) -> str:
    """What a layer of one colour is called inside another: its name, but where that would say another role.

    Parameters
    ----------
    color : str
        ``#rrggbb``
    names : mapping of str to str
        Names of colours, by their value.
    layer : Layer
        In which it lies.
    """
    name = names.get(color, color)
    return name if meaning(name) is None or _understood(name) == _what(layer) else color


def _what(layer: Layer) -> _Said:
    return layer.role, layer.filled, layer.plating, layer.texture, layer.combine, layer.height_mm


def _understood(name: str) -> _Said:
    said = meaning(name)
    if said is None:
        return Role.ENAMEL, None, None, None, "add", None
    return said.role, said.filled, said.plating, said.texture, said.combine or "add", said.height_mm


def _words(layer: Layer) -> str:
    """Words of the role table for a role and all that goes with it."""
    if layer.role is Role.RELIEF:
        height = "" if layer.height_mm is None else f" {layer.height_mm:.6g} mm"
        return f"relief {layer.combine.replace('-', ' ')}{height}"
    if layer.filled is not None:
        return " ".join(filter(None, (layer.filled.replace("-", " "), layer.texture)))
    if layer.role is Role.RECESS and layer.texture is not None:
        return " ".join(filter(None, (layer.texture, _plating(layer))))
    return " ".join(filter(None, (_plating(layer), layer.role.value)))


def _plating(layer: Layer) -> str:
    """Words for a plating; of one dyed in a colour of its own there are none."""
    if layer.plating is None or ":" in layer.plating:
        return ""
    return {"dyed-black": "black dyed"}.get(layer.plating, layer.plating.replace("-", " "))
