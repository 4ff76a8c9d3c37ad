"""`pin.toml`: the command's options, kept beside the artwork."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictBool,
    StrictFloat,
    StrictInt,
    model_validator,
)
from pydantic import ValidationError as Invalid
from pydantic_core import PydanticCustomError

from pinrender import catalog
from pinrender.design._design import PinDesign
from pinrender.design._dimensions import parse_dimensions
from pinrender.design._settings_file import candidates, parsed
from pinrender.design._shot import Shot, check_background
from pinrender.errors import CatalogError, UsageError
from pinrender.separation import Separation
from pinrender.swatches import Coloring

__all__ = ["PinToml", "read_pin_toml"]


def _checked(use: Callable[[Any], object]) -> AfterValidator:
    """Try a value where it will be used, so that the file's author reads the same sentence."""

    def check(value: object) -> object:
        try:
            use(value)
        except UsageError as error:
            raise PydanticCustomError("unusable", "{why}", {"why": str(error)}) from error
        return value

    return AfterValidator(check)


def _needs_unit(what: str, example: str) -> BeforeValidator:
    """Refuse a bare number with a sentence of its own."""

    def check(value: object) -> object:
        if isinstance(value, int | float) and not isinstance(value, bool):
            raise PydanticCustomError(
                "bare_number", f"{what} needs quotes and a unit, for example '{example}'"
            )
        return value

    return BeforeValidator(check)


_LENGTH = _needs_unit("a length", "30mm")
_VOLUME = _needs_unit("a volume", "350mm3")


def _sized(value: str) -> PinDesign:
    from pinrender.units import parse_length_mm

    return PinDesign(size_mm=parse_length_mm(value))


def _high(value: str | None) -> None:
    from pinrender.units import parse_length_mm

    if value is not None:
        PinDesign(epoxy_height_mm=parse_length_mm(value, what="epoxy height"))


def _much(value: str | None) -> None:
    from pinrender.units import parse_volume_mm3

    if value is not None:
        parse_volume_mm3(value, what="epoxy volume")


def _spelled_out(table: object) -> object:
    """Numbers without a unit as texts, to be read, or refused, as the command line does."""
    if not isinstance(table, dict):
        return table
    bare = (int, float)
    return {
        name: str(value) if isinstance(value, bare) and not isinstance(value, bool) else value
        for name, value in table.items()
    }


def _listed(value: object) -> object:
    """One text as a list of it; anything but texts is refused with a sentence of its own."""
    listed = [value] if isinstance(value, str) else value
    if not isinstance(listed, list) or not all(isinstance(each, str) for each in listed):
        raise PydanticCustomError("not_colors", "colours need quotes, for example ['#1a1a1a']")
    return listed


def _recolored(table: dict[str, str]) -> None:
    Coloring(changes=tuple(table.items()))


def _dimensions(table: dict[str, str]) -> None:
    parse_dimensions(table)


