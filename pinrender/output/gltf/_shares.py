"""What each sample of a face is made of."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pinrender.appearance import Appearance, Maps

__all__ = ["Shares"]

Field = NDArray[np.float32]
LEVELS = np.float32(255.0)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Shares:
    """Shares of each sample, (H, W) float32, 0..1.

    Attributes
    ----------
    metal, clear, flakes, body : ndarray
        Metal in sight, the floor under clear enamel, flakes, the body of enamel; together 1.
    floor : ndarray
        Of `metal` and `clear`, what is struck floor.
    coat : ndarray
        Of the metal, what patina or dye hides.
    second : ndarray
        Of the metal, what has the second plating.
    epoxy : ndarray
        Under epoxy.
    """

    metal: Field
    clear: Field
    flakes: Field
    body: Field
    floor: Field
    coat: Field
    second: Field
    epoxy: Field

    @classmethod
    def of(cls, look: Appearance) -> Shares:
        """Read an appearance's maps."""
        maps = look.maps
        metal = np.asarray(maps.share[..., 0] / LEVELS, np.float32)
        enamel = np.float32(1.0) - metal
        clear = enamel * (0.0 if maps.floor is None else maps.floor[..., 2])
        flakes = (enamel - clear) * (0.0 if maps.flakes is None else np.clip(maps.flakes[..., 2], 0.0, 1.0))
        return cls(
            metal=metal,
            clear=np.asarray(clear, np.float32),
            flakes=np.asarray(flakes, np.float32),
            body=np.asarray(enamel - clear - flakes, np.float32),
            floor=np.minimum(maps.share[..., 1] / LEVELS + clear, np.float32(1.0)),
            coat=_coat(look),
            second=np.asarray(0.0 * metal if maps.second is None else maps.second / LEVELS, np.float32),
            epoxy=_epoxy(maps),
        )


def _coat(look: Appearance) -> Field:
    maps, coating = look.maps, look.metal.coating
    if maps.patina is not None:
        return np.asarray(maps.patina / LEVELS, np.float32)
    everywhere = coating is not None and coating.everywhere
    return np.full(maps.grid.shape, float(everywhere), np.float32)


def _epoxy(maps: Maps) -> Field:
    if maps.epoxy is not None:
        return np.asarray(maps.epoxy / LEVELS, np.float32)
    return np.full(maps.grid.shape, float(maps.dome is not None), np.float32)
