"""Make pyrender 0.1.45 and PyOpenGL 3.1.0 work on current Python and NumPy, and open a context."""

from __future__ import annotations

import importlib
import os
import sys
import threading
from typing import Any

import numpy as np

from pinrender.errors import RendererUnavailable
from pinrender.render.gl._deferred import deferred, left_out

__all__ = ["open_offscreen", "preload"]

REMEDY = (
    "on Debian or Ubuntu run 'apt-get install libegl1 libgl1 libegl-mesa0 libgl1-mesa-dri'; "
    "on a machine with several GPUs set EGL_DEVICE_ID to one this user may open"
)
_LOCK = threading.Lock()
_OPENED: list[Any] = []
"""Contexts stay for as long as the process."""


def preload() -> None:
    """Import pyrender with its environment and shims in place; opens nothing.

    Raises
    ------
    RendererUnavailable
        If the GL libraries are missing.
    """
    if sys.flags.optimize:
        raise RendererUnavailable(
            "pyrender opens its GL context inside assert statements; run Python without -O"
        )
    if sys.platform.startswith("linux"):
        os.environ.setdefault("PYOPENGL_PLATFORM", "egl")
    with _LOCK:
        try:
            _import_with_shims()
        except (ImportError, AttributeError, OSError, RuntimeError) as error:
            raise RendererUnavailable(f"the GL libraries cannot be loaded ({error}); {REMEDY}") from error


def _import_with_shims() -> None:
    """PyOpenGL 3.1.0 knows no handler for ctypes parameters on 3.12 and later; NumPy 2 has no infty."""
    if not hasattr(np, "infty"):
        np.infty = np.inf  # type: ignore[attr-defined]  # noqa: NPY201
    handlers = importlib.import_module("OpenGL.arrays.ctypesparameters").CtypesParameterHandler
    handlers().register(handlers.HANDLED_TYPES)
    # where its window is asked for a context, pyglet shall not load X11
    importlib.import_module("pyglet").options["headless"] = True
    with deferred("networkx", "trimesh"):
        if os.environ.get("PYOPENGL_PLATFORM") == "egl":
            with left_out("pyrender", "viewer", "Viewer"):
                importlib.import_module("pyrender")
            importlib.import_module("pyrender.platforms.egl")
        else:
            importlib.import_module("pyrender")


def open_offscreen() -> Any:
    """Open an off-screen context and return pyrender's wrapper around it.

    It is never closed: closing one ends every other context of the same display.

    Raises
    ------
    RendererUnavailable
        If no context can be made; the message names the remedy.
    """
    preload()
    import pyrender

    try:
        _OPENED.append(pyrender.OffscreenRenderer(64, 64))
    except Exception as error:
        reason = f"{type(error).__name__} {error}".strip()
        raise RendererUnavailable(f"no OpenGL context can be made here ({reason}); {REMEDY}") from error
    return _OPENED[-1]
