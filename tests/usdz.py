"""A USDZ taken apart, and what USD's own validators say of it."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from pxr import Usd, UsdGeom, UsdShade, UsdValidation

__all__ = ["Usdz", "validated"]


class Usdz:
    """A package and its stage, whose root can be dressed in one plating after another."""

    def __init__(self, path: Path) -> None:
        self.path, self.data = path, path.read_bytes()
        self.archive = zipfile.ZipFile(io.BytesIO(self.data))
        self.stage = Usd.Stage.Open(str(path))
        self.root = self.stage.GetDefaultPrim()

    @property
    def platings(self) -> Any:
        """The variant set."""
        return self.root.GetVariantSets().GetVariantSet("plating")

    def mesh(self, surface: str) -> Any:
        return UsdGeom.Mesh(self.stage.GetPrimAtPath(f"/pin/{surface}"))

    @property
    def meshes(self) -> dict[str, Any]:
        return {p.GetName(): UsdGeom.Mesh(p) for p in self.root.GetChildren() if p.IsA(UsdGeom.Mesh)}

    def shader(self, surface: str) -> Any:
        """What a surface is drawn with in the plating that is worn."""
        material, _ = UsdShade.MaterialBindingAPI(self.mesh(surface)).ComputeBoundMaterial()
        return UsdShade.Shader(material.ComputeSurfaceSource()[0])

    def value(self, surface: str, key: str) -> Any:
        """An input that is the same everywhere; None if it is not said."""
        return self.shader(surface).GetInput(key).Get()

    def picture(self, surface: str, key: str) -> NDArray[np.float64]:
        """An input that is read from a picture, (H, W) or (H, W, 3), as it reaches the surface."""
        (info,), _ = self.shader(surface).GetInput(key).GetConnectedSources()
        reader = UsdShade.Shader(info.source.GetPrim())
        assert reader.GetIdAttr().Get() == "UsdUVTexture"
        file = reader.GetInput("file").Get().path.removeprefix("./")
        stored = cv2.imdecode(np.frombuffer(self.archive.read(file), np.uint8), cv2.IMREAD_UNCHANGED)
        stored = stored / float(np.iinfo(stored.dtype).max)
        color = np.dstack([stored] * 3) if stored.ndim == 2 else stored[..., ::-1]
        for name, by in (("scale", np.multiply), ("bias", np.add)):
            asked = reader.GetInput(name)
            color = by(color, np.array(asked.Get())[:3]) if asked else color
        return color if info.sourceName == "rgb" else color[..., "rgb".index(info.sourceName)]


def validated(stage: Any) -> list[str]:
    """What all validators find wrong, in every plating that a stage can be seen in."""
    registry = UsdValidation.ValidationRegistry()
    context = UsdValidation.ValidationContext(registry.GetOrLoadAllValidators())
    platings = stage.GetDefaultPrim().GetVariantSets().GetVariantSet("plating")
    worn = platings.GetVariantSelection()
    found = []
    for plating in platings.GetVariantNames() or [worn]:
        platings.SetVariantSelection(plating)
        found += [f"{plating}: {error.GetErrorAsString()}" for error in context.Validate(stage)]
    platings.SetVariantSelection(worn)
    return found
