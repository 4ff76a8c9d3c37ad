"""The frozen description of one look at a pin."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from pinrender import catalog
from pinrender.design._view import View, view_named, viewpoint
from pinrender.errors import UsageError, chosen

__all__ = [
    "GRAIN_FREE_SAMPLES",
    "PIXELS_RANGE",
    "SAMPLES_RANGE",
    "STUDIO_SAMPLES",
    "Background",
    "Quality",
    "Shot",
    "check_background",
]

Background = Literal["studio", "transparent"]
"""The surface that the pin lies on, or nothing at all."""
Quality = Literal["preview", "studio"]
"""Drawn in a second, or traced path by path in minutes."""

PIXELS_RANGE = (16, 4096)
"""From an icon to the largest picture a software renderer draws in reasonable memory."""
SAMPLES_RANGE = (4, 65536)
STUDIO_SAMPLES = 256
"""Paths of light per pixel of a studio picture: little grain is left, but for a fine one under epoxy."""
STAND_IN_SAMPLES = 32
"""And where it stands in for a preview, which nobody wants to wait minutes for."""
GRAIN_FREE_SAMPLES = 1024
"""From here on a picture is left as it was traced, unless it is said otherwise; chosen by eye."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """How to look at a pin.

    Attributes
    ----------
    view : {'front', 'three-quarter', 'low', 'left', 'right', 'back', 'hero'} or str
        Where the eye is; or azimuth and tilt in degrees, as in ``30,50``.
    pixels : int
        Width and height of the square picture, 16 to 4096.
    background : {'studio', 'transparent'}
        Whether anything lies behind the pin.
    backdrop : str or None
        Catalogue name of what it lies on; None is the view's own, ``transparent`` is nothing.
    quality : {'preview', 'studio'} or None
        How it is drawn; None is a preview, or a studio picture where no preview can be drawn.
    samples : int or None
        Paths of light per pixel of a studio picture, 4 to 65536; None is 256, or 32 where it stands in
        for a preview. A preview takes no notice.
    denoise : bool or None
        Whether the grain is taken off a studio picture; None is where it can be done and there are
        fewer than 1024 samples. A preview takes no notice.

    Raises
    ------
    UsageError
        If a value is none of these.
    """

    view: View = "front"
    pixels: int = 1024
    background: Background = "studio"
    backdrop: str | None = None
    quality: Quality | None = None
    samples: int | None = None
    denoise: bool | None = None

    def __post_init__(self) -> None:
        for field, name in self._names().items():
            object.__setattr__(self, field, name)
        if self.backdrop is not None and self.background == "transparent":
            check_background(self.background, self.backdrop)
        _check_count("pixels", self.pixels, PIXELS_RANGE, example=1024)
        if self.samples is not None:
            _check_count("samples", self.samples, SAMPLES_RANGE, example=STUDIO_SAMPLES)
        if self.denoise is not None and not isinstance(self.denoise, bool):
            raise UsageError(f"denoise {self.denoise!r} is neither True nor False")

    def _names(self) -> dict[str, str]:
        """What is named, spelt as it is among the choices."""
        found = {
            "view": view_named(self.view),
            "background": chosen("background", self.background, get_args(Background)),
        }
        if self.backdrop is not None:
            found["backdrop"] = catalog.named(catalog.Backdrop, self.backdrop)
        if self.quality is not None:
            found["quality"] = chosen("quality", self.quality, get_args(Quality))
        return found

    @property
    def lies_on(self) -> catalog.Backdrop:
        """What the pin lies on."""
        name = self.backdrop or viewpoint(self.view).backdrop
        chosen: catalog.Backdrop = catalog.load(
            catalog.Backdrop, "transparent" if self.background == "transparent" else name
        )
        return chosen

    @property
    def paths(self) -> int:
        """Paths of light per pixel, should it be traced."""
        if self.samples is not None:
            return self.samples
        return STUDIO_SAMPLES if self.quality == "studio" else STAND_IN_SAMPLES


def check_background(background: str, backdrop: str) -> None:
    """Refuse a background and a backdrop that gainsay each other, both asked for.

    Raises
    ------
    UsageError
        If one of them is nothing at all and the other is not.
    """
    background = chosen("background", background, get_args(Background))
    chosen_backdrop = catalog.load(catalog.Backdrop, backdrop)
    if background == "transparent" and not chosen_backdrop.nothing:
        raise UsageError(f"a transparent background has no backdrop '{backdrop}'; leave one of the two out")
    if background != "transparent" and chosen_backdrop.nothing:
        raise UsageError(
            f"backdrop '{backdrop}' is nothing at all, and background '{background}' is a surface; "
            "leave one of the two out"
        )


def _check_count(what: str, given: object, allowed: tuple[int, int], *, example: int) -> None:
    """Refuse what is not a whole number in range."""
    if isinstance(given, bool) or not isinstance(given, int):
        raise UsageError(f"{what} {given!r} is not a whole number; write for example {example}")
    if not allowed[0] <= given <= allowed[1]:
        raise UsageError(f"{what} {given} is outside {allowed[0]} to {allowed[1]}")
