"""The report adds up to what was drawn."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest

from pinrender.artwork import read
from pinrender.inspect import ArtworkReport, report
from tests.unit.artwork.drawings import save_svg

# The body is the ring's outside, 80 units: 16 mm, 5 units to the millimetre.
BODY = (
    '<g id="Fill"><circle cx="50" cy="50" r="40" fill="#c00"/>'
    '<rect x="30" y="30" width="20" height="20" fill="#fff"/></g>'
    '<g id="metal"><circle cx="50" cy="50" r="37.5" fill="none" stroke="#111" stroke-width="5"/></g>'
    '<g id="old guides" display="none"><rect width="100" height="100"/></g>'
    '<g id="cut"><circle cx="60" cy="60" r="5"/></g>'
)


@pytest.fixture(scope="module")
def summary(tmp_path_factory: pytest.TempPathFactory) -> ArtworkReport:
    path = save_svg(tmp_path_factory.mktemp("art"), BODY, name="badge.svg")
    return report(read(path, size_mm=16.0, pixels_per_mm=30.0))


def test_areas(summary: ArtworkReport) -> None:
    hole_mm2 = math.pi * 1.0
    ring_mm2 = math.pi * (64.0 - 49.0)
    assert summary.size_mm == pytest.approx((16.0, 16.0), abs=0.01)
    assert summary.body_area_mm2 == pytest.approx(math.pi * 64.0 - hole_mm2, rel=2e-3)
    assert summary.metal_area_mm2 == pytest.approx(ring_mm2, rel=5e-3)
    assert [color.color for color in summary.palette] == ["#cc0000", "#ffffff"]
    red, white = (color.area_mm2 for color in summary.palette)
    assert white == pytest.approx(16.0, rel=0.02)
    assert red == pytest.approx(math.pi * 49.0 - hole_mm2 - 16.0, rel=0.01)
    assert red + white + summary.metal_area_mm2 == pytest.approx(summary.body_area_mm2, rel=1e-3)


def test_layers(summary: ArtworkReport) -> None:
    rows = [(row.name, row.role, row.reason, row.visible, row.colors) for row in summary.layers]
    assert rows == [
        ("Fill", "enamel", "named 'fill'", True, ("#cc0000", "#ffffff")),
        ("metal", "metal", "named 'metal'", True, ("#111111",)),
        ("old guides", "ignore", "named 'guides'", False, ()),
        ("cut", "cutout", "named 'cut'", True, ("#000000",)),
    ]
    assert [row.area_mm2 for row in summary.layers] == pytest.approx(
        [math.pi * 64, math.pi * 15, 0.0, math.pi], rel=5e-3
    )


def test_json_has_stable_keys_and_plain_values(summary: ArtworkReport) -> None:
    values = summary.as_dict()
    assert json.loads(json.dumps(values)) == values
    assert list(values) == [
        *("name", "size_mm", "body_area_mm2", "metal_area_mm2", "layers", "palette", "findings")
    ]
    assert list(values["layers"][0]) == [
        *("name", "role", "reason", "visible", "colors", "area_mm2", "plating", "filled")
    ]
    assert list(values["palette"][0]) == ["color", "area_mm2"]
    assert values["name"] == "badge"
    assert values["size_mm"] == [16.0, pytest.approx(16.0, abs=0.01)]
    assert values["layers"][2]["area_mm2"] == 0.0
    assert values["findings"] == []


def test_findings_are_carried_over(tmp_path: Path) -> None:
    art = read(
        save_svg(tmp_path, '<g id="fox"><rect width="50" height="50"/></g>'), size_mm=9.0, pixels_per_mm=9.0
    )
    finding, no_metal = report(art).as_dict()["findings"]
    assert no_metal["code"] == "no-metal"
    assert finding["code"] == "unnamed-layer"
    assert finding["severity"] == "notice"
    assert set(finding) == {"code", "severity", "message", "suggestion"}
