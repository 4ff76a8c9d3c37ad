"""Traced pictures that previews are measured against: kept by what they show, and traced further when asked.

A reference belongs to its scene, its size and the tracer's own source, so that a change of the preview alone
finds it again, and one that was stopped goes on where it was.
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NamedTuple

import mitsuba
import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel

import pinrender
from pinrender.render._denoise import can_denoise, denoised
from pinrender.render.pathtrace._guides import guides
from pinrender.render.pathtrace._stage import stage
from pinrender.scene import Scene

__all__ = ["Halves", "cleaner", "digest", "grown", "kept_at", "save"]

FOLDER = Path(__file__).resolve().parent.parent / ".cache" / "fidelity"
HALF = 1_000_000
"""Seeds so far apart share no noise; each addition to each half starts at its own."""

Trace = Callable[[int, int], NDArray[np.float32]]
Clean = Callable[[NDArray[np.float32]], NDArray[np.float32]]


class Halves(NamedTuple):
    """Two pictures of the same light that share no noise.

    `light` is (2, S, S, 4) float32, linear; `paths` per pixel of each, `seeds` used for both.
    """

    light: NDArray[np.float32] | None = None
    paths: int = 0
    seeds: int = 0


def grown(halves: Halves, paths: int, trace: Trace) -> Halves:
    """Both halves with so many more paths per pixel; `trace(paths, first_seed)` gives light."""
    first = halves.seeds * HALF
    added = np.stack([trace(paths, first), trace(paths, first + HALF)])
    total = halves.paths + paths
    if halves.light is not None:
        added = (np.float32(halves.paths) * halves.light + np.float32(paths) * added) / np.float32(total)
    return Halves(light=added, paths=total, seeds=halves.seeds + 2)


def kept_at(scene: Scene, pixels: int, folder: Path = FOLDER) -> tuple[Path, Halves]:
    """Where the reference of a scene is kept, and what is there."""
    path = folder / f"{digest((scene, pixels, _tracer()))}.npz"
    if not path.exists():
        return path, Halves()
    with np.load(path) as held:
        return path, Halves(light=held["light"], paths=int(held["paths"]), seeds=int(held["seeds"]))


def save(path: Path, halves: Halves) -> None:
    """Keep them, whole or not at all."""
    if halves.light is None:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(".part.npz")
    np.savez(partial, light=halves.light, paths=halves.paths, seeds=halves.seeds)
    partial.replace(path)


def cleaner(scene: Scene, side: int) -> Clean | None:
    """What takes the grain off light traced under epoxy, where it can be done; None if it is to be left.

    Light that meets a lamp through epoxy only by chance is so grainy that two halves agree after an hour.
    """
    if scene.appearance.maps.dome is None or not can_denoise():
        return None
    albedo, normal = guides(stage(scene, transparent=False), scene.camera, side)
    return lambda light: denoised(light, albedo, normal, clean=True)


def digest(value: Any) -> str:
    """Hexadecimal name of a value made of arrays, frozen dataclasses, models, tuples, numbers and text."""
    hashed = hashlib.sha256()
    for part in _parts(value):
        hashed.update(len(part).to_bytes(8, "little"))
        hashed.update(part)
    return hashed.hexdigest()[:24]


def _parts(value: Any) -> Iterable[bytes]:
    if isinstance(value, np.ndarray):
        yield f"{value.dtype} {value.shape}".encode()
        yield np.ascontiguousarray(value).tobytes()
    elif dataclasses.is_dataclass(value):
        yield type(value).__name__.encode()
        for field in dataclasses.fields(value):
            yield from _parts(getattr(value, field.name))
    elif isinstance(value, BaseModel):
        yield value.model_dump_json().encode()
    elif isinstance(value, tuple | list):
        yield f"{len(value)} parts".encode()
        for each in value:
            yield from _parts(each)
    elif value is None or isinstance(value, str | bool | int | float | np.generic):
        yield repr(value).encode()
    else:
        raise TypeError(f"{type(value).__name__} has no digest")


def _tracer() -> tuple[str, ...]:
    """What a traced picture depends on beside its scene: the tracer, and what it calls of earlier stages."""
    root = Path(pinrender.__file__).parent
    stages = [root / "render" / "pathtrace", root / "appearance", root / "relief", root / "scene"]
    sources = [root / "color.py", root / "render" / "_energy.py"]
    sources += sorted(source for stage in stages for source in stage.glob("*.py"))
    return (mitsuba.__version__, *(source.read_text(encoding="utf-8") for source in sources))
