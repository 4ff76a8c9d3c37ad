"""A `pyrender` renderer with our uniforms, a supersampled float target and a linear resolve."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray
from OpenGL import GL
from pyrender.renderer import Renderer

from pinrender.mesh import PinMesh
from pinrender.render.gl._lens import Lens
from pinrender.render.gl._programs import make_fringe, make_screen, program
from pinrender.render.gl._silhouette import fringe, silhouette
from pinrender.render.gl._surfaces import BARE, DOMED, LINEAR, RIM

__all__ = ["PinRenderer"]

SUPERSAMPLING = 1.5
"""Shaded samples per pixel and side: 2 is hardly better and a third slower in software, and coverage
samples alone (4x) cost software GL more than they save."""
CANVASES = ("sharp", "blurred")
"""Pictures in linear light between the passes of a lens."""
FIRST_UNIT = 8
"""pyrender uses texture units from 0 upward; ours stay out of its way."""

_SETTERS = {1: GL.glUniform1f, 2: GL.glUniform2f, 3: GL.glUniform3f, 4: GL.glUniform4f}


class PinRenderer(Renderer):  # type: ignore[misc]
    """State: GL objects only. What is public is set by the caller before each draw."""

    def __init__(self, pixels: int) -> None:
        super().__init__(16, 16)
        self.resize(pixels)
        self.uniforms: dict[str, Any] = {}
        self.textures: dict[str, int] = {}
        self.surfaces: dict[int, tuple[str, ...]] = {}
        self._target: dict[str, int] = {}
        self._main_fb: int | None = None
        self._main_fb_ms: int | None = None
        self._main_fb_dims: tuple[int, int] = (0, 0)
        self.ground: tuple[str, ...] = ()
        self.lens: Lens | None = None
        self.solid: PinMesh | None = None
        self._screens: dict[tuple[str, ...], tuple[int, int]] = {}
        self._fringe: tuple[int, int, int] | None = None
        self._programs: dict[tuple[str, ...], Any] = {}

    def resize(self, pixels: int) -> None:
        """Draw pictures of this side from now on."""
        self._picture_pixels = pixels
        self.viewport_width = self.viewport_height = math.ceil(pixels * SUPERSAMPLING)

    def _bind_lighting(self, scene: Any, program: Any, node: Any, flags: int) -> None:
        """Bind everything that pyrender does not know of."""
        del scene, node, flags
        self._bind_inputs(program._program_id)

    def _bind_inputs(self, program: int) -> None:
        """Set the uniforms and textures that a program has; the others fall on place -1, which GL ignores."""
        for name, value in self.uniforms.items():
            _set_uniform(GL.glGetUniformLocation(program, name), value)
        for unit, (name, texture) in enumerate(sorted(self.textures.items()), start=FIRST_UNIT):
            GL.glActiveTexture(GL.GL_TEXTURE0 + unit)
            GL.glBindTexture(GL.GL_TEXTURE_2D, texture)
            GL.glUniform1i(GL.glGetUniformLocation(program, name), unit)
        GL.glActiveTexture(GL.GL_TEXTURE0)

    def _get_primitive_program(self, primitive: Any, flags: int, program_flags: int) -> Any:
        """The program for the primitive's kind of surface, compiled once."""
        del flags, program_flags
        return self._program((*self.surfaces[id(primitive)], *((LINEAR,) if self.lens else ())))

    def compile_programs(self) -> None:
        """Compile the kinds of surface that most pins have."""
        for surface in (BARE, DOMED, RIM):
            self._program((surface,))

    def _program(self, surface: tuple[str, ...]) -> Any:
        if surface not in self._programs:
            self._programs[surface] = program(surface)
        return self._programs[surface]

    def _configure_main_framebuffer(self) -> None:
        size = (self.viewport_width, self._picture_pixels)
        if self._main_fb is None or size != self._main_fb_dims:
            self._delete_main_framebuffer()
            self._target = _make_target(self.viewport_width, self._picture_pixels)
            self._main_fb = self._main_fb_ms = self._target["to_color"]
            self._main_fb_dims = size
        GL.glBindFramebuffer(GL.GL_DRAW_FRAMEBUFFER, self._main_fb)

    def _delete_main_framebuffer(self) -> None:
        if self._target:
            framebuffers = [number for name, number in self._target.items() if name.startswith("to_")]
            GL.glDeleteFramebuffers(len(framebuffers), framebuffers)
            GL.glDeleteRenderbuffers(2, [self._target["depth"], self._target["picture"]])
            pictures = ("color", "fringe", *CANVASES)
            GL.glDeleteTextures([self._target[name] for name in pictures if name in self._target])
        self._target = {}
        self._main_fb = self._main_fb_ms = None
        self._main_fb_dims = (0, 0)

    def _read_main_framebuffer(self, scene: Any, flags: int) -> NDArray[np.uint8]:
        """Average, lay over the backdrop, encode and read back; (H, W, 4) uint8, row 0 at the top."""
        del flags
        side = self._picture_pixels
        view, projection = self._get_camera_matrices(scene)
        seen: dict[str, Any] = {
            "cam_pos": np.linalg.inv(view)[:3, 3],
            "clip_to_world": np.linalg.inv(projection @ view),
            "pixel": [1.0 / side, 1.0 / side],
        }
        for state in (GL.GL_DEPTH_TEST, GL.GL_BLEND, GL.GL_CULL_FACE):
            GL.glDisable(state)
        self._draw_fringe(seen["cam_pos"], projection @ view)
        GL.glViewport(0, 0, side, side)
        if self.lens is None:
            self._screen("resolve.frag", self.ground, "picture", self._drawn(), seen)
        else:
            self._through(self.lens, seen)
        GL.glBindVertexArray(0)
        GL.glUseProgram(0)
        pixels = GL.glReadPixels(0, 0, side, side, GL.GL_RGBA, GL.GL_UNSIGNED_BYTE)
        picture = np.frombuffer(pixels, np.uint8).reshape(side, side, 4)
        return np.ascontiguousarray(picture[::-1])

    def _drawn(self) -> dict[str, int]:
        """The samples, and how much more of each is covered."""
        return {"supersamples": self._target["color"], "fringe": self._target["fringe"]}

    def _draw_fringe(self, eye_mm: NDArray[np.floating], world_to_clip: NDArray[np.floating]) -> None:
        """Along the silhouette, find what share of each sample is covered."""
        GL.glBindFramebuffer(GL.GL_FRAMEBUFFER, self._target["to_fringe"])
        GL.glClear(GL.GL_COLOR_BUFFER_BIT)
        if self.solid is None:
            return
        quads = fringe(silhouette(self.solid, eye_mm), world_to_clip, self.viewport_width)
        if self._fringe is None:
            self._fringe = make_fringe()
        cutter, vertex_array, buffer = self._fringe
        GL.glUseProgram(cutter)
        GL.glActiveTexture(GL.GL_TEXTURE0)
        GL.glBindTexture(GL.GL_TEXTURE_2D, self._target["color"])
        GL.glUniform1i(GL.glGetUniformLocation(cutter, "supersamples"), 0)
        GL.glBindVertexArray(vertex_array)
        GL.glBindBuffer(GL.GL_ARRAY_BUFFER, buffer)
        GL.glBufferData(GL.GL_ARRAY_BUFFER, quads.nbytes, quads, GL.GL_STREAM_DRAW)
        GL.glDrawArrays(GL.GL_TRIANGLES, 0, len(quads))
        GL.glBindBuffer(GL.GL_ARRAY_BUFFER, 0)

    def _through(self, lens: Lens, seen: dict[str, Any]) -> None:
        """Resolve in linear light, blur by distance, add the bloom, tone-map."""
        side = self._picture_pixels
        for name in CANVASES:
            if name not in self._target:
                self._target |= _make_canvas(name, side)
        seen = seen | lens.uniforms(side)
        sharp, blurred = (self._target[name] for name in CANVASES)
        self._screen("resolve.frag", (*self.ground, LINEAR), CANVASES[0], self._drawn(), seen)
        self._screen("lens.frag", (), CANVASES[1], {"picture": sharp}, seen)
        GL.glBindTexture(GL.GL_TEXTURE_2D, blurred)
        GL.glGenerateMipmap(GL.GL_TEXTURE_2D)
        self._screen("develop.frag", (), "picture", {"picture": blurred}, seen)

    def _screen(
        self,
        file: str,
        defines: tuple[str, ...],
        into: str,
        pictures: dict[str, int],
        uniforms: dict[str, Any],
    ) -> None:
        """Draw one triangle over a whole target, with the pictures and numbers that its shader asks for."""
        if (file, *defines) not in self._screens:
            self._screens[(file, *defines)] = make_screen(file, defines)
        screen, vertex_array = self._screens[(file, *defines)]
        GL.glBindFramebuffer(GL.GL_FRAMEBUFFER, self._target[f"to_{into}"])
        GL.glUseProgram(screen)
        GL.glBindVertexArray(vertex_array)
        for unit, (name, texture) in enumerate(pictures.items()):
            GL.glActiveTexture(GL.GL_TEXTURE0 + unit)
            GL.glBindTexture(GL.GL_TEXTURE_2D, texture)
            GL.glUniform1i(GL.glGetUniformLocation(screen, name), unit)
        self._bind_inputs(screen)
        for name, value in uniforms.items():
            _set_uniform(GL.glGetUniformLocation(screen, name), value)
        GL.glDrawArrays(GL.GL_TRIANGLES, 0, 3)


