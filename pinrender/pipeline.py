"""The one file that knows the order of the stages.

Results are held in memory by the content they depend on: a change of plating redoes the
materials and the picture, a change of view only the picture, a change of an enamel's colour
everything but relief and mesh.
"""

from __future__ import annotations

import dataclasses
import json
import math
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import pinrender
from pinrender import _artist, catalog
from pinrender._fingerprint import fingerprint, shape_digest
from pinrender._memo import Memo
from pinrender._timings import Timings
from pinrender.errors import UsageError

if TYPE_CHECKING:
    from pinrender._pin import Pin
    from pinrender.appearance import Maps
    from pinrender.artwork import Artwork
    from pinrender.design import PinDesign
    from pinrender.findings import Finding
    from pinrender.mesh import PinMesh
    from pinrender.relief import Relief
    from pinrender.render import Frame
    from pinrender.scene import Scene

__all__ = ["compare", "findings", "forget", "read", "render"]

FINEST_PIXELS_PER_MM = 80.0
COARSEST_PIXELS_PER_MM = 12.0
LARGEST_PIXELS = 2400
"""Samples along the longest side of a pin: 80 to the millimetre on the commonest size."""
SAMPLES_PER_PIXEL = 1.15
LARGEST_FILL = 0.88
"""Share of the picture's side that the pin takes in the view that shows it largest."""
PIXELS_PER_MM_STEP = 4.0
"""Requests are rounded up to a multiple, so that pictures of about one size share their work."""

HELD = 3
"""Pins whose stages are held at once: those of a comparison."""

_artworks: Memo[Artwork] = Memo(HELD)
_reliefs: Memo[Relief] = Memo(HELD)
_meshes: Memo[PinMesh] = Memo(HELD)
_maps: Memo[Maps] = Memo(HELD)


def read(pin: Pin, timings: Timings) -> Artwork:
    """Read a pin's artwork at the resolution that its picture needs.

    Parameters
    ----------
    pin : Pin
        Which artwork, at what size, for how many pixels.
    timings : Timings
        Records the stage if it runs.

    Raises
    ------
    ArtworkError
        If it cannot be read, or holds nothing to make a pin of.
    UsageError
        If the pin's layers name a layer or a role that does not exist.
    """
    from pinrender import artwork

    pixels_per_mm = _pixels_per_mm(pin.design.size_mm, pin.shot.pixels)

    def make() -> Artwork:
        return artwork.read(
            pin.path, size_mm=pin.design.size_mm, pixels_per_mm=pixels_per_mm, roles=pin.layers
        )

    key = (pin.name, fingerprint(pin.path), pin.design.size_mm, pixels_per_mm, pin.layers)
    return _artworks.get(key, timings.timed("read", make))


def findings(pin: Pin, timings: Timings) -> tuple[Finding, ...]:
    """What a person should know: about the artwork, and about colours that cannot be shown.

    Parameters
    ----------
    pin : Pin
        Which artwork, and what to make of it.
    timings : Timings
        Records the read, if it runs.

    Raises
    ------
    ArtworkError
        If the artwork cannot be read.
    """
    from pinrender import scene

    art = read(pin, timings)
    process = catalog.load(catalog.Process, pin.design.process)
    palette = art.plan.palette if process.enamel != "none" else ()
    return (*art.findings, *scene.promise(palette, catalog.load(catalog.Studio, pin.design.studio)))


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
    _artist.warm_up(catalog.load(catalog.Studio, pin.design.studio))
    art = read(pin, timings)
    return _draw(pin, art, _arrange(pin, art, timings), timings)


def compare(pin: Pin, processes: Sequence[str], timings: Timings) -> Frame:
    """Draw a pin made in several ways on one labelled sheet.

    Parameters
    ----------
    pin : Pin
        What to draw, and how to look at it.
    processes : sequence of str
        Catalogue names; ``+epoxy`` after one adds a dome.
    timings : Timings
        Records the stages, summed over the pins.

    Returns
    -------
    Frame
        The sheet.

    Raises
    ------
    UsageError
        If there is no such process, or none is named.
    """
    from pinrender.output import Cell, draw_sheet

    if not processes:
        raise UsageError("nothing to compare; name at least one process")
    _artist.warm_up(catalog.load(catalog.Studio, pin.design.studio))
    pins = [_made_as(pin, process) for process in processes]
    art = read(pin, timings)
    scenes = [_arrange(each, art, timings) for each in pins]
    camera = max(scenes, key=_height_mm).camera
    cells = [
        Cell(
            frame=_draw(each, art, dataclasses.replace(scene, camera=camera), timings),
            label=_label(each.design),
            meaning=_meaning(each.design),
        )
        for each, scene in zip(pins, scenes, strict=True)
    ]
    recipe = {**_recipe(pin, art), "processes": list(processes)}
    return draw_sheet(pin.name, _subtitle(art, pin.design), cells, text=_text(pin.name, recipe))


