"""Small scenes for tests of the renderers."""

from __future__ import annotations

import dataclasses

import numpy as np
from numpy.typing import NDArray

from pinrender import appearance, mesh, relief
from pinrender.catalog import Finish, Grade, Plating, Process, Studio, load
from pinrender.design import Background, plated
from pinrender.render import RenderOptions, open_renderer
from pinrender.render.pathtrace._renderer import PathTracer, traced
from pinrender.scene import Scene, arrange
from pinrender.units import frozen
from tests.unit.plans import Shape, disc, nothing, plan

DISC = disc(7.0)


def scene_of(
    metal: Shape = nothing,
    body: Shape = DISC,
    *,
    process: str = "hard-enamel",
    plating: Plating | str = "gold",
    epoxy: bool = False,
    studio: Studio | None = None,
    enamel: str = "opaque",
    view: str = "front",
    color: tuple[int, int, int] = (200, 30, 45),
    second: str | None = None,
    grade: Grade | None = None,
    epoxy_age_years: float = 0.0,
) -> Scene:
    """A disc of enamel 14 mm wide, or another body, with some metal, in its studio.

    A second plating lies on the metal right of the middle.
    """
    made = load(Process, process)
    drawn = plan(body, metal, pixels_per_mm=16.0, color=color)
    if second is not None:
        right = frozen(np.broadcast_to(np.arange(drawn.grid.cols) >= drawn.grid.center_col, drawn.grid.shape))
        drawn = dataclasses.replace(drawn, plating=right.astype(np.uint8), platings=(second,))
    shape = relief.build(drawn, made, epoxy=epoxy)
    metal_kind = plated(plating) if isinstance(plating, str) else plating
    look = appearance.dress(
        appearance.bake(drawn, shape, made, enamel=enamel, plating=metal_kind, second=second, grade=grade),
        plating=metal_kind,
        second=None if second is None else plated(second),
        finish=load(Finish, made.enamel_finish),
        process=made,
        epoxy_age_years=epoxy_age_years,
    )
    return arrange(mesh.build(shape), look, studio=studio or load(Studio, "softbox"), view=view)


def with_floor(scene: Scene, roughness: float) -> Scene:
    """The same with floors of another roughness, perceptual."""
    share = scene.appearance.maps.share.copy()
    share[..., 3] = round(255.0 * roughness)
    maps = dataclasses.replace(scene.appearance.maps, share=frozen(share))
    return dataclasses.replace(scene, appearance=dataclasses.replace(scene.appearance, maps=maps))


def tracer() -> PathTracer:
    """The path tracer, its variant chosen."""
    opened = open_renderer("pathtrace")
    assert isinstance(opened, PathTracer)
    return opened


def radiance(scene: Scene, *, pixels: int, samples: int, transparent: bool = True) -> NDArray[np.float32]:
    """Linear light, (S, S, 4), two to a pixel."""
    tracer().prepare(scene.environment)
    background: Background = "transparent" if transparent else "studio"
    return traced(scene, RenderOptions(pixels=pixels, samples=samples, background=background))


def middle(picture: NDArray[np.floating], share: float = 0.2) -> NDArray[np.float64]:
    """The samples in the middle of a picture, (N, 3)."""
    side = picture.shape[0]
    half = int(0.5 * share * side)
    part = picture[side // 2 - half : side // 2 + half, side // 2 - half : side // 2 + half, :3]
    return np.asarray(part.reshape(-1, 3), np.float64)
