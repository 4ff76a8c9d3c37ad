"""Platings, enamels, finishes and textures: what the surfaces are."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from pinrender.catalog._entry import Entry, Fraction, LinearRGB, Model
from pinrender.catalog._rule import MetalFinish

__all__ = ["Coating", "Enamel", "Film", "Finish", "Flakes", "Medium", "Plating", "Powder", "Texture"]

_Nanometres = Annotated[float, Field(ge=0.0, le=1000.0)]
_Index = Annotated[float, Field(gt=0.0, le=10.0)]

Medium = Literal["paint", "resin", "glass", "ink"]
"""What colour is mixed into: paint that dries, resin that is baked and stoned, fused glass, printing ink."""


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
    any_color: bool = False
    """The colour is asked for with the name, as in ``dyed:#2f5faa``; `color` is then an example."""
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

    @property
    def finish(self) -> MetalFinish:
        """What is done to the metal."""
        if self.coating is not None:
            return "antique" if self.coating.where == "cavities" else "dyed"
        if self.film is not None:
            return "rainbow"
        return "satin" if self.brushed > 0.0 else "bright"


class Flakes(Model):
    """Platelets that lie in enamel and mirror the light through it."""

    size_mm: Annotated[float, Field(ge=0.005, le=1.0)]
    """Width of one across its corners."""
    share: Annotated[float, Field(gt=0.0, le=0.95)]
    """Of the enamel, seen from above, that they cover."""
    tilt_deg: Annotated[float, Field(ge=0.0, le=30.0)]
    """Root mean square angle between them and the face they lie in."""
    roughness: Fraction
    """Perceptual roughness of one flake."""
    dyed: Fraction
    """1: aluminium under dye, and a patch of them shows the colour that was asked for; 0: bare aluminium."""
    film_nm: Annotated[float, Field(ge=0.0, le=75.0)] = 0.0
    """Of titanium dioxide on mica, whose interference colours what it mirrors; 0: no film."""
    film_swing_nm: Annotated[float, Field(ge=0.0, le=30.0)] = 0.0
    """How much thicker and thinner the film is from swirl to swirl: bluish where thin, warm where thick."""
    swirl_mm: Annotated[float, Field(ge=0.2, le=20.0)] = 2.0
    """Width of the swirls that stirring left."""
    swirl_deg: Annotated[float, Field(ge=0.0, le=20.0)] = 0.0
    """How far the platelets of a swirl lean together; 0: no swirls."""

    @model_validator(mode="after")
    def _film_stays_in_range(self) -> Flakes:
        if self.film_swing_nm > min(self.film_nm, 75.0 - self.film_nm):
            raise ValueError("film_swing_nm must leave the film between 0 and 75 nm")
        return self


class Powder(Model):
    """A pale powder in the colour that is seen by day: it makes the colour milky."""

    color: str = Field(pattern=r"^#[0-9a-f]{6}$")
    """What a body of nothing else looks like, sRGB."""
    share: Annotated[float, Field(gt=0.0, lt=1.0)]
    """Of what scatters light in the mixture, how much it is."""


class Enamel(Entry):
    """What a cell is filled with; its index of refraction is 1.5, as color.py and the shaders have it."""

    transmission: Fraction
    """Share of it that is clear: 0 hides the metal, 1 tints what is seen of it."""
    flakes: Flakes | None = None
    """Glitter, bronze powder or mica; none in a plain colour."""
    powder: Powder | None = None
    """What makes the colour paler than it was asked for; none in most."""
    night: str | None = Field(default=None, pattern=r"^#[0-9a-f]{6}$")
    """sRGB of the light that it gives off in the dark; white would be as bright as any pigment is."""
    media: tuple[Medium, ...] = Field(min_length=1)
    """What makers mix it into."""
    needs_epoxy: str = ""
    """Why it wants epoxy over it; empty where it does not."""

    @model_validator(mode="after")
    def _hides_what_lies_below(self) -> Enamel:
        if self.transmission > 0.0 and (self.flakes is not None or self.night is not None):
            raise ValueError("flakes and glow lie in an opaque body: transmission must be 0")
        if self.flakes is not None and self.night is not None:
            raise ValueError("an enamel holds flakes or glows at night, not both")
        return self


class Finish(Entry):
    """How the skin of a filled colour reflects."""

    roughness: Fraction
