"""What is wrong with a file's values, in our words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from pinrender.errors import unknown_choice

__all__ = ["explain"]

_Context = Mapping[str, Any]


def _said(sentence: str) -> Callable[[_Context], str]:
    return lambda context: sentence.format(**context)


_WORDS: Mapping[str, Callable[[_Context], str]] = MappingProxyType(
    {
        "bool_type": _said("it is neither true nor false"),
        "dict_type": _said("it is not a table of names and values"),
        "finite_number": _said("it is not a finite number"),
        "float_type": _said("it is not a number"),
        "greater_than": _said("it must be more than {gt:g}"),
        "greater_than_equal": _said("it must be at least {ge:g}"),
        "int_from_float": _said("it is not a whole number"),
        "int_type": _said("it is not a whole number"),
        "less_than": _said("it must be less than {lt:g}"),
        "less_than_equal": _said("it must be at most {le:g}"),
        "literal_error": _said("it must be {expected}"),
        "model_type": _said("it is not a table of names and values"),
        "string_type": _said("it is not a text in quotes"),
        "too_long": _said("it must have at most {max_length} entries, and has {actual_length}"),
        "too_short": _said("it must have at least {min_length} entries, and has {actual_length}"),
        "tuple_type": _said("it is not a list in brackets"),
        "value_error": _said("{error}"),
    }
)
"""What each fault that pydantic finds is called here."""
_COLOR_PATTERN = "^#[0-9a-f]{6}$"


def explain(error: ValidationError, model: type[BaseModel]) -> str:
    """Say in one line what is wrong with a file: key, value, what was expected.

    Parameters
    ----------
    error : ValidationError
        What pydantic found.
    model : type
        What was validated; the names of its keys are the choices for one that is not known.
    """
    known = [field.alias or name for name, field in model.model_fields.items()]
    return "; ".join(_explained(fault, known) for fault in error.errors())


def _explained(fault: ErrorDetails, known: list[str]) -> str:
    key = ".".join(str(part) for part in fault["loc"])
    if fault["type"] == "extra_forbidden":
        inside = ".".join(str(part) for part in fault["loc"][:-1])
        return f"'{inside}' has no key '{fault['loc'][-1]}'" if inside else unknown_choice("key", key, known)
    if fault["type"] == "missing":
        return f"'{key}' is missing"
    where = f"'{key}' = {_toml(fault['input'])}: " if key else ""
    context = fault.get("ctx", {})
    if fault["type"] == "string_pattern_mismatch":
        colored = context["pattern"] == _COLOR_PATTERN
        return where + (
            "it is no colour such as '#2f5faa'" if colored else f"it must match {context['pattern']}"
        )
    words = _WORDS.get(fault["type"])
    said = words(context) if words else f"{fault['msg'][:1].lower()}{fault['msg'][1:]}"
    return f"{where}{said}{_nearest(fault)}"


def _nearest(fault: ErrorDetails) -> str:
    """The same value as it should have been written, where one can tell."""
    given, key = fault["input"], fault["loc"][-1] if fault["loc"] else ""
    if fault["type"] == "bool_type" and str(given).lower() in _TRUE_OR_FALSE:
        return f"; write {key} = {_TRUE_OR_FALSE[str(given).lower()]}"
    if fault["type"] in ("int_type", "float_type", "int_from_float"):
        try:
            value = float(given)
        except (TypeError, ValueError, OverflowError):
            return ""
        if isinstance(given, bool) or not abs(value) <= _LARGEST:  # nan neither
            return ""
        return (
            f"; write {key} = {value:g}"
            if fault["type"] == "float_type"
            else f"; write {key} = {round(value)}"
        )
    if fault["type"] == "string_type" and isinstance(given, int | float):
        return f"; write {key} = '{_toml(given)}'"
    return ""


_TRUE_OR_FALSE = {"yes": "true", "on": "true", "1": "true", "true": "true"} | {
    "no": "false",
    "off": "false",
    "0": "false",
    "false": "false",
}
_LARGEST = 1e6
"""A number that is larger is none that anybody meant."""


def _toml(value: object) -> str:
    """A value as a file has it."""
    return str(value).lower() if isinstance(value, bool) else repr(value)
