"""The main job on artwork that nobody here drew.

Each drawing becomes a soft and a hard enamel pin of 30 mm at 256 px, seen from the front on a
transparent background. None may fail, be empty, touch the picture's edge, or have a hole in its skin.
"""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest

import pinrender
from pinrender import catalog, mesh, relief
from tests.corpus import openmoji

COUNT = int(os.environ.get("PINRENDER_CORPUS_COUNT", "60"))
DRAWINGS = openmoji.sample(COUNT)
PIXELS = 256
SMALLEST_SHARE = 0.05
"""Of the picture; a bar as thin as a minus sign still covers more."""


def test_the_corpus_was_fetched() -> None:
    missing = "the OpenMoji drawings are not in .cache; `make test` fetches them with npm"
    if not DRAWINGS and os.environ.get("PINRENDER_REQUIRE_CORPUS") != "1":
        pytest.skip(missing)
    assert DRAWINGS, missing
    assert len(DRAWINGS) == min(COUNT, openmoji.COUNT)


@pytest.mark.parametrize("process", ["soft-enamel", "hard-enamel"])
@pytest.mark.parametrize("drawing", DRAWINGS, ids=lambda path: path.stem)
def test_a_drawing_becomes_a_pin(drawing: Path, process: str) -> None:
    pin = pinrender.load(drawing, process=process, pixels=PIXELS, background="transparent")

    solid = mesh.build(relief.build(pin.artwork().plan, catalog.load(catalog.Process, process))).solid()
    solid.merge_vertices()
    assert solid.is_watertight
    assert solid.is_winding_consistent
    assert solid.volume > 0.0

    alpha = pin.render(view="front").rgba_srgb8[..., 3]
    assert np.count_nonzero(alpha > 127) > SMALLEST_SHARE * alpha.size
    border = np.concatenate([alpha[0], alpha[-1], alpha[:, 0], alpha[:, -1]])
    assert border.max() == 0
