"""The optional-content groups of a PDF: their names, how they nest, and which are hidden.

The name of a group is replaced by a number, which the drawing engine reads off each object it draws.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pikepdf

__all__ = ["Group", "Groups", "Mark"]

_DEEPEST = 64
"""Levels of nesting that are followed."""
_STATES = ("/OFF", "/ON")
_RULES: dict[str, Callable[[list[bool]], bool]] = {
    "/AllOn": all,
    "/AnyOn": any,
    "/AnyOff": lambda shown: not all(shown),
    "/AllOff": lambda shown: not any(shown),
}
"""When the content of a membership is shown (ISO 32000-2, table 97)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """One group: its name as the designer wrote it, and the group it lies in."""

    name: str
    parent: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What a number on an object means: the group it is in, and whether that shows it."""

    group: int
    visible: bool


class Groups:
    """All groups: those that the file puts in order first.

    Parameters
    ----------
    properties : object or None
        The document's ``OCProperties``; its groups are renamed in place.
    """

    def __init__(self, properties: Any) -> None:
        self.found: list[Group] = []
        self.marks: list[Mark] = []
        self._known: dict[tuple[int, int], Mark] = {}
        self._off: set[tuple[int, int]] = set()
        self._on: set[tuple[int, int]] = set()
        self._hides_all = False
        self._seen: set[tuple[int, int]] = set()
        if isinstance(properties, pikepdf.Dictionary):
            config = properties.get("/D")
            if isinstance(config, pikepdf.Dictionary):
                self._off, self._on = (
                    {each.objgen for each in _dictionaries(config.get(key))} for key in _STATES
                )
                self._hides_all = config.get("/BaseState") == "/OFF"
                self._nest(config.get("/Order") or (), None, _DEEPEST)
            for group in _dictionaries(properties.get("/OCGs")):
                self._mark(group, None)

    def numbered(self, content: Any) -> Any:
        """What stands for a group or a membership in the page that is drawn: a group named by a number.

        Returns
        -------
        object or None
            None if it names no group.
        """
        if content.get("/Type") != "/OCMD":
            return content if self._mark(content, None) else None
        listed = _dictionaries(content.get("/OCGs"))
        marks = [mark for mark in (self._mark(group, None) for group in listed) if mark]
        if not marks:
            return None
        rule = _RULES.get(str(content.get("/P", "/AnyOn")), any)
        self.marks.append(Mark(group=marks[0].group, visible=rule([mark.visible for mark in marks])))
        return pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name=self._last_number())

    def _nest(self, order: Any, parent: int | None, levels: int) -> None:
        """Follow the order: an array lies in the group before it, unless it begins with a label."""
        last = parent
        for item in order:
            if isinstance(item, pikepdf.Dictionary):
                mark = self._mark(item, parent)
                last = mark.group if mark else last
            elif isinstance(item, pikepdf.Array) and levels and item.objgen not in self._seen:
                if item.is_indirect:
                    self._seen.add(item.objgen)
                labelled = len(item) > 0 and isinstance(item[0], pikepdf.String | str)
                self._nest(item, parent if labelled else last, levels - 1)

    def _mark(self, group: Any, parent: int | None) -> Mark | None:
        """The mark of a group, which is renamed where it is met for the first time."""
        if not group.is_indirect:
            return None
        key = group.objgen
        if key not in self._known:
            visible = key in self._on or not (self._hides_all or key in self._off)
            self._known[key] = Mark(group=len(self.found), visible=visible)
            self.found.append(Group(name=str(group.get("/Name", "")), parent=parent))
            self.marks.append(self._known[key])
            group["/Name"] = self._last_number()
            for state in ("/Usage", "/Intent"):
                if state in group:
                    del group[state]
        return self._known[key]

    def _last_number(self) -> Any:
        return pikepdf.String(str(len(self.marks) - 1))


def _dictionaries(listed: Any) -> list[Any]:
    """What an array holds, or the one that stands in its place; deleted objects are null, and left out."""
    if isinstance(listed, pikepdf.Dictionary):
        return [listed]
    held = list(listed) if isinstance(listed, pikepdf.Array) else []
    return [each for each in held if isinstance(each, pikepdf.Dictionary)]
