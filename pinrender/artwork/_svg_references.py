"""Follow what an SVG refers to inside itself, and count what it would become."""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass

from lxml import etree

from pinrender.artwork._svg_names import local_name
from pinrender.errors import ArtworkError
from pinrender.limits import Limits

__all__ = ["check_references"]

_URL = re.compile(r"url\(\s*[\"']?\s*#([^\"')\s]+)", re.IGNORECASE)
_PAINTS = frozenset({"linearGradient", "radialGradient", "stop", "style", "solidColor"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cost:
    elements: int
    chain: int


def check_references(root: etree._Element, name: str, limits: Limits) -> None:
    """Refuse a tree that grows too much when its references are expanded.

    Every target is counted once and remembered, so that a bomb of 2 to the power 30 copies costs no
    more to count than to write.

    Raises
    ------
    ArtworkError
        If the expansion exceeds `limits`, or a chain of references is too long.
    """
    targets = {identity: element for element in root.iter(etree.Element) if (identity := element.get("id"))}
    costs: dict[str, _Cost] = {}
    for identity in _targets_in(root, targets):
        _resolve(identity, targets, costs)
    chain = max((cost.chain for cost in costs.values()), default=0)
    if chain > limits.svg_reference_chain:
        raise ArtworkError(
            f"'{name}' has references that lead through {chain} others; "
            f"{limits.svg_reference_chain} is the most (Limits.svg_reference_chain)"
        )
    expanded = sum(costs[target].elements for target in _targets_in(root, costs))
    if expanded > limits.svg_references:
        raise ArtworkError(
            f"'{name}' would grow by {expanded} elements when its <use>, patterns and masks are expanded; "
            f"{limits.svg_references} is the most (Limits.svg_references)"
        )


def _resolve(start: str, targets: dict[str, etree._Element], costs: dict[str, _Cost]) -> None:
    """Cost everything that `start` leads to, deepest first; a cycle counts nothing."""
    entered: set[str] = set()
    stack = [start]
    while stack:
        identity = stack[-1]
        if identity in costs:
            stack.pop()
            continue
        inner = _targets_in(targets[identity], targets)
        if identity not in entered:
            entered.add(identity)
            stack += [target for target in inner if target not in costs and target not in entered]
            continue
        stack.pop()
        known = [costs[target] for target in inner if target in costs]
        costs[identity] = _Cost(
            elements=_size(targets[identity]) + sum(cost.elements for cost in known),
            chain=1 + max((cost.chain for cost in known), default=0),
        )


def _size(element: etree._Element) -> int:
    return 1 if local_name(element) in _PAINTS else sum(1 for _ in element.iter(etree.Element))


def _targets_in(element: etree._Element, known: Container[str]) -> list[str]:
    """Ids that an element or anything inside it refers to."""
    return [target for inner in element.iter(etree.Element) for target in _direct(inner) if target in known]


def _direct(element: etree._Element) -> list[str]:
    found = []
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2].lower() == "href" and value.strip().startswith("#"):
            found.append(value.strip()[1:])
        elif "url(" in value:
            found += _URL.findall(value)
    return found
