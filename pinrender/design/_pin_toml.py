"""`pin.toml`: the command's options, kept beside the artwork."""

from __future__ import annotations

import tomllib
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictBool,
    StrictFloat,
    StrictInt,
)
from pydantic import ValidationError as Invalid
from pydantic_core import PydanticCustomError

from pinrender import catalog
from pinrender.design._design import PinDesign
from pinrender.design._dimensions import parse_dimensions
from pinrender.design._shot import Shot
from pinrender.errors import CatalogError, UsageError

__all__ = ["PinToml", "read_pin_toml"]

MAX_BYTES = 256 * 1024
"""A page of options; anything larger is something else."""
BROKEN_ENTRY = (OSError, EOFError, NotImplementedError, zipfile.BadZipFile, zlib.error)
"""What zipfile raises for an entry that is damaged or packed in a way it does not know."""


def _checked(use: Callable[[Any], object]) -> AfterValidator:
    """Try a value where it will be used, so that the file's author reads the same sentence."""

    def check(value: object) -> object:
        try:
            use(value)
        except UsageError as error:
            raise PydanticCustomError("unusable", "{why}", {"why": str(error)}) from error
        return value

    return AfterValidator(check)


def _with_unit(value: object) -> object:
    if isinstance(value, int | float) and not isinstance(value, bool):
        raise PydanticCustomError("bare_length", "a length needs quotes and a unit, for example '30mm'")
    return value


def _sized(value: str) -> PinDesign:
    from pinrender.units import parse_length_mm

    return PinDesign(size_mm=parse_length_mm(value))


def _length(value: str | None) -> None:
    from pinrender.units import parse_length_mm

    if value is not None:
        parse_length_mm(value, what="epoxy_height")


def _volume(value: str | None) -> None:
    from pinrender.units import parse_volume_mm3

    if value is not None:
        parse_volume_mm3(value, what="epoxy_volume")


def _dimensions(table: dict[str, str]) -> None:
    parse_dimensions(table)


class PinToml(BaseModel):
    """What a `pin.toml` may say: the options of the command, by the same names.

    Every key is optional; one that is absent is None and leaves the default in force.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    art: str | None = None
    """The artwork's file name, where several drawings share a folder."""
    size: Annotated[str | None, BeforeValidator(_with_unit), _checked(_sized)] = None
    process: Annotated[str | None, _checked(lambda name: PinDesign(process=name))] = None
    plating: Annotated[str | None, _checked(lambda name: PinDesign(plating=name))] = None
    enamel: Annotated[str | None, _checked(lambda name: PinDesign(enamel=name))] = None
    studio: Annotated[str | None, _checked(lambda name: PinDesign(studio=name))] = None
    epoxy: StrictBool | None = None
    epoxy_height: Annotated[str | None, BeforeValidator(_with_unit), _checked(_length)] = None
    epoxy_volume: Annotated[str | None, _checked(_volume)] = None
    epoxy_age: Annotated[
        StrictInt | StrictFloat | None, _checked(lambda years: PinDesign(epoxy_age_years=years or 0.0))
    ] = None
    walls: Annotated[str | None, _checked(lambda word: PinDesign(walls=word))] = None
    grade: Annotated[str | None, _checked(lambda name: PinDesign(grade=name))] = None
    seed: Annotated[StrictInt | None, _checked(lambda number: PinDesign(seed=number))] = None
    view: Annotated[str | None, _checked(lambda name: Shot(view=name))] = None
    background: Annotated[str | None, _checked(lambda name: Shot(background=name))] = None
    backdrop: Annotated[str | None, _checked(lambda name: Shot(backdrop=name))] = None
    pixels: Annotated[StrictInt | None, _checked(lambda count: Shot(pixels=count))] = None
    quality: Annotated[str | None, _checked(lambda name: Shot(quality=name))] = None
    samples: Annotated[StrictInt | None, _checked(lambda count: Shot(samples=count))] = None
    denoise: StrictBool | None = None
    layers: dict[str, str] = Field(default_factory=dict)
    """Layer name to role."""
    dimensions: Annotated[dict[str, str], _checked(_dimensions)] = Field(default_factory=dict)
    """Dimension of the process to its value, such as ``thickness = "2mm"``."""


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
    for where, raw in _candidates(art):
        table = _table(raw, where)
        if table.get("art", art.name) != art.name:
            continue
        try:
            return PinToml.model_validate(table)
        except Invalid as error:
            raise CatalogError(f"{where}: {catalog.explain(error, PinToml)}") from error
    return PinToml()


def _candidates(art: Path) -> list[tuple[str, bytes]]:
    """Each file that may apply, most specific first: what to call it, and its bytes."""
    if art.is_dir():
        paths = [art / "pin.toml"]
    elif art.suffix.lower() == ".zip":
        inside = _from_zip(art)
        if inside is not None:
            return [(f"{art.name}/pin.toml", inside)]
        paths = [art.with_suffix(".pin.toml")]
    else:
        paths = [art.with_suffix(".pin.toml"), art.parent / "pin.toml"]
    return [(str(path), _from_file(path)) for path in paths if path.is_file()]


def _from_file(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise CatalogError(f"{path} cannot be read: {error.strerror}") from error


def _from_zip(art: Path) -> bytes | None:
    """The archive's own `pin.toml`; None if it has none, or is no archive (the reader says so)."""
    try:
        archive = zipfile.ZipFile(art)
    except (OSError, zipfile.BadZipFile):
        return None
    with archive:
        if "pin.toml" not in archive.namelist():
            return None
        try:
            with archive.open("pin.toml") as file:
                return file.read(MAX_BYTES + 1)
        except (*BROKEN_ENTRY, RuntimeError) as error:  # RuntimeError: encrypted
            raise CatalogError(f"{art.name}/pin.toml cannot be unpacked: {error}") from error


def _table(raw: bytes, where: str) -> dict[str, object]:
    if len(raw) > MAX_BYTES:
        raise CatalogError(f"{where} is larger than {MAX_BYTES // 1024} KiB; it holds options only")
    try:
        return tomllib.loads(raw.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise CatalogError(f"{where} is not UTF-8 text (byte {error.start})") from error
    except tomllib.TOMLDecodeError as error:
        raise CatalogError(f"{where} is not valid TOML: {error}") from error
    except RecursionError as error:
        raise CatalogError(f"{where} nests too deeply to be a list of options") from error
