"""Processes: how a pin is made."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import Field

from pinrender.catalog._advice import Factor, Ranked
from pinrender.catalog._entry import Entry, Fraction, Millimetres

__all__ = ["Process"]


class Process(Entry):
    """How a pin is made; every length in millimetres.

    The operations are named, not the processes: `enamel` says what lies in the recesses.
    """

    enamel: Literal["recessed", "flush", "printed", "none"]
    """recessed: sunk below the lines; flush: stoned level with them; printed: ink on a flat sheet;
    none: bare metal."""
    enamel_medium: Literal["paint", "resin", "glass", "ink", "none"]
    """What its colours are mixed into; not every enamel can be."""
    thickness_mm: Annotated[float, Field(gt=0.2, le=10.0)]
    """Back plane to the top of the metal lines."""
    recess_depth_mm: Millimetres
    """Top of the lines down to the floor of the recess."""
    enamel_fill: Fraction
    """Share of the recess, below the tops of the lines, that the dried enamel fills."""
    enamel_climb_mm: Millimetres
    """How far below the line's top the enamel meets the wall."""
    enamel_step_mm: Annotated[float, Field(ge=0.0, le=0.05)]
    """How far flush enamel lies below the lines that were polished with it."""
    undulation_mm: Annotated[float, Field(ge=0.0, le=0.05)]
    """Root mean square height of the waves that firing leaves in flush enamel."""
    ink_mm: Annotated[float, Field(gt=0.0, le=0.1)]
    """Thickness of a printed layer."""
    rim_mm: Annotated[float, Field(gt=0.0, le=2.0)]
    """Width of the metal rim that closes enamel at the outline."""
    base_metals: tuple[str, ...] = Field(min_length=1)
    """What it is made of, catalogue names, the usual one first."""
    min_line_mm: Annotated[float, Field(gt=0.0, le=2.0)]
    """Thinnest metal line that can be made; walls between touching colours are this wide."""
    min_cell_mm: Annotated[float, Field(gt=0.0, le=2.0)]
    """Narrowest enamel that can be filled."""
    good_line_mm: Annotated[float, Field(gt=0.0, le=2.0)]
    """Metal line from which on nothing is lost; thinner ones, down to `min_line_mm`, come out unevenly."""
    good_cell_mm: Annotated[float, Field(gt=0.0, le=5.0)]
    """Width from which on a cell by itself is filled evenly; down to `min_cell_mm` it may not be."""
    min_text_mm: Annotated[float, Field(gt=0.0, le=5.0)]
    """Least height of capital letters that can be read."""
    min_bridge_mm: Annotated[float, Field(gt=0.0, le=5.0)]
    """Narrowest strip of the pin, as beside a cut-out, that does not bend or break."""
    min_cutout_mm: Annotated[float, Field(gt=0.0, le=5.0)]
    """Narrowest cut-out that can be made."""
    good_cutout_mm: Annotated[float, Field(gt=0.0, le=5.0)]
    """Cut-out from which on it comes out as drawn."""
    tool_radius_mm: Annotated[float, Field(ge=0.0, le=0.5)]
    """Of the cutter that the die is made with, or what etching rounds: corners of metal; 0: no tool."""
    usual_colors: Annotated[int, Field(ge=1, le=255)]
    """Enamel colours that a price usually includes."""
    polished_out: bool
    """Metal thinner than `min_line_mm` and enamel narrower than `min_cell_mm` are stoned away."""
    relief_refused: str
    """Why it cannot carry 3D relief; empty where it can."""
    relief_height_mm: Annotated[float, Field(gt=0.0, le=5.0)]
    """Height of white over black in a relief layer that does not name its own."""
    shoulder_radius_mm: Annotated[float, Field(gt=0.0, le=0.5)]
    """Rounding of every raised edge."""
    wall_lean_deg: Annotated[float, Field(ge=0.0, le=45.0)]
    """Lean of recess walls from vertical."""
    edge_profile: Literal["round", "bevel", "square"]
    """Shape of the outline's top edge."""
    edge_radius_mm: Annotated[float, Field(gt=0.0, le=0.5)]
    """Size of that rounding or bevel; a square edge has none."""
    recess_roughness: Fraction
    """Roughness of bare recess floors (plain struck or sandblasted)."""
    capillary_length_mm: Annotated[float, Field(gt=0.1, le=10.0)]
    """sqrt(surface tension / (density * gravity)) of the enamel."""
    recess_grain: Fraction
    """How strongly bare floors are blasted: 0 smooth, 1 sandblasted."""
    enamel_finish: str
    """Name of the finish that its filled colour has."""
    usually_domed: bool
    """Whether makers pour epoxy over it unless told otherwise."""
    epoxy_height_mm: Annotated[float, Field(gt=0.0, le=5.0)]
    """Height of the epoxy's crown above the lines, less where it would run over."""
    epoxy_capillary_length_mm: Annotated[float, Field(gt=0.1, le=10.0)]
    look: Factor
    feel: Factor
    cost: Ranked
    durability: Ranked
    """The four factors of a choice, as a customer weighs them."""

    def source_of(self, field: str) -> str:
        """Title of the source whose note names a field; empty if none does."""
        return next((each.title for each in self.source if re.search(rf"\b{field}\b", each.note)), "")

    @property
    def enamel_depth_mm(self) -> float:
        """Mean depth of the enamel in a cell, walls left aside."""
        return max(self.enamel_fill * self.recess_depth_mm, 0.01)
