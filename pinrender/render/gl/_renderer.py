"""The GL back end: uploads what changed, draws, reads the picture."""

from __future__ import annotations

import math
from collections.abc import Hashable
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from pinrender.appearance import GLOW_RADIANCE, Appearance, Maps, film_table
from pinrender.color import enamel_albedo, white_peak
from pinrender.mesh import PinMesh
from pinrender.render._frame import Frame
from pinrender.render._protocol import RenderOptions
from pinrender.render.gl._platform import open_offscreen
from pinrender.scene import Environment, Scene
from pinrender.units import frozen

if TYPE_CHECKING:
    from pinrender.render.gl._passes import PinRenderer

__all__ = ["GLRenderer"]

DOME_ROUGHNESS = 0.02
"""Perceptual roughness of cured epoxy; chosen by eye beside photographs of domed pins."""


class GLRenderer:
    """Draws scenes with OpenGL.

    Opens an off-screen context when made; use it from one thread at a time. Textures of the last
    pin and studio stay on the GPU, so that a change of plating or view uploads nothing.

    Raises
    ------
    RendererUnavailable
        If no context can be made here.
    """

    def __init__(self) -> None:
        self._offscreen = open_offscreen()
        self._passes: PinRenderer | None = None
        self._uploaded: dict[str, tuple[Hashable, dict[str, int], dict[str, Any]]] = {}
        self._drawn: tuple[PinMesh, tuple[str, ...], Any] | None = None

    def prepare(self, environment: Environment) -> None:
        """Filter and upload a studio's light, and compile the shaders."""
        self._offscreen._platform.make_current()
        self._ready(16).compile_programs()
        self._keep("light", environment, _upload_light)

    def render(self, scene: Scene, options: RenderOptions) -> Frame:
        """Draw `scene`; see `RenderOptions`."""
        self._offscreen._platform.make_current()
        passes = self._ready(options.pixels)
        groups = [
            self._keep("maps", scene.appearance.maps, _upload_maps),
            self._keep("light", scene.environment, _upload_light),
            self._keep("shadow", scene.backdrop, _upload_shadow),
        ]
        passes.textures = {name: texture for textures, _ in groups for name, texture in textures.items()}
        passes.uniforms = {name: value for _, uniforms in groups for name, value in uniforms.items()}
        passes.uniforms |= _material_uniforms(scene, options)
        passes.uniforms |= _promised_uniforms(scene, passes.uniforms["zenith"])
        drawable = self._drawable(scene, passes)
        _aim(drawable, scene)
        from pyrender.constants import RenderFlags

        picture = passes.render(drawable, RenderFlags.OFFSCREEN | RenderFlags.RGBA)
        return Frame(rgba_srgb8=frozen(picture))

    def _ready(self, pixels: int) -> PinRenderer:
        from pinrender.render.gl._passes import PinRenderer

        if self._passes is None:
            self._passes = PinRenderer(pixels)
        self._passes.resize(pixels)
        return self._passes

    def _keep(self, group: str, source: Any, upload: Any) -> tuple[dict[str, int], dict[str, Any]]:
        """Upload `source` unless it is the one that is there; return textures and uniforms."""
        from pinrender.render.gl import _textures

        held = self._uploaded.get(group)
        if held is not None and held[0] is source:
            return held[1], held[2]
        if held is not None:
            for texture in held[1].values():
                _textures.delete(texture)
        textures, uniforms = upload(source)
        self._uploaded[group] = (source, textures, uniforms)
        return textures, uniforms

    def _drawable(self, scene: Scene, passes: PinRenderer) -> Any:
        """The pyrender scene of a mesh, made once per mesh."""
        face, rim = _surfaces(scene.appearance)
        if self._drawn is not None and self._drawn[0] is scene.mesh and self._drawn[1] == face:
            return self._drawn[2]
        import pyrender

        primitives, surfaces = [], {}
        for part in scene.mesh.parts:
            primitive = _primitive(part.vertices_mm, part.normals, part.faces)
            surfaces[id(primitive)] = face if part.slot == "front" else rim
            primitives.append(primitive)
        drawable = pyrender.Scene(bg_color=[0.0, 0.0, 0.0, 0.0])
        drawable.add(pyrender.Mesh(primitives))
        passes.surfaces = surfaces
        self._drawn = (scene.mesh, face, drawable)
        return drawable


def _surfaces(appearance: Appearance) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What kinds of surface the face and the rim are."""
    from pinrender.render.gl._programs import (
        AGED,
        BARE,
        CLEAR,
        COATED,
        DOMED,
        FLAKED,
        GLOWING,
        HAIRLINES,
        PARTLY_DOMED,
        RIM,
    )

    maps, metal = appearance.maps, appearance.metal
    kind = BARE if maps.dome is None else DOMED if maps.epoxy is None else PARTLY_DOMED
    of_metal = (*((COATED,) if metal.coating else ()), *((HAIRLINES,) if metal.brushed else ()))
    of_enamel = (
        *((CLEAR,) if maps.floor is not None else ()),
        *((FLAKED,) if maps.flakes is not None else ()),
        *((GLOWING,) if maps.glow is not None else ()),
        *((AGED,) if appearance.epoxy_is_tinted else ()),
    )
    return (kind, *of_enamel, *of_metal), (RIM, *of_metal)


def _primitive(vertices: Any, normals: Any, faces: Any) -> Any:
    import pyrender

    return pyrender.Primitive(positions=vertices, normals=normals, indices=faces.astype(np.uint32), mode=4)


def _aim(drawable: Any, scene: Scene) -> None:
    """Put the scene's camera in place of the last one."""
    import pyrender

    if drawable.main_camera_node is not None:
        drawable.remove_node(drawable.main_camera_node)
    camera = pyrender.PerspectiveCamera(
        yfov=scene.camera.fov_rad, aspectRatio=1.0, znear=scene.camera.near_mm, zfar=scene.camera.far_mm
    )
    node = pyrender.Node(camera=camera, matrix=scene.camera.pose)
    drawable.add_node(node)
    drawable.main_camera_node = node


