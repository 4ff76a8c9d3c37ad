"""Parts of the face that are all of one kind: each triangle once, and the picture stays what it is."""

from __future__ import annotations

import numpy as np
import pytest

from pinrender.render import RenderOptions, open_renderer
from pinrender.render.gl import _renderer
from pinrender.render.gl._regions import is_dry, regions
from pinrender.render.gl._surfaces import ALL_ENAMEL, ALL_METAL
from tests.unit.plans import disc, ring
from tests.unit.render.tracing import scene_of


def test_every_triangle_is_in_one_region_and_belongs_there() -> None:
    scene = scene_of(ring(5.0, 7.0), process="soft-enamel")
    maps = scene.appearance.maps
    (front,) = (part for part in scene.mesh.parts if part.slot == "front")
    found = regions(front.vertices_mm, front.faces, maps)
    together = np.concatenate(list(found.values()))
    assert sorted(map(tuple, together.tolist())) == sorted(map(tuple, front.faces.tolist()))
    for kind, share in (((ALL_METAL,), 255), ((ALL_ENAMEL,), 0)):
        middles = front.vertices_mm[found[kind]].mean(axis=1)
        rows, cols = (np.rint(place).astype(int) for place in maps.grid.to_index(middles[:, :2]))
        assert set(maps.share[rows, cols, 0].tolist()) == {share}


@pytest.mark.parametrize("enamel", ["opaque", "transparent", "glitter-chunky"])
def test_the_picture_does_not_know_of_regions(enamel: str, monkeypatch: pytest.MonkeyPatch) -> None:
    scene = scene_of(ring(5.0, 7.0), process="soft-enamel", enamel=enamel, view="three-quarter")
    options = RenderOptions(pixels=128)
    split = open_renderer().render(scene, options).rgba_srgb8
    monkeypatch.setattr(_renderer, "regions", lambda vertices, faces, maps: {(): faces})
    whole = open_renderer().render(scene, options).rgba_srgb8
    assert split.astype(int) == pytest.approx(whole.astype(int), abs=1)


def test_beside_the_epoxy_the_metal_is_dry() -> None:
    """On the outline's rounding, outside the line that the epoxy is pinned at; it is drawn as bare metal."""
    scene = scene_of(disc(7.0), epoxy=True)
    (front,) = (part for part in scene.mesh.parts if part.slot == "front")
    corners = front.vertices_mm[front.faces]
    dry = is_dry(front.vertices_mm, front.faces, scene.appearance.maps)
    away_mm = 7.0 - np.hypot(corners[..., 0], corners[..., 1])
    assert away_mm[dry].max() < 0.1
    areas_mm2 = 0.5 * np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])[:, 2]
    outermost_mm2 = areas_mm2[away_mm.max(axis=1) < 0.08].sum()
    assert areas_mm2[dry].sum() > 0.8 * outermost_mm2
