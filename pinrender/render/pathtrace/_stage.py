"""Light, surface and camera of a scene, as Mitsuba reads them."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pinrender.render.pathtrace._glow import emitted
from pinrender.render.pathtrace._ground import ground_of
from pinrender.render.pathtrace._materials import materials
from pinrender.render.pathtrace._mesh import mesh_of
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
            scene.appearance, scene.promised, eye_mm=scene.camera.pose[:3, 3]
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
            surface, made[surface.material], emitted(scene.appearance, surface.material) if dark else None
        )
    if not transparent:
        reach_mm = SURFACE_REACH * float(np.abs(scene.mesh.vertices_mm).max())
        contents |= ground_of(scene.backdrop, reach_mm)
    return mi.load_dict(contents)


def camera(seen: Camera, side: int, start: int, rows: int) -> Any:
    """The scene's camera for some rows of a picture of `side` pixels, from row `start`.

    The principal point is moved, for that is a number to a compiled kernel, as a crop is not. A thin
    lens has none: its picture is taken whole.
    """
    import mitsuba as mi

    turned = seen.pose @ np.diag([-1.0, 1.0, -1.0, 1.0])  # Mitsuba looks along +z, +x to the left
    lens: dict[str, Any] = {
        "type": "perspective",
        "principal_point_offset_y": 0.5 - (0.5 * side - start) / rows,
    }
    if seen.aperture_mm > 0.0:
        if rows != side:
            raise ValueError("a thin lens takes its picture whole")
        lens = {"type": "thinlens", "aperture_radius": seen.aperture_mm, "focus_distance": seen.focus_mm}
    return mi.load_dict(
        {
            **lens,
            "fov": math.degrees(seen.fov_rad),
            "fov_axis": "x",
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
    """A part of the pin; `radiance`, (H, W, 3), is what it emits."""
    mesh = mesh_of(
        surface.material,
        surface.vertices_mm,
        surface.normals,
        surface.uv,
        surface.faces,
        material,
        radiance,
    )
    if surface.epoxy is not None:
        import mitsuba as mi

        floats = type(mi.traverse(mesh)["vertex_positions"])
        mesh.add_attribute("vertex_epoxy", 1, floats(surface.epoxy))
    return mesh


def _light(environment: Environment, ground_linear: NDArray[np.float64]) -> dict[str, Any]:
    """The studio's light above the horizon; below it one radiance, (3,)."""
    import mitsuba as mi

    radiance = environment.radiance_linear
    below = directions((radiance.shape[0], radiance.shape[1]))[..., 2:] < 0.0
    radiance = np.where(below, ground_linear.astype(np.float32), radiance)
    turned = mi.ScalarTransform4f().rotate([0.0, 0.0, 1.0], math.degrees(environment.turn_rad))
    return {"type": "envmap", "bitmap": mi.Bitmap(_as_mitsuba_looks_it_up(radiance)), "to_world": turned}


def _as_mitsuba_looks_it_up(radiance: NDArray[np.float32]) -> NDArray[np.float32]:
    """Turn left and right about, and put the first and last row on the poles."""
    count = len(radiance)
    at = np.clip(np.linspace(-0.5, count - 0.5, count), 0.0, count - 1.0)
    low = np.minimum(at.astype(int), count - 2)
    share = (at - low).astype(np.float32)[:, None, None]
    moved = radiance[low] * (1.0 - share) + radiance[low + 1] * share
    return np.ascontiguousarray(moved[:, ::-1])
