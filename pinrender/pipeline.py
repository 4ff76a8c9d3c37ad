"""The one file that knows the order of the stages.

Results are held in memory by the content they depend on: a change of plating redoes the
materials and the picture, a change of view only the picture, a change of an enamel's colour
everything but relief and mesh.
"""

from __future__ import annotations

import dataclasses
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from pinrender import _artist, _captions, _dressing
from pinrender._choices import studio_of
from pinrender._fingerprint import fingerprint, shape_digest
from pinrender._memo import Memo
from pinrender._resolution import pixels_per_mm_for
from pinrender._timings import Timings
from pinrender._unused import unused
from pinrender.design import viewpoint

if TYPE_CHECKING:
    from pinrender._pin import Pin
    from pinrender.appearance import Appearance, Maps
    from pinrender.artwork import Artwork, Plan
    from pinrender.design import PinDesign
    from pinrender.findings import Finding
    from pinrender.mesh import PinMesh
    from pinrender.relief import Pour, Relief
    from pinrender.render import Frame
    from pinrender.scene import Scene

__all__ = [
    "Shape",
    "arrange",
    "draw",
    "dressed",
    "findings",
    "forget",
    "found",
    "hold",
    "read",
    "read_and_warm_up",
    "relief",
    "render",
    "solid",
]

HELD = 5
"""Pins whose stages are held at once: those of a comparison."""

PICTURE_ERROR_MM = 0.015
"""How far a picture's solid may leave the surface: half a pixel; its normals come from the relief itself."""

Shape = tuple[object, ...]
"""What a relief and its solid depend on."""

_artworks: Memo[Artwork] = Memo(HELD)
_reliefs: Memo[Relief] = Memo(HELD)
_meshes: Memo[PinMesh] = Memo(HELD)
_maps: Memo[Maps] = Memo(HELD)


def read(pin: Pin, timings: Timings, *, pixels_per_mm: float | None = None) -> Artwork:
    """Read a pin's artwork.

    Parameters
    ----------
    pin : Pin
        Which artwork, at what size, for how many pixels.
    timings : Timings
        Records the stage if it runs.
    pixels_per_mm : float, optional
        Samples to the millimetre; what the pin's picture needs if not given.

    Raises
    ------
    ArtworkError
        If it cannot be read, or holds nothing to make a pin of.
    UsageError
        If the pin's layers name a layer or a role that does not exist.
    """
    from pinrender import artwork

    if pixels_per_mm is None:
        pixels_per_mm = pixels_per_mm_for(pin.design.size_mm, pin.shot.pixels)

    def make() -> Artwork:
        return artwork.read(
            pin.path,
            size_mm=pin.design.size_mm,
            pixels_per_mm=pixels_per_mm,
            roles=pin.layers,
            separation=pin.separation,
            coloring=pin.coloring,
            name=pin.called,
        )

    said = (pin.design.size_mm, pixels_per_mm, pin.layers, pin.separation, pin.coloring)
    return _artworks.get((pin.name, fingerprint(pin.path), *said), timings.timed("read", make))


def findings(pin: Pin, timings: Timings) -> tuple[Finding, ...]:
    """What a person should know: about the artwork, what the process changes, colours that cannot be shown.

    Raises
    ------
    ArtworkError
        If the artwork cannot be read.
    """
    art = read(pin, timings)
    shape, made = relief(pin, art, timings)
    return found(pin, art, shape, made, timings)


def found(pin: Pin, art: Artwork, shape: Shape, made: Relief, timings: Timings) -> tuple[Finding, ...]:
    """What `findings` says, of an artwork and a relief at whatever resolution."""
    from pinrender import appearance, inspect
    from pinrender.design import plating_findings

    colors = _dressing.color_findings(pin.design, art, made, studio_of(pin.design, pin.shot))
    platings = plating_findings(pin.design.plating, art.plan.platings)
    enamels = appearance.enamel_findings(art.plan, made, pin.design.made_by, enamel=pin.design.enamel)
    idle = unused(pin.design, pin.shot, made)
    lying = (*_dressing.card_findings(pin.shot, made), *_dressing.back_findings(pin.shot))
    blends: tuple[Finding, ...] = ()
    if made.epoxy is not None:
        blends = _dressing.blend_findings(pin.design, art, _baked(pin.design, art, shape, made, timings))
    fine = inspect.lint(art, pin.design.made_by)
    return (*art.findings, *fine, *made.findings, *platings, *enamels, *colors, *blends, *lying, *idle)


def render(pin: Pin, timings: Timings) -> Frame:
    """Run whatever stages are not in memory, and draw.

    Parameters
    ----------
    pin : Pin
        What to draw, and how to look at it.
    timings : Timings
        Records the stages that run.

    Returns
    -------
    Frame
        The picture, with the design in its text.

    Raises
    ------
    ArtworkError
        If the artwork cannot be used.
    RendererUnavailable
        If nothing can draw on this machine.
    """
    art = read_and_warm_up(pin, timings)
    return draw(pin, art, arrange(pin, art, timings), timings)


