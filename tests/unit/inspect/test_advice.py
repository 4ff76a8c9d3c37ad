"""Ranking by reasons: each counts one, refusals come last, every name and rule can be looked up."""

from __future__ import annotations

import pytest

from pinrender import catalog
from pinrender.catalog import Use, Want
from pinrender.errors import UsageError
from pinrender.findings import Finding, Severity
from pinrender.inspect import Advice, Check, advise

PROCESSES = catalog.names("processes")


def checks(**own: tuple[Finding, ...]) -> list[Check]:
    """A check of every process; `own` are findings by process, with underscores for hyphens."""
    return [
        Check(
            process=name,
            title=name,
            size_mm=(30.0, 25.0),
            findings=own.get(name.replace("-", "_"), ()),
            smallest_mm=20,
        )
        for name in PROCESSES
    ]


def finding(code: str, severity: Severity) -> Finding:
    return Finding(code=code, severity=severity, message=f"{code} was found", source="a maker")


def by_name(found: tuple[Advice, ...]) -> dict[str, Advice]:
    return {each.process: each for each in found}


def test_with_nothing_said_the_cheapest_comes_first() -> None:
    found = advise(checks())
    costs = [catalog.load(catalog.Process, each.process).cost.of_5 for each in found]
    assert costs == sorted(costs)
    assert all(each.reasons == () and each.balance == 0 for each in found)


@pytest.mark.parametrize("use", catalog.names("uses"))
def test_a_use_speaks_for_what_makers_make_for_it(use: str) -> None:
    entry = catalog.load(Use, use)
    found = by_name(advise(checks(), use=use))
    assert {name for name, each in found.items() if each.balance == 1} == set(entry.favours)
    (reason,) = found[entry.favours[0]].reasons
    assert (reason.side, reason.rule, reason.source) == ("for", f"use:{use}", entry.source[0].title)


@pytest.mark.parametrize("want", catalog.names("wants"))
def test_a_wish_speaks_for_or_against_every_process(want: str) -> None:
    entry = catalog.load(Want, want)
    found = by_name(advise(checks(), wants=[want]))
    for name, each in found.items():
        assert each.balance == (1 if name in entry.processes else -1)


def test_a_budget_speaks_against_what_costs_more() -> None:
    low, mid, high = (by_name(advise(checks(), budget=name)) for name in ("low", "mid", "high"))
    assert (low["soft-enamel"].balance, low["hard-enamel"].balance, low["cloisonne"].balance) == (1, -1, -1)
    assert (mid["hard-enamel"].balance, mid["cloisonne"].balance) == (1, -1)
    assert all(each.balance == 0 for each in high.values())


def test_what_cannot_be_made_comes_last_whatever_speaks_for_it() -> None:
    thin = finding("line-too-thin", Severity.ERROR)
    found = advise(checks(soft_enamel=(thin,)), use="trading", budget="low", wants=["texture", "antique"])
    assert found[-1].process == "soft-enamel"
    assert found[-1].is_refused
    assert found[-1].reasons[0].rule == "line-too-thin"
    assert found[-1].balance == 4
    assert not any(each.is_refused for each in found[:-1])


def test_a_risk_speaks_against_unless_all_have_it() -> None:
    risk = finding("line-thin", Severity.WARNING)
    found = by_name(advise(checks(hard_enamel=(risk,))))
    assert found["hard-enamel"].balance == -1
    everywhere = {name.replace("-", "_"): (risk,) for name in PROCESSES}
    assert all(each.balance == 0 for each in advise(checks(**everywhere)))


@pytest.mark.parametrize(
    ("options", "nearest"),
    [
        ({"use": "tradin"}, "did you mean 'trading'"),
        ({"wants": ["antik"]}, "did you mean 'antique'"),
        ({"budget": "lo"}, "did you mean 'low'"),
    ],
)
def test_names_that_are_not_known(options: dict[str, str], nearest: str) -> None:
    with pytest.raises(UsageError, match=nearest):
        advise(checks(), **options)  # type: ignore[arg-type]


def test_uses_and_wishes_name_processes_that_there_are() -> None:
    named = {name for use in catalog.names("uses") for name in catalog.load(Use, use).favours}
    named |= {name for want in catalog.names("wants") for name in catalog.load(Want, want).processes}
    assert named <= set(PROCESSES)


def test_makers_disagree_about_fans() -> None:
    assert "taste decides" in catalog.load(Use, "fandom").disputed
    assert {"cloisonne", "soft-enamel"} <= set(catalog.load(Use, "fandom").favours)


def test_medium_is_mid_and_choices_are_listed_as_a_sentence() -> None:
    assert advise(checks(), budget="Medium") == advise(checks(), budget="mid")
    hard = by_name(advise(checks(), wants=["texture"]))["screen-printed"]
    assert hard.reasons[0].words == "'Texture to feel' was wished for: soft enamel or die-struck can give it"
