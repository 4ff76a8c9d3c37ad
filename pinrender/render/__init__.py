"""One protocol for every back end: ``render(scene, options) -> Frame``."""

from __future__ import annotations

from pinrender.render._denoise import can_denoise, load_denoiser
from pinrender.render._frame import Frame
from pinrender.render._open import open_renderer, preload
from pinrender.render._protocol import Renderer, RenderOptions

__all__ = [
    "Frame",
    "RenderOptions",
    "Renderer",
    "can_denoise",
    "load_denoiser",
    "open_renderer",
    "preload",
]
