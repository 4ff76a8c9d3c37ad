"""An asset as one GLB file: trimesh writes geometry and container, the materials are put in beside it."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from pinrender.output.gltf._asset import PinAsset
from pinrender.output.gltf._materials import M_PER_MM, Json, material_of
from pinrender.output.gltf._surfaces import Surface, surfaces_of
from pinrender.output.gltf._textures import textures_of

__all__ = ["encode_glb"]

VARIANTS, REQUIRED = "KHR_materials_variants", ["EXT_texture_webp", "KHR_mesh_quantization"]
WEBP = REQUIRED[0]
TEXTURED = ("face", "floor", "skin", "dome")
ALONG_X = (1.0, 0.0, 0.0, 1.0)
"""Tangent of what lies on the plan, and the sign of its bitangent, +y."""
LINEAR, LINEAR_MIPMAP_LINEAR, CLAMP_TO_EDGE = 9729, 9987, 33071
UNSIGNED_SHORT, UNSIGNED_INT, ARRAY_BUFFER, ELEMENT_ARRAY_BUFFER = 5123, 5125, 34962, 34963
"""Of OpenGL, as glTF numbers samplers and components."""


def encode_glb(asset: PinAsset, *, software: str, extras: Mapping[str, Any]) -> bytes:
    """Write an asset as binary glTF 2.0, in metres, y up, the face toward +z; equal input gives equal bytes.

    Every surface is a mesh of its own, with a material for each look: which one is seen is chosen by
    KHR_materials_variants, and where a viewer does not know that, it is the first.

    Parameters
    ----------
    asset : PinAsset
        What to write.
    software : str
        The generator.
    extras : mapping
        Kept in the file's ``asset.extras``: how the pin was made.
    """
    from trimesh import Scene
    from trimesh.exchange.gltf import export_glb

    surfaces = surfaces_of(asset)
    scene = Scene(base_frame="pin")
    for surface in surfaces:
        scene.add_geometry(_geometry(surface), geom_name=surface.name, node_name=surface.name)
    views: dict[int, Json] = {}

    def dress(buffers: Any, tree: Json) -> None:
        views.update(_pack(buffers, tree))
        _Wardrobe(buffers, tree).dress(asset, surfaces)
        tree["asset"] = {"version": "2.0", "generator": software, "extras": dict(extras)}

    def mark(tree: Json) -> None:
        for view, marks in views.items():
            tree["bufferViews"][view] |= marks

    write: Any = export_glb
    written: bytes = write(scene, include_normals=False, buffer_postprocessor=dress, tree_postprocessor=mark)
    return written


def _geometry(surface: Surface) -> Any:
    """A surface as trimesh takes it, directions in one byte and places on the maps in two."""
    from trimesh import Trimesh

    directions = [("_NORMAL", surface.normals)]
    if surface.name in TEXTURED:
        directions.append(("_TANGENT", np.broadcast_to(ALONG_X, (len(surface.normals), 4))))
    places = {"_TEXCOORD_0": np.round(65535.0 * surface.uv).astype(np.uint16)} if len(directions) > 1 else {}
    attributes: dict[str, Any] = {
        name: np.pad(np.round(127.0 * values).astype(np.int8), ((0, 0), (0, 4 - values.shape[1])))
        for name, values in directions
    }
    return Trimesh(
        surface.vertices_mm.astype(np.float64) * M_PER_MM,
        surface.faces,
        vertex_attributes=attributes | places,
        process=False,
        validate=False,
    )


def _pack(buffers: Any, tree: Json) -> dict[int, Json]:
    """Call attributes by their names, and number vertices in two bytes where there are few enough.

    Returns
    -------
    dict
        What is to be said of each view of the buffer.
    """
    keys, accessors = list(buffers.keys()), list(tree["accessors"].values())
    views: dict[int, Json] = {}
    for mesh in tree["meshes"]:
        (primitive,) = mesh["primitives"]
        named = {name.lstrip("_"): number for name, number in primitive["attributes"].items()}
        primitive["attributes"] = named
        for name, number in named.items():
            accessor = accessors[number]
            views[accessor["bufferView"]] = {"target": ARRAY_BUFFER}
            if name != "POSITION":
                accessor["normalized"] = True
            if name == "NORMAL":  # three bytes and one to fill
                accessor["type"] = "VEC3"
                for key in ("min", "max"):
                    accessor.pop(key, None)
                views[accessor["bufferView"]]["byteStride"] = 4
        indices = accessors[primitive["indices"]]
        views[indices["bufferView"]] = {"target": ELEMENT_ARRAY_BUFFER}
        few = accessors[named["POSITION"]]["count"] <= np.iinfo(np.uint16).max
        if few and indices["componentType"] == UNSIGNED_INT:
            key = keys[indices["bufferView"]]
            data = np.frombuffer(buffers[key], "<u4").astype("<u2").tobytes()
            buffers[key] = data + bytes(-len(data) % 4)
            indices["componentType"] = UNSIGNED_SHORT
    return views


class _Wardrobe:
    """Puts materials and their pictures into a file that trimesh is about to write; equal ones once."""

    def __init__(self, buffers: Any, tree: Json) -> None:
        self._buffers, self._tree = buffers, tree
        self._images: dict[bytes, int] = {}
        self._materials: dict[str, int] = {}
        tree["materials"], tree["images"], tree["textures"] = [], [], []

    def dress(self, asset: PinAsset, surfaces: tuple[Surface, ...]) -> None:
        """Give every surface a material for every look."""
        chosen: dict[str, list[int]] = {surface.name: [] for surface in surfaces}
        for look in asset.looks:
            pictures = textures_of(look.appearance)
            for surface in surfaces:
                material = material_of(surface.name, look.appearance, pictures, self._place)
                chosen[surface.name].append(self._keep(f"{surface.name}, {look.name}", material))
        for mesh in self._tree["meshes"]:
            (primitive,) = mesh["primitives"]
            numbers = chosen[mesh["name"]]
            primitive["material"] = numbers[0]
            if len(asset.looks) > 1:
                primitive["extensions"] = {VARIANTS: {"mappings": _mappings(numbers)}}
        used = {name for material in self._tree["materials"] for name in material.get("extensions", {})}
        if len(asset.looks) > 1:
            names = [{"name": look.name} for look in asset.looks]
            self._tree["extensions"] = {VARIANTS: {"variants": names}}
            used.add(VARIANTS)
        self._tree["samplers"] = [
            {
                "magFilter": LINEAR,
                "minFilter": LINEAR_MIPMAP_LINEAR,
                "wrapS": CLAMP_TO_EDGE,
                "wrapT": CLAMP_TO_EDGE,
            }
        ]
        self._tree["extensionsUsed"] = sorted({*used, *REQUIRED})
        self._tree["extensionsRequired"] = REQUIRED

    def _keep(self, name: str, material: Json) -> int:
        known = repr(material)
        if known not in self._materials:
            self._materials[known] = len(self._tree["materials"])
            self._tree["materials"].append({"name": name, **material})
        return self._materials[known]

    def _place(self, picture: NDArray[np.uint8]) -> Json:
        digest = hashlib.sha256(repr(picture.shape).encode() + picture.tobytes()).digest()
        if digest not in self._images:
            data = _webp(picture)
            self._buffers[digest] = data + bytes(-len(data) % 4)
            source = len(self._tree["images"])
            self._tree["images"].append({"bufferView": self._buffers.index(digest), "mimeType": "image/webp"})
            self._images[digest] = len(self._tree["textures"])
            self._tree["textures"].append({"sampler": 0, "extensions": {WEBP: {"source": source}}})
        return {"index": self._images[digest]}


def _mappings(numbers: list[int]) -> list[Json]:
    """Which variants each material is for."""
    return [
        {"material": material, "variants": [k for k, number in enumerate(numbers) if number == material]}
        for material in dict.fromkeys(numbers)
    ]


def _webp(picture: NDArray[np.uint8]) -> bytes:
    file = io.BytesIO()
    Image.fromarray(picture).save(file, "WEBP", lossless=True, quality=40, method=2, exact=True)
    return file.getvalue()
