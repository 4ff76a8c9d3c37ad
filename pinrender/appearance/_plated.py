"""Which plating the metal has where, and what the platings leave on it."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from pinrender.appearance._film import film_share
from pinrender.appearance._normals import FOOTPRINT_PX
from pinrender.appearance._patina import patina_share
from pinrender.artwork import Plan
from pinrender.catalog import Plating
from pinrender.design import plated
from pinrender.relief import Relief
from pinrender.units import Grid, frozen

__all__ = ["Plated"]

BESIDE_PX = 1
"""So far past bare metal the plating of its edge goes on, for what is looked up between samples."""

Field = NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Plated:
    """One or two platings.

    Attributes
    ----------
    first : Plating or None
        The pin's own; None is bright.
    second : Plating or None
        The one that some layers name.
    share : (H, W) uint8 ndarray or None
        Where the second lies, 255 = all; None without one.
    """

    first: Plating | None
    second: Plating | None = None
    share: NDArray[np.uint8] | None = None

    @classmethod
    def of(cls, plan: Plan, first: Plating | None, second: str | None, bare: Field) -> Plated:
        """The pin's own plating, and of `plan.platings` the one that differs from it, its edge softened.

        `bare` is the share of each sample, (H, W), that is metal in air; the floor under enamel is masked
        while the second is plated, and keeps the pin's own.
        """
        if second is None or plan.plating is None:
            return cls(first=first)
        there = (plan.plating == plan.platings.index(second) + 1).astype(np.float32) * np.float32(255.0)
        soft = cv2.GaussianBlur(there, (0, 0), FOOTPRINT_PX)
        beside = np.ones((2 * BESIDE_PX + 1, 2 * BESIDE_PX + 1), np.uint8)
        soft *= cv2.dilate((bare > 0.0).astype(np.uint8), beside)
        return cls(first=first, second=plated(second), share=frozen((soft + 0.5).astype(np.uint8)))

    @property
    def is_brushed(self) -> bool:
        """Whether either has hairlines."""
        return any(each is not None and each.brushed > 0.0 for each in (self.first, self.second))

    @property
    def brushed(self) -> float | Field:
        """Anisotropy, one for all or (H, W)."""
        return self._mixed(*(0.0 if each is None else each.brushed for each in (self.first, self.second)))

    def patina(self, relief: Relief, seed: int, struck_mm: Field | None = None) -> NDArray[np.uint8] | None:
        """Share of the metal at each sample under patina; of two platings, under either one's coating.

        `struck_mm` is the metal as `patina_share` takes it.
        """
        where = [each and each.coating and each.coating.where for each in (self.first, self.second)]
        if "cavities" not in where and (self.share is None or "everywhere" not in where):
            return None
        low = patina_share(relief, seed, struck_mm) if "cavities" in where else 0.0
        first, second = (low if each == "cavities" else float(each == "everywhere") for each in where)
        share = np.broadcast_to(self._mixed(first, second), relief.grid.shape)
        return frozen((share * 255.0 + 0.5).astype(np.uint8))

    def film(self, grid: Grid, seed: int) -> Field | None:
        """Where in its range the thickness of the film lies that one of them has."""
        films = [
            each.film for each in (self.first, self.second) if each is not None and each.film is not None
        ]
        return frozen(film_share(grid, films[0], seed)) if films else None

    def _mixed(self, first: float | Field, second: float | Field) -> Field | float:
        if self.share is None:
            return first
        share = self.share.astype(np.float32) / np.float32(255.0)
        return np.asarray(first * (1.0 - share) + second * share, np.float32)
