"""Decide what each layer becomes: what the caller says, else what its name says, else enamel."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from pinrender import catalog
from pinrender.artwork._document import UNNAMED, DocumentLayer
from pinrender.artwork._model import Combine, Role, Texture
from pinrender.artwork._role_table import Meaning, height_mm_in, meaning
from pinrender.errors import UsageError, kebab, unknown_choice
from pinrender.findings import Finding, Severity, quoted

__all__ = ["Assignment", "RoleChoices", "assign_roles"]

RoleChoices = Mapping[str, str] | Iterable[tuple[str, str]]
"""Layer name to role word. Pairs, so that two answers for one layer can be told from one."""


HIGHEST_RELIEF_MM = 5.0
"""A name that asks for more speaks of something else: thick pins are 3 mm in all."""


def _no_color(name: str) -> bool:
    return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """A layer's role, why, and what is worth saying about it.

    `filled` belongs to enamel, `plating` to metal and recess, `texture` to a recess or the floor under
    enamel, `combine` and `height_mm` to a relief, as in `Plan`.
    """

    role: Role
    reason: str
    findings: tuple[Finding, ...] = ()
    filled: str | None = None
    plating: str | None = None
    texture: Texture | None = None
    combine: Combine = "add"
    height_mm: float | None = None


def assign_roles(
    layers: Sequence[DocumentLayer], choices: RoleChoices, names_a_color: Callable[[str], bool] = _no_color
) -> tuple[Assignment, ...]:
    """Give every layer a role.

    Parameters
    ----------
    layers : sequence of DocumentLayer
        Bottom to top; a parent comes before what lies in it.
    choices : mapping of str to str, or pairs
        Layer name (any case) to a role, or to a word that means one, such as ``line``.
    names_a_color : callable
        Whether a name that says no role is that of a colour, and so of enamel.

    Raises
    ------
    UsageError
        If a choice names no layer or no role, or two choices contradict each other.
    """
    chosen = _resolve_choices(layers, choices)
    assigned: list[Assignment] = []
    for layer in layers:
        parent = None if layer.parent is None else assigned[layer.parent]
        own = _assign(layer, chosen.get(layer.name.casefold()), parent, layers)
        if own.reason == _NO_RULE and names_a_color(layer.name):
            own = replace(own, reason="named after a colour", findings=())
        assigned.append(own)
    return tuple(assigned)


def _assign(
    layer: DocumentLayer, choice: Meaning | None, parent: Assignment | None, layers: Sequence[DocumentLayer]
) -> Assignment:
    named = meaning(layer.name)
    if choice is not None:
        return _meant(layer, _completed(choice, named, layer.name), "--layer")
    if named is not None:
        return _meant(layer, named, "by its colours" if layer.palette else f"named '{named.phrase}'")
    if parent is not None and layer.parent is not None and parent.reason != _NO_RULE:
        return replace(parent, reason=f"inside '{layers[layer.parent].name}'", findings=())
    return Assignment(role=Role.ENAMEL, reason=_NO_RULE, findings=_unnamed(layer))


_NO_RULE = "no rule names it"


def _completed(choice: Meaning, named: Meaning | None, name: str) -> Meaning:
    """A choice, with what the layer's own name adds to it: a texture, a height, a way to combine."""
    if named is not None and named.role is choice.role:
        filled, combine = choice.filled or named.filled, choice.combine or named.combine
        choice = replace(choice, filled=filled, combine=combine)
    if named is not None and (named.role is choice.role or choice.filled):
        choice = replace(choice, texture=choice.texture or named.texture)
    if choice.role is Role.RELIEF and choice.height_mm is None:
        return replace(choice, height_mm=height_mm_in(name))
    return choice


def _meant(layer: DocumentLayer, said: Meaning, reason: str) -> Assignment:
    height_mm, findings = said.height_mm, _notes(layer, said)
    if height_mm is not None and not 0.0 < height_mm <= HIGHEST_RELIEF_MM:
        findings = (*findings, _no_height(layer, height_mm))
        height_mm = None
    return Assignment(
        role=said.role,
        reason=reason,
        findings=findings,
        filled=said.filled,
        plating=said.plating,
        texture=said.texture,
        combine=said.combine or "add",
        height_mm=height_mm,
    )


def _no_height(layer: DocumentLayer, height_mm: float) -> Finding:
    return Finding(
        code="relief-height",
        severity=Severity.WARNING,
        message=f"layer '{layer.name}' says {height_mm:g} mm, which no relief is high, so it is not used",
        suggestion=f"write a height of more than 0 and at most {HIGHEST_RELIEF_MM:g} mm",
    )


def _notes(layer: DocumentLayer, said: Meaning) -> tuple[Finding, ...]:
    if not said.note or not (layer.visible and layer.painted):
        return ()
    return (
        Finding(
            code="layer-instead",
            severity=Severity.NOTICE,
            message=f"layer '{layer.name}' is named '{said.phrase}': {said.note}",
            suggestion=f"to make something else of it: --layer {quoted(layer.name + '=ROLE')}",
        ),
    )


def _unnamed(layer: DocumentLayer) -> tuple[Finding, ...]:
    if not (layer.visible and layer.painted):
        return ()
    which = f"no rule knows the layer name '{layer.name}', so it is"
    if layer.name == UNNAMED:
        which = f"shapes that lie in no named layer form the layer '{UNNAMED}' and are"
    return (
        Finding(
            code="unnamed-layer",
            severity=Severity.NOTICE,
            message=f"{which} filled with enamel",
            suggestion=f"if that is right, say so: --layer {quoted(layer.name + '=enamel')}; or "
            f"{quoted(layer.name + '=metal')} for lines",
        ),
    )


def _resolve_choices(layers: Sequence[DocumentLayer], choices: RoleChoices) -> dict[str, Meaning]:
    known = {layer.name.casefold(): layer.name for layer in layers}
    chosen: dict[str, Meaning] = {}
    for name, word in choices.items() if isinstance(choices, Mapping) else choices:
        key = name.strip().casefold()
        if key not in known:
            raise UsageError(unknown_choice("layer", name, known.values()))
        role = _role(word, known[key])
        if key in chosen and _what(chosen[key]) != _what(role):
            raise UsageError(
                f"layer '{known[key]}' is given the roles '{chosen[key].role}' and '{role.role}'"
                f"{'' if chosen[key].role != role.role else ' made in two ways'}; give it one"
            )
        chosen[key] = role
    return chosen


def _what(said: Meaning) -> tuple[object, ...]:
    return said.role, said.filled, said.plating, said.texture, said.combine or "add", said.height_mm


def _role(word: str, layer: str) -> Meaning:
    text = word.strip().casefold()
    if text in tuple(Role):
        return Meaning(role=Role(text), phrase=text)
    if kebab(text.partition(":")[0]) in catalog.names("platings"):
        try:
            return Meaning(role=Role.METAL, phrase=text, plating=catalog.plating_named(text))
        except UsageError as error:
            raise UsageError(f"layer '{layer}': {error}") from None
    if (said := meaning(text)) is not None:
        return said
    said_no = unknown_choice("role", word, tuple(Role), also=catalog.names("platings"))
    raise UsageError(f"{said_no}; or metal in a plating of its own, such as antique-silver")
