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
        ({"denoise": False}, "no grain to take off"),
        ({"walls": "none"}, "no enamel colours touch"),
        ({"epoxy_age": 10.0, "epoxy": True}, None),
        ({"enamel": "glow"}, None),
        ({"samples": 64, "denoise": False, "quality": "studio"}, None),
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


@pytest.mark.parametrize(
    ("size", "backdrop", "said"), [("34mm", "backing-card", False), ("50mm", "linen", False)]
)
def test_a_card_that_holds_the_pin_is_not_spoken_of(
    tmp_path: Path, size: str, backdrop: str, said: bool
) -> None:
    pin = pinrender.load(draw_small_pin(tmp_path / "pin.svg"), size=size, backdrop=backdrop, pixels=64)
    assert any(finding.code == "card-enlarged" for finding in pin.findings()) is said


@pytest.mark.parametrize(("view", "said"), [("back", True), ("front", False), ("30,50", False)])
def test_a_plain_back_is_said_to_be_plain(tmp_path: Path, view: str, said: bool) -> None:
    pin = pinrender.load(draw_small_pin(tmp_path / "pin.svg"), size="12mm", view=view, pixels=64)
    assert any(finding.code == "back-plain" for finding in pin.findings()) is said


def test_a_card_that_grows_says_so(tmp_path: Path) -> None:
    """55 mm across, with 10 mm beside the pin: one of 50 mm lies on a card of 70."""
    pin = pinrender.load(
        draw_small_pin(tmp_path / "pin.svg"), size="50mm", backdrop="backing-card", pixels=64
    )
    (finding,) = (found for found in pin.findings() if found.code == "card-enlarged")
    assert "55 by 85 mm" in finding.message
    assert "drawn 70 by 108 mm" in finding.message


@pytest.mark.parametrize(
    ("epoxy", "hole_mm", "said"), [(True, 2.0, True), (False, 2.0, False), (True, 0.0, False)]
)
def test_a_colour_that_epoxy_blends_with_those_around_it_is_named(
    tmp_path: Path, epoxy: bool, hole_mm: float, said: bool
) -> None:
    """A white disc of 2 mm in red enamel of 16; by itself red is as it was asked for."""
    white = f'<circle cx="10" cy="10" r="{hole_mm / 2}" fill="#ece8de"/>' if hole_mm else ""
    art = tmp_path / "pin.svg"
    art.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 20" width="20mm" height="20mm">'
        '<g id="metal"><circle cx="10" cy="10" r="9" fill="#000"/></g>'
        f'<g id="enamel"><circle cx="10" cy="10" r="8" fill="#c81e2d"/>{white}</g></svg>'
    )
    pin = pinrender.load(art, size="18mm", pixels=64, epoxy=epoxy, walls="none")
    blended = [finding.message for finding in pin.findings() if finding.code == "epoxy-blends"]
    assert any("#ece8de shows as #" in message for message in blended) is said
    assert not any("#c81e2d" in message for message in blended)
