"""The frozen description of a pin that turns."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal, get_args

from pinrender.design._view import TILT_RANGE_DEG
from pinrender.errors import UsageError, chosen

__all__ = ["SPIN_PIXELS", "Motion", "Spin"]

Motion = Literal["turn", "sway"]
"""All the way round, or to and fro so that the drawing stays upright."""

SWAY_DEG = 30.0
"""How far a swaying pin turns to either side; by eye: lettering can be read all the while."""
SECONDS_RANGE = (0.5, 60.0)
FPS_RANGE = (1.0, 60.0)
MOST_SAMPLES = 100_000_000
"""Pixels of all frames, which are held in memory until they are written: 400 MB."""
SPIN_PIXELS = 512
"""Side of a frame if nothing is said: sharp on a page, and half a megabyte for 72 frames."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spin:
    """How a pin turns before the camera; it ends as it began.

    Attributes
    ----------
    motion : {'turn', 'sway'}
        A full turn, counter-clockwise as seen from above; or 30 degrees to either side.
    tilt_deg : float
        Angle of the camera from the pin's normal, 0 to 75.
    seconds : float
        How long one round takes, 0.5 to 60.
    fps : float
        Frames a second, 1 to 60.

    Raises
    ------
    UsageError
        If a value is none of these, or there would be less than two frames.
    """

    motion: Motion = "turn"
    tilt_deg: float = 43.0
    seconds: float = 6.0
    fps: float = 12.0

    def __post_init__(self) -> None:
        object.__setattr__(self, "motion", chosen("motion", self.motion, get_args(Motion)))
        _check("tilt", self.tilt_deg, TILT_RANGE_DEG, "degrees")
        _check("length", self.seconds, SECONDS_RANGE, "seconds")
        _check("fps", self.fps, FPS_RANGE, "frames a second")
        if self.frames < 2:
            raise UsageError(
                f"{self.seconds:g} seconds at {self.fps:g} frames a second are less than two frames; "
                "ask for more of either"
            )

    @property
    def frames(self) -> int:
        """How many pictures there are."""
        return round(self.seconds * self.fps)

    @property
    def turns_deg(self) -> tuple[float, ...]:
        """How far the pin has turned in each picture; the one after the last would be the first."""
        shares = [number / self.frames for number in range(self.frames)]
        if self.motion == "sway":
            return tuple(SWAY_DEG * math.sin(2.0 * math.pi * share) for share in shares)
        return tuple(360.0 * share for share in shares)

    @property
    def view(self) -> str:
        """From where the camera looks, as `pinrender.design.viewpoint` reads it."""
        return f"0,{round(self.tilt_deg, 3):g}"

    def check_pixels(self, pixels: int) -> None:
        """Refuse so many frames of that side that memory would not hold them.

        Raises
        ------
        UsageError
            With the largest side that so many frames can have.
        """
        if self.frames * pixels**2 > MOST_SAMPLES:
            most = math.isqrt(MOST_SAMPLES // self.frames)
            raise UsageError(
                f"{self.frames} frames of {pixels} pixels are more than memory is kept for; ask for at most "
                f"{most} pixels, or for fewer seconds or frames a second"
            )


def _check(what: str, given: float, allowed: tuple[float, float], unit: str) -> None:
    """Refuse a number out of range, or none at all."""
    if not allowed[0] <= given <= allowed[1]:  # nan is in no range
        raise UsageError(f"{what} {given:g} is outside {allowed[0]:g} to {allowed[1]:g} {unit}")
