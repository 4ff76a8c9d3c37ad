"""Lengths as people write them, and the one grid on which a pin is sampled.

World: millimetres, right-handed, +x right, +y up on the face, +z toward the viewer,
back plane of the metal at z = 0. Images are (rows, columns), row 0 at the top.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from pinrender.errors import UsageError

__all__ = ["MM_PER_INCH", "Grid", "frozen", "parse_length_mm", "parse_volume_mm3"]

MM_PER_INCH = 25.4
MM_PER_UNIT = {"mm": 1.0, "cm": 10.0, "in": MM_PER_INCH, '"': MM_PER_INCH, "inch": MM_PER_INCH}
"""Millimetres in each unit a person may write."""

_Scalar = TypeVar("_Scalar", bound=np.generic)

_LENGTH = re.compile(r"\s*([0-9]*\.?[0-9]+)\s*([a-z\"]*)\s*", re.IGNORECASE)


def parse_length_mm(text: str, *, what: str = "size") -> float:
    """Read a length such as ``30mm``, ``3 cm`` or ``1.25in``.

    Parameters
    ----------
    text : str
        Number and unit; one of {mm, cm, in}. A bare number is refused: a guess between
        millimetres and inches is a guess between a pin and a plate.
    what : str
        The noun for the error message.

    Returns
    -------
    float
        Millimetres, > 0.

    Raises
    ------
    UsageError
        If there is no number, no unit, an unknown unit, or the length is zero.
    """
    match = _LENGTH.fullmatch(str(text))
    if match is None:
        raise UsageError(f"{what} '{text}' is not a length; write for example '30mm' or '1.25in'")
    number, unit = match.groups()
    if not unit:
        raise UsageError(f"{what} '{text}' has no unit; write '{text}mm' or '{text}in'")
    if unit.lower() not in MM_PER_UNIT:
        raise UsageError(f"{what} '{text}' has an unknown unit '{unit}'; use mm, cm or in")
    length_mm = float(number) * MM_PER_UNIT[unit.lower()]
    if not math.isfinite(length_mm) or length_mm <= 0.0:
        raise UsageError(f"{what} '{text}' must be greater than zero")
    return length_mm


_VOLUME = re.compile(r"\s*([0-9]*\.?[0-9]+)\s*(mm3|mm³|ul|µl|ml|cm3|cm³|l)\s*", re.IGNORECASE)
_MM3_PER_UNIT = {"mm3": 1.0, "mm³": 1.0, "ul": 1.0, "µl": 1.0, "ml": 1e3, "cm3": 1e3, "cm³": 1e3, "l": 1e6}


def parse_volume_mm3(text: str, *, what: str = "volume") -> float:
    """Read a volume such as ``350mm3`` or ``0.35ml``.

    Returns
    -------
    float
        Cubic millimetres, > 0.

    Raises
    ------
    UsageError
        If it is not a number with a unit, or is zero.
    """
    match = _VOLUME.fullmatch(str(text))
    if match is None:
        raise UsageError(f"{what} '{text}' is not a volume; write for example '350mm3' or '0.35ml'")
    volume_mm3 = float(match[1]) * _MM3_PER_UNIT[match[2].lower()]
    if not math.isfinite(volume_mm3) or volume_mm3 <= 0.0:
        raise UsageError(f"{what} '{text}' must be greater than zero")
    return volume_mm3


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """Where the samples of a pin lie.

    Attributes
    ----------
    rows, cols : int
        Size of every array on the grid.
    pitch_mm : float
        Distance between neighbouring samples, > 0.
    center_row, center_col : float
        The world origin in pixel-edge coordinates: pixel (r, c) has its centre at
        (r + 0.5, c + 0.5).
    """

    rows: int
    cols: int
    pitch_mm: float
    center_row: float
    center_col: float

    @property
    def shape(self) -> tuple[int, int]:
        """(rows, cols)."""
        return self.rows, self.cols

    @property
    def pixels_per_mm(self) -> float:
        """Samples in one millimetre."""
        return 1.0 / self.pitch_mm

    def to_world_mm(self, rows: NDArray[np.floating], cols: NDArray[np.floating]) -> NDArray[np.float64]:
        """Map sample indices (sample centres are whole numbers) to world x, y.

        Returns
        -------
        (..., 2) float64 ndarray
            x and y in millimetres.
        """
        x_mm = (np.asarray(cols, np.float64) + 0.5 - self.center_col) * self.pitch_mm
        y_mm = -(np.asarray(rows, np.float64) + 0.5 - self.center_row) * self.pitch_mm
        return np.stack([x_mm, y_mm], axis=-1)

    def to_index(self, xy_mm: NDArray[np.floating]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Map world x, y (..., 2) in millimetres to fractional (rows, cols) sample indices."""
        xy = np.asarray(xy_mm, np.float64)
        cols = xy[..., 0] / self.pitch_mm + self.center_col - 0.5
        rows = -xy[..., 1] / self.pitch_mm + self.center_row - 0.5
        return rows, cols


def frozen(array: NDArray[_Scalar]) -> NDArray[_Scalar]:
    """Return `array`, contiguous and no longer writable."""
    array = np.ascontiguousarray(array)
    array.setflags(write=False)
    return array
