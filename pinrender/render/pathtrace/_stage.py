"""Light, surface and camera of a scene, as Mitsuba reads them."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pinrender.render.pathtrace._glow import emitted
from pinrender.render.pathtrace._materials import materials, texture
from pinrender.render.pathtrace._surfaces import Surface, surfaces_of
from pinrender.scene import Camera, Environment, Scene
from pinrender.scene._studio import directions

__all__ = ["camera", "stage"]

SURFACE_REACH = 40.0
"""The surface the pin lies on ends at so many times the pin's size, which is out of sight."""
DEEPEST_BARE, DEEPEST_DOMED = 10, 24
"""Longest path: light in a white cell under epoxy turns back many times before it is out."""
ROULETTE_DEPTH = 8


def stage(scene: Scene, *, transparent: bool, dark: bool = False) -> Any:
    """The whole scene but its camera.

    A transparent picture has no surface below the pin, only the light that it would send up. In the
    dark there is no light but what the pin gives off.
    """
    import mitsuba as mi

    maps = scene.appearance.maps
    deep = maps.dome is not None or maps.floor is not None or maps.flakes is not None
    ground = np.array(scene.backdrop.albedo_linear) * scene.environment.irradiance_up
    made = {
        name: mi.load_dict(description)
        for name, description in materials(
            scene.appearance, scene.environment, scene.camera.pose[:3, 3]
        ).items()
    }
    contents: dict[str, Any] = {
        "type": "scene",
        "integrator": {
            "type": "path",
            "max_depth": DEEPEST_DOMED if deep else DEEPEST_BARE,
            "rr_depth": ROULETTE_DEPTH,
            "hide_emitters": not dark,
        },
    }
    if not dark:
        contents["light"] = _light(scene.environment, ground if transparent else np.zeros(3))
    for number, surface in enumerate(surfaces_of(scene)):
        contents[f"surface_{number}"] = _mesh(
            surface, made[surface.material], emitted(maps, surface.material) if dark else None
        )
    if not transparent:
        contents["backdrop"] = _backdrop(scene)
    return mi.load_dict(contents)


def camera(seen: Camera, side: int, start: int, rows: int) -> Any:
    """The scene's camera for some rows of a picture of `side` pixels, from row `start`.

    The principal point is moved, for that is a number to a compiled kernel, as a crop is not.
    """
    import mitsuba as mi

    turned = seen.pose @ np.diag([-1.0, 1.0, -1.0, 1.0])  # Mitsuba looks along +z, +x to the left
    return mi.load_dict(
        {
            "type": "perspective",
            "fov": math.degrees(seen.fov_rad),
            "fov_axis": "x",
            "principal_point_offset_y": 0.5 - (0.5 * side - start) / rows,
            "near_clip": seen.near_mm,
            "far_clip": 1e3 * seen.far_mm,
            "to_world": mi.ScalarTransform4f(turned),
            "film": {
                "type": "hdrfilm",
                "width": side,
                "height": rows,
                "pixel_format": "rgba",
                "component_format": "float32",
                "rfilter": {"type": "box"},
            },
            "sampler": {"type": "multijitter"},
        }
    )


def _mesh(surface: Surface, material: Any, radiance: NDArray[np.float32] | None = None) -> Any:
    """Triangles on the Mitsuba side; `radiance`, (H, W, 3), is what they emit."""
    import mitsuba as mi

    given = mi.Properties()
    given["mesh_bsdf"] = material
    if radiance is not None:
        given["mesh_emitter"] = mi.load_dict({"type": "area", "radiance": texture(radiance)})
    mesh = mi.Mesh(
        surface.material,
        len(surface.vertices_mm),
        len(surface.faces),
        props=given,
        has_vertex_normals=True,
        has_vertex_texcoords=True,
    )
    held = mi.traverse(mesh)
    floats, integers = type(held["vertex_positions"]), type(held["faces"])
    held["vertex_positions"] = floats(surface.vertices_mm.ravel())
    held["vertex_normals"] = floats(surface.normals.ravel())
    held["vertex_texcoords"] = floats(surface.uv.ravel())
    held["faces"] = integers(surface.faces.ravel())
    held.update()
    if surface.epoxy is not None:
        mesh.add_attribute("vertex_epoxy", 1, floats(surface.epoxy))
    return mesh


def _light(environment: Environment, ground_linear: NDArray[np.float64]) -> dict[str, Any]:
    """The studio's light above the horizon; below it one radiance, (3,)."""
    import mitsuba as mi

    radiance = environment.radiance_linear
    below = directions((radiance.shape[0], radiance.shape[1]))[..., 2:] < 0.0
    radiance = np.where(below, ground_linear.astype(np.float32), radiance)
    return {"type": "envmap", "bitmap": mi.Bitmap(_as_mitsuba_looks_it_up(radiance))}


def _as_mitsuba_looks_it_up(radiance: NDArray[np.float32]) -> NDArray[np.float32]:
    """Turn left and right about, and put the first and last row on the poles."""
    count = len(radiance)
    at = np.clip(np.linspace(-0.5, count - 0.5, count), 0.0, count - 1.0)
    low = np.minimum(at.astype(int), count - 2)
    share = (at - low).astype(np.float32)[:, None, None]
    moved = radiance[low] * (1.0 - share) + radiance[low + 1] * share
    return np.ascontiguousarray(moved[:, ::-1])


def _backdrop(scene: Scene) -> dict[str, Any]:
    """A matt surface at z = 0, a hair below the pin's back."""
    import mitsuba as mi

    reach_mm = SURFACE_REACH * float(np.abs(scene.mesh.vertices_mm).max())
    place = mi.ScalarTransform4f().translate([0.0, 0.0, -1e-3]).scale([reach_mm, reach_mm, 1.0])
    albedo = {"type": "rgb", "value": list(scene.backdrop.albedo_linear)}
    return {"type": "rectangle", "to_world": place, "bsdf": {"type": "diffuse", "reflectance": albedo}}
