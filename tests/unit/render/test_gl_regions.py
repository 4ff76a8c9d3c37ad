"""Parts of the face that are all of one kind: each triangle once, and the picture stays what it is."""

from __future__ import annotations

import numpy as np
import pytest

from pinrender.render import RenderOptions, open_renderer
from pinrender.render.gl import _renderer
from pinrender.render.gl._regions import regions
from pinrender.render.gl._surfaces import ALL_ENAMEL, ALL_METAL
from tests.unit.plans import ring
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
