"""The frozen description of one pin to make."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pinrender import catalog
from pinrender.errors import UsageError

__all__ = ["DEFAULT_SIZE_MM", "SIZE_RANGE_MM", "PinDesign"]

DEFAULT_SIZE_MM = 30.0
"""The commonest pin is 1 to 1.25 inches on its longest side (docs/bibliography.md: pin-sizes)."""
SIZE_RANGE_MM = (5.0, 120.0)
"""From a tie tack to a belt buckle; outside it, a slip of the unit is likelier than a pin."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PinDesign:
    """What to make of an artwork.

    Attributes
    ----------
    size_mm : float
        Longest side of the finished pin's bounding box, 5 to 120.
    process, plating, studio : str
        Catalogue names.
    epoxy : bool
        A clear dome over the face.
    seed : int
        For everything that varies from piece to piece.
    """

    size_mm: float = DEFAULT_SIZE_MM
    process: str = "soft-enamel"
    plating: str = "gold"
    studio: str = "softbox"
    epoxy: bool = False
    seed: int = 0

    def __post_init__(self) -> None:
        low, high = SIZE_RANGE_MM
        if not low <= self.size_mm <= high:
            raise UsageError(
                f"size {self.size_mm:g} mm is outside {low:g} to {high:g} mm; pins are usually 20 to 50 mm"
            )
        catalog.load(catalog.Process, self.process)
        catalog.load(catalog.Plating, self.plating)
        catalog.load(catalog.Studio, self.studio)

    @property
    def slug(self) -> str:
        """The finish as a file-name part: ``soft-enamel-epoxy-gold``."""
        parts = [self.process, "epoxy" if self.epoxy else "", self.plating]
        return re.sub(r"-+", "-", "-".join(parts)).strip("-")

    @property
    def title(self) -> str:
        """The finish in words: ``Soft enamel + epoxy, polished gold``."""
        made = catalog.load(catalog.Process, self.process).title
        metal = catalog.load(catalog.Plating, self.plating).title
        return f"{made}{' + epoxy' if self.epoxy else ''}, {metal[:1].lower()}{metal[1:]}"
