"""Options given, over those that are held."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from pinrender.design import Dimensions

__all__ = ["both", "given", "overridden", "read_given"]


def read_given(text: str | None, parse: Callable[..., float], what: str) -> float | None:
    """Read a length or the like; None stays None."""
    return None if text is None else parse(text, what=what)


def both(held: Dimensions, given: Dimensions) -> Dimensions | None:
    """Dimensions held, overridden by those given; None if none are given."""
    return tuple(sorted({**dict(held), **dict(given)}.items())) if given else None


def given(options: Mapping[str, Any]) -> dict[str, Any]:
    """Only the options that were given: those that are not None."""
    return {name: value for name, value in options.items() if value is not None}


def overridden(
    before: tuple[tuple[str, str], ...], changes: Mapping[str, str] | Iterable[tuple[str, str]]
) -> tuple[tuple[str, str], ...]:
    """Layer roles with those of `changes` in place of earlier ones for the same layer."""
    pairs = tuple(changes.items() if isinstance(changes, Mapping) else changes)
    changed = {name.casefold() for name, _ in pairs}
    return tuple(pair for pair in before if pair[0].casefold() not in changed) + pairs
