"""Float textures that pyrender does not know how to upload."""

from __future__ import annotations

import ctypes
from typing import Any

import numpy as np
from numpy.typing import NDArray
from OpenGL import GL

__all__ = ["delete", "upload", "upload_levels", "upload_tile"]

ANISOTROPIC = (b"GL_EXT_texture_filter_anisotropic", b"GL_ARB_texture_filter_anisotropic")
MAX_ANISOTROPY = 0x84FE
"""GL_TEXTURE_MAX_ANISOTROPY, which PyOpenGL names only in its extensions."""
ANISOTROPY = 4.0
"""Samples along the longer way: enough for a surface that is tilted by 75 degrees."""

_FORMATS: dict[tuple[str, int], tuple[Any, Any, Any]] = {
    ("uint8", 1): (GL.GL_R8, GL.GL_RED, GL.GL_UNSIGNED_BYTE),
    ("uint8", 3): (GL.GL_SRGB8, GL.GL_RGB, GL.GL_UNSIGNED_BYTE),
    ("uint8", 4): (GL.GL_RGBA8, GL.GL_RGBA, GL.GL_UNSIGNED_BYTE),
    ("float32", 2): (GL.GL_RG16F, GL.GL_RG, GL.GL_FLOAT),
    ("float32", 3): (GL.GL_RGB16F, GL.GL_RGB, GL.GL_FLOAT),
    ("float32", 4): (GL.GL_RGBA32F, GL.GL_RGBA, GL.GL_FLOAT),
    ("float32", 1): (GL.GL_R16F, GL.GL_RED, GL.GL_FLOAT),
}
"""Stored as, given as; three bytes are sRGB and come out linear."""


def upload(picture: NDArray[np.generic]) -> int:
    """Upload one picture, (H, W) or (H, W, C), row 0 at v = 0; linear filter, clamped. Return its name."""
    return upload_levels([picture])


def upload_levels(levels: list[NDArray[np.generic]]) -> int:
    """Upload a picture with its own mip levels, finest first; return its name."""
    texture = int(GL.glGenTextures(1))
    GL.glBindTexture(GL.GL_TEXTURE_2D, texture)
    GL.glPixelStorei(GL.GL_UNPACK_ALIGNMENT, 1)
    for level, picture in enumerate(levels):
        pixels = np.ascontiguousarray(picture)
        channels = 1 if pixels.ndim == 2 else pixels.shape[2]
        stored, given, kind = _FORMATS[(pixels.dtype.name, channels)]
        rows, cols = pixels.shape[:2]
        there = ctypes.c_void_p(pixels.ctypes.data)  # GL copies from it before it returns
        GL.glTexImage2D(GL.GL_TEXTURE_2D, level, stored, cols, rows, 0, given, kind, there)
    shrink = GL.GL_LINEAR if len(levels) == 1 else GL.GL_LINEAR_MIPMAP_LINEAR
    for name, value in (
        (GL.GL_TEXTURE_MAX_LEVEL, len(levels) - 1),
        (GL.GL_TEXTURE_MIN_FILTER, shrink),
        (GL.GL_TEXTURE_MAG_FILTER, GL.GL_LINEAR),
        (GL.GL_TEXTURE_WRAP_S, GL.GL_CLAMP_TO_EDGE),
        (GL.GL_TEXTURE_WRAP_T, GL.GL_CLAMP_TO_EDGE),
    ):
        GL.glTexParameteri(GL.GL_TEXTURE_2D, name, value)
    GL.glPixelStorei(GL.GL_UNPACK_ALIGNMENT, 4)
    GL.glBindTexture(GL.GL_TEXTURE_2D, 0)
    return texture


def upload_tile(picture: NDArray[np.generic]) -> int:
    """Upload a picture that repeats, with mip levels, looked at from any angle; return its name."""
    texture = upload_levels([picture])
    GL.glBindTexture(GL.GL_TEXTURE_2D, texture)
    GL.glTexParameteri(GL.GL_TEXTURE_2D, GL.GL_TEXTURE_MAX_LEVEL, 1000)
    GL.glGenerateMipmap(GL.GL_TEXTURE_2D)
    GL.glTexParameteri(GL.GL_TEXTURE_2D, GL.GL_TEXTURE_MIN_FILTER, GL.GL_LINEAR_MIPMAP_LINEAR)
    for side in (GL.GL_TEXTURE_WRAP_S, GL.GL_TEXTURE_WRAP_T):
        GL.glTexParameteri(GL.GL_TEXTURE_2D, side, GL.GL_REPEAT)
    if _anisotropic():
        GL.glTexParameterf(GL.GL_TEXTURE_2D, MAX_ANISOTROPY, ANISOTROPY)
    GL.glBindTexture(GL.GL_TEXTURE_2D, 0)
    return texture


def _anisotropic() -> bool:
    """Whether this GL filters what is seen aslant more finely along one way than the other."""
    count = GL.glGetIntegerv(GL.GL_NUM_EXTENSIONS)
    return any(GL.glGetStringi(GL.GL_EXTENSIONS, n) in ANISOTROPIC for n in range(count))


def delete(texture: int) -> None:
    """Free a texture."""
    GL.glDeleteTextures([texture])
