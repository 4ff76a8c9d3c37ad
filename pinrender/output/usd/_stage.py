"""An asset as a USD stage: a mesh for each surface, materials beside them, platings as variants."""

from __future__ import annotations

import re
from typing import Any

import numpy as np

from pinrender.output.asset import M_PER_MM, PinAsset, Surface, surfaces_of, textures_of
from pinrender.output.usd._materials import material_of
from pinrender.output.usd._shaders import Materials, Place

__all__ = ["fill_stage"]

PLATING = "plating"
"""The variant set of the root prim."""
ROOT, SCOPE = "/pin", "/pin/materials"


def fill_stage(stage: Any, asset: PinAsset, place: Place) -> None:
    """Write an asset onto an empty stage, in metres, y up, the face toward +z."""
    from pxr import Kind, Usd, UsdGeom

    UsdGeom.SetStageUpAxis(stage, UsdGeom.Tokens.y)
    UsdGeom.SetStageMetersPerUnit(stage, 1.0)
    root = UsdGeom.Xform.Define(stage, ROOT).GetPrim()
    stage.SetDefaultPrim(root)
    Usd.ModelAPI(root).SetKind(Kind.Tokens.component)
    surfaces = surfaces_of(asset)
    meshes: dict[str, Any] = {surface.name: _mesh(stage, surface) for surface in surfaces}
    UsdGeom.Scope.Define(stage, SCOPE)
    materials = Materials(stage, SCOPE, place)
    variants = root.GetVariantSets().AddVariantSet(PLATING) if len(asset.looks) > 1 else None
    for look in asset.looks:
        pictures = textures_of(look.appearance, tinted=True)
        worn: dict[str, Any] = {
            surface.name: materials.kept(
                f"{surface.name}_{look.name}", material_of(surface.name, look.appearance, pictures)
            )
            for surface in surfaces
        }
        if variants is None:
            _bind(meshes, worn)
            continue
        variants.AddVariant(_variant_name(look.name))
        variants.SetVariantSelection(_variant_name(look.name))
        with variants.GetVariantEditContext():
            _bind(meshes, worn)
    if variants is not None:
        variants.SetVariantSelection(_variant_name(asset.looks[0].name))


def _variant_name(plating: str) -> str:
    """A plating's catalogue name with nothing in it that a variant's must not have."""
    return re.sub(r"[^\w-]+", "_", plating, flags=re.ASCII)


def _bind(meshes: dict[str, Any], worn: dict[str, Any]) -> None:
    from pxr import UsdShade

    for name, mesh in meshes.items():
        UsdShade.MaterialBindingAPI(mesh).Bind(worn[name])


def _mesh(stage: Any, surface: Surface) -> Any:
    from pxr import Sdf, UsdGeom, UsdShade, Vt

    mesh = UsdGeom.Mesh.Define(stage, f"{ROOT}/{surface.name}")
    points = Vt.Vec3fArray.FromNumpy(surface.vertices_mm * np.float32(M_PER_MM))
    mesh.CreatePointsAttr(points)
    mesh.CreateExtentAttr(UsdGeom.PointBased.ComputeExtent(points))
    mesh.CreateFaceVertexCountsAttr(Vt.IntArray(len(surface.faces), 3))
    mesh.CreateFaceVertexIndicesAttr(Vt.IntArray.FromNumpy(surface.faces.ravel()))
    mesh.CreateSubdivisionSchemeAttr(UsdGeom.Tokens.none)
    mesh.CreateNormalsAttr(Vt.Vec3fArray.FromNumpy(surface.normals))
    mesh.SetNormalsInterpolation(UsdGeom.Tokens.vertex)
    upward = surface.uv * np.array([1.0, -1.0], np.float32) + np.array([0.0, 1.0], np.float32)
    places = UsdGeom.PrimvarsAPI(mesh).CreatePrimvar(
        "st", Sdf.ValueTypeNames.TexCoord2fArray, UsdGeom.Tokens.vertex
    )
    places.Set(Vt.Vec2fArray.FromNumpy(upward))
    UsdShade.MaterialBindingAPI.Apply(mesh.GetPrim())
    return mesh