def _set_uniform(place: int, value: Any) -> None:
    if isinstance(value, int):
        GL.glUniform1i(place, value)
    elif np.shape(value) == (4, 4):
        GL.glUniformMatrix4fv(place, 1, GL.GL_TRUE, np.ascontiguousarray(value, np.float32))
    elif np.ndim(value) == 2:
        GL.glUniform3fv(place, len(value), np.ascontiguousarray(value, np.float32))
    else:
        numbers = [float(v) for v in np.atleast_1d(np.asarray(value, np.float64))]
        _SETTERS[len(numbers)](place, *numbers)


def _make_target(side: int, picture_side: int) -> dict[str, int]:
    """A half-float colour texture with depth to draw into, its fringe, and an 8-bit buffer to read from."""
    color = _make_picture(side, GL.GL_LINEAR)
    depth, picture = (int(name) for name in GL.glGenRenderbuffers(2))
    GL.glBindRenderbuffer(GL.GL_RENDERBUFFER, depth)
    GL.glRenderbufferStorage(GL.GL_RENDERBUFFER, GL.GL_DEPTH_COMPONENT24, side, side)
    GL.glBindRenderbuffer(GL.GL_RENDERBUFFER, picture)
    GL.glRenderbufferStorage(GL.GL_RENDERBUFFER, GL.GL_RGBA8, picture_side, picture_side)
    to_color, to_picture = (int(name) for name in GL.glGenFramebuffers(2))
    GL.glBindFramebuffer(GL.GL_FRAMEBUFFER, to_picture)
    GL.glFramebufferRenderbuffer(GL.GL_FRAMEBUFFER, GL.GL_COLOR_ATTACHMENT0, GL.GL_RENDERBUFFER, picture)
    GL.glBindFramebuffer(GL.GL_FRAMEBUFFER, to_color)
    GL.glFramebufferTexture2D(GL.GL_FRAMEBUFFER, GL.GL_COLOR_ATTACHMENT0, GL.GL_TEXTURE_2D, color, 0)
    GL.glFramebufferRenderbuffer(GL.GL_FRAMEBUFFER, GL.GL_DEPTH_ATTACHMENT, GL.GL_RENDERBUFFER, depth)
    return {
        "color": color,
        "depth": depth,
        "picture": picture,
        "to_color": to_color,
        "to_picture": to_picture,
        **_make_canvas("fringe", side, GL.GL_R16F),
    }


