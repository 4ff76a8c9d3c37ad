"""What the preview makes of light that is turned, against light that is drawn anew."""

from __future__ import annotations

import dataclasses
import math

import numpy as np
import pytest

from pinrender.catalog import Backdrop, Studio, load
from pinrender.render import Renderer, RenderOptions, open_renderer
from pinrender.render.pathtrace._stage import _light
from pinrender.scene import arrange, light, on_turntable, turned
from pinrender.scene._studio import directions, turned_light
from tests.unit.plans import ring
from tests.unit.render.tracing import scene_of, tracer
from tests.unit.scene.test_turntable import TURN_DEG, VIEW, studio_turned, wedge

OPTIONS = RenderOptions(pixels=192)


@pytest.fixture(scope="module")
def renderer() -> Renderer:
    return open_renderer()


@pytest.mark.parametrize(
    ("studio", "process", "backdrop"),
    [
        ("softbox", "soft-enamel", "plain"),
        ("window", "soft-enamel", "plain"),
        ("raking", "die-struck", "plain"),
        ("raking", "soft-enamel", "linen"),
    ],
)
def test_a_turned_turntable_is_a_studio_carried_round(
    renderer: Renderer, studio: str, process: str, backdrop: str
) -> None:
    """Filtered and summed once, turned in the shader: on the average within a level of doing it all anew.

    Rough surfaces differ most: their light is averaged over 64 directions, which lie otherwise.
    """
    asked, lies_on = load(Studio, studio), load(Backdrop, backdrop)
    pin = scene_of(ring(1.0, 3.0), wedge(), process=process, view=VIEW)
    laid, anew = (
        arrange(pin.mesh, pin.appearance, studio=lights, backdrop=lies_on, view=view)
        for lights, view in ((asked, VIEW), (studio_turned(asked, -TURN_DEG), f"{-TURN_DEG:g},43"))
    )
    found = turned(on_turntable(laid, VIEW), TURN_DEG)
    unturned = dataclasses.replace(found, environment=laid.environment)
    pictures = [
        renderer.render(scene, OPTIONS).rgba_srgb8.astype(float)
        for scene in (found, dataclasses.replace(anew, camera=found.camera), unturned)
    ]
    apart = np.abs(pictures[0] - pictures[1])
    assert apart.mean() < 1.0
    assert np.percentile(apart, 99.0) <= 12.0
    assert np.abs(pictures[2] - pictures[1]).mean() > 3.0 * apart.mean()


def test_the_traced_light_is_turned_too() -> None:
    import mitsuba as mi

    environment = turned_light(light(load(Studio, "raking")), math.radians(TURN_DEG))
    tracer().prepare(environment)
    sky = mi.load_dict({"type": "scene", "light": _light(environment, np.zeros(3))})
    rows, cols = environment.radiance_linear.shape[:2]
    own = directions((rows, cols))
    bright = np.unravel_index(environment.radiance_linear.sum(axis=-1).argmax(), (rows, cols))
    for row, col in (bright, (100, 190), (128, 256)):
        toward = environment.into_world(own[row, col])
        ray = mi.Ray3f(mi.Point3f(0.0), mi.Vector3f(toward.tolist()))
        found = np.ravel(sky.environment().eval(sky.ray_intersect(ray)))
        assert found == pytest.approx(environment.radiance_linear[row, col], rel=0.05, abs=0.03)
