"""The bytes of a `pin.toml`, beside artwork or in an archive, and the table that they are."""

from __future__ import annotations

import struct
import tomllib
import zipfile
import zlib
from pathlib import Path

from pinrender.errors import CatalogError
from pinrender.limits import Limits

__all__ = ["candidates", "parsed"]

LIMITS = Limits()
BROKEN = (
    *(OSError, EOFError, NotImplementedError, RuntimeError, ValueError),
    *(struct.error, zipfile.BadZipFile, zlib.error),
)
"""What zipfile raises where an archive is not what it says, is locked, or packed in an unknown way."""


def candidates(art: Path) -> list[tuple[str, bytes]]:
    """Each file that may apply, most specific first: what to call it, and its bytes.

    Parameters
    ----------
    art : Path
        The artwork.

    Raises
    ------
    CatalogError
        If one is there but cannot be read.
    """
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
            return file.read(LIMITS.pin_toml_bytes + 1)
    except OSError as error:
        raise CatalogError(f"{path} cannot be read: {error.strerror}") from error


def _from_zip(art: Path) -> bytes | None:
    """The archive's own `pin.toml`; None if it has none, or is no archive (the reader says so)."""
    try:
        archive = zipfile.ZipFile(art)
    except BROKEN:
        return None
    with archive:
        if "pin.toml" not in archive.namelist():
            return None
        try:
            with archive.open("pin.toml") as file:
                return file.read(LIMITS.pin_toml_bytes + 1)
        except BROKEN as error:
            raise CatalogError(f"{art.name}/pin.toml cannot be unpacked: {error}") from error


def parsed(raw: bytes, where: str) -> dict[str, object]:
    """What the bytes of a `pin.toml` say; `where` is what to call it.

    Raises
    ------
    CatalogError
        If it is too long or no TOML.
    """
    if len(raw) > LIMITS.pin_toml_bytes:
        kib = LIMITS.pin_toml_bytes // 1024
        raise CatalogError(f"{where} is larger than {kib} KiB (Limits.pin_toml_bytes); it holds options only")
    if max(line.count(b".") for line in raw.split(b"\n")) > LIMITS.pin_toml_dots:
        raise CatalogError(
            f"{where} has a line of more than {LIMITS.pin_toml_dots} dots (Limits.pin_toml_dots); "
            "it holds options only"
        )
    try:
        return tomllib.loads(raw.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise CatalogError(f"{where} is not UTF-8 text (byte {error.start})") from error
    except RecursionError as error:
        raise CatalogError(f"{where} nests too deeply to be a list of options") from error
    except ValueError as error:  # also a number of thousands of digits
        raise CatalogError(f"{where} is not valid TOML: {error}") from error
