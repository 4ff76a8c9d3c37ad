"""Shaders: read with what they include, compiled once for each kind of surface."""

from __future__ import annotations

import ctypes
import re
from importlib import resources
from pathlib import PurePath
from typing import Any

from OpenGL import GL
from OpenGL.GL import shaders
from pyrender.shader_program import ShaderProgram

__all__ = ["make_fringe", "make_screen", "program"]

VERSION = "#version 330 core\n"
FLOAT_BYTES = 4
_INCLUDE = re.compile(r'^#include "(?P<file>[a-z]+\.glsl)"\n', re.MULTILINE)


class PinProgram(ShaderProgram):  # type: ignore[misc]
    """A `pyrender` program from our own files, which may include each other."""

    def _load(self, shader_filename: str) -> str:
        return source(PurePath(shader_filename).name, self.defines)


def program(surface: tuple[str, ...]) -> Any:
    """The program that draws a kind of surface, compiled in the context that is current."""
    defines = {"NORMAL_LOC": 1, "INST_M_LOC": 2, **dict.fromkeys(surface, 1)}
    made = PinProgram(vertex_shader="mesh.vert", fragment_shader="mesh.frag", defines=defines)
    made._add_to_context()
    return made


def make_screen(file: str, defines: tuple[str, ...] = ()) -> tuple[int, int]:
    """Program and empty vertex array of a pass over the whole picture."""
    vertex_array = int(GL.glGenVertexArrays(1))
    GL.glBindVertexArray(vertex_array)
    linked = _linked("resolve.vert", file, dict.fromkeys(defines, 1))
    GL.glBindVertexArray(0)
    return linked, vertex_array


def make_fringe() -> tuple[int, int, int]:
    """Program, vertex array and empty buffer of the pass along the silhouette."""
    vertex_array, buffer = int(GL.glGenVertexArrays(1)), int(GL.glGenBuffers(1))
    GL.glBindVertexArray(vertex_array)
    GL.glBindBuffer(GL.GL_ARRAY_BUFFER, buffer)
    for location, size, start in ((0, 2, 0), (1, 4, 2)):
        GL.glEnableVertexAttribArray(location)
        GL.glVertexAttribPointer(
            location, size, GL.GL_FLOAT, False, 6 * FLOAT_BYTES, ctypes.c_void_p(start * FLOAT_BYTES)
        )
    linked = _linked("fringe.vert", "fringe.frag", {})
    GL.glBindBuffer(GL.GL_ARRAY_BUFFER, 0)
    GL.glBindVertexArray(0)
    return linked, vertex_array, buffer


def _linked(vertex: str, fragment: str, defines: dict[str, int]) -> int:
    """A program; a vertex array must be bound."""
    stages = [
        shaders.compileShader(source(name, defines), kind)
        for name, kind in ((vertex, GL.GL_VERTEX_SHADER), (fragment, GL.GL_FRAGMENT_SHADER))
    ]
    return int(shaders.compileProgram(*stages))


def source(file: str, defines: dict[str, int]) -> str:
    """Text of a shader: version, defines, and every file it includes, each once."""
    said = "".join(f"#define {name} {value}\n" for name, value in defines.items())
    return VERSION + said + _expanded(file, set())


def _expanded(file: str, read: set[str]) -> str:
    if file in read:
        return ""
    read.add(file)
    folder = resources.files("pinrender.render.gl").joinpath("shaders")
    text = folder.joinpath(file).read_text(encoding="utf-8")
    return _INCLUDE.sub(lambda found: _expanded(found["file"], read), text)
