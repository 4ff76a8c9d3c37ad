"""A stage and its pictures in one file, as USDZ has them: stored whole, each at a multiple of 64 bytes."""

from __future__ import annotations

import hashlib
import io
import json
import os
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from pinrender.errors import OutputError
from pinrender.output.asset import PinAsset
from pinrender.output.usd._stage import fill_stage

__all__ = ["encode_usdz", "load_usd"]

STAGE = "pin.usdc"
TEXTURES = "textures"
DATED = (1980, 1, 1, 0, 0, 0, 0, 1, -1)
"""Local time of every file in a package, the first that ZIP can say: equal input gives equal bytes."""


def load_usd() -> Any:
    """Pixar's USD library.

    Raises
    ------
    OutputError
        If it is not installed; the message says how to install it.
    """
    try:
        from pxr import Usd
    except ImportError as missing:
        raise OutputError(
            "a .usdz needs usd-core: python -m pip install 'pinrender[usd]', or write a .glb"
        ) from missing
    return Usd


def encode_usdz(asset: PinAsset, *, software: str, title: str, recipe: Mapping[str, Any]) -> bytes:
    """Write an asset as USDZ, in metres, y up, the face toward +z; equal input gives equal bytes.

    Parameters
    ----------
    asset : PinAsset
        What to write.
    software, title : str
        The creator, and what the pin is called.
    recipe : mapping
        How the pin was made; kept as JSON in the layer's ``customLayerData``.
    """
    library = load_usd()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        stage = library.Stage.CreateNew(str(folder / STAGE))
        layer = stage.GetRootLayer()
        layer.documentation = title
        layer.customLayerData = {"creator": software, "recipe": json.dumps(dict(recipe), sort_keys=True)}
        pictures = _Pictures(folder)
        fill_stage(stage, asset, pictures.place)
        layer.Save()
        return _packed(folder, [STAGE, *pictures.files])


def _packed(folder: Path, files: list[str]) -> bytes:
    from pxr import Sdf

    package = folder / "pin.usdz"
    writer = Sdf.ZipFileWriter.CreateNew(str(package))
    dated = time.mktime(DATED)
    for file in files:
        os.utime(folder / file, (dated, dated))
        writer.AddFile(str(folder / file), file)
    writer.Save()
    return package.read_bytes()


class _Pictures:
    """The pictures beside a stage, as PNG; equal ones once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._known: dict[bytes, str] = {}
        (folder / TEXTURES).mkdir()

    @property
    def files(self) -> list[str]:
        """Their paths within the folder, in the order in which they came."""
        return list(self._known.values())

    def place(self, picture: NDArray[np.uint8], use: str) -> str:
        """Store a picture that is used so; its path, as seen from the stage."""
        digest = hashlib.sha256(repr(picture.shape).encode() + picture.tobytes()).digest()
        if digest not in self._known:
            file = f"{TEXTURES}/{use}_{len(self._known)}.png"
            (self._folder / file).write_bytes(_png(picture))
            self._known[digest] = file
        return f"./{self._known[digest]}"


def _png(picture: NDArray[np.uint8]) -> bytes:
    file = io.BytesIO()
    Image.fromarray(picture).save(file, "PNG", compress_level=9)
    return file.getvalue()
