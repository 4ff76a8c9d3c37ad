"""What does not go together: process, metal, plating and floor against the rules of the catalogue."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pinrender.artwork import Plan
from pinrender.catalog import Metal, Process, Rule, load, names, plated
from pinrender.design import PinDesign, second_plating
from pinrender.findings import Finding, Severity
from pinrender.relief import Relief

__all__ = ["bare_floors_mm2", "compatibility"]

BLASTED_FROM = 0.5
"""Grain of a process's floor from which on it counts as sandblasted."""
LEAST_FLOOR_MM2 = 0.5
"""Smaller bare floors are no field (by eye)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Facts:
    """What rules are about."""

    process: str
    finishes: frozenset[str]
    floors: frozenset[str]


def compatibility(design: PinDesign, plan: Plan, relief: Relief) -> tuple[Finding, ...]:
    """Findings on what does not go together, each named after its rule.

    Parameters
    ----------
    design : PinDesign
        What to make.
    plan, relief : Plan, Relief
        Of what, and what became of it.
    """
    facts = _facts(design, plan, relief)
    rules = ((name, load(Rule, name)) for name in names("rules"))
    found = [_finding(name, rule, design) for name, rule in rules if _applies(rule, facts)]
    return (*_base_metal(design), *found)


def _facts(design: PinDesign, plan: Plan, relief: Relief) -> _Facts:
    other = second_plating(design.plating, plan.platings)
    platings = [design.plating, *([other] if other is not None else [])]
    return _Facts(
        process=design.process,
        finishes=frozenset(plated(name).finish for name in platings),
        floors=frozenset(bare_floors_mm2(design.made_by, relief)),
    )


def bare_floors_mm2(process: Process, relief: Relief) -> dict[str, float]:
    """Areas of the bare floors that are left, by their texture, or what the process itself gives them."""
    sample_mm2 = relief.grid.pitch_mm**2
    bare = relief.recess * (relief.outline_mm > 0.0)
    texture = np.zeros(relief.grid.shape, np.uint8) if relief.texture is None else relief.texture
    areas_mm2 = np.bincount(texture.ravel(), weights=bare.ravel(), minlength=len(relief.textures) + 1)
    own = "sandblasted" if process.recess_grain >= BLASTED_FROM else "smooth"
    kinds = (own, *relief.textures)
    found: dict[str, float] = {}
    for kind, area in zip(kinds, areas_mm2.tolist(), strict=True):
        found[kind] = found.get(kind, 0.0) + area * sample_mm2
    return {kind: area_mm2 for kind, area_mm2 in found.items() if area_mm2 >= LEAST_FLOOR_MM2}


def _applies(rule: Rule, facts: _Facts) -> bool:
    when = rule.when
    return (
        (not when.processes or facts.process in when.processes)
        and (not when.finishes or bool(facts.finishes & set(when.finishes)))
        and (not when.floors or bool(facts.floors & set(when.floors)))
    )


def _finding(name: str, rule: Rule, design: PinDesign) -> Finding:
    words = {"process": design.made_by.title.lower(), "plating": design.plated_with.title.lower()}
    return Finding(
        code=name,
        severity=Severity(rule.severity),
        message=rule.message.format(**words),
        suggestion=rule.suggestion,
        source=rule.source[0].title,
        brief=rule.title[:1].lower() + rule.title[1:],
    )


def _base_metal(design: PinDesign) -> tuple[Finding, ...]:
    """That the process cannot be made of the metal asked for."""
    process = design.made_by
    if design.base in process.base_metals:
        return ()
    able = " or ".join(load(Metal, name).title.lower() for name in process.base_metals)
    return (
        Finding(
            code="metal-not-made-so",
            severity=Severity.ERROR,
            message=f"{process.title.lower()} is not made of {load(Metal, design.base).title.lower()}, "
            f"only of {able}",
            suggestion=f"leave the base metal open, or say --base-metal {process.base_metals[0]}",
            source=process.source_of("base_metals"),
            brief=f"not made of {load(Metal, design.base).title.lower()}",
        ),
    )
