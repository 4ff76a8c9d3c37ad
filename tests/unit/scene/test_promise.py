from __future__ import annotations

from pinrender.catalog import Studio, load
from pinrender.findings import Severity
from pinrender.scene import promise


def test_colours_within_reach_say_nothing() -> None:
    assert promise(["#c83c37", "#808080", "#f7ecd8"], load(Studio, "softbox")) == ()


def test_another_light_is_said_to_be_one() -> None:
    (finding,) = promise(["#c83c37"], load(Studio, "window"))
    assert finding.code == "other-light"
    assert "Window" in finding.message
    assert "--studio softbox" in finding.suggestion
    assert promise([], load(Studio, "window")) == ()


def test_paper_white_is_out_of_reach_and_said_so() -> None:
    (finding,) = promise(["#ffffff", "#c83c37"], load(Studio, "softbox"))
    assert finding.code == "color-out-of-reach"
    assert finding.severity is Severity.NOTICE
    assert "1 of the enamel colours" in finding.message
    assert "#ffffff shows as #f" in finding.message
    assert "#c83c37" not in finding.message


def test_a_saturated_colour_with_an_empty_channel_is_out_of_reach() -> None:
    """The gloss itself is brighter than a channel at 0."""
    (finding,) = promise(["#00a0ff"], load(Studio, "softbox"))
    assert "#00a0ff" in finding.message
