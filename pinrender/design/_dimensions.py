"""Numbers of a process that one pin changes: ``thickness=2mm``, ``wall-lean=15deg``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import get_args

from pydantic import ValidationError

from pinrender import catalog
from pinrender.errors import UsageError, unknown_choice
from pinrender.units import parse_length_mm

__all__ = ["DimensionChoices", "Dimensions", "changed", "parse_dimensions", "shape_of"]

Dimensions = tuple[tuple[str, float | str], ...]
"""Process fields and their values, sorted by name."""
DimensionChoices = Mapping[str, str] | Iterable[tuple[str, str]]
"""Names and values as people write them."""

LEAST_FLOOR_MM = 0.1
"""Sheet that a recess must leave."""
_ANGLE = re.compile(r"\s*(-?[0-9]*\.?[0-9]+)\s*(?:deg|°)\s*")
_PLAIN = ("enamel_fill", "edge_profile")
"""Fields that may be changed although they are neither a length nor an angle."""
_NOT_A_SHAPE = ("capillary_length_mm", "epoxy_capillary_length_mm", "epoxy_height_mm")
"""Lengths that belong to a liquid, or have an option of their own."""


@cache
def _fields() -> dict[str, str]:
    """Name as written, and the process field it means."""
    shapes = [
        name
        for name in catalog.Process.model_fields
        if name not in _NOT_A_SHAPE and (name.endswith(("_mm", "_deg")) or name in _PLAIN)
    ]
    return {re.sub("_(mm|deg)$", "", name).replace("_", "-"): name for name in shapes}


def parse_dimensions(choices: DimensionChoices) -> Dimensions:
    """Read names and values.

    Parameters
    ----------
    choices : mapping of str to str, or pairs
        Such as ``{"thickness": "2mm", "wall-lean": "15deg", "edge-profile": "bevel"}``; a later pair
        overrides an earlier one of the same name.

    Raises
    ------
    UsageError
        If a name is not known, or a value has no unit or the wrong one.
    """
    known = _fields()
    made: dict[str, float | str] = {}
    for name, value in choices.items() if isinstance(choices, Mapping) else choices:
        key = name.strip().lower().replace("_", "-")
        if key not in known:
            raise UsageError(unknown_choice("dimension", name, known))
        made[known[key]] = _value(key, known[key], value.strip())
    return tuple(sorted(made.items()))


def shape_of(process: catalog.Process) -> dict[str, float | str]:
    """Every number that `parse_dimensions` can change, by the name of its field, with its unit."""
    return {field: getattr(process, field) for field in _fields().values()}


def _value(name: str, field: str, text: str) -> float | str:
    if field == "edge_profile":
        return text.lower()
    if field.endswith("_deg"):
        match = _ANGLE.fullmatch(text)
        if match is None:
            raise UsageError(f"{name} '{text}' is not an angle; write for example '{name}=12deg'")
        return float(match[1])
    if field.endswith("_mm"):
        # nothing at all is a length too: a step or a wave may be switched off
        return 0.0 if re.fullmatch(r"0(\.0*)?\s*(mm)?", text) else parse_length_mm(text, what=name)
    try:
        return float(text)
    except ValueError:
        raise UsageError(f"{name} '{text}' is not a number; write for example '{name}=0.5'") from None


def _refusal(error: ValidationError) -> str:
    """What was given for which dimension, and the range or the words that it may have."""
    fault = error.errors()[0]
    field, value = str(fault["loc"][0]), fault["input"]
    name = next(name for name, each in _fields().items() if each == field)
    info = catalog.Process.model_fields[field]
    words = get_args(info.annotation)
    if words and isinstance(value, str):
        return unknown_choice(name.replace("-", " "), value, words)
    unit = " mm" if field.endswith("_mm") else " degrees" if field.endswith("_deg") else ""
    bounds = {
        key: getattr(each, key) for each in info.metadata for key in ("gt", "ge", "le") if hasattr(each, key)
    }
    low = f"more than {bounds['gt']:g}" if "gt" in bounds else f"at least {bounds['ge']:g}"
    return f"{name} {value:g}{unit} cannot be made; it is {low} and at most {bounds['le']:g}{unit}"


def changed(process: catalog.Process, dimensions: Dimensions) -> catalog.Process:
    """The process with some of its numbers changed.

    Raises
    ------
    UsageError
        If a value is out of range, or contradicts another.
    """
    if not dimensions:
        return process
    try:
        made = catalog.Process.model_validate({**process.model_dump(by_alias=True), **dict(dimensions)})
    except ValidationError as error:
        raise UsageError(f"{process.title}: {_refusal(error)}") from error
    if made.recess_depth_mm > made.thickness_mm - LEAST_FLOOR_MM:
        raise UsageError(
            f"a recess {made.recess_depth_mm:g} mm deep goes through {made.thickness_mm:g} mm of metal; "
            f"at most {made.thickness_mm - LEAST_FLOOR_MM:g} mm"
        )
    return made
