"""What a page shows of a pin: a picture that says where its face lies, and each layer by itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pinrender import pipeline
from pinrender.design import viewpoint

if TYPE_CHECKING:
    from pinrender._pin import Pin
    from pinrender._timings import Timings
    from pinrender.render import Frame

__all__ = ["Shown", "layer_pictures", "show", "studio_light"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Shown:
    """A picture, and where the pin's face lies on it.

    Attributes
    ----------
    frame : Frame
        The picture.
    face : tuple of tuple of float, or None
        Three rows of a projective map: applied to (x, y, 1), in mm from the pin's middle, it gives shares of
        the picture's width and height from its top left, times a factor; None where the back is seen.
    """

    frame: Frame
    face: tuple[tuple[float, ...], ...] | None


def show(pin: Pin, timings: Timings) -> Shown:
    """Draw a pin as `pipeline.render` does.

    Raises
    ------
    ArtworkError
        If the artwork cannot be used.
    RendererUnavailable
        If nothing can draw on this machine.
    """
    art = pipeline.read_and_warm_up(pin, timings)
    scene = pipeline.arrange(pin, art, timings)
    frame = pipeline.draw(pin, art, scene, timings)
    if viewpoint(pin.shot.view).over:
        return Shown(frame=frame, face=None)
    face = scene.camera.shares_of_plane(pin.design.made_by.thickness_mm)
    return Shown(frame=frame, face=tuple(tuple(row) for row in face.tolist()))


def studio_light(pin: Pin) -> bytes:
    """The light of a pin's studio, a Radiance picture for a viewer of glTF."""
    from pinrender._choices import studio_of
    from pinrender.output.page import encode_light
    from pinrender.scene import light

    return encode_light(light(studio_of(pin.design, pin.shot)))


def layer_pictures(pin: Pin, timings: Timings, *, side_px: int) -> tuple[bytes | None, ...]:
    """A small PNG of every layer of a pin's artwork, bottom to top; None of one that paints nothing.

    Raises
    ------
    ArtworkError
        If the artwork cannot be read.
    """
    from pinrender.output import encode_png, layer_frame

    return tuple(
        encode_png(layer_frame(layer, side_px)) if layer.coverage.any() else None
        for layer in pipeline.read(pin, timings).layers
    )
