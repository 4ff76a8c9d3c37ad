"""What a check tells of a finding that another tells with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

import pinrender
from pinrender import pipeline
from pinrender._checked import _told
from pinrender._timings import Timings
from pinrender.findings import Finding, Place, Severity
from tests.unit.artwork.drawings import save_svg

LOST = Finding(code="line-polished-out", severity=Severity.WARNING, message="0.5 mm² polished out")


@pytest.mark.parametrize(
    ("code", "stays"), [("line-too-thin", False), ("dot-too-small", False), ("cell-narrow", True)]
)
def test_only_the_same_with_its_place_takes_its_stead(tmp_path: Path, code: str, stays: bool) -> None:
    pin = pinrender.load(save_svg(tmp_path, '<circle cx="50" cy="50" r="40" fill="#c8102e"/>'), pixels=64)
    placed = Finding(code=code, severity=Severity.ERROR, message="here", places=(Place(x_mm=0.0, y_mm=0.0),))
    told = _told(pin, pipeline.read(pin, Timings()), (LOST, placed), None)
    assert (LOST in told.findings) is stays
    assert placed in told.findings
