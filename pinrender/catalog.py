"""The catalogue: processes, platings, enamels, finishes, textures and studios as data, one TOML file each.

A file's name is its catalogue name. Every entry carries its sources; a key that the schema
does not know is an error, so that a typing slip in a finish is never silence.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Annotated, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails

from pinrender.errors import CatalogError, UsageError, unknown_choice

__all__ = [
    "Enamel",
    "Entry",
    "Finish",
    "Kind",
    "Plating",
    "Process",
    "Softbox",
    "Source",
    "Studio",
    "Texture",
    "explain",
    "load",
    "names",
    "parse",
]

Kind = Literal["processes", "platings", "enamels", "finishes", "textures", "studios"]
"""The folders of the catalogue."""

Fraction = Annotated[float, Field(ge=0.0, le=1.0)]
Millimetres = Annotated[float, Field(ge=0.0, le=20.0)]
Radiance = Annotated[float, Field(ge=0.0, le=100.0)]
LinearRGB = tuple[
    Annotated[float, Field(ge=0.0, le=1.2)],
    Annotated[float, Field(ge=0.0, le=1.2)],
    Annotated[float, Field(ge=0.0, le=1.2)],
]
"""Linear light, Rec.709 primaries; measured gold reaches 1.02 in red."""


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


class Source(_Model):
    """Where a number comes from."""

    title: str
    url: str = ""
    licence: str = ""
    note: str = ""


class Entry(_Model):
    """What every catalogue file has."""

    schema_: Literal[1] = Field(alias="schema")
    title: str
    description: str = ""
    source: tuple[Source, ...] = Field(min_length=1)


EntryT = TypeVar("EntryT", bound=Entry)


class Process(Entry):
    """How a pin is made; every length in millimetres.

    The operations are named, not the processes: `enamel` says what lies in the recesses.
    """

    enamel: Literal["recessed", "flush", "printed", "none"]
    """recessed: sunk below the lines; flush: stoned level with them; printed: ink on a flat sheet;
    none: bare metal."""
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
    min_line_mm: Annotated[float, Field(gt=0.0, le=2.0)]
    """Thinnest metal line that can be made; walls between touching colours are this wide."""
    min_cell_mm: Annotated[float, Field(gt=0.0, le=2.0)]
    """Narrowest enamel that can be filled."""
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

    @property
    def enamel_depth_mm(self) -> float:
        """Mean depth of the enamel in a cell, walls left aside."""
        return max(self.enamel_fill * self.recess_depth_mm, 0.01)


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


class Plating(Entry):
    """A polished metal: F0 and F82 in linear light, after OpenPBR's conductor."""

    space: Literal["lin_rec709"]
    f0: LinearRGB
    """Reflectance at normal incidence, in air."""
    f82: LinearRGB
    """Reflectance at 82 degrees relative to Schlick's (OpenPBR specular_color)."""
    f0_immersed: LinearRGB
    """Reflectance at normal incidence under epoxy, n = 1.5."""
    roughness: Fraction
    """Perceptual roughness of the polished metal; alpha = roughness squared."""
    swatch: str = Field(pattern=r"^#[0-9a-f]{6}$")
    """sRGB for tables and labels only."""


class Enamel(Entry):
    """What a cell is filled with; its index of refraction is 1.5, as color.py and the shaders have it."""

    transmission: Fraction
    """Share of it that is clear: 0 hides the metal, 1 tints what is seen of it."""


class Finish(Entry):
    """How the skin of a filled colour reflects."""

    roughness: Fraction


class Softbox(_Model):
    """A far rectangular light with a soft edge."""

    direction: tuple[float, float, float]
    """Toward the light, world axes; need not be normalised."""
    up: tuple[float, float, float] = (0.0, 1.0, 0.0)
    half_width_deg: Annotated[float, Field(gt=0.0, le=80.0)]
    half_height_deg: Annotated[float, Field(gt=0.0, le=80.0)]
    softness_deg: Annotated[float, Field(gt=0.0, le=60.0)]
    radiance: Radiance
    tint: LinearRGB = (1.0, 1.0, 1.0)


class Studio(Entry):
    """An environment of softboxes over a gradient, and the surface the pin lies on."""

    exposure: Annotated[float, Field(gt=0.0, le=20.0)]
    zenith: Radiance
    """Radiance of the gradient toward +z, the viewer of a front view."""
    horizon: Radiance
    """Radiance of the gradient at z = 0."""
    ground: Radiance
    """Radiance from below the horizon."""
    backdrop: LinearRGB
    """Albedo of the surface the pin lies on."""
    softbox: tuple[Softbox, ...] = Field(min_length=1)


_FOLDERS: dict[type[Entry], Kind] = {
    Process: "processes",
    Plating: "platings",
    Enamel: "enamels",
    Finish: "finishes",
    Texture: "textures",
    Studio: "studios",
}
_MODELS: dict[Kind, type[Entry]] = {kind: model for model, kind in _FOLDERS.items()}
_SINGULAR: dict[Kind, str] = {
    "processes": "process",
    "platings": "plating",
    "enamels": "enamel",
    "finishes": "finish",
    "textures": "texture",
    "studios": "studio",
}


def _folder(kind: Kind) -> Traversable:
    return resources.files("pinrender.assets").joinpath(kind)


@cache
def names(kind: Kind) -> tuple[str, ...]:
    """Names of every entry of a kind, sorted."""
    files = (f.name for f in _folder(kind).iterdir())
    return tuple(sorted(n.removesuffix(".toml") for n in files if n.endswith(".toml")))


def parse(model: type[EntryT], text: str, *, where: str) -> EntryT:
    """Validate one catalogue file.

    Parameters
    ----------
    model : {Process, Plating, Enamel, Texture, Studio}
        Which schema applies.
    text : str
        The TOML.
    where : str
        What to call the file in an error message.

    Raises
    ------
    CatalogError
        Naming the file, the key and what was expected.
    """
    try:
        return model.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise CatalogError(f"{where} is not valid TOML: {error}") from error
    except ValidationError as error:
        raise CatalogError(f"{where}: {explain(error, model)}") from error


def explain(error: ValidationError, model: type[BaseModel]) -> str:
    """Say in one line what pydantic found wrong: key, value, what was expected."""
    known = [field.alias or name for name, field in model.model_fields.items()]
    return "; ".join(_explain_one(fault, known) for fault in error.errors())


def _explain_one(fault: ErrorDetails, known: list[str]) -> str:
    key = ".".join(str(part) for part in fault["loc"])
    if fault["type"] == "extra_forbidden":
        return unknown_choice("key", key, known)
    if fault["type"] == "missing":
        return f"'{key}' is missing"
    return f"'{key}' = {fault['input']!r}: {fault['msg'].lower()}"


@cache
def load(model: type[EntryT], name: str) -> EntryT:
    """Load a catalogue entry by name, for example ``load(Plating, "gold")``.

    Raises
    ------
    UsageError
        If there is no such entry; the message names the nearest.
    CatalogError
        If the file does not validate.
    """
    kind = _FOLDERS[model]
    if name not in names(kind):
        raise UsageError(unknown_choice(_SINGULAR[kind], name, names(kind)))
    text = _folder(kind).joinpath(f"{name}.toml").read_text(encoding="utf-8")
    return parse(model, text, where=f"assets/{kind}/{name}.toml")