def relief(pin: Pin, art: Artwork, timings: Timings) -> tuple[Shape, Relief]:
    """The pin's relief, and the key of everything that follows from its shape alone."""
    from pinrender.relief import build

    design, plan = pin.design, art.plan
    epoxy = _epoxy(design, plan)
    walls = design.walls == "insert"
    made = design.as_made
    shape = (shape_digest(plan), design.process, design.dimensions, epoxy, walls, made, design.seed)
    make = timings.timed(
        "relief", lambda: build(plan, design.made_by, epoxy=epoxy, walls=walls, made=made, seed=design.seed)
    )
    return shape, _reliefs.get(shape, make)


def _epoxy(design: PinDesign, plan: Plan) -> bool | Pour:
    """What is poured; an area that the artwork names is domed unless the person says no."""
    from pinrender.relief import Pour

    if not (design.domed or (design.epoxy is None and plan.epoxy is not None)):
        return False
    if design.epoxy_height_mm is None and design.epoxy_volume_mm3 is None:
        return True
    return Pour(height_mm=design.epoxy_height_mm, volume_mm3=design.epoxy_volume_mm3)


def solid(
    shape: Shape,
    made: Relief,
    timings: Timings,
    *,
    max_error_mm: float = PICTURE_ERROR_MM,
    most_bends: int | None = None,
) -> PinMesh:
    """The solid of a relief that `relief` gave with its key; other parameters as of `mesh.build`."""
    from pinrender.mesh import build

    make = timings.timed("mesh", lambda: build(made, max_error_mm=max_error_mm, most_bends=most_bends))
    return _meshes.get((shape, max_error_mm, most_bends), make)


def forget() -> None:
    """Drop every result held in memory; the renderer stays open."""
    for memo in (_artworks, _reliefs, _meshes, _maps):
        memo.clear()


def hold(pins: int) -> None:
    """Hold the stages of so many pins at once from now on, >= 1."""
    for memo in (_artworks, _reliefs, _meshes, _maps):
        memo.resize(pins)


def _baked(design: PinDesign, art: Artwork, shape: Shape, made: Relief, timings: Timings) -> Maps:
    bake = timings.timed("maps", lambda: _dressing.bake(design, art, made))
    return _maps.get((*_dressing.baked_of(design, art), *shape), bake)


def dressed(pin: Pin, art: Artwork, shape: Shape, made: Relief, timings: Timings) -> Appearance:
    """The look of a relief that `relief` gave with its key: maps, and materials on them."""
    return _dressing.dress(pin.design, art, _baked(pin.design, art, shape, made, timings))


def arrange(pin: Pin, art: Artwork, timings: Timings) -> Scene:
    """Run whatever stages are not in memory, up to a pin that lies in its studio, ready for any renderer."""
    from pinrender import scene

    design = pin.design
    shape, made = relief(pin, art, timings)
    with ThreadPoolExecutor(1, "pinrender-maps") as beside:  # neither needs the other
        baking = beside.submit(_baked, design, art, shape, made, timings)
        body = solid(shape, made, timings)
        maps = baking.result()
    with timings.stage("draw"):
        look = _dressing.dress(design, art, maps)
        studio = studio_of(design, pin.shot)
        return scene.arrange(body, look, studio=studio, backdrop=pin.shot.lies_on, view=pin.shot.view)


def draw(pin: Pin, art: Artwork, scene: Scene, timings: Timings) -> Frame:
    """Draw a pin's scene, with its recipe in the picture's text."""
    from pinrender.render import RenderOptions

    shot = pin.shot
    with timings.stage("draw"):
        quality = _artist.settle(shot.quality)
        options = RenderOptions(
            pixels=shot.pixels,
            background="transparent" if shot.lies_on.nothing else "studio",
            quality=quality,
            samples=shot.paths,
            denoise=bool(_artist.denoises(shot)),
            on_pass=timings.on_pass,
        )
        frame = _artist.draw(scene, options)
    recipe = _captions.picture_recipe(pin, art, quality)
    return dataclasses.replace(frame, text=_captions.text_chunks(f"{pin.name}: {pin.design.title}", recipe))


def read_and_warm_up(pin: Pin, timings: Timings, *, pixels_per_mm: float | None = None) -> Artwork:
    """Read while the renderer opens, and let light and cloth be made while the relief is built.

    Reading keeps every processor busy, for artwork is drawn side by side; the relief keeps one.
    """
    _artist.open_early(pin.shot.quality)
    art = read(pin, timings, pixels_per_mm=pixels_per_mm)
    shot = pin.shot
    _artist.warm_up(studio_of(pin.design, shot), viewpoint(shot.view), shot.lies_on, shot.quality)
    return art