def _make_canvas(name: str, side: int, stored: Any = GL.GL_RGBA16F) -> dict[str, int]:
    """A half-float picture that one pass draws and the next reads."""
    shrink = GL.GL_LINEAR_MIPMAP_LINEAR if name == CANVASES[1] else GL.GL_LINEAR
    picture = _make_picture(side, shrink, stored)
    draw_to = int(GL.glGenFramebuffers(1))
    GL.glBindFramebuffer(GL.GL_FRAMEBUFFER, draw_to)
    GL.glFramebufferTexture2D(GL.GL_FRAMEBUFFER, GL.GL_COLOR_ATTACHMENT0, GL.GL_TEXTURE_2D, picture, 0)
    return {name: picture, f"to_{name}": draw_to}


def _make_picture(side: int, shrink: Any, stored: Any = GL.GL_RGBA16F) -> int:
    """An empty half-float texture, clamped."""
    texture = int(GL.glGenTextures(1))
    GL.glBindTexture(GL.GL_TEXTURE_2D, texture)
    GL.glTexImage2D(GL.GL_TEXTURE_2D, 0, stored, side, side, 0, GL.GL_RGBA, GL.GL_FLOAT, None)
    for name, value in (
        (GL.GL_TEXTURE_MIN_FILTER, shrink),
        (GL.GL_TEXTURE_MAG_FILTER, GL.GL_LINEAR),
        (GL.GL_TEXTURE_WRAP_S, GL.GL_CLAMP_TO_EDGE),
        (GL.GL_TEXTURE_WRAP_T, GL.GL_CLAMP_TO_EDGE),
    ):
        GL.glTexParameteri(GL.GL_TEXTURE_2D, name, value)
    return texture
