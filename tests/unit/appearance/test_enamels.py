"""What makers do with which enamel."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from pinrender import relief
from pinrender.appearance import by_day, enamel_findings, tint_findings
from pinrender.artwork import Plan
from pinrender.catalog import Enamel, Plating, Process, load, names
from pinrender.color import hex_to_srgb8, linear_to_srgb, srgb8_to_linear
from pinrender.design import plated
from pinrender.findings import Severity
from pinrender.units import frozen
from tests.unit.plans import disc, plan


def drawn() -> Plan:
    return plan(disc(7.0), pixels_per_mm=12.0)


def codes(enamel: str, process: str, *, epoxy: bool = False) -> list[str]:
    made = load(Process, process)
    art = drawn()
    found = enamel_findings(art, relief.build(art, made, epoxy=epoxy), made, enamel=enamel)
    assert all(finding.suggestion for finding in found)
    return [finding.code for finding in found if finding.severity is not Severity.NOTICE]


@pytest.mark.parametrize(
    ("enamel", "process", "epoxy", "expected"),
    [
        ("glitter-fine", "soft-enamel", False, ["enamel-needs-epoxy"]),
        ("glitter-chunky", "soft-enamel", False, ["enamel-needs-epoxy"]),
        ("glitter-fine", "soft-enamel", True, []),
        ("glitter-fine", "hard-enamel", True, ["enamel-not-made-so"]),
        ("glitter-chunky", "cloisonne", False, ["enamel-not-made-so"]),
        ("glow", "hard-enamel", False, []),
        ("glow", "cloisonne", False, ["enamel-not-made-so"]),
        ("pearl", "cloisonne", False, ["enamel-not-made-so"]),
        ("metallic", "soft-enamel", False, []),
        ("glitter-fine", "die-struck", False, []),
    ],
)
def test_what_the_trade_makes(enamel: str, process: str, epoxy: bool, expected: list[str]) -> None:
    assert codes(enamel, process, epoxy=epoxy) == expected


@pytest.mark.parametrize("process", names("processes"))
def test_plain_enamel_is_made_in_every_process(process: str) -> None:
    assert codes("opaque", process) == []


def test_a_milky_enamel_says_what_each_colour_shows_as() -> None:
    art, hard = drawn(), load(Process, "hard-enamel")
    (finding,) = enamel_findings(art, relief.build(art, hard), hard, enamel="glow")
    asked = art.palette[0]
    pale = bytes(by_day(np.array(hex_to_srgb8(asked), np.uint8), load(Enamel, "glow")).tolist()).hex()
    assert (finding.code, finding.severity) == ("enamel-paler", Severity.NOTICE)
    assert f"{asked} shows as #{pale}" in finding.message
    assert pale != asked[1:]


def test_gold_tints_clear_enamel_and_silver_does_not() -> None:
    """Blue over gold loses its blue: what a mirror would show, times the metal's reflectance below it."""
    art, soft = dataclasses.replace(drawn(), palette=("#2040d0",)), load(Process, "soft-enamel")
    (finding,) = tint_findings(art, soft, load(Plating, "gold"), enamel="transparent")
    metal = np.array(load(Plating, "gold").f0_immersed)
    light = srgb8_to_linear(np.array(hex_to_srgb8("#2040d0"), np.uint8)) * metal / metal.max()
    said = hex_to_srgb8(finding.message[-7:])
    assert said == pytest.approx(255.0 * linear_to_srgb(light), abs=1.0)
    assert (finding.code, finding.severity) == ("plating-tints-enamel", Severity.NOTICE)
    assert tint_findings(art, soft, load(Plating, "silver"), enamel="transparent") == ()
    assert tint_findings(art, soft, load(Plating, "gold"), enamel="opaque") == ()
    assert tint_findings(art, load(Process, "die-struck"), load(Plating, "gold"), enamel="transparent") == ()


@pytest.mark.parametrize(
    ("plating", "share"), [("black-nickel", "6%"), ("dyed-black", "2%"), ("rainbow", "34%")]
)
def test_clear_enamel_is_nearly_black_over_dark_metal(plating: str, share: str) -> None:
    art, soft = dataclasses.replace(drawn(), palette=("#2040d0",)), load(Process, "soft-enamel")
    (finding,) = tint_findings(art, soft, load(Plating, plating), enamel="transparent")
    assert (finding.code, finding.severity) == ("plating-darkens-enamel", Severity.NOTICE)
    assert "nearly black" in finding.message
    assert f"only {share} of the light" in finding.message
    assert "--plating silver" in finding.suggestion
    assert tint_findings(art, soft, load(Plating, plating), enamel="opaque") == ()


def test_clear_enamel_shows_what_lies_on_the_floor() -> None:
    """The compound of an antique plating is dark; dye is a colour, not the nickel below it."""
    art, soft = dataclasses.replace(drawn(), palette=("#2040d0",)), load(Process, "soft-enamel")
    (patina,) = tint_findings(art, soft, load(Plating, "antique-silver"), enamel="transparent")
    assert patina.code == "plating-darkens-enamel"
    (dye,) = tint_findings(art, soft, plated("dyed:#e0a020"), enamel="transparent")
    assert dye.code == "plating-tints-enamel"


def test_a_finding_says_what_and_what_else() -> None:
    art, hard = drawn(), load(Process, "hard-enamel")
    (finding,) = enamel_findings(art, relief.build(art, hard), hard, enamel="glitter-fine")
    assert "fine glitter is not made in hard enamel" in finding.message
    assert "soft-enamel" in finding.suggestion


def test_epoxy_that_leaves_some_of_it_bare_is_not_enough() -> None:
    soft, art = load(Process, "soft-enamel"), drawn()
    half = np.where(np.indices(art.grid.shape)[1] < art.grid.cols // 2, 255, 0).astype(np.uint8)
    art = dataclasses.replace(art, epoxy=frozen(np.minimum(half, art.body)))
    (finding,) = enamel_findings(art, relief.build(art, soft, epoxy=True), soft, enamel="glitter-fine")
    assert finding.code == "enamel-needs-epoxy"
    assert "% of the fine glitter" in finding.message


def test_an_enamel_that_nothing_is_filled_with_says_nothing() -> None:
    soft, art = load(Process, "soft-enamel"), dataclasses.replace(drawn(), enamels=("opaque",))
    assert enamel_findings(art, relief.build(art, soft), soft, enamel="glitter-fine") == ()
