"""What a check tells of a finding that another tells with its place."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import pinrender
from pinrender._checked import _ranked, findings
from pinrender._compared import compared
from pinrender._timings import Timings
from pinrender.findings import Finding, Place, Severity
from tests.unit.artwork.drawings import save_svg

LOW = "the lettering of layer 'metal lettering' is 0.50"
LOST = Finding(code="line-polished-out", severity=Severity.WARNING, message="0.5 mm² polished out")


@pytest.mark.parametrize(
    ("code", "stays"), [("line-too-thin", False), ("dot-too-small", False), ("cell-narrow", True)]
)
def test_only_the_same_with_its_place_takes_its_stead(code: str, stays: bool) -> None:
    placed = Finding(code=code, severity=Severity.ERROR, message="here", places=(Place(x_mm=0.0, y_mm=0.0),))
    told = _ranked((LOST, placed))
    assert (LOST in told) is stays
    assert told[0] == placed


def test_the_columns_of_a_comparison_are_judged_as_a_check_judges(tmp_path: Path) -> None:
    hair = '<g id="metal"><path d="M20 50H80" stroke="#000" stroke-width=".4"/></g>'
    disc = '<g id="enamel"><circle cx="50" cy="50" r="40" fill="#c8102e"/></g>'
    pin = pinrender.load(save_svg(tmp_path, disc + hair), size="20mm", pixels=120)
    soft, struck = compared(pin, ("soft-enamel", "die-struck"), Timings()).columns
    assert re.fullmatch(r"Cannot be made at 20 mm: lines 0\.1[0-2] mm, limit 0\.2\.", soft.cannot)
    assert "1 colour left out" in struck.risks
    assert "left out" not in soft.risks


def test_a_layer_that_is_called_lettering_is_held_against_the_least(tmp_path: Path) -> None:
    """Three bars 0.5 mm high are too few and too plain to look like a word."""
    bars = "".join(f'<path d="M{x} 50v2" stroke="#000" stroke-width="1.2"/>' for x in (30, 45, 60))
    disc = '<g id="enamel"><circle cx="50" cy="50" r="40" fill="#c8102e"/></g>'
    for name, told in (("metal lettering", [LOW]), ("metal lines", [])):
        art = save_svg(tmp_path, f'{disc}<g id="{name}">{bars}</g>')
        found = findings(pinrender.load(art, size="20mm", pixels=640), Timings())
        low = [each.message for each in found if each.code == "text-too-small"]
        assert [message.split(" mm high")[0] for message in low] == told
