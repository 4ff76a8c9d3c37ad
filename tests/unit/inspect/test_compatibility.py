"""Rules of what goes together, each by a pin that breaks it and one that does not."""

from __future__ import annotations

import dataclasses

import pytest

from pinrender import catalog
from pinrender.design import PinDesign
from pinrender.inspect import compatibility
from pinrender.relief import build
from tests.unit.plans import disc, nothing, plan, ring


def told(design: PinDesign, *, second: str | None = None, bare: bool = False) -> dict[str, str]:
    drawn = plan(disc(7.0), ring(6.0, 7.0), disc(3.0) if bare else nothing)
    if second is not None:
        shape = drawn.metal // 255
        drawn = dataclasses.replace(drawn, plating=shape, platings=(second,))
    found = compatibility(design, drawn, build(drawn, design.made_by))
    assert all(finding.suggestion and finding.source for finding in found)
    return {finding.code: finding.message for finding in found}


@pytest.mark.parametrize(
    ("plating", "rule"),
    [
        ("antique-silver", "antique-on-flush"),
        ("dyed-black", "dyed-on-flush"),
        ("dyed:#2f5faa", "dyed-on-flush"),
        ("rainbow", "rainbow-on-flush"),
    ],
)
def test_finishes_that_flush_enamel_cannot_have(plating: str, rule: str) -> None:
    for process in ("hard-enamel", "cloisonne"):
        found = told(PinDesign(process=process, plating=plating))
        assert list(found) == [rule]
        assert catalog.load(catalog.Process, process).title.lower() in found[rule]
    assert told(PinDesign(process="soft-enamel", plating=plating)) == {}


def test_a_second_plating_counts_too() -> None:
    assert list(told(PinDesign(process="hard-enamel"), second="antique-gold")) == ["antique-on-flush"]
    assert told(PinDesign(process="hard-enamel"), second="silver") == {}


def test_antique_metal_over_a_blasted_floor() -> None:
    struck = PinDesign(process="die-struck", plating="antique-silver")
    assert list(told(struck)) == [
        "antique-over-sandblast"
    ]  # its floors are blasted unless a layer says other
    assert told(PinDesign(process="die-struck", plating="silver")) == {}
    assert told(PinDesign(process="soft-enamel", plating="antique-silver"), bare=True) == {}


def test_cloisonne_is_made_of_copper() -> None:
    found = told(PinDesign(process="cloisonne", base_metal="brass"))
    assert found == {"metal-not-made-so": "cloisonné is not made of brass, only of copper"}
    assert told(PinDesign(process="cloisonne")) == {}
    assert PinDesign(process="cloisonne").base == "copper"


@pytest.mark.parametrize("name", catalog.names("rules"))
def test_every_rule_names_what_there_is(name: str) -> None:
    rule = catalog.load(catalog.Rule, name)
    assert set(rule.when.processes) <= set(catalog.names("processes"))
    assert set(rule.when.floors) <= {"smooth", *catalog.names("textures")}
    assert rule.message.format(process="hard enamel", plating="polished gold")[-1] != "."


@pytest.mark.parametrize("name", catalog.names("processes"))
def test_every_process_is_made_of_metals_of_the_catalogue(name: str) -> None:
    assert set(catalog.load(catalog.Process, name).base_metals) <= set(catalog.names("metals"))


@pytest.mark.parametrize("name", catalog.names("rules"))
def test_what_is_not_made_is_an_error(name: str) -> None:
    """A rule that calls a thing rare or a risk warns; one that says it is not made refuses."""
    rule = catalog.load(catalog.Rule, name)
    refuses = any(words in rule.message for words in ("is not made", "made on soft enamel only"))
    assert (rule.severity == "error") is refuses
