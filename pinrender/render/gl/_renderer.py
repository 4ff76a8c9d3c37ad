"""The GL back end: uploads what changed, draws, reads the picture."""

from __future__ import annotations

from collections.abc import Hashable
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from pinrender.appearance import Appearance, FilmMaterial, Maps, MetalMaterial
from pinrender.color import enamel_albedo, white_peak
from pinrender.mesh import PinMesh
from pinrender.render._energy import albedo_table
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
        self._drawn: tuple[PinMesh, tuple[tuple[str, ...], ...], Any] | None = None

    def prepare(self, environment: Environment) -> None:
        """Filter and upload a studio's light, and compile the shaders."""
        self._offscreen._platform.make_current()
        self._ready(16).compile_programs()
        self._keep("light", environment, _upload_light)

    def render(self, scene: Scene, options: RenderOptions) -> Frame:
        """Draw `scene`; see `RenderOptions`."""
        self._offscreen._platform.make_current()
        from pinrender.render.gl._ground import kind_of_ground, upload_ground
        from pinrender.render.gl._lens import lens_of

        passes = self._ready(options.pixels)
        groups = [
            self._keep("maps", scene.appearance.maps, _upload_maps),
            self._keep("light", scene.environment, _upload_light),
            self._keep("ground", scene.backdrop, upload_ground),
        ]
        films = (metal.film for metal in scene.appearance.metals if metal.film is not None)
        groups += [self._keep("film", film, _upload_film) for film in films]
        passes.textures = {name: texture for textures, _ in groups for name, texture in textures.items()}
        passes.uniforms = {name: value for _, uniforms in groups for name, value in uniforms.items()}
        passes.uniforms |= _material_uniforms(scene, options)
        passes.uniforms |= _promised_uniforms(scene.appearance, scene.promised)
        passes.ground = kind_of_ground(scene.backdrop)
        camera = scene.camera if options.background == "studio" else scene.camera.stopped_down
        passes.lens = (
            None if camera.ideal else lens_of(camera, face_mm=float(scene.mesh.vertices_mm[:, 2].max()))
        )
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
        if self._drawn is not None and self._drawn[0] is scene.mesh and self._drawn[1] == (face, rim):
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
        self._drawn = (scene.mesh, (face, rim), drawable)
        return drawable


