"""What a back end promises."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from pinrender.design import STUDIO_SAMPLES, Background, Quality
from pinrender.render._frame import Frame
from pinrender.scene import Environment, Scene

__all__ = ["RenderOptions", "Renderer"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderOptions:
    """How to draw a scene.

    Attributes
    ----------
    pixels : int
        Width and height of the square picture, 16 to 4096.
    background : {'studio', 'transparent'}
        The studio's surface with a contact shadow, or nothing at all.
    quality : {'preview', 'studio'}
        Which kind of back end is to draw it; each draws only its own.
    samples : int
        Paths of light per pixel, for a back end that traces them.
    denoise : bool
        Whether such a back end takes the grain off its picture.
    on_pass : callable, optional
        Told how many passes are done, and of how many, by a back end that works in passes.
    """

    pixels: int = 1024
    background: Background = "studio"
    quality: Quality = "preview"
    samples: int = STUDIO_SAMPLES
    denoise: bool = False
    on_pass: Callable[[int, int], None] | None = field(default=None, compare=False)


class Renderer(Protocol):
    """A back end."""

    def prepare(self, environment: Environment) -> None:
        """Do whatever does not need the pin yet, while the artwork is still being read."""
        ...

    def render(self, scene: Scene, options: RenderOptions) -> Frame:
        """Draw `scene`."""
        ...
