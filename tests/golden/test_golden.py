"""Pictures as source: each scenario beside its PNG, compared pixel by pixel.

Two thresholds. Any difference writes the new picture and the difference to ``out/golden``, to be
looked at; only more pixels than `MAX_SHARE` beyond the scenario's tolerance fail. The pictures are
those of one software rasteriser; on other GL everything is drawn and nothing compared.
Regenerate by ``make golden CASE=name``, look at the picture, and say in the commit why it changed.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

import pinrender
from pinrender import _artist, catalog

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
OUT = ROOT / "out" / "golden"
SCENARIOS = sorted(HERE.glob("*.toml"))
PIXELS = 256
MAX_SHARE = 0.002
"""Edge pixels that another version of the rasteriser may cover otherwise: half a pixel along the outline."""
TOLERANCE = 8
"""Levels of 255. Another compiler's arithmetic stays within 2; 8 is where an eye sees a difference."""
AMPLIFIED = 16


def scenario_of(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def draw(scenario: dict[str, Any]) -> pinrender.Frame:
    options = {name: value for name, value in scenario.items() if name not in {"art", "tolerance", "reason"}}
    return pinrender.load(ROOT / scenario["art"], pixels=PIXELS, **options).render()


def rasteriser() -> str:
    """Name of the GL implementation, asked on the thread that draws."""
    from OpenGL.GL import GL_RENDERER, glGetString

    name: bytes = _artist._THREAD.submit(glGetString, GL_RENDERER).result()
    return name.decode()


def write_difference(name: str, drawn: NDArray[np.uint8], levels: NDArray[np.int16], tolerance: int) -> None:
    OUT.mkdir(parents=True, exist_ok=True)
    amplified = np.minimum(levels * AMPLIFIED, 255).astype(np.uint8)
    Image.fromarray(drawn).save(OUT / f"{name}-out.png")
    Image.fromarray(amplified).save(OUT / f"{name}-diff.png")
    Image.fromarray(((levels > tolerance) * 255).astype(np.uint8)).save(OUT / f"{name}-diff-above.png")


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_picture(path: Path, request: pytest.FixtureRequest) -> None:
    scenario = scenario_of(path)
    golden = path.with_suffix(".png")
    frame = draw(scenario)
    if request.config.getoption("regenerate") in {path.stem, "all"}:
        frame.save(golden)
    if "llvmpipe" not in rasteriser():
        pytest.skip(f"drawn, not compared: the pictures are llvmpipe's, this is {rasteriser()}")
    with Image.open(golden) as image:
        expected = np.asarray(image.convert("RGBA"))
    drawn = frame.rgba_srgb8
    assert drawn.shape == expected.shape
    levels = np.abs(drawn.astype(np.int16) - expected).max(axis=-1)
    tolerance = scenario.get("tolerance", TOLERANCE)
    if levels.max() > 1:
        write_difference(path.stem, drawn, levels, tolerance)
    share = np.count_nonzero(levels > tolerance) / levels.size
    assert share <= MAX_SHARE, f"{share:.2%} of the pixels differ; see {OUT}/{path.stem}-diff.png"


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_a_wider_tolerance_has_a_reason(path: Path) -> None:
    scenario = scenario_of(path)
    assert ("tolerance" in scenario) == bool(scenario.get("reason"))


def test_every_picture_has_a_scenario() -> None:
    assert {path.stem for path in HERE.glob("*.png")} == {path.stem for path in SCENARIOS}


@pytest.mark.parametrize(("kind", "option"), [("platings", "plating"), ("processes", "process")])
def test_every_plating_and_every_process_has_a_picture(kind: catalog.Kind, option: str) -> None:
    shown = {scenario_of(path).get(option, "").partition(":")[0] for path in SCENARIOS}
    assert set(catalog.names(kind)) - shown == set()


def test_the_comparison_sees_another_plating() -> None:
    scenario = scenario_of(HERE / "fox-soft.toml")
    other = draw({**scenario, "plating": "copper"}).rgba_srgb8
    levels = np.abs(draw(scenario).rgba_srgb8.astype(np.int16) - other).max(axis=-1)
    assert np.count_nonzero(levels > TOLERANCE) / levels.size > MAX_SHARE
