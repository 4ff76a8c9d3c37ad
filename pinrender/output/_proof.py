"""What a proof shows: every number and drawing of a pin that is to be made, in one value."""

from __future__ import annotations

from dataclasses import dataclass

from pinrender.findings import Finding
from pinrender.output._outlines import Polygons
from pinrender.render import Frame

__all__ = ["Drawing", "Order", "Proof", "ProofColor"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What only the person knows; what is not said is left blank to be filled in by hand.

    Attributes
    ----------
    customer, job, revision, date, quantity : str
        As they are to be printed.
    attachment : str
        What holds the pin, such as ``"butterfly clutch"``.
    """

    customer: str = ""
    job: str = ""
    revision: str = ""
    date: str = ""
    quantity: str = ""
    attachment: str = "butterfly clutch"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofColor:
    """One numbered colour.

    Attributes
    ----------
    color : str
        ``#rrggbb``.
    name : str
        As the artwork or a swatch book has it; may be empty.
    filled : str
        Which enamel, in words.
    area_mm2 : float
        That is seen of it.
    place_mm : tuple of float
        Where its number stands, x and y in the world.
    """

    color: str
    name: str
    filled: str
    area_mm2: float
    place_mm: tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Printed:
    """Ink, which may fade, as a picture.

    Attributes
    ----------
    frame : Frame
        Clear where none is.
    left_mm, top_mm : float
        Its upper left corner in the world.
    width_mm : float
        Of the picture.
    """

    frame: Frame
    left_mm: float
    top_mm: float
    width_mm: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Drawing:
    """The flat drawing, as polygons in mm.

    Attributes
    ----------
    body, metal : Polygons
        The outline with its holes; what is raised, rim and walls included.
    cells : tuple of Polygons
        Of each colour, going on below the metal.
    printed : Printed or None
        Ink on top of it all.
    """

    body: Polygons
    metal: Polygons
    cells: tuple[Polygons, ...]
    printed: Printed | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Proof:
    """A pin to be signed.

    Attributes
    ----------
    name : str
        The artwork's.
    size_mm : tuple of float
        Width and height.
    thickness_mm, total_mm : float
        Of the metal, and up to the top of dome or relief.
    facts : tuple of (str, str)
        Process, metal, plating, ...: each with its value.
    colors : tuple of ProofColor
        In the order of their numbers, from 1.
    metal_srgb8 : tuple of int
        The plating's colour on the drawing.
    drawing : Drawing
        The face.
    posts_mm : tuple of (float, float)
        On the face, x and y; the back shows them mirrored.
    findings : tuple of Finding
        The gravest first.
    picture : Frame
        The pin at three quarters.
    order : Order
        What only the person knows.
    digest : str
        Of everything that decides how it is made.
    """

    name: str
    size_mm: tuple[float, float]
    thickness_mm: float
    total_mm: float
    facts: tuple[tuple[str, str], ...]
    colors: tuple[ProofColor, ...]
    metal_srgb8: tuple[int, int, int]
    drawing: Drawing
    posts_mm: tuple[tuple[float, float], ...]
    findings: tuple[Finding, ...]
    picture: Frame
    order: Order
    digest: str
