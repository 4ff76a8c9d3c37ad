"""What a page may say of a pin: the options of the command line by the same names, each of its kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from pinrender.errors import UsageError, unknown_choice

__all__ = ["KINDS", "TAKEN", "options_of", "taken_of"]


def _whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _text(value: object) -> bool:
    return isinstance(value, str)


def _switch(value: object) -> bool:
    return isinstance(value, bool)


def _texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


def _table(value: object) -> bool:
    return isinstance(value, dict) and all(isinstance(each, str) for each in value.values())


Kind = tuple[str, Callable[[object], bool]]
TEXT: Kind = ("a text", _text)
SWITCH: Kind = ("true or false", _switch)
WHOLE: Kind = ("a whole number", _whole)
NUMBER: Kind = ("a number", _number)
TEXTS: Kind = ("a list of texts", _texts)
TABLE: Kind = ("a table of texts", _table)

KINDS: dict[str, Kind] = {
    **dict.fromkeys(("size", "process", "plating", "enamel", "studio", "base_metal", "grade", "walls"), TEXT),
    **dict.fromkeys(("epoxy_height", "epoxy_volume", "view", "background", "backdrop", "quality"), TEXT),
    **dict.fromkeys(("separate", "paper"), TEXT),
    **dict.fromkeys(("epoxy", "as_made", "denoise"), SWITCH),
    **dict.fromkeys(("seed", "colors", "pixels", "samples"), WHOLE),
    **dict.fromkeys(("epoxy_age", "merge_colors"), NUMBER),
    **dict.fromkeys(("dimensions", "layers", "recolor"), TABLE),
    "metal": TEXTS,
}
"""Keywords of `pinrender.load` that a page may say, each with its kind. A swatch book, a file, is none."""

TAKEN: dict[str, dict[str, Kind]] = {
    "layers": {"format": TEXT},
    "sheet": {"format": TEXT, "process": TEXTS, "plating": TEXTS, "view": TEXT, "pixels": WHOLE},
    "proof": dict.fromkeys(("customer", "job", "revision", "date", "quantity", "attachment", "sheet"), TEXT),
    "export": {"format": TEXT, "variants": TEXTS},
}
"""What a work takes besides; those that are not here take nothing."""


def options_of(said: Mapping[str, Any]) -> dict[str, Any]:
    """Keywords for `pinrender.load`; those that are None are left out.

    Parameters
    ----------
    said : mapping of str to object
        By the names of the options, with hyphens or underscores; from anybody.

    Raises
    ------
    UsageError
        If there is no such option, or its value is not of its kind.
    """
    return _read(said, KINDS, "option")


def taken_of(work: str, said: Mapping[str, Any]) -> dict[str, Any]:
    """What a work takes besides the options; what is None is left out.

    Parameters
    ----------
    work : str
        A name of `pinrender.web._works.WORKS`.
    said : mapping of str to object
        By the names of `TAKEN`; from anybody.

    Raises
    ------
    UsageError
        If the work takes no such thing, or its value is not of its kind.
    """
    taken = TAKEN.get(work, {})
    if said and not taken:
        raise UsageError(f"'{work}' takes nothing in 'with', so not '{next(iter(said))}'; see docs/serve.md")
    return _read(said, taken, f"value for '{work}'")


def _read(said: Mapping[str, Any], kinds: Mapping[str, Kind], what: str) -> dict[str, Any]:
    read = {}
    for key, value in said.items():
        name = key.replace("-", "_")
        if name not in kinds:
            raise UsageError(unknown_choice(what, key, [each.replace("_", "-") for each in kinds]))
        words, is_one = kinds[name]
        if value is None:
            continue
        if not is_one(value):
            raise UsageError(f"{what} '{name.replace('_', '-')}' is not {words}")
        read[name] = value
    return read
