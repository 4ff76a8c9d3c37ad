"""From what is drawn one after another to layers, bottom to top."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pinrender.workers._pdf_groups import Group, Mark

__all__ = ["Layer", "layers_of"]

NAME_CHARS = 200
"""Characters of a name that are kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """One layer; a name of None is that of shapes outside every group."""

    name: str | None
    visible: bool
    painted: bool
    parent: int | None


class _Walk:
    """Collects layers in painting order.

    What is drawn in a group after something else came between starts a second layer of the same
    name, because it is painted over the one and under the other.
    """

    def __init__(self, groups: Sequence[Group]) -> None:
        self.layers: list[Layer] = []
        self._groups = groups
        self._first: dict[int, int] = {}
        self._open: tuple[int | None, bool] | None = None

    def add(self, group: int | None, *, visible: bool) -> int:
        """The layer that the next thing drawn belongs to."""
        if self._open != (group, visible):
            self._open = (group, visible)
            self.start(group, visible=visible, painted=True)
        return len(self.layers) - 1

    def start(self, group: int | None, *, visible: bool, painted: bool) -> None:
        """Begin a layer, after those it lies in."""
        if group is None:
            self.layers.append(Layer(name=None, visible=visible, painted=painted, parent=None))
            return
        for outer in self._unopened(self._groups[group].parent):
            self._append(outer, visible=True, painted=False)
        self._append(group, visible=visible, painted=painted)

    def _unopened(self, group: int | None) -> list[int]:
        chain: list[int] = []
        while group is not None and group not in self._first:
            chain.insert(0, group)
            group = self._groups[group].parent
        return chain

    def _append(self, group: int, *, visible: bool, painted: bool) -> None:
        outer = self._groups[group].parent
        self._first.setdefault(group, len(self.layers))
        name = " ".join(self._groups[group].name.split())[:NAME_CHARS]
        parent = None if outer is None else self._first[outer]
        self.layers.append(Layer(name=name or None, visible=visible, painted=painted, parent=parent))

    def add_empty(self, visible: Sequence[bool]) -> None:
        """Add groups that nothing is drawn in."""
        for group in range(len(self._groups)):
            if group not in self._first:
                self.start(group, visible=visible[group], painted=False)


def layers_of(
    drawn: Iterable[Sequence[int]], groups: Sequence[Group], marks: Sequence[Mark], *, with_empty: bool
) -> tuple[list[Layer], list[int]]:
    """Sort what is drawn into layers.

    Parameters
    ----------
    drawn : iterable of sequences of int
        For each thing drawn, the numbers of the marks around it, outermost first.
    groups, marks : sequences
        What the numbers mean.
    with_empty : bool
        Whether to list groups that nothing is drawn in.

    Returns
    -------
    layers : list of Layer
        Bottom to top; a parent comes before what lies in it.
    members : list of int
        For each thing drawn, its layer.
    """
    walk = _Walk(groups)
    members = []
    for numbers in drawn:
        around = [marks[number] for number in numbers if number < len(marks)]
        group = around[-1].group if around else None
        members.append(walk.add(group, visible=all(mark.visible for mark in around)))
    if with_empty:
        own = {mark.group: mark.visible for mark in reversed(marks)}
        walk.add_empty([own.get(group, True) for group in range(len(groups))])
    return walk.layers, members
