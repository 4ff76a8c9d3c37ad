"""The frozen description of one pin to make."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal, get_args

from pinrender import catalog
from pinrender.catalog import plated, plating_named
from pinrender.design._dimensions import Dimensions, changed
from pinrender.errors import UsageError, chosen, kebab

__all__ = ["DEFAULT_SIZE_MM", "SIZE_RANGE_MM", "PinDesign", "Walls"]

Walls = Literal["insert", "none"]
"""Whether a metal wall is set between enamel colours that touch."""

DEFAULT_SIZE_MM = 30.0
"""The commonest pin is 1 to 1.25 inches on its longest side (docs/bibliography.md: pin-sizes)."""
SIZE_RANGE_MM = (5.0, 120.0)
"""From a tie tack to a belt buckle; outside it, a slip of the unit is likelier than a pin."""


HIGHEST_EPOXY_MM = 5.0
"""Higher, a slip of the unit is likelier than a dome."""
OLDEST_YEARS = 50.0
"""Pins have been domed with epoxy for about so long; by then it has long stopped yellowing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PinDesign:
    """What to make of an artwork; names are held as the catalogue spells them.

    Attributes
    ----------
    size_mm : float
        Longest side of the finished pin's bounding box, 5 to 120.
    process : str
        Catalogue name.
    plating : str
        Catalogue name; a dyed one may be followed by a colour, as in ``dyed:#2f5faa``.
    enamel : str
        Catalogue name of what cells are filled with, but for layers that say it themselves.
    studio : str or None
        Catalogue name of the light it is shown in; None is the view's own, mostly the softbox.
    epoxy : bool or None
        A clear dome over the face, or over the areas the artwork names; None = as makers usually do.
    epoxy_height_mm, epoxy_volume_mm3 : float or None
        Height of the dome's crown above the lines, or what is poured, obeyed even where it runs over;
        None = as high as the process has it and the shape will hold. Not both.
    epoxy_age_years : float
        How long the epoxy has been in the light, 0 to 50: it yellows; without epoxy it changes nothing.
    walls : {'insert', 'none'}
        Set a metal wall between enamel colours that touch, or let them.
    dimensions : tuple of (str, float or str)
        Process fields that this pin changes, from `parse_dimensions`.
    base_metal : str or None
        Catalogue name of what it is struck, cast or etched of; None = as makers usually do. It is not seen.
    as_made : bool or None
        True: what is too fine as the factory would make it. False: all as drawn, whatever is lost. None: as
        drawn, but for what stoning takes away of flush enamel.
    grade : str
        Catalogue name: how far polished surfaces are from perfect.
    seed : int
        For everything that varies from piece to piece.
    """

    size_mm: float = DEFAULT_SIZE_MM
    process: str = "soft-enamel"
    plating: str = "gold"
    enamel: str = "opaque"
    studio: str | None = None
    epoxy: bool | None = None
    epoxy_height_mm: float | None = None
    epoxy_volume_mm3: float | None = None
    epoxy_age_years: float = 0.0
    walls: Walls = "insert"
    dimensions: Dimensions = ()
    base_metal: str | None = None
    as_made: bool | None = None
    grade: str = "a"
    seed: int = 0

    def __post_init__(self) -> None:
        for field, name in self._names().items():
            object.__setattr__(self, field, name)
        changed(catalog.load(catalog.Process, self.process), self.dimensions)
        low, high = SIZE_RANGE_MM
        if not low <= self.size_mm <= high:
            raise UsageError(
                f"size {self.size_mm:g} mm is outside {low:g} to {high:g} mm; pins are usually 20 to 50 mm"
            )
        _check_epoxy(self.epoxy, self.epoxy_height_mm, self.epoxy_volume_mm3)
        age = self.epoxy_age_years
        if isinstance(age, bool) or not isinstance(age, int | float):
            raise UsageError(f"epoxy age {age!r} is not a number of years; write for example 3")
        if not 0.0 <= age <= OLDEST_YEARS:
            raise UsageError(
                f"epoxy {age:g} years old cannot be shown; give 0 (new) to {OLDEST_YEARS:g} years"
            )
        if isinstance(self.seed, bool) or not isinstance(self.seed, int):
            raise UsageError(f"seed {self.seed!r} is not a whole number; any from 0 will do")
        if self.seed < 0:
            raise UsageError(f"seed {self.seed} is negative; any whole number from 0 will do")

    def _names(self) -> dict[str, str]:
        """What is named, spelt as the catalogue spells it."""
        found = {
            "process": catalog.named(catalog.Process, self.process),
            "plating": plating_named(self.plating),
            "enamel": catalog.named(catalog.Enamel, self.enamel),
            "grade": catalog.named(catalog.Grade, self.grade),
            "walls": chosen("choice of walls", self.walls, get_args(Walls)),
        }
        if self.studio is not None:
            found["studio"] = catalog.named(catalog.Studio, self.studio)
        if self.base_metal is not None:
            found["base_metal"] = catalog.named(catalog.Metal, self.base_metal)
        return found

    def remade(self, process: str) -> PinDesign:
        """The same pin by another process, such as ``hard-enamel`` or ``soft-enamel+epoxy``.

        Without the second word it is not domed, unless makers usually dome what that process makes.

        Raises
        ------
        UsageError
            If there is no such process.
        """
        name, plus, dome = process.partition("+")
        dome = kebab(dome)
        if plus and dome != "epoxy":
            raise UsageError(f"process '{process}' is not understood; only '+epoxy' may follow a process")
        name = catalog.named(catalog.Process, name)
        if dome:
            return replace(self, process=name, epoxy=True)
        usual = catalog.load(catalog.Process, name).usually_domed
        if usual:
            return replace(self, process=name, epoxy=None)
        return replace(self, process=name, epoxy=False, epoxy_height_mm=None, epoxy_volume_mm3=None)

    @property
    def made_by(self) -> catalog.Process:
        """The process, with the dimensions that this pin changes."""
        return changed(catalog.load(catalog.Process, self.process), self.dimensions)

    @property
    def base(self) -> str:
        """The base metal: the one asked for, else the process's usual one."""
        return self.base_metal or self.made_by.base_metals[0]

    @property
    def plated_with(self) -> catalog.Plating:
        """The plating, in the colour that this pin has it dyed."""
        return plated(self.plating)

    @property
    def domed(self) -> bool:
        """Whether epoxy is poured, if the artwork names no area for it."""
        if self.epoxy is None:
            return (
                self.made_by.usually_domed
                or self.epoxy_height_mm is not None
                or self.epoxy_volume_mm3 is not None
            )
        return self.epoxy

    @property
    def slug(self) -> str:
        """The finish as a file-name part: ``soft-enamel-epoxy-gold``."""
        parts = [self.process, "epoxy" if self.domed else "", self.plating]
        return re.sub(r"[-:#]+", "-", "-".join(parts)).strip("-")

    @property
    def title(self) -> str:
        """The finish in words: ``Soft enamel + epoxy, polished gold``."""
        made = catalog.load(catalog.Process, self.process).title
        metal = self.plated_with.title
        return f"{made}{' + epoxy' if self.domed else ''}, {metal[:1].lower()}{metal[1:]}"


def _check_epoxy(poured: bool | None, height_mm: float | None, volume_mm3: float | None) -> None:
    """Refuse epoxy that contradicts itself."""
    if height_mm is not None and volume_mm3 is not None:
        raise UsageError("give the epoxy's height or its volume, not both: one follows from the other")
    if poured is False and (height_mm is not None or volume_mm3 is not None):
        raise UsageError("no epoxy is poured, so it has no height or volume; leave one of the two out")
    if height_mm is not None and height_mm > HIGHEST_EPOXY_MM:
        raise UsageError(
            f"epoxy {height_mm:g} mm high is more than {HIGHEST_EPOXY_MM:g} mm; domes are 0.8 to 1.8 mm"
        )
