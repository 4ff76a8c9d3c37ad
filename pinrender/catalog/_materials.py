"""Platings, enamels, finishes and textures: what the surfaces are."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from pinrender.catalog._entry import Entry, Fraction, LinearRGB, Model

__all__ = ["Coating", "Enamel", "Film", "Finish", "Plating", "Texture"]


_Nanometres = Annotated[float, Field(ge=0.0, le=1000.0)]
_Index = Annotated[float, Field(gt=0.0, le=10.0)]


class Texture(Entry):
    """What a struck floor is given: a pattern in millimetres, a grain too fine for it, a roughness."""

    pattern: Literal["plain", "ribs", "dots"]
    pitch_mm: Annotated[float, Field(gt=0.0, le=5.0)]
    """Distance between neighbouring ribs or dots."""
    height_mm: Annotated[float, Field(ge=0.0, le=0.5)]
    """How high ribs or dots stand above the floor."""
    direction_deg: Annotated[float, Field(ge=-180.0, le=180.0)]
    """Along the ribs or the brush, counter-clockwise from +x."""
    grain: Fraction
    """Strength of the fine grain: 0 smooth, 1 sandblasted."""
    grain_mm: Annotated[float, Field(ge=0.02, le=1.0)]
    """Size of a grain."""
    grain_stretch: Annotated[float, Field(ge=1.0, le=100.0)]
    """How many times longer than wide a grain is, along `direction_deg`: 1 blasted, more brushed."""
    roughness: Fraction


class Coating(Model):
    """What lies over the metal: a diffuse body under a skin of index 1.5."""

    where: Literal["cavities", "everywhere"]
    """cavities: only where the buffing wheel did not reach; everywhere: dyed or sprayed."""
    color: str = Field(pattern=r"^#[0-9a-f]{6}$")
    """What a flat, lit patch of it comes out as, sRGB."""
    roughness: Fraction


class Film(Model):
    """A clear film on the metal that colours it by its thickness."""

    index: Annotated[float, Field(gt=1.0, le=4.0)]
    """Index of refraction of the film."""
    thickness_nm: tuple[_Nanometres, _Nanometres]
    """Least and greatest over the piece."""
    field_mm: Annotated[float, Field(ge=1.0, le=100.0)]
    """Distance over which the thickness rises and falls."""
    base_n: tuple[_Index, _Index, _Index]
    base_k: tuple[_Index, _Index, _Index]
    """Index of refraction n + ik of the metal below, at 450, 550 and 650 nm."""


class Plating(Entry):
    """A plated metal: F0 and F82 in linear light, after OpenPBR's conductor."""

    space: Literal["lin_rec709"]
    f0: LinearRGB
    """Reflectance at normal incidence, in air."""
    f82: LinearRGB
    """Reflectance at 82 degrees relative to Schlick's (OpenPBR specular_color)."""
    f0_immersed: LinearRGB
    """Reflectance at normal incidence under epoxy, n = 1.5."""
    roughness: Fraction
    """Perceptual roughness of the metal; alpha = roughness squared."""
    brushed: Annotated[float, Field(ge=0.0, le=0.95)] = 0.0
    """Anisotropy as in glTF: how much rougher it is across its hairlines, which run along +x."""
    coating: Coating | None = None
    """Patina or dye; none on a bright plating."""
    film: Film | None = None
    """Colours it by interference; `f0`, `f82` and `f0_immersed` are then the mean over the film's range."""
    swatch: str = Field(pattern=r"^#[0-9a-f]{6}$")
    """sRGB for tables and labels only."""


class Enamel(Entry):
    """What a cell is filled with; its index of refraction is 1.5, as color.py and the shaders have it."""

    transmission: Fraction
    """Share of it that is clear: 0 hides the metal, 1 tints what is seen of it."""


class Finish(Entry):
    """How the skin of a filled colour reflects."""

    roughness: Fraction