def _surfaces(appearance: Appearance) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What kinds of surface the face and the rim are."""
    from pinrender.render.gl._programs import BARE, CLEAR, DOMED, PARTLY_DOMED, RIM, SECOND

    maps = appearance.maps
    kind = BARE if maps.dome is None else DOMED if maps.epoxy is None else PARTLY_DOMED
    seen = (*((CLEAR,) if maps.floor is not None else ()), *((SECOND,) if appearance.second else ()))
    return (kind, *seen, *_kinds(appearance.metals)), (RIM, *_kinds((appearance.metal,)))


def _kinds(metals: tuple[MetalMaterial, ...]) -> tuple[str, ...]:
    """What must be added for metals: coating, hairlines, film."""
    from pinrender.render.gl._programs import COATED, FILMED, HAIRLINES

    has = {
        COATED: any(metal.coating is not None for metal in metals),
        HAIRLINES: any(metal.brushed > 0.0 for metal in metals),
        FILMED: any(metal.film is not None for metal in metals),
    }
    return tuple(name for name, there in has.items() if there)


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
    if maps.film is not None:
        textures["film_map"] = _textures.upload(maps.film)
    if maps.second is not None:
        textures["second_map"] = _textures.upload(maps.second)
    if maps.epoxy is not None:
        textures["epoxy_map"] = _textures.upload(maps.epoxy)
    per_col, per_row = 1.0 / (grid.pitch_mm * grid.cols), 1.0 / (grid.pitch_mm * grid.rows)
    to_uv = [per_col, -per_row, grid.center_col / grid.cols, grid.center_row / grid.rows]
    return textures, {"plan_to_uv": to_uv}


def _upload_film(film: FilmMaterial) -> tuple[dict[str, int], dict[str, Any]]:
    """Both tables in one picture: in air above, immersed below."""
    from pinrender.render.gl import _textures

    both = np.concatenate([film.table, film.table_immersed])
    return {"film_table": _textures.upload(both)}, {"film_table_size": [both.shape[1], both.shape[0]]}


def _upload_light(environment: Environment) -> tuple[dict[str, int], dict[str, Any]]:
    from pinrender.render.gl import _textures
    from pinrender.render.gl._prefilter import LEVELS, REACH, prefilter, spherical_harmonics

    textures = {
        "environment": _textures.upload_levels(list(prefilter(environment))),
        "albedo_table": _textures.upload(albedo_table()),
    }
    harmonics = spherical_harmonics(environment)
    up = harmonics[0] + harmonics[2] + 2.0 * harmonics[6]
    return textures, {
        "last_level": float(LEVELS - 1),
        "sh": harmonics * (environment.irradiance_up / up),
        "irradiance_up": environment.irradiance_up,
        "environment_reach": REACH,
        "exposure": environment.exposure,
    }


@lru_cache(maxsize=4)
def _zenith(environment: Environment) -> NDArray[np.float32]:
    from pinrender.render.gl._prefilter import zenith

    return zenith(environment)


def _gloss_up(environment: Environment, roughness: float) -> NDArray[np.float64]:
    """Radiance that flat enamel mirrors in the front view, at its own blur."""
    from pinrender.render.gl._prefilter import level_of

    zenith, level = _zenith(environment), level_of(roughness)
    return np.array([np.interp(level, np.arange(len(zenith)), channel) for channel in zenith.T])


def _promised_uniforms(appearance: Appearance, promised: Environment) -> dict[str, Any]:
    """What makes flat, lit patches come out as the colours that were asked for."""
    bare = _gloss_up(promised, appearance.enamel.roughness)
    domed = _gloss_up(promised, DOME_ROUGHNESS)
    is_bare = appearance.maps.dome is None
    light, exposure = promised.irradiance_up, promised.exposure
    gloss = bare if is_bare else domed
    uniforms: dict[str, Any] = {
        "gloss_up_bare": bare,
        "gloss_up_domed": domed,
        "promised_irradiance": light,
        "promised_exposure": exposure,
        "white_peak": white_peak(irradiance=light, gloss=gloss, exposure=exposure),
    }
    for metal, which in zip(appearance.metals, ("", "_second"), strict=False):
        coating = metal.coating
        if coating is None:
            uniforms[f"coating_everywhere{which}"] = 0.0
            continue
        gloss = _gloss_up(promised, coating.roughness) if is_bare else domed
        color = np.array(coating.color_srgb8, np.uint8)
        albedo, _ = enamel_albedo(color, irradiance=light, gloss=gloss, exposure=exposure)
        uniforms |= {
            f"coating_albedo{which}": albedo,
            f"coating_roughness{which}": coating.roughness,
            f"coating_everywhere{which}": float(coating.everywhere),
        }
    return uniforms


def _material_uniforms(scene: Scene, options: RenderOptions) -> dict[str, Any]:
    metal, enamel = scene.appearance.metal, scene.appearance.enamel
    uniforms = {
        "rim_mirror": (0.0, 0.0, 0.0) if metal.coating and metal.coating.everywhere else metal.f0,
        "film_is_second": float(metal.film is None),
        "enamel_roughness": enamel.roughness,
        "enamel_depth_mm": enamel.depth_mm,
        "dome_roughness": DOME_ROUGHNESS,
        "draws_backdrop": int(options.background == "studio"),
    }
    for each, which in zip(scene.appearance.metals, ("", "_second"), strict=False):
        uniforms |= {
            f"f0{which}": each.f0,
            f"f82{which}": each.f82,
            f"f0_immersed{which}": each.f0_immersed,
            f"metal_roughness{which}": each.roughness,
            f"brushed{which}": each.brushed,
        }
    return uniforms
