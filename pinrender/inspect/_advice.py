"""Which process suits a design, ranked by reasons that can be read: no score is hidden."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from pinrender.catalog import Process, Use, Want, load, names
from pinrender.errors import chosen, kebab
from pinrender.findings import Finding, Severity
from pinrender.inspect._check import Check

__all__ = ["BUDGETS", "Advice", "Reason", "advise", "budget_called"]

BUDGETS = ("low", "mid", "high")
"""How much a pin may cost."""
MOST_OF_5: dict[str, int] = {"low": 2, "mid": 3, "high": 5}
"""Steps of five that a budget allows, by the cost of the processes of the catalogue."""
Side = Literal["for", "against", "refused"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One thing that speaks for a process or against it.

    Attributes
    ----------
    side : {'for', 'against', 'refused'}
        Each for and against counts one; what is refused comes last.
    words : str
        In a sentence.
    rule : str
        Which rule it is: ``use:trading``, ``want:antique``, ``budget:low``, or the code of a finding.
    source : str
        Whose rule: the title of a source of the catalogue; may be empty.
    """

    side: Side
    words: str
    rule: str
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """A process, and what speaks for it and against.

    Attributes
    ----------
    process : str
        Catalogue name.
    title : str
        How it is made, in words.
    reasons : tuple of Reason
        What refuses it first, then what speaks for it, then what speaks against.
    smallest_mm : int or None
        Longest side from which on nothing drawn is too fine for it.
    """

    process: str
    title: str
    reasons: tuple[Reason, ...]
    smallest_mm: int | None

    @property
    def is_refused(self) -> bool:
        """Whether it cannot be made so."""
        return any(reason.side == "refused" for reason in self.reasons)

    @property
    def balance(self) -> int:
        """Reasons for it less those against."""
        sides = [reason.side for reason in self.reasons]
        return sides.count("for") - sides.count("against")

    def as_dict(self) -> dict[str, Any]:
        """Plain values for JSON; the keys are stable (docs/json.md)."""
        return {
            "process": self.process,
            "title": self.title,
            "can_be_made": not self.is_refused,
            "smallest_mm": self.smallest_mm,
            "balance": self.balance,
            "reasons": [
                {"side": each.side, "words": each.words, "rule": each.rule, "source": each.source}
                for each in self.reasons
            ],
        }


def advise(
    checks: Sequence[Check], *, use: str | None = None, budget: str | None = None, wants: Sequence[str] = ()
) -> tuple[Advice, ...]:
    """Rank processes: those that can make it first, then by reasons for less reasons against, then by cost.

    Parameters
    ----------
    checks : sequence of Check
        One of each process, of the same design.
    use : str, optional
        What it is for, a name in the catalogue of uses.
    budget : {'low', 'mid', 'high'}, optional
        How much it may cost.
    wants : sequence of str
        What is wished, names in the catalogue of wants.

    Raises
    ------
    UsageError
        If a name is not known; the message says the nearest.
    """
    common = set.intersection(*({(each.code, each.message) for each in check.findings} for check in checks))
    asked = [*_use(use), *_budget(budget), *(reason for want in wants for reason in _want(want))]
    order: dict[Side, int] = {"refused": 0, "for": 1, "against": 2}
    found = []
    for check in checks:
        own = [each for each in check.findings if (each.code, each.message) not in common]
        reasons = [*_of_findings(own), *(reason for process, reason in asked if process == check.process)]
        reasons.sort(key=lambda reason: order[reason.side])
        found.append(
            Advice(
                process=check.process,
                title=load(Process, check.process).title,
                reasons=tuple(reasons),
                smallest_mm=check.smallest_mm,
            )
        )
    return tuple(
        sorted(found, key=lambda each: (each.is_refused, -each.balance, _cost(each.process), each.process))
    )


def _cost(process: str) -> int:
    entry: Process = load(Process, process)
    return entry.cost.of_5


def _of_findings(findings: Sequence[Finding]) -> list[Reason]:
    """What cannot be made refuses, what is at risk speaks against."""
    sides: dict[Severity, Side] = {Severity.ERROR: "refused", Severity.WARNING: "against"}
    return [
        Reason(side=sides[each.severity], words=each.message, rule=each.code, source=each.source)
        for each in findings
        if each.severity in sides
    ]


def _use(name: str | None) -> list[tuple[str, Reason]]:
    if name is None:
        return []
    use = load(Use, name)
    said = {"words": use.reason, "rule": f"use:{name}", "source": use.source[0].title}
    return [(process, Reason(side="for", **said)) for process in use.favours]


def _want(name: str) -> list[tuple[str, Reason]]:
    want = load(Want, name)
    rule, source = f"want:{name}", want.source[0].title
    *some, last = (load(Process, process).title.lower() for process in want.processes)
    instead = f"{', '.join(some)} or {last}" if some else last
    reasons = []
    for process in names("processes"):
        able = process in want.processes
        words = want.reason if able else f"'{want.title}' was wished for: {instead} can give it"
        reasons.append(
            (process, Reason(side="for" if able else "against", words=words, rule=rule, source=source))
        )
    return reasons


def budget_called(name: str) -> str:
    """The budget that a name means, of {'low', 'mid', 'high'}; `UsageError` if it means none."""
    return chosen("budget", "mid" if kebab(name) == "medium" else name, BUDGETS)


def _budget(name: str | None) -> list[tuple[str, Reason]]:
    if name is None:
        return []
    budget = budget_called(name)
    most, reasons = MOST_OF_5[budget], []
    for process in names("processes"):
        entry = load(Process, process)
        if entry.cost.of_5 <= most < max(MOST_OF_5.values()):
            side: Side = "for"
        elif entry.cost.of_5 > most:
            side = "against"
        else:
            continue
        words = entry.cost.words[:1].lower() + entry.cost.words[1:]
        source = entry.source_of("cost")
        reasons.append((process, Reason(side=side, words=words, rule=f"budget:{budget}", source=source)))
    return reasons