class PinToml(BaseModel):
    """What a `pin.toml` may say: the options of the command, by the same names.

    Every key is optional; one that is absent is None and leaves the default in force. Keys of two words
    are written as the option is, ``epoxy-age``; ``epoxy_age`` is the same.
    """

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        alias_generator=lambda name: name.replace("_", "-"),
        populate_by_name=True,
    )

    art: str | None = None
    """The artwork's file name, where several drawings share a folder."""
    size: Annotated[str | None, _LENGTH, _checked(_sized)] = None
    process: Annotated[str | None, _checked(lambda name: PinDesign(process=name))] = None
    plating: Annotated[str | None, _checked(lambda name: PinDesign(plating=name))] = None
    enamel: Annotated[str | None, _checked(lambda name: PinDesign(enamel=name))] = None
    studio: Annotated[str | None, _checked(lambda name: PinDesign(studio=name))] = None
    epoxy: StrictBool | None = None
    epoxy_height: Annotated[str | None, _LENGTH, _checked(_high)] = None
    epoxy_volume: Annotated[str | None, _VOLUME, _checked(_much)] = None
    epoxy_age: Annotated[
        StrictFloat | None, _checked(lambda years: PinDesign(epoxy_age_years=years or 0.0))
    ] = None
    walls: Annotated[str | None, _checked(lambda word: PinDesign(walls=word))] = None
    base_metal: Annotated[str | None, _checked(lambda name: PinDesign(base_metal=name))] = None
    as_made: StrictBool | None = None
    grade: Annotated[str | None, _checked(lambda name: PinDesign(grade=name))] = None
    seed: Annotated[StrictInt | None, _checked(lambda number: PinDesign(seed=number))] = None
    view: Annotated[str | None, _checked(lambda name: Shot(view=name))] = None
    background: Annotated[str | None, _checked(lambda name: Shot(background=name))] = None
    backdrop: Annotated[str | None, _checked(lambda name: Shot(backdrop=name))] = None
    pixels: Annotated[StrictInt | None, _checked(lambda count: Shot(pixels=count))] = None
    quality: Annotated[str | None, _checked(lambda name: Shot(quality=name))] = None
    samples: Annotated[StrictInt | None, _checked(lambda count: Shot(samples=count))] = None
    denoise: StrictBool | None = None
    separate: Annotated[str | None, _checked(lambda word: Separation(mode=word))] = None
    metal: Annotated[
        list[str] | None, BeforeValidator(_listed), _checked(lambda colors: Separation(metal=tuple(colors)))
    ] = None
    """Colours of a picture without layers that are metal; one may stand without its brackets."""
    colors: Annotated[StrictInt | None, _checked(lambda count: Separation(colors=count))] = None
    paper: Annotated[str | None, _checked(lambda color: Separation(paper=color))] = None
    swatches: str | None = None
    """A swatch book, from the folder of this file, or for a .zip from the folder that it lies in."""
    merge_colors: Annotated[StrictFloat | None, _checked(lambda apart: Coloring(merge_de00=apart))] = None
    recolor: Annotated[dict[str, str], _checked(_recolored)] = Field(default_factory=dict)
    """Colour of enamel or ink to what it becomes."""
    layers: dict[str, str] = Field(default_factory=dict)
    """Layer name to role."""
    dimensions: Annotated[dict[str, str], BeforeValidator(_spelled_out), _checked(_dimensions)] = Field(
        default_factory=dict
    )
    """Dimension of the process to its value, such as ``thickness = "2mm"``."""

    @model_validator(mode="after")
    def _agrees_with_itself(self) -> Self:
        """Two values, each good by itself, may contradict each other."""
        try:
            if self.background is not None and self.backdrop is not None:
                check_background(self.background, self.backdrop)
            _try_together(self)
        except UsageError as error:
            raise PydanticCustomError("unusable", "{why}", {"why": str(error)}) from error
        return self


def _try_together(said: PinToml) -> None:
    """Make the pin that a file describes, but for its artwork."""
    from pinrender.units import parse_length_mm, parse_volume_mm3

    height, volume = said.epoxy_height, said.epoxy_volume
    PinDesign(
        process=said.process or PinDesign().process,
        epoxy=said.epoxy,
        epoxy_height_mm=None if height is None else parse_length_mm(height),
        epoxy_volume_mm3=None if volume is None else parse_volume_mm3(volume),
        dimensions=parse_dimensions(said.dimensions),
    )


def read_pin_toml(art: Path) -> PinToml:
    """Read the options that lie beside or inside an artwork.

    A folder or .zip carries its own `pin.toml`. For `fox.svg` the file is `fox.pin.toml`, else
    the folder's `pin.toml`; one whose `art` names another drawing is left alone.

    Parameters
    ----------
    art : Path
        The artwork; need not exist.

    Returns
    -------
    PinToml
        Empty where there is no such file.

    Raises
    ------
    CatalogError
        If the file is not valid TOML, has an unknown key, or a value that cannot be used; the
        message names the file, the key and the nearest valid choice.
    """
    for where, raw in candidates(art):
        table = _hyphened(parsed(raw, where), where)
        about = table.get("art", art.name)
        if isinstance(about, str) and about != art.name:
            continue
        try:
            return PinToml.model_validate(table)
        except Invalid as error:
            raise CatalogError(f"{where}: {catalog.explain(error, PinToml)}") from error
    return PinToml()


def _hyphened(table: dict[str, object], where: str) -> dict[str, object]:
    """Keys with hyphens between words, as the options have them; underscores are the same."""
    keys = [key.replace("_", "-") for key in table]
    for key in keys:
        if keys.count(key) > 1:
            raise CatalogError(f"{where}: '{key}' is there twice, as {key.replace('-', '_')} too; keep {key}")
    return dict(zip(keys, table.values(), strict=True))
