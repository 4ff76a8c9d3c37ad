"""What a page of a PDF draws with: groups are numbered, spot colours found."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf

from pinrender.workers._pdf_groups import Groups

__all__ = ["Resources"]

_FAR = 1_000_000
"""A box this large clips nothing; a page reaches 14,400."""


class Resources:
    """The resources of a page, and of all that it is built of.

    Parameters
    ----------
    pdf : Pdf
        Where new objects are made.
    groups : Groups
        What marks are numbered by.

    Attributes
    ----------
    inks : dict of (tuple of str) to object
        Spot colours that are mixed with one another, and the colour space that does it.
    is_plain : bool
        Whether no pattern, shading or soft mask was met.
    """

    def __init__(self, pdf: Any, groups: Groups) -> None:
        self.inks: dict[tuple[str, ...], Any] = {}
        self.is_plain = True
        self._pdf = pdf
        self._groups = groups
        self._wrappers: dict[tuple[int, int], Any] = {}
        self._seen: set[tuple[int, int]] = set()

    def visit(self, resources: Any) -> None:
        """Go through these resources and all below them."""
        waiting = [resources]
        while waiting:
            each = waiting.pop()
            if isinstance(each, pikepdf.Dictionary):
                self._number(each)
                self._colors(each)
                self._weigh(each)
                waiting += [held["/Resources"] for held in self._held(each) if "/Resources" in held]

    def _number(self, resources: Any) -> None:
        """Number what content is marked with."""
        properties = _named(resources, "/Properties")
        for key, value in list(properties.items()):
            if isinstance(value, pikepdf.Dictionary) and value.get("/Type") in {"/OCG", "/OCMD"}:
                numbered = self._groups.numbered(value)
                if numbered is None:
                    del properties[key]
                else:
                    properties[key] = numbered

    def _weigh(self, resources: Any) -> None:
        if len(_named(resources, "/Pattern")) or len(_named(resources, "/Shading")):
            self.is_plain = False
        for state in _named(resources, "/ExtGState").values():
            if isinstance(state, pikepdf.Dictionary) and state.get("/SMask", "/None") != "/None":
                self.is_plain = False

    def _held(self, resources: Any) -> Iterator[Any]:
        """Forms, pictures and patterns that have not been looked at; groups of forms become marks."""
        named = _named(resources, "/XObject")
        for key, value in list(named.items()):
            if isinstance(value, pikepdf.Stream):
                if (wrapper := self._wrapper(value)) is not None:
                    named[key] = wrapper
                yield from self._once(value)
        for value in _named(resources, "/Pattern").values():
            if isinstance(value, pikepdf.Stream):
                yield from self._once(value)

    def _once(self, held: Any) -> Iterator[Any]:
        if held.objgen not in self._seen:
            self._seen.add(held.objgen)
            yield held

    def _wrapper(self, held: Any) -> Any:
        """A form that marks what it holds, for one that says by itself which group it is in."""
        key = held.objgen
        if key not in self._wrappers and isinstance(content := held.get("/OC"), pikepdf.Dictionary):
            del held["/OC"]
            group = self._groups.numbered(content)
            self._wrappers[key] = self._marked(held, group) if group is not None else None
        return self._wrappers.get(key)

    def _marked(self, held: Any, group: Any) -> Any:
        form = self._pdf.make_stream(b"/OC /P BDC /X Do EMC")
        form["/Type"], form["/Subtype"] = pikepdf.Name.XObject, pikepdf.Name.Form
        form["/BBox"] = pikepdf.Array([-_FAR, -_FAR, _FAR, _FAR])
        form["/Resources"] = pikepdf.Dictionary(
            XObject=pikepdf.Dictionary(X=held), Properties=pikepdf.Dictionary(P=group)
        )
        self._seen.add(form.objgen)
        return form

    def _colors(self, resources: Any) -> None:
        for space in _named(resources, "/ColorSpace").values():
            self._color(space)
        for key in ("/XObject", "/Shading"):
            for held in _named(resources, key).values():
                if isinstance(held, pikepdf.Dictionary | pikepdf.Stream):
                    self._color(held.get("/ColorSpace"))

    def _color(self, space: Any) -> None:
        if not isinstance(space, pikepdf.Array) or len(space) < 2:
            return
        kind, named = space[0], space[1]
        if kind in {"/Indexed", "/Pattern"}:
            space = named
            if not isinstance(space, pikepdf.Array) or len(space) < 2:
                return
            kind, named = space[0], space[1]
        if kind == "/Separation":
            self.inks.setdefault((str(named)[1:],), space)
        elif kind == "/DeviceN":
            self.inks.setdefault(tuple(str(name)[1:] for name in named), space)


def _named(resources: Any, kind: str) -> Any:
    """The resources of one kind, by name; empty where there are none."""
    held = resources.get(kind)
    return held if isinstance(held, pikepdf.Dictionary) else {}
