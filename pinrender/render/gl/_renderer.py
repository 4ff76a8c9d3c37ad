"""The GL back end: uploads what changed, draws, reads the picture."""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from pinrender.appearance import FilmMaterial, Maps
from pinrender.appearance._pearl import pearl_table
from pinrender.render._energy import albedo_table, leaving_table
from pinrender.render._frame import Frame
from pinrender.render._protocol import RenderOptions
from pinrender.render.gl._platform import open_offscreen
from pinrender.render.gl._regions import is_dry, regions
from pinrender.render.gl._surfaces import ALL_METAL, BARE, WALLED, surfaces_of
from pinrender.render.gl._uniforms import material_uniforms, promised_uniforms
from pinrender.scene import Environment, Scene, carried_light, walled_light
from pinrender.units import frozen

if TYPE_CHECKING:
    from pinrender.render.gl._passes import PinRenderer

__all__ = ["GLRenderer"]


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
        self._drawn: tuple[tuple[Any, ...], Any] | None = None

    def prepare(self, environment: Environment) -> None:
        """Filter and upload a studio's light, and compile the shaders."""
        self._offscreen._platform.make_current()
        self._ready(16).compile_programs()
        self._keep("light", environment.own, _upload_light)

    def render(self, scene: Scene, options: RenderOptions) -> Frame:
        """Draw `scene`; see `RenderOptions`."""
        self._offscreen._platform.make_current()
        from pinrender.render.gl._ground import kind_of_ground, upload_cloth, upload_folds, upload_ground
        from pinrender.render.gl._lens import lens_of

        passes = self._ready(options.pixels)
        groups = [
            self._keep("maps", scene.appearance.maps, _upload_maps),
            self._keep("light", scene.environment.own, _upload_light),
            self._keep("ground", scene.backdrop, upload_ground),
        ]
        if scene.backdrop.tile is not None:
            groups.append(self._keep("cloth", scene.backdrop.tile, upload_cloth))
        if scene.backdrop.folds is not None:
            groups.append(self._keep("folds", scene.backdrop.folds, upload_folds))
        if scene.appearance.maps.dome is not None:
            light = carried_light(scene.appearance, scene.promised)
            groups.append(self._keep("carried", light, _upload_carried))
        if WALLED in surfaces_of(scene.appearance)[0]:
            walls = walled_light(scene.appearance.maps, scene.environment)
            groups.append(self._keep("walls", walls, _upload_walls))
        films = (metal.film for metal in scene.appearance.metals if metal.film is not None)
        groups += [self._keep("film", film, _upload_film) for film in films]
        passes.textures = {name: texture for textures, _ in groups for name, texture in textures.items()}
        passes.uniforms = {name: value for _, uniforms in groups for name, value in uniforms.items()}
        passes.uniforms |= material_uniforms(scene, options)
        passes.uniforms |= promised_uniforms(scene.appearance, scene.promised)
        passes.ground = kind_of_ground(scene.backdrop)
        camera = scene.camera if options.background == "studio" else scene.camera.stopped_down
        passes.lens = (
            None if camera.ideal else lens_of(camera, face_mm=float(scene.mesh.vertices_mm[:, 2].max()))
        )
        passes.solid = scene.mesh
        drawable = self._drawable(scene, passes)
        drawable.aim(scene.camera)
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
        face, rim = surfaces_of(scene.appearance)
        maps = scene.appearance.maps
        made_of = (scene.mesh, maps.share, face, rim)
        if self._drawn is not None and _same(self._drawn[0], made_of):
            return self._drawn[1]
        from pinrender.render.gl._drawable import Drawable, primitive_of

        primitives, surfaces = [], {}
        for part in scene.mesh.parts:
            kinds: dict[tuple[str, ...], Any] = {rim: part.faces}
            if part.slot == "front" and face[0] == BARE:
                found = regions(part.vertices_mm, part.faces, maps)
                kinds = {(*face, *kind): faces for kind, faces in found.items()}
            elif part.slot == "front":
                dry = is_dry(part.vertices_mm, part.faces, maps)
                kinds = {face: part.faces[~dry], (BARE, *face[1:], ALL_METAL): part.faces[dry]}
            for kind, faces in kinds.items():
                if len(faces) == 0:
                    continue
                primitive = primitive_of(part.vertices_mm, part.normals, faces)
                surfaces[id(primitive)] = kind
                primitives.append(primitive)
        drawable = Drawable(primitives)
        passes.surfaces = surfaces
        self._drawn = (made_of, drawable)
        return drawable


def _same(held: tuple[Any, ...], wanted: tuple[Any, ...]) -> bool:
    """Whether the same mesh and map are seen as the same kinds of surface."""
    return held[0] is wanted[0] and held[1] is wanted[1] and held[2:] == wanted[2:]


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
    if maps.flakes is not None and maps.flake_kind is not None:
        textures["flake_map"] = _textures.upload(maps.flakes)
        textures["flake_kind_map"] = _textures.upload(maps.flake_kind)
        textures["pearl_table"] = _textures.upload(pearl_table())
    if maps.glow is not None:
        textures["glow_map"] = _textures.upload(maps.glow)
    if maps.epoxy is not None:
        textures["epoxy_map"] = _textures.upload(maps.epoxy)
    per_col, per_row = 1.0 / (grid.pitch_mm * grid.cols), 1.0 / (grid.pitch_mm * grid.rows)
    to_uv = [per_col, -per_row, grid.center_col / grid.cols, grid.center_row / grid.rows]
    return textures, {"plan_to_uv": to_uv}


def _upload_carried(light: NDArray[np.float32]) -> tuple[dict[str, int], dict[str, Any]]:
    from pinrender.render.gl import _textures

    return {"carried_map": _textures.upload(light)}, {}


def _upload_walls(light: NDArray[np.float32]) -> tuple[dict[str, int], dict[str, Any]]:
    from pinrender.render.gl import _textures

    return {"walls_map": _textures.upload(light)}, {}


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
        "albedo_table": _textures.upload(np.dstack([albedo_table(), leaving_table()])),
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