def forget() -> None:
    """Drop every result held in memory; the renderer stays open."""
    for memo in (_artworks, _reliefs, _meshes, _maps):
        memo.clear()


def _arrange(pin: Pin, art: Artwork, timings: Timings) -> Scene:
    """Run whatever stages are not in memory, up to a pin that lies in its studio."""
    from pinrender import appearance, mesh, relief, scene

    design = pin.design
    process = catalog.load(catalog.Process, design.process)
    shape = (shape_digest(art.plan), design.process, design.epoxy)
    made = _reliefs.get(
        shape, timings.timed("relief", lambda: relief.build(art.plan, process, epoxy=design.epoxy))
    )
    bake = timings.timed(
        "maps", lambda: appearance.bake(art.plan, made, grain=process.recess_grain, seed=design.seed)
    )
    with ThreadPoolExecutor(1, "pinrender-maps") as beside:  # neither needs the other
        baking = beside.submit(_maps.get, (art.digest, design.seed, *shape), bake)
        solid = _meshes.get(shape, timings.timed("mesh", lambda: mesh.build(made)))
        maps = baking.result()
    with timings.stage("draw"):
        look = appearance.dress(
            maps,
            process=process,
            plating=catalog.load(catalog.Plating, design.plating),
            enamel=catalog.load(catalog.Enamel, process.enamel_finish),
        )
        studio = catalog.load(catalog.Studio, design.studio)
        return scene.arrange(solid, look, studio=studio, view=pin.shot.view)


def _draw(pin: Pin, art: Artwork, scene: Scene, timings: Timings) -> Frame:
    """Draw a pin's scene, with its recipe in the picture's text."""
    from pinrender.render import RenderOptions

    with timings.stage("draw"):
        frame = _artist.draw(scene, RenderOptions(pixels=pin.shot.pixels, background=pin.shot.background))
    return dataclasses.replace(frame, text=_text(f"{pin.name}: {pin.design.title}", _recipe(pin, art)))


def _height_mm(scene: Scene) -> float:
    """Height of the solid: one camera that frames the tallest frames all of one outline."""
    return float(scene.mesh.vertices_mm[:, 2].max())


def _recipe(pin: Pin, art: Artwork) -> dict[str, Any]:
    """What is needed to make the same picture again."""
    return {
        "art": pin.name,
        "digest": art.digest,
        "layers": dict(pin.layers),
        **dataclasses.asdict(pin.design),
        **dataclasses.asdict(pin.shot),
    }


def _text(title: str, recipe: Mapping[str, Any]) -> Mapping[str, str]:
    return MappingProxyType(
        {
            "Title": title,
            "Software": f"pinrender {pinrender.__version__}",
            "Comment": json.dumps(recipe, sort_keys=True),
        }
    )


def _made_as(pin: Pin, process: str) -> Pin:
    """The pin made by a process such as ``soft-enamel`` or ``soft-enamel+epoxy``."""
    name, plus, dome = process.partition("+")
    if plus and dome != "epoxy":
        raise UsageError(f"process '{process}' is not understood; only '+epoxy' may follow a process")
    return pin.replace(process=name, epoxy=bool(dome))


def _label(design: PinDesign) -> str:
    title = catalog.load(catalog.Process, design.process).title
    return f"{title} + epoxy" if design.epoxy else title


def _meaning(design: PinDesign) -> str:
    if design.epoxy:
        return "The same face under a clear dome of epoxy: smooth to the touch, edges softened by the lens."
    process: catalog.Process = catalog.load(catalog.Process, design.process)
    return process.description


def _subtitle(art: Artwork, design: PinDesign) -> str:
    width_mm, height_mm = art.size_mm
    plating = catalog.load(catalog.Plating, design.plating).title
    return f"{width_mm:.1f} by {height_mm:.1f} mm, {plating.lower()}"


def _pixels_per_mm(size_mm: float, pixels: int) -> float:
    """Samples per millimetre that serve a picture: a little more than its own pixels on the pin."""
    wanted = SAMPLES_PER_PIXEL * LARGEST_FILL * pixels / size_mm
    stepped = PIXELS_PER_MM_STEP * math.ceil(wanted / PIXELS_PER_MM_STEP)
    finest = min(FINEST_PIXELS_PER_MM, LARGEST_PIXELS / size_mm)
    return min(max(stepped, COARSEST_PIXELS_PER_MM), finest)