def _upload_maps(maps: Maps) -> tuple[dict[str, int], dict[str, Any]]:
    from pinrender.render.gl import _textures

    grid = maps.grid
    textures = {
        "color_map": _textures.upload(maps.color_srgb8),
        "share_map": _textures.upload(maps.share),
        "face_map": _textures.upload(maps.face),
    }
    if maps.dome is not None:
        textures["dome_map"] = _textures.upload(maps.dome)
    if maps.floor is not None:
        textures["floor_map"] = _textures.upload(maps.floor)
    if maps.patina is not None:
        textures["patina_map"] = _textures.upload(maps.patina)
    if maps.flakes is not None and maps.flake_kind is not None:
        textures["flake_map"] = _textures.upload(maps.flakes)
        textures["flake_kind_map"] = _textures.upload(maps.flake_kind)
        textures["film_map"] = _textures.upload(film_table())
    if maps.glow is not None:
        textures["glow_map"] = _textures.upload(maps.glow)
    if maps.epoxy is not None:
        textures["epoxy_map"] = _textures.upload(maps.epoxy)
    per_col, per_row = 1.0 / (grid.pitch_mm * grid.cols), 1.0 / (grid.pitch_mm * grid.rows)
    to_uv = [per_col, -per_row, grid.center_col / grid.cols, grid.center_row / grid.rows]
    return textures, {"plan_to_uv": to_uv}


def _upload_light(environment: Environment) -> tuple[dict[str, int], dict[str, Any]]:
    from pinrender.render.gl import _textures
    from pinrender.render.gl._prefilter import LEVELS, REACH, prefilter, spherical_harmonics

    levels = prefilter(environment)
    texture = _textures.upload_levels(list(levels))
    zenith = [level[len(level) // 2, len(level) // 2, :3] for level in levels]
    harmonics = spherical_harmonics(environment)
    up = harmonics[0] + harmonics[2] + 2.0 * harmonics[6]
    return {"environment": texture}, {
        "last_level": float(LEVELS - 1),
        "sh": harmonics * (environment.irradiance_up / up),
        "irradiance_up": environment.irradiance_up,
        "environment_reach": REACH,
        "zenith": np.array(zenith),
        "exposure": environment.exposure,
    }


def _gloss_up(zenith: NDArray[np.float32], roughness: float) -> NDArray[np.float64]:
    """Radiance that flat enamel mirrors in the front view, at its own blur."""
    level = math.sqrt(roughness) * (len(zenith) - 1)
    return np.array([np.interp(level, np.arange(len(zenith)), channel) for channel in zenith.T])


def _upload_shadow(backdrop: Any) -> tuple[dict[str, int], dict[str, Any]]:
    from pinrender.render.gl import _textures

    return {"shadow_map": _textures.upload(backdrop.shadow)}, {
        "shadow_half_mm": [backdrop.half_width_mm, backdrop.half_height_mm],
        "backdrop_albedo": backdrop.albedo_linear,
    }


def _promised_uniforms(scene: Scene, zenith: NDArray[np.float32]) -> dict[str, Any]:
    """What makes flat, lit patches come out as the colours that were asked for."""
    environment, coating = scene.environment, scene.appearance.metal.coating
    bare = _gloss_up(zenith, scene.appearance.enamel.roughness)
    domed = _gloss_up(zenith, DOME_ROUGHNESS)
    is_bare = scene.appearance.maps.dome is None
    light, exposure = environment.irradiance_up, environment.exposure
    gloss = bare if is_bare else domed
    uniforms: dict[str, Any] = {
        "gloss_up_bare": bare,
        "gloss_up_domed": domed,
        "white_peak": white_peak(irradiance=light, gloss=gloss, exposure=exposure),
    }
    if coating is not None:
        gloss = _gloss_up(zenith, coating.roughness) if is_bare else domed
        color = np.array(coating.color_srgb8, np.uint8)
        albedo, _ = enamel_albedo(color, irradiance=light, gloss=gloss, exposure=exposure)
        uniforms |= {
            "coating_albedo": albedo,
            "coating_roughness": coating.roughness,
            "coating_everywhere": float(coating.everywhere),
        }
    return uniforms


def _material_uniforms(scene: Scene, options: RenderOptions) -> dict[str, Any]:
    metal, enamel = scene.appearance.metal, scene.appearance.enamel
    return {
        "f0": metal.f0,
        "rim_mirror": (0.0, 0.0, 0.0) if metal.coating and metal.coating.everywhere else metal.f0,
        "f82": metal.f82,
        "f0_immersed": metal.f0_immersed,
        "metal_roughness": metal.roughness,
        "brushed": metal.brushed,
        "enamel_roughness": enamel.roughness,
        "enamel_depth_mm": enamel.depth_mm,
        "dome_roughness": DOME_ROUGHNESS,
        "glow_radiance": GLOW_RADIANCE,
        "epoxy_absorption_per_mm": scene.appearance.epoxy_absorption_per_mm,
        "draws_backdrop": int(options.background == "studio"),
    }
