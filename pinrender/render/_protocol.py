"""What a back end promises."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from pinrender.design import Background
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
    """

    pixels: int = 1024
    background: Background = "studio"


class Renderer(Protocol):
    """A back end."""

    def prepare(self, environment: Environment) -> None:
        """Do whatever does not need the pin yet, while the artwork is still being read."""
        ...

    def render(self, scene: Scene, options: RenderOptions) -> Frame:
        """Draw `scene`."""
        ...
