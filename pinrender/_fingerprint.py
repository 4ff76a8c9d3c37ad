"""What a file or a plan holds, in one short string: the keys under which results are remembered."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pinrender.artwork import Plan

__all__ = ["fingerprint", "shape_digest"]

MOST_FILES = 1024
MOST_BYTES = 64 * 1024 * 1024
"""Read of one file; what lies beyond is told apart by length and time of change."""


def fingerprint(path: Path) -> str:
    """Digest the names and bytes of an artwork: one file, or all files of a folder.

    Parameters
    ----------
    path : Path
        A file or folder; what cannot be read counts as absent, for the reader to complain about.

    Returns
    -------
    str
        SHA-256, hexadecimal.
    """
    digest = hashlib.sha256()
    for file in _files(path):
        with suppress(OSError), file.open("rb") as stream:
            state = os.fstat(stream.fileno())
            digest.update(os.fsencode(f"{file.name}/{state.st_size}/{state.st_mtime_ns}/"))
            digest.update(stream.read(MOST_BYTES))
    return digest.hexdigest()


def _files(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
    elif path.is_dir():
        yield from sorted(file for file in path.iterdir() if file.is_file())[:MOST_FILES]


def shape_digest(plan: Plan) -> str:
    """Digest what the relief is made from: everything of a plan but its colours.

    Returns
    -------
    str
        SHA-256, hexadecimal; equal for drawings that differ in enamel colours only.
    """
    digest = hashlib.sha256(repr(plan.grid).encode())
    overlays = (plan.texture, plan.epoxy, plan.print, plan.seam_mm)
    for array in (plan.body, plan.metal, plan.recess, plan.cells, *overlays):
        digest.update(b"" if array is None else array.data)
        digest.update(b"|")
    for layer in plan.sculpture:
        digest.update(layer.height.data)
        digest.update(layer.coverage.data)
    digest.update(repr((plan.textures, [(each.combine, each.height_mm) for each in plan.sculpture])).encode())
    return digest.hexdigest()
