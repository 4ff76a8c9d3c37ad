"""Where the pin ends in the picture: along which edges, and how evenly."""

from __future__ import annotations

import numpy as np
import pytest

from pinrender.render import RenderOptions, open_renderer
from pinrender.render.gl._silhouette import HALF_WIDTH_PX, fringe, silhouette
from tests.unit.plans import disc
from tests.unit.render.tracing import scene_of

RADIUS_MM = 7.0


@pytest.mark.parametrize(("view", "widths_mm"), [("front", 0.0), ("three-quarter", 0.3)])
def test_a_silhouette_goes_round_the_pin(view: str, widths_mm: float) -> None:
    """Closed, the pin to the left; from above it is the outline."""
    scene = scene_of(disc(RADIUS_MM), view=view)
    edges_mm = silhouette(scene.mesh, scene.camera.pose[:3, 3])
    starts, ends = (sorted(map(tuple, edges_mm[:, k].tolist())) for k in (0, 1))
    assert starts == ends
    across, up = edges_mm @ scene.camera.pose[:3, 0], edges_mm @ scene.camera.pose[:3, 1]
    area_mm2 = 0.5 * (across[:, 0] * up[:, 1] - across[:, 1] * up[:, 0]).sum()
    assert area_mm2 > 0.0
    radius_mm = np.hypot(edges_mm[..., 0], edges_mm[..., 1])
    assert radius_mm.min() > RADIUS_MM - widths_mm - 0.02
    if view == "front":
        assert area_mm2 == pytest.approx(np.pi * RADIUS_MM**2, rel=0.005), "as far as the mesh is round"


def test_a_fringe_lies_along_its_edge() -> None:
    """A camera that shows -1..1 on 8 samples: the edge runs up the middle, the pin to its left."""
    edge_mm = np.array([[[0.0, -0.5, 0.3], [0.0, 0.5, 0.3]]])
    quad = fringe(edge_mm, np.eye(4), 8)
    assert quad[:, 2:] == pytest.approx(np.tile([4.0, 2.0, 4.0, 6.0], (6, 1)))
    assert np.unique(quad[:, 0]) == pytest.approx([-HALF_WIDTH_PX / 4.0, HALF_WIDTH_PX / 4.0])
    assert np.unique(quad[:, 1]) == pytest.approx([-0.5, 0.5])


def test_an_outline_has_no_steps() -> None:
    """Along a round edge, cover depends on the distance alone: it has no beads where samples are passed."""
    scene = scene_of(disc(RADIUS_MM))
    options = RenderOptions(pixels=256, background="transparent")
    covered = open_renderer().render(scene, options).rgba_srgb8[..., 3] / 255.0
    rows, cols = np.indices(covered.shape) - 127.5
    away_px = np.hypot(rows, cols) - np.sqrt(covered.sum() / np.pi)
    near = np.abs(away_px) < 2.5
    falling = np.polyfit(away_px[near], covered[near], 7)
    beads = covered[near] - np.polyval(falling, away_px[near])
    assert beads.std() < 0.02, "0.039 where samples are covered or not"
