"""Triangles on the Mitsuba side."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from pinrender.render.pathtrace._nodes import texture

__all__ = ["mesh_of"]


def mesh_of(
    name: str,
    vertices_mm: NDArray[np.floating],
    normals: NDArray[np.floating],
    uv: NDArray[np.floating],
    faces: NDArray[np.integer],
    material: Any,
    radiance: NDArray[np.float32] | None = None,
) -> Any:
    """A mesh: vertices, normals (N, 3), uv (N, 2), faces (M, 3), material; emits `radiance` (H, W, 3)."""
    import mitsuba as mi

    given = mi.Properties()
    given["mesh_bsdf"] = material
    if radiance is not None:
        given["mesh_emitter"] = mi.load_dict({"type": "area", "radiance": texture(radiance)})
    mesh = mi.Mesh(
        name,
        len(vertices_mm),
        len(faces),
        props=given,
        has_vertex_normals=True,
        has_vertex_texcoords=True,
    )
    held = mi.traverse(mesh)
    floats, integers = type(held["vertex_positions"]), type(held["faces"])
    for key, values in (
        ("vertex_positions", vertices_mm),
        ("vertex_normals", normals),
        ("vertex_texcoords", uv),
    ):
        held[key] = floats(np.ascontiguousarray(values, np.float32).ravel())
    held["faces"] = integers(np.ascontiguousarray(faces, np.uint32).ravel())
    held.update()
    return mesh
