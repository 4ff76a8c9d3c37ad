"""Materials as networks of shaders: a UsdPreviewSurface, and a reader for each picture."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from numpy.typing import NDArray

from pinrender.output.usd._materials import Input, Read

__all__ = ["Materials", "Place"]

COLORS, NORMAL = ("diffuseColor", "emissiveColor"), "normal"
Place = Callable[[NDArray[Any], str], str]
"""Stores a picture, which is for the input named; returns its path as seen from the stage."""


class Materials:
    """The materials of a stage; equal ones once."""

    def __init__(self, stage: Any, scope: str, place: Place) -> None:
        self._stage, self._scope, self._place = stage, scope, place
        self._known: dict[str, Any] = {}

    def kept(self, name: str, inputs: dict[str, Input]) -> Any:
        """The material with those inputs; if it is new, of that name."""
        files = {
            key: self._place(value.picture, key) for key, value in inputs.items() if isinstance(value, Read)
        }
        plain = {key: value for key, value in inputs.items() if key not in files}
        name = re.sub(r"\W+", "_", name, flags=re.ASCII)
        known = repr((sorted(files.items()), sorted(plain.items())))
        if known not in self._known:
            self._known[known] = self._made(f"{self._scope}/{name}", inputs, files)
        return self._known[known]

    def _made(self, path: str, inputs: dict[str, Input], files: dict[str, str]) -> Any:
        from pxr import Sdf, UsdShade

        material = UsdShade.Material.Define(self._stage, path)
        surface = self._shader(f"{path}/surface", "UsdPreviewSurface")
        output = surface.CreateOutput("surface", Sdf.ValueTypeNames.Token)
        material.CreateSurfaceOutput().ConnectToSource(output)
        where = None
        if files:
            places = self._shader(f"{path}/places", "UsdPrimvarReader_float2")
            places.CreateInput("varname", Sdf.ValueTypeNames.String).Set("st")
            where = places.CreateOutput("result", Sdf.ValueTypeNames.Float2)
        readers: dict[str, Any] = {}
        for key, value in inputs.items():
            target = surface.CreateInput(key, _type(key))
            if not isinstance(value, Read):
                target.Set(value)
                continue
            file = files[key]
            if file not in readers:
                readers[file] = self._reader(f"{path}/{key}", file, value, where)
            kind = Sdf.ValueTypeNames.Float3 if value.channel == "rgb" else Sdf.ValueTypeNames.Float
            target.ConnectToSource(readers[file].CreateOutput(value.channel, kind))
        return material

    def _reader(self, path: str, file: str, read: Read, where: Any) -> Any:
        from pxr import Gf, Sdf

        reader = self._shader(path, "UsdUVTexture")
        reader.CreateInput("file", Sdf.ValueTypeNames.Asset).Set(file)
        reader.CreateInput("st", Sdf.ValueTypeNames.Float2).ConnectToSource(where)
        for wrap in ("wrapS", "wrapT"):
            reader.CreateInput(wrap, Sdf.ValueTypeNames.Token).Set("clamp")
        space = "sRGB" if read.meaning == "color" else "raw"
        reader.CreateInput("sourceColorSpace", Sdf.ValueTypeNames.Token).Set(space)
        if read.meaning == "normal":
            reader.CreateInput("scale", Sdf.ValueTypeNames.Float4).Set(Gf.Vec4f(2.0, 2.0, 2.0, 1.0))
            reader.CreateInput("bias", Sdf.ValueTypeNames.Float4).Set(Gf.Vec4f(-1.0, -1.0, -1.0, 0.0))
        return reader

    def _shader(self, path: str, kind: str) -> Any:
        from pxr import UsdShade

        shader = UsdShade.Shader.Define(self._stage, path)
        shader.CreateIdAttr(kind)
        return shader


def _type(key: str) -> Any:
    from pxr import Sdf

    if key in COLORS:
        return Sdf.ValueTypeNames.Color3f
    return Sdf.ValueTypeNames.Normal3f if key == NORMAL else Sdf.ValueTypeNames.Float
