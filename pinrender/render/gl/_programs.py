"""Shaders: read with what they include, compiled once for each kind of surface."""

from __future__ import annotations

import re
from importlib import resources
from pathlib import PurePath
from typing import Any

from OpenGL import GL
from OpenGL.GL import shaders
from pyrender.shader_program import ShaderProgram

__all__ = ["make_screen", "program"]

VERSION = "#version 330 core\n"
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
    stages = [
        shaders.compileShader(source(name, dict.fromkeys(defines, 1)), kind)
        for name, kind in (("resolve.vert", GL.GL_VERTEX_SHADER), (file, GL.GL_FRAGMENT_SHADER))
    ]
    vertex_array = int(GL.glGenVertexArrays(1))
    GL.glBindVertexArray(vertex_array)
    linked = int(shaders.compileProgram(*stages))
    GL.glBindVertexArray(0)
    return linked, vertex_array


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
