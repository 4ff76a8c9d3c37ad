"""The sheet of what was understood shows each colour where it is, and no other."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from pinrender.artwork import read
from pinrender.output._understood import _plan
from tests.unit.artwork.drawings import save_svg

RINGED = """
<g id="enamel"><circle cx="50" cy="50" r="40" fill="#e02010"/></g>
<g id="metal"><circle cx="50" cy="50" r="38" fill="none" stroke="#111" stroke-width="6"/></g>
"""


def test_no_enamel_shines_through_the_edge_of_an_outline(tmp_path: Path) -> None:
    art = read(save_svg(tmp_path, RINGED), size_mm=20.0, pixels_per_mm=20.0)
    color = _plan(art.plan)
    partly = (art.plan.body > 20) & (art.plan.body < 235)
    assert np.count_nonzero(partly) > 500
    assert np.ptp(color[partly], axis=-1).max() < 12.0
    middle = color[color.shape[0] // 2, color.shape[1] // 2]
    np.testing.assert_allclose(middle, (0xE0, 0x20, 0x10), atol=1.0)
