"""A pin is baked to the asset that is shown elsewhere: its shape once, its look in each plating."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import TYPE_CHECKING

from pinrender import pipeline

if TYPE_CHECKING:
    from pinrender._pin import Pin
    from pinrender._timings import Timings
    from pinrender.artwork import Artwork
    from pinrender.mesh import PinMesh
    from pinrender.output.gltf import PinAsset
    from pinrender.relief import Relief

__all__ = ["bake"]

MOST_BENDS = 3
"""Edge, foot and crest of a wall: what lies between is in the maps of normals."""


def bake(
    pin: Pin, art: Artwork, platings: Sequence[str], timings: Timings, *, max_error_mm: float
) -> PinAsset:
    """Bake a pin in its own plating, and in others.

    Parameters
    ----------
    pin, art : Pin, Artwork
        What to make; the artwork read at the resolution that its maps are to have.
    platings : sequence of str
        Catalogue names beside the pin's own, which comes first.
    timings : Timings
        Records the stages that run.
    max_error_mm : float
        How far its surfaces may leave the relief.

    Raises
    ------
    UsageError
        If there is no such plating.
    """
    from pinrender.output.gltf import Look, PinAsset

    shape, made = pipeline.relief(pin, art, timings)
    names = dict.fromkeys([pin.design.plating, *platings])
    designs = [dataclasses.replace(pin.design, plating=name) for name in names]
    plated = [dataclasses.replace(pin, design=design) for design in designs]
    looks = tuple(
        Look(name=each.design.plating, appearance=pipeline.dressed(each, art, shape, made, timings))
        for each in plated
    )

    def solid(shape: pipeline.Shape, made: Relief) -> PinMesh:
        return pipeline.solid(shape, made, timings, max_error_mm=max_error_mm, most_bends=MOST_BENDS)

    if made.dome_mm is None:
        return PinAsset(body=solid(shape, made), domed=None, looks=looks)
    dry = dataclasses.replace(pin.design, epoxy=False, epoxy_height_mm=None, epoxy_volume_mm3=None)
    under = pipeline.relief(dataclasses.replace(pin, design=dry), art, timings)
    return PinAsset(body=solid(*under), domed=solid(shape, made), looks=looks)
