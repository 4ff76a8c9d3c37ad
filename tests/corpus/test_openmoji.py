"""The main job on artwork that nobody here drew.

Each drawing becomes a soft enamel, a hard enamel and a die-struck pin of 30 mm. None may fail or
have a hole in its skin, and each must hold as much metal as its height function says. The enamel
pins are drawn at 256 px, seen from the front on a transparent background: no picture may be empty
or touch its edge.
"""

from __future__ import annotations

import os
import statistics
from pathlib import Path

import numpy as np
import pytest

import pinrender
from pinrender import catalog, mesh, relief
from tests.corpus import openmoji

COUNT = int(os.environ.get("PINRENDER_CORPUS_COUNT", "60"))
REQUIRED = os.environ.get("PINRENDER_REQUIRE_CORPUS") == "1"
DRAWINGS = openmoji.sample(COUNT)
PIXELS = 256
SOLID_PIXELS = 1024 if REQUIRED else PIXELS
"""The solid is made as finely as for a picture of this size: 40 samples to the millimetre, or 12."""
SMALLEST_SHARE = 0.05
"""Of the picture; a bar as thin as a minus sign still covers more."""
MOST_TRIANGLES = 120_000
"""At the median."""
TRIANGLES: dict[tuple[str, str], int] = {}
"""Of every solid made here."""


def test_the_corpus_was_fetched() -> None:
    missing = "the OpenMoji drawings are not in .cache; `make test` fetches them with npm"
    if not DRAWINGS and not REQUIRED:
        pytest.skip(missing)
    assert DRAWINGS, missing
    assert len(DRAWINGS) == min(COUNT, openmoji.COUNT)


@pytest.mark.parametrize("process", ["soft-enamel", "hard-enamel", "die-struck"])
@pytest.mark.parametrize("drawing", DRAWINGS, ids=lambda path: path.stem)
def test_a_drawing_becomes_a_solid(drawing: Path, process: str) -> None:
    pin = pinrender.load(drawing, process=process, pixels=SOLID_PIXELS)
    made = relief.build(pin.artwork().plan, catalog.load(catalog.Process, process))
    solid = mesh.build(made).solid()
    TRIANGLES[drawing.stem, process] = len(solid.faces)
    solid.merge_vertices()
    assert solid.is_watertight
    assert solid.is_winding_consistent
    pitch_mm = made.grid.pitch_mm
    inside = np.clip(0.5 + made.outline_mm / pitch_mm, 0.0, 1.0)
    integral_mm3 = float((made.top_mm * inside).sum(dtype=np.float64)) * pitch_mm**2
    assert solid.volume == pytest.approx(integral_mm3, rel=5e-3)


def test_few_triangles_at_the_median() -> None:
    if not TRIANGLES:
        pytest.skip("no solid was made in this run")
    assert statistics.median(TRIANGLES.values()) <= MOST_TRIANGLES


@pytest.mark.parametrize("process", ["soft-enamel", "hard-enamel"])
@pytest.mark.parametrize("drawing", DRAWINGS, ids=lambda path: path.stem)
def test_a_drawing_becomes_a_picture(drawing: Path, process: str) -> None:
    pin = pinrender.load(drawing, process=process, pixels=PIXELS, background="transparent")
    alpha = pin.render(view="front").rgba_srgb8[..., 3]
    assert np.count_nonzero(alpha > 127) > SMALLEST_SHARE * alpha.size
    border = np.concatenate([alpha[0], alpha[-1], alpha[:, 0], alpha[:, -1]])
    assert border.max() == 0
