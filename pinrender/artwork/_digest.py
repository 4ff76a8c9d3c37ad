"""A name for the content of an artwork."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from pinrender.artwork._model import Layer, Plan

__all__ = ["digest_of"]


def digest_of(
    name: str, layers: Sequence[Layer], plan: Plan, color_names: Mapping[str, str] | None = None
) -> str:
    """SHA-256 over names, roles, palettes, grid and arrays; equal digests are equal artwork."""
    digest = hashlib.sha256()
    named = [repr(sorted(color_names.items())).encode()] if color_names else []
    for part in (*_parts(name, layers, plan), *named):
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.hexdigest()


def _parts(name: str, layers: Sequence[Layer], plan: Plan) -> Iterator[bytes]:
    yield name.encode()
    yield repr(plan.grid).encode()
    yield repr((plan.palette, plan.enamels, plan.platings)).encode()
    yield repr((plan.textures, [(layer.combine, layer.height_mm) for layer in plan.sculpture])).encode()
    for array in (plan.body, plan.metal, plan.cells, plan.color_srgb8, plan.recess):
        yield np.ascontiguousarray(array).tobytes()
    for sculpted in plan.sculpture:
        yield sculpted.height.tobytes()
        yield sculpted.coverage.tobytes()
    for field in (plan.texture, plan.plating, plan.epoxy, plan.print, plan.seam_mm):
        yield b"" if field is None else field.tobytes()
    for layer in layers:
        yield repr((layer.name, layer.role.value, layer.reason, layer.visible, layer.palette)).encode()
        if layer.palette:
            yield layer.coverage.tobytes()
            yield layer.cells.tobytes()
