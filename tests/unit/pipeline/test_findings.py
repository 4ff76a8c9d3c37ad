"""Options that change nothing are said to."""

from __future__ import annotations

from pathlib import Path

import pytest

import pinrender
from tests.unit.small_pin import draw_small_pin


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"epoxy_age": 10.0}, "no epoxy is poured that could be 10 years old"),
        ({"process": "die-struck", "enamel": "glow"}, "none is filled with 'glow'"),
        ({"samples": 64}, "samples are for light that is traced"),
        ({"epoxy_age": 10.0, "epoxy": True}, None),
        ({"enamel": "glow"}, None),
        ({"samples": 64, "quality": "studio"}, None),
        ({}, None),
    ],
)
def test_options_without_effect_are_told(
    tmp_path: Path, options: dict[str, object], said: str | None
) -> None:
    art = draw_small_pin(tmp_path / "pin.svg")
    pin = pinrender.load(art, size="12mm", pixels=64, **options)  # type: ignore[arg-type]
    idle = [finding.message for finding in pin.findings() if finding.code == "option-unused"]
    if said is None:
        assert idle == []
    else:
        (message,) = idle
        assert said in message
