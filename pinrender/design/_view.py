"""Where the eye is, by name or in degrees, and what such a picture usually lies in."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pinrender.errors import UsageError, chosen

__all__ = ["VIEWS", "View", "Viewpoint", "view_named", "viewpoint"]

View = str
"""A name of `VIEWS`, or azimuth and tilt in degrees, as in ``30,50``."""

AZIMUTH_RANGE_DEG = (-180.0, 180.0)
TILT_RANGE_DEG = (0.0, 75.0)
"""Lower, one looks at the horizon, and the surface ends."""
FILL = 0.86
"""Share of the picture that the pin fills, seen from an angle."""
_DEGREES = re.compile(r"\s*([+-]?\d+(?:\.\d*)?)\s*,\s*([+-]?\d+(?:\.\d*)?)\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewpoint:
    """Where the eye is, and what belongs to that picture unless the person says otherwise.

    Attributes
    ----------
    azimuth_deg : float
        Turn about the pin's normal: 0 looks from the pin's foot, 90 from its right.
    tilt_deg : float
        Away from the normal, 0 to 75.
    roll_deg : float
        Turn of the camera about its own axis, counter-clockwise as it sees the pin.
    fill : float
        Share of the picture that the pin fills, 0..1.
    over : bool
        The pin lies on its face, and its back is seen.
    studio, backdrop : str
        Catalogue names.
    aperture : float
        Radius of the lens's opening as a share of its distance from the pin; 0 keeps everything sharp.
    bloom : float
        Share of the light that the lens spreads around what is bright.
    """

    azimuth_deg: float
    tilt_deg: float
    roll_deg: float = 0.0
    fill: float = FILL
    over: bool = False
    studio: str = "softbox"
    backdrop: str = "plain"
    aperture: float = 0.0
    bloom: float = 0.0


VIEWS: dict[str, Viewpoint] = {
    "front": Viewpoint(azimuth_deg=0.0, tilt_deg=0.0, fill=0.88),
    "three-quarter": Viewpoint(azimuth_deg=-24.0, tilt_deg=43.0),
    "low": Viewpoint(azimuth_deg=-16.0, tilt_deg=66.0),
    "left": Viewpoint(azimuth_deg=-90.0, tilt_deg=50.0, roll_deg=90.0),
    "right": Viewpoint(azimuth_deg=90.0, tilt_deg=50.0, roll_deg=-90.0),
    "back": Viewpoint(azimuth_deg=0.0, tilt_deg=0.0, fill=0.88, over=True),
    "hero": Viewpoint(
        azimuth_deg=-20.0,
        tilt_deg=47.0,
        fill=0.77,
        studio="hero",
        backdrop="dark-twill",
        aperture=0.008,
        bloom=0.035,
    ),
}
"""From where a pin is seen; angles, openings and shares are chosen by eye."""


def view_named(view: str) -> str:
    """A view's own name, or its angles as they were written.

    Raises
    ------
    UsageError
        As `viewpoint`.
    """
    if _DEGREES.fullmatch(str(view)):
        viewpoint(view)
        return str(view)
    try:
        return chosen("view", view, VIEWS)
    except UsageError as error:
        raise UsageError(f"{error}; or write azimuth and tilt in degrees, as in '30,50'") from None


def viewpoint(view: str) -> Viewpoint:
    """Where the eye of a view is.

    Parameters
    ----------
    view : {'front', 'three-quarter', 'low', 'left', 'right', 'back', 'hero'} or str
        A name, or azimuth and tilt in degrees: ``"30,50"``.

    Raises
    ------
    UsageError
        If it is neither, or an angle is out of range; the message names the nearest.
    """
    match = _DEGREES.fullmatch(str(view))
    if match is None:
        return VIEWS[view_named(view)]
    azimuth_deg, tilt_deg = (float(number) for number in match.groups())
    for what, angle, (low, high) in (
        ("azimuth", azimuth_deg, AZIMUTH_RANGE_DEG),
        ("tilt", tilt_deg, TILT_RANGE_DEG),
    ):
        if not low <= angle <= high:
            raise UsageError(f"view '{view}': {what} {angle:g} is outside {low:g} to {high:g} degrees")
    return Viewpoint(azimuth_deg=azimuth_deg, tilt_deg=tilt_deg)
