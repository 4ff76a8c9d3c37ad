"""A dressed pin as glTF 2.0: one file with its geometry, its maps and a material for every plating."""

from __future__ import annotations

from pinrender.output.gltf._asset import Look, PinAsset
from pinrender.output.gltf._file import encode_glb

__all__ = ["Look", "PinAsset", "encode_glb"]
